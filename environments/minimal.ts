import { defineEnvironment } from "../config/define-environment";

/** Only what nobody can guess: one application, one container, and a login in front of every path. */
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
