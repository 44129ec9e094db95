import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Environment } from "../../config/schema/environment";
import { parsed, targetGroupArn } from "./valid-environment";

const root = join(__dirname, "../..");
const page = readFileSync(join(root, "docs/configuration.md"), "utf8");

interface Row {
  readonly object: string;
  readonly type: string | undefined;
  /** The variant that the object is part of, where others have another one at the same path. */
  readonly within: { readonly object: string; readonly type: string } | undefined;
  readonly field: string;
  readonly default: string;
  readonly description: string;
}

/** The rows of every table, with the object in its heading. */
const rows: Row[] = page.split(/^## /m).flatMap((section) => {
  const heading = /^`(.+?)`(?: of type `"(.+?)"`)?(?: \(`(.+?)` of type `"(.+?)"`\))?$/;
  const [, object = "", type, outer, outerType] = heading.exec(section.split("\n")[0] ?? "") ?? [];
  const within =
    outer === undefined || outerType === undefined ? undefined : { object: outer, type: outerType };
  return [...section.matchAll(/^\| `(.+?)` \| .+? \| (.+?) \| (.*?) \|$/gm)].map(
    ([, field = "", byDefault = "", description = ""]) => ({
      object,
      type,
      within,
      field: field.replace(/\[\]$|\.<name>$/, ""),
      default: byDefault,
      description,
    }),
  );
});

/** Every object of every type, with required fields only. */
function minimalEnvironments(): Environment[] {
  const hostedZone = { id: "Z0123456789ABCDEFGHIJ", name: "example.com" };
  const states = [
    { type: "local" },
    { type: "s3", bucket: "terraform-state" },
    {
      type: "cloud",
      organization: "acme",
      workspaces: {
        terraformVersion: "1.11.4",
        roles: {
          planRoleArn: "arn:aws:iam::111122223333:role/plan",
          applyRoleArn: "arn:aws:iam::111122223333:role/apply",
        },
        repository: { identifier: "acme/web", oauthTokenId: "ot-1" },
      },
    },
  ];
  const pipelines = { github: { repository: "acme/website" }, hcpTerraform: {} };
  const targets = [
    { type: "service", service: "web" },
    { type: "fixed-response", statusCode: 200 },
    { type: "redirect", path: "/x" },
    { type: "redirect", port: "8443" },
    { type: "target-group", arn: targetGroupArn, egress: { port: 80, cidr: "10.0.0.0/24" } },
  ];
  const identityParts = {
    resourceServers: { api: { scopes: { read: "Read" } } },
    groups: { admins: { precedence: 1 } },
    machineClients: { import: { scopes: ["api/read"] } },
    identityProviders: {
      Company: { type: "saml", metadataUrl: "https://idp.example.com/metadata" },
      Okta: { type: "oidc", issuer: "https://example.okta.com", clientId: "1" },
      Google: { type: "google", clientId: "1" },
      Facebook: { type: "facebook", clientId: "1" },
      LoginWithAmazon: { type: "amazon", clientId: "1" },
      SignInWithApple: {
        type: "apple",
        servicesId: "com.example.signin",
        teamId: "A1B2C3D4E5",
        keyId: "F6G7H8I9J0",
      },
    },
  };
  const customAttributes = { department: { type: "string" }, level: { type: "number" } };
  const domain = { prefix: "example-login" };
  const claims = {
    tier: { type: "constant", value: "gold" },
    role: { type: "group", values: [{ group: "admins", value: "admin" }] },
    mail: { type: "attribute", attribute: "email" },
  };
  const identities = [
    {
      type: "new",
      domain,
      customAttributes,
      firewall: {},
      ...identityParts,
      tokenClaims: { claims },
    },
    { type: "existing", userPoolId: "eu-central-1_Ab1Cd2Ef3", domain, ...identityParts },
  ];
  const edge = { hostName: "edge.example.com", hostedZone, accessLogTable: {}, firewall: {} };
  const existingNetwork = {
    type: "existing",
    vpcId: "vpc-00000001",
    publicSubnetIds: ["subnet-00000001", "subnet-00000002"],
    privateSubnetIds: ["subnet-00000003"],
  };
  const edgeInNewVpc = { ...edge, network: { type: "new" } };
  const edgeInExistingVpc = { ...edge, network: existingNetwork };
  return [
    ...states.map((state) => ({ state, identity: identities[0] })),
    ...identities.map((identity) => ({ state: { type: "local" }, identity })),
  ].map(({ state, identity }) =>
    parsed({
      region: "eu-central-1",
      state,
      ...(state.type === "cloud" ? { delivery: pipelines } : {}),
      identity,
      // Either the edge or the application has the range that is the default.
      edge: identity?.type === "existing" ? edgeInExistingVpc : edgeInNewVpc,
      monitoring: {},
      applications: {
        app: {
          hostName: "app.example.com",
          hostedZone,
          accessLogTable: {},
          firewall: {},
          ...(identity?.type === "existing"
            ? {}
            : { network: { type: "new", cidr: "10.1.0.0/16" } }),
          services: {
            web: {
              canary: { weightPercent: 0 },
              egress: [{ port: 1, cidr: "10.0.0.0/16", description: "x" }],
            },
          },
          routes: [
            ...targets.map((target, index) => ({
              conditions: { paths: [`/${index}`] },
              access: { type: index === 0 ? "login" : "public" },
              target,
            })),
            {
              conditions: { paths: ["/token"] },
              access: { type: "token", scopes: ["api/read"] },
              target: targets[0],
            },
          ],
        },
        other: {
          hostName: "other.example.com",
          hostedZone,
          network: existingNetwork,
        },
      },
    }),
  );
}

/** Every value at a path with `<name>` and `[]` in it. */
function all(value: unknown, path: string): unknown[] {
  const keys = path.replaceAll("[]", ".[]").split(".").filter(Boolean);
  return keys.reduce<unknown[]>(
    (found, key) =>
      found.flatMap((each) => {
        if (typeof each !== "object" || each === null) return [];
        if (key === "[]" || key === "<name>") return Object.values(each);
        const value = (each as Record<string, unknown>)[key];
        return value === undefined ? [] : [value];
      }),
    [value],
  );
}

/** The values of a row's field with its defaults. One of two redirects has a path. */
function filledIn({ object, type, within, field }: Row): unknown[] {
  const isOf = (variant: string) => (each: unknown) => (each as { type?: string }).type === variant;
  return minimalEnvironments()
    .filter((environment) =>
      within === undefined ? true : all(environment, within.object).some(isOf(within.type)),
    )
    .flatMap((environment) => all(environment, object) as Record<string, unknown>[])
    .filter((each) => type === undefined || each.type === type)
    .map((each) => each[field]);
}

it("has a description of every field, and a table of every object without a default", () => {
  expect(rows.length).toBeGreaterThan(100);
  for (const row of rows) {
    expect(`${row.object}.${row.field}: ${row.description}`).toMatch(/: .{5,}/);
    if (row.default !== "see its table") continue;
    const path = `${row.object}.${row.field}`.replace(/^\./, "");
    expect(page).toContain(`\n## \`${path}\``);
  }
});

const literals = rows.filter((row) => row.default.startsWith("`"));

it.each(literals.map((row) => [row.object, row.field, row.default, row] as const))(
  "shows the default that the schema applies: %s %s %s",
  (_, __, text, row) => {
    const literal = text.slice(1, -1).replaceAll(/(\w+): /g, '"$1": ');

    expect(filledIn(row)).toContainEqual(JSON.parse(literal));
  },
);

/** Set above, because their fields would have no default otherwise. */
const alwaysSet = [
  ...["resourceServers", "groups", "machineClients", "claims", "egress", "publicSubnetIds"],
  ...["delivery", "github", "hcpTerraform", "customAttributes", "identityProviders"],
  ...["accessLogTable", "firewall"],
  // One of the two.
  ...["prefix", "hostName", "metadataUrl"],
];
const none = rows.filter((row) => row.default === "none" && !alwaysSet.includes(row.field));

it.each(none.map((row) => [row.object, row.field, row] as const))(
  "shows what is empty by default: %s %s",
  (_, __, row) => {
    for (const value of filledIn(row)) expect([undefined, [], {}]).toContainEqual(value);
  },
);
