import { defineEnvironment } from "../config/define-environment";

const hostedZone = { id: "Z0123456789ABCDEFGHIJ", name: "example.com" };

/**
 * A complete environment: two applications share one user pool, so that signing in to the first
 * signs in to the second. docs/configuration.md describes every field, with its default.
 */
export const environment = defineEnvironment({
  // Part of every AWS name. Without it, the file's name.
  name: "example",
  region: "eu-central-1",
  tags: { Project: "example", ManagedBy: "terraform" },

  // For a team: { type: "s3", bucket: "…" } or { type: "cloud", organization: "…" }.
  state: { type: "local" },

  identity: {
    // https://example-login.auth.eu-central-1.amazoncognito.com
    domain: { prefix: "example-login" },
    // "self" would let everybody on the internet create an account.
    signUp: "admins-only",
    passwordPolicy: { minimumLength: 14 },
    mfa: "optional",
    // A copied session cookie is good for 15 minutes once the refresh token is revoked.
    tokenLifetimes: { accessTokenMinutes: 15, idTokenMinutes: 15, refreshTokenHours: 12 },
    deletionProtection: true,
    // APIs and the scopes they understand. A scope is not a permission of one user: whoever signs
    // in through a route that asks for it gets it. Groups tell users apart.
    resourceServers: {
      tasks: { scopes: { read: "Read tasks", write: "Add and change tasks" } },
    },
    groups: { admins: { description: "May see /admin", precedence: 1 } },
  },

  applications: {
    tasks: {
      hostName: "tasks.example.com",
      hostedZone,
      // A VPC of its own. For one that is there already: { type: "existing", vpcId: "vpc-…", … }.
      network: { type: "new", cidr: "10.0.0.0/16", availabilityZoneCount: 2, nat: "single" },
      services: {
        web: {
          // Without `image`, the stack makes a repository and takes the image as a variable.
          cpuUnits: 256,
          memoryMiB: 512,
          architecture: "ARM64",
          scaling: { minCapacity: 2, maxCapacity: 4 },
          environment: { LOG_LEVEL: "info" },
        },
      },
      // The first route that matches applies.
      routes: [
        {
          conditions: { paths: ["/public", "/public/*"] },
          access: { type: "public" },
          target: { type: "service", service: "web" },
        },
        {
          // Scripts of our pages get a 401 instead of a redirect to a sign-in page. The scopes are
          // those of the default route, so that both share one session.
          conditions: { paths: ["/api/*"] },
          access: {
            type: "login",
            scopes: ["openid", "email", "profile"],
            onUnauthenticatedRequest: "deny",
          },
          target: { type: "service", service: "web" },
        },
        {
          conditions: { paths: ["/tasks", "/tasks/*"], methods: ["POST", "PUT", "DELETE"] },
          access: { type: "login", scopes: ["openid", "tasks/read", "tasks/write"] },
          target: { type: "service", service: "web" },
        },
        {
          conditions: { paths: ["/tasks", "/tasks/*"] },
          access: { type: "login", scopes: ["openid", "tasks/read"] },
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
      // Everything else: sign in, then the one service.
      defaultRoute: { access: { type: "login", scopes: ["openid", "email", "profile"] } },
    },

    notes: {
      hostName: "notes.example.com",
      additionalHostNames: ["wiki.example.com"],
      hostedZone,
      network: { type: "new", cidr: "10.1.0.0/16", availabilityZoneCount: 3, nat: "per-az" },
      services: {
        web: {
          port: 3000,
          // Values from SSM Parameter Store or Secrets Manager, by ARN.
          secrets: {
            DATABASE_URL: "arn:aws:ssm:eu-central-1:111122223333:parameter/notes/database-url",
          },
          egress: [{ port: 5432, cidr: "10.1.0.0/16", description: "Postgres" }],
        },
      },
      routes: [
        {
          conditions: { hosts: ["wiki.example.com"], paths: ["/*"] },
          access: { type: "login", onUnauthenticatedRequest: "allow" },
          target: { type: "service", service: "web" },
        },
        {
          conditions: { paths: ["/old/*"] },
          access: { type: "public" },
          target: { type: "redirect", statusCode: 301, path: "/" },
        },
      ],
    },
  },
});
