import { defineEnvironment } from "../config/define-environment";

const hostedZone = { id: "Z0123456789ABCDEFGHIJ", name: "example.com" };

/**
 * A complete environment: two applications share one user pool, so that users who sign in to one are
 * signed in to both. docs/configuration.md describes every field and its default.
 */
export const environment = defineEnvironment({
  // Part of every AWS name. The default is the name of the file.
  name: "example",
  region: "eu-central-1",
  tags: { Project: "example", ManagedBy: "terraform" },

  // For a team: { type: "s3", bucket: "…" } or { type: "cloud", organization: "…" }.
  state: { type: "local" },

  identity: {
    // https://example-login.auth.eu-central-1.amazoncognito.com
    domain: { prefix: "example-login" },
    // "self" would let everyone on the internet create an account.
    signUp: "admins-only",
    passwordPolicy: { minimumLength: 14 },
    // "required" is better where users have something to lose: everyone sets up an authenticator app at
    // the first sign-in. "optional" asks nobody to, and the emulator never asks.
    mfa: "off",
    // A stolen session cookie works for 15 minutes after the refresh token is revoked.
    tokenLifetimes: { accessTokenMinutes: 15, idTokenMinutes: 15, refreshTokenHours: 12 },
    deletionProtection: true,
    // APIs and their scopes. A scope is not a permission of a single user: everyone who signs in
    // through a route that requests it gets it. Use groups to distinguish users.
    resourceServers: {
      tasks: { scopes: { read: "Read tasks", write: "Add and change tasks" } },
    },
    groups: { admins: { description: "May see /admin", precedence: 1 } },
  },

  applications: {
    tasks: {
      hostName: "tasks.example.com",
      hostedZone,
      // A new VPC. For an existing one: { type: "existing", vpcId: "vpc-…", … }.
      network: { type: "new", cidr: "10.0.0.0/16", availabilityZoneCount: 2, nat: "single" },
      services: {
        web: {
          // Without `image`, the stack creates a repository and takes the image from a variable.
          // npm run deploy builds it like this:
          build: { context: ".", dockerfile: "container/Dockerfile" },
          cpuUnits: 256,
          memoryMiB: 512,
          architecture: "ARM64",
          scaling: { minCapacity: 2, maxCapacity: 4 },
          // Pages of the demo for which there is a route or a group below.
          environment: { LOG_LEVEL: "info", DEMO_PAGES: "tasks,admin,public" },
        },
      },
      // The first route that matches applies.
      routes: [
        {
          // Open to everybody, but the container knows those who have signed in at the default route:
          // with the same scopes, both share one session. { type: "public" } never knows anybody.
          conditions: { paths: ["/public", "/public/*"] },
          access: {
            type: "login",
            scopes: ["openid", "email", "profile"],
            onUnauthenticatedRequest: "allow",
          },
          target: { type: "service", service: "web" },
        },
        {
          // Scripts get a 401 instead of a redirect to sign-in.
          conditions: { paths: ["/api/*"] },
          access: {
            type: "login",
            scopes: ["openid", "email", "profile"],
            onUnauthenticatedRequest: "deny",
          },
          target: { type: "service", service: "web" },
        },
        {
          // A redirect to sign-in would lose what somebody has typed.
          conditions: { paths: ["/tasks", "/tasks/*"], methods: ["POST", "PUT", "DELETE"] },
          access: {
            type: "login",
            scopes: ["openid", "email", "profile", "tasks/read", "tasks/write"],
            onUnauthenticatedRequest: "deny",
          },
          target: { type: "service", service: "web" },
        },
        {
          conditions: { paths: ["/tasks", "/tasks/*"] },
          access: {
            type: "login",
            scopes: ["openid", "email", "profile", "tasks/read", "tasks/write"],
          },
          target: { type: "service", service: "web" },
        },
        {
          conditions: { paths: ["/.well-known/security.txt"] },
          access: { type: "public" },
          target: {
            type: "fixed-response",
            statusCode: 200,
            messageBody: "Contact: mailto:security@example.com",
          },
        },
      ],
      // Everything else: sign-in, then the only service.
      defaultRoute: { access: { type: "login", scopes: ["openid", "email", "profile"] } },
    },

    notes: {
      hostName: "notes.example.com",
      additionalHostNames: ["wiki.example.com"],
      hostedZone,
      network: { type: "new", cidr: "10.1.0.0/16", availabilityZoneCount: 3, nat: "per-az" },
      services: {
        web: {
          build: { context: ".", dockerfile: "container/Dockerfile" },
          port: 3000,
          environment: { DEMO_PAGES: "admin,public" },
          // Values from SSM Parameter Store or Secrets Manager, by ARN. Locally, set the variable:
          // secrets: { DATABASE_URL: "arn:aws:ssm:eu-central-1:111122223333:parameter/notes/db" },
          egress: [{ port: 5432, cidr: "10.1.0.0/16", description: "Postgres" }],
        },
      },
      routes: [
        {
          conditions: { paths: ["/public", "/public/*"] },
          access: {
            type: "login",
            scopes: ["openid", "email", "profile"],
            onUnauthenticatedRequest: "allow",
          },
          target: { type: "service", service: "web" },
        },
        {
          // On one of the two host names only.
          conditions: { hosts: ["wiki.example.com"], paths: ["/old/*"] },
          access: { type: "public" },
          target: { type: "redirect", statusCode: 301, path: "/" },
        },
      ],
      defaultRoute: { access: { type: "login", scopes: ["openid", "email", "profile"] } },
    },
  },
});
