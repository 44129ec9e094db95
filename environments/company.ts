import { defineEnvironment, type ServiceInput } from "../config/define-environment";

const hostedZone = { id: "Z0123456789ABCDEFGHIJ", name: "example.com" };
const scopes = ["openid", "email", "profile"];

/** The demo; each application has a repository with an image of it. */
const web: ServiceInput = {
  build: { context: ".", dockerfile: "container/Dockerfile" },
  environment: { DEMO_PAGES: "tasks,admin" },
};

/**
 * The identity of a company: employees come from its SAML provider, customers with Google or a password,
 * programs with tokens of their own, and the pages look like the company's. Its applications share a load
 * balancer with a firewall, alarms, dashboards and a table of access logs. docs/README.md has a page for
 * each of these.
 */
export const environment = defineEnvironment({
  region: "eu-central-1",
  tags: { Project: "company", ManagedBy: "terraform" },

  identity: {
    // The name above it, example.com, must have an A record.
    domain: { hostName: "login.example.com", hostedZone },
    pages: {
      type: "managed-login",
      settings: "environments/company/login-settings.json",
      logo: { light: "environments/company/logo.svg", dark: "environments/company/logo-dark.svg" },
    },
    email: {
      type: "ses",
      identityArn: "arn:aws:ses:eu-central-1:111122223333:identity/example.com",
      from: "Example Company <login@example.com>",
      replyTo: "help@example.com",
    },
    messages: { invitation: { application: "orders" } },
    // Asked of everybody who signs in with a password; providers ask for their own.
    mfa: "required",
    secondFactors: ["authenticator-app", "email-code"],

    identityProviders: {
      // Sends the employee's department as `department`.
      Employees: {
        type: "saml",
        metadataUrl: "https://sso.example.com/metadata",
        attributeMapping: { "custom:department": "department" },
      },
      // The secret is the Terraform variable google_client_secret.
      Google: { type: "google", clientId: "1234567890-abc.apps.googleusercontent.com" },
    },
    customAttributes: { department: { type: "string", maxLength: 64 } },

    resourceServers: {
      tasks: { scopes: { read: "Read tasks", write: "Add and change tasks" } },
      orders: { scopes: { read: "Read orders", write: "Add and change orders" } },
    },
    groups: {
      admins: { description: "May see /admin", precedence: 1 },
      editors: { description: "May change tasks", precedence: 2 },
    },
    // Everybody may read tasks, editors and admins may change them.
    tokenClaims: {
      scopes: { "tasks/write": { groups: ["editors", "admins"] } },
      claims: { department: { type: "attribute", attribute: "custom:department" } },
    },
    machineClients: {
      "order-import": { scopes: ["orders/read", "orders/write"] },
      reporting: { scopes: ["orders/read"] },
    },
  },

  // One load balancer, network and cluster for all applications, told apart by host name.
  edge: {
    hostName: "edge.example.com",
    hostedZone,
    accessLogTable: {},
    firewall: {},
  },
  monitoring: { topic: { type: "new", emails: ["operations@example.com"] } },

  applications: {
    // For customers, employees and programs.
    orders: {
      hostName: "orders.example.com",
      hostedZone,
      loadBalancer: { type: "edge", slot: 1 },
      services: { web },
      routes: [
        {
          // Programs with a token; people, whose requests have none, come to the next route.
          conditions: { paths: ["/api/*"] },
          access: { type: "token", scopes: ["orders/read"] },
          target: { type: "service", service: "web" },
        },
        {
          conditions: { paths: ["/api/*"] },
          access: { type: "login", scopes, onUnauthenticatedRequest: "deny" },
          target: { type: "service", service: "web" },
        },
        {
          conditions: { paths: ["/admin", "/admin/*"] },
          access: { type: "login", scopes, groups: ["admins"] },
          target: { type: "service", service: "web" },
        },
        {
          conditions: { paths: ["/tasks", "/tasks/*"] },
          access: { type: "login", scopes: [...scopes, "tasks/read", "tasks/write"] },
          target: { type: "service", service: "web" },
        },
      ],
      defaultRoute: { access: { type: "login", scopes } },
    },

    // For employees only: one provider, so that Cognito asks nobody to choose.
    intranet: {
      hostName: "intranet.example.com",
      hostedZone,
      loadBalancer: { type: "edge", slot: 2 },
      services: { web: { ...web, environment: { DEMO_PAGES: "admin" } } },
      identityProviders: ["Employees"],
      defaultRoute: { access: { type: "login", scopes } },
    },

    // For admins, with a public page that says where to ask.
    reports: {
      hostName: "reports.example.com",
      hostedZone,
      loadBalancer: { type: "edge", slot: 3 },
      services: { web: { ...web, environment: { DEMO_PAGES: "admin" } } },
      routes: [
        {
          conditions: { paths: ["/contact"] },
          access: { type: "public" },
          target: {
            type: "fixed-response",
            statusCode: 200,
            contentType: "text/plain",
            messageBody: "Reports are for admins. Write to help@example.com.",
          },
        },
      ],
      defaultRoute: { access: { type: "login", scopes, groups: ["admins"] } },
    },
  },
});
