import { defineEnvironment } from "../config/define-environment";

/** The required fields only: one application with one container, and sign-in in front of every path. */
export const environment = defineEnvironment({
  region: "eu-central-1",
  identity: { domain: { prefix: "minimal-login" } },
  applications: {
    app: {
      hostName: "app.example.com",
      hostedZone: { id: "Z0123456789ABCDEFGHIJ", name: "example.com" },
    },
  },
});
