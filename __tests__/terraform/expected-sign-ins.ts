import { join } from "node:path";
import {
  cdkOut,
  cloudFormationTemplates,
  type Source,
  synthesizedStacks,
  terraformRoots,
  terraformStates,
} from "alb-emulator";

/** What the code of a fixture declares for one application, read by hand. */
export interface ExpectedSignIn {
  readonly application: string;
  /** Host name in AWS. @default - the first one of the application */
  readonly host?: string;
  /** Name of the user pool, without what CloudFormation appends to it. */
  readonly userPool?: string;
  /** Authorization endpoint of another identity provider than Cognito. */
  readonly authorizationEndpoint?: string;
  readonly service: string;
  /** A path that needs a user, and the scopes that its rule asks for. */
  readonly signsIn: { readonly path: string; readonly scopes: string };
  /** A path whose rule asks for other scopes, with a session cookie of its own. */
  readonly asksFurther?: { readonly path: string; readonly scopes: string };
  /** A path whose rule has no authentication. */
  readonly isPublic?: string;
  /** A path whose rule denies requests without a session. */
  readonly denies?: string;
  /** Path of the sign-out URL that the app client registers. */
  readonly signsOutTo?: string;
}

/** One fixture: how strangers write it, and what must follow from it. */
export interface StyleFixture {
  readonly style: string;
  /** @param fixtures Folder with a copy of the package's fixtures. */
  readonly source: (fixtures: string) => Source;
  readonly applications: readonly ExpectedSignIn[];
}

const root =
  (name: string) =>
  (fixtures: string): Source =>
    terraformRoots([join(fixtures, "roots", name)]);

const shop: ExpectedSignIn = {
  application: "shop",
  userPool: "shop-default",
  service: "web",
  // Without a scope, the load balancer asks for openid.
  signsIn: { path: "/", scopes: "openid" },
  isPublic: "/health",
  denies: "/api/x",
  signsOutTo: "/signed-out",
};

/** Evaluated by Terraform, at the cost of some seconds each. */
export const terraformFixtures: readonly StyleFixture[] = [
  {
    style: "modules with count, for_each over a local map, a backend",
    source: root("shop"),
    applications: [shop],
  },
  {
    style: "layers with remote state, a file of variables, count",
    source: (fixtures) => {
      const layer = (name: string) => join(fixtures, "roots", "layered", name);
      return terraformRoots([layer("identity"), layer("app")], {
        varFiles: [join(layer("app"), "prod.tfvars")],
      });
    },
    applications: ["a", "b"].map((name) => ({
      application: `${name}-example-com`,
      host: `${name}.example.com`,
      userPool: "shared",
      service: `${name}-example-com`,
      signsIn: { path: "/anything", scopes: "openid" },
    })),
  },
  {
    style: "modules with for_each, dynamic blocks, a host name for each of them",
    source: root("portal"),
    applications: [
      {
        application: "portal",
        host: "grafana.tools.example.com",
        userPool: "staff",
        service: "grafana",
        signsIn: { path: "/d/1", scopes: "openid email" },
        asksFurther: { path: "/admin/users", scopes: "openid tools/admin" },
        isPublic: "/api/health",
        signsOutTo: "/",
      },
      {
        application: "portal",
        host: "kibana.tools.example.com",
        userPool: "staff",
        service: "kibana",
        signsIn: { path: "/admin/users", scopes: "openid" },
        signsOutTo: "/",
      },
    ],
  },
  {
    style: "authenticate-oidc, for_each over a local map, a sensitive variable",
    source: root("intranet"),
    applications: [
      {
        application: "intranet",
        authorizationEndpoint: "https://dev-4711.okta.com/oauth2/v1/authorize",
        service: "wiki",
        signsIn: { path: "/home", scopes: "openid email" },
        asksFurther: { path: "/payroll/2026", scopes: "openid payroll" },
        isPublic: "/healthz",
        denies: "/api/x",
      },
    ],
  },
  {
    style: "count, functions, conditionals, templatefile",
    source: root("statistics"),
    applications: [
      {
        application: "statistics",
        host: "staging.reports.example.net",
        userPool: "reports-staging",
        service: "reports",
        signsIn: { path: "/", scopes: "openid profile" },
        asksFurther: {
          path: "/yearly/2026",
          scopes: "openid https://reports.example.net/reports.export",
        },
        isPublic: "/static/logo.svg",
        signsOutTo: "/ping",
      },
    ],
  },
  {
    style: "two load balancers, each with a user pool of its own",
    source: root("storefront"),
    applications: [
      {
        application: "store",
        host: "store.example.com.au",
        userPool: "customers",
        service: "store",
        signsIn: { path: "/account/orders", scopes: "openid email phone" },
        isPublic: "/",
        signsOutTo: "/",
      },
      {
        application: "back-office",
        host: "office.example.com.au",
        userPool: "employees",
        service: "back-office",
        signsIn: { path: "/", scopes: "openid" },
        asksFurther: { path: "/refunds/9", scopes: "openid payments/refund" },
        isPublic: "/healthz",
      },
    ],
  },
];

/** Read as they are. */
export const otherFixtures: readonly StyleFixture[] = [
  {
    style: "an AWS CDK app with two stacks",
    source: (fixtures) => cdkOut(join(fixtures, "cdk", "cdk.out")),
    applications: [
      {
        application: "Shop",
        userPool: "Identity-Users",
        service: "WebService",
        signsIn: { path: "/account/me", scopes: "openid" },
        asksFurther: { path: "/orders/7", scopes: "openid orders/read" },
        isPublic: "/",
        signsOutTo: "/",
      },
    ],
  },
  {
    style: "CloudFormation templates",
    source: (fixtures) =>
      cloudFormationTemplates(
        ["identity.yaml", "notes.yaml"].map((name) => join(fixtures, "templates", name)),
        { region: "eu-central-1" },
      ),
    applications: [
      {
        application: "notes",
        userPool: "identity-users",
        service: "notes",
        signsIn: { path: "/a", scopes: "openid email" },
        signsOutTo: "/health",
      },
    ],
  },
  {
    style: "a state of Terraform",
    source: (fixtures) => terraformStates([join(fixtures, "states", "shop.json")]),
    applications: [shop],
  },
  {
    style: "synthesized stacks of CDK for Terraform",
    source: (fixtures) => synthesizedStacks(join(fixtures, "stacks")),
    applications: [
      {
        application: "tasks",
        userPool: "example",
        service: "web",
        signsIn: { path: "/", scopes: "openid email profile" },
        asksFurther: { path: "/tasks/1", scopes: "openid tasks/read" },
        isPublic: "/public/hello",
        denies: "/api/x",
        signsOutTo: "/signed-out",
      },
      {
        application: "notes",
        userPool: "example",
        service: "web",
        signsIn: { path: "/", scopes: "openid" },
        signsOutTo: "/signed-out",
      },
    ],
  },
];
