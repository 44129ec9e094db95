import type { EmulatorModel } from "../../src/model/emulator-model.ts";
import type { LoadBalancerModel } from "../../src/model/load-balancer.ts";
import type { UserPoolModel } from "../../src/model/user-pool.ts";
import { login } from "../load-balancer/support/model.ts";

/** The user pool that the rules of the load balancers sign in at. */
const userPool: UserPoolModel = {
  poolId: "eu-central-1_abcdefghi",
  poolArn: login().userPoolArn,
  poolName: "people",
  region: "eu-central-1",
  issuer: login().provider.issuer,
  domain: { domain: "example", baseUrl: "https://example.auth.eu-central-1.amazoncognito.com" },
  passwordPolicy: {
    minimumLength: 8,
    requireLowercase: false,
    requireUppercase: false,
    requireNumbers: false,
    requireSymbols: false,
  },
  signUp: "self",
  mfa: "OFF",
  secondFactors: [],
  aliasAttributes: [],
  identityProviders: [],
  preTokenGeneration: undefined,
  otherTriggers: [],
  usernameAttributes: [],
  caseSensitiveUsernames: false,
  groups: [{ name: "admins", description: undefined, precedence: 1 }],
  resourceServers: [],
  clients: [],
};

export function emulatorModel(...loadBalancers: readonly LoadBalancerModel[]): EmulatorModel {
  return { userPools: [userPool], loadBalancers };
}
