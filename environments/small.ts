import { defineEnvironment } from "../config/define-environment";

/**
 * The smallest environment with everything that keeps it safe: sign-in in front of every path, TLS, tasks
 * that only the load balancer reaches, and all logs. It gives up a second task and a fixed outbound address.
 */
export const environment = defineEnvironment({
  region: "eu-central-1",
  identity: { domain: { prefix: "small-login" } },
  applications: {
    app: {
      hostName: "small.example.com",
      hostedZone: { id: "Z0123456789ABCDEFGHIJ", name: "example.com" },
      network: { type: "new", nat: "none", flowLogDestination: "s3" },
      services: { web: { scaling: { minCapacity: 1, maxCapacity: 2 } } },
      containerInsights: "disabled",
    },
  },
});
