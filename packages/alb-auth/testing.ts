export {
  createTestLoadBalancer,
  type TestLoadBalancerOptions,
  type TestSigningKey,
  type TestSigningKeys,
} from "./src/testing/create-test-load-balancer.ts";
export type { OidcRequestHeaders } from "./src/testing/request-headers.ts";
export {
  type BearerTokenOptions,
  type ForgedRequest,
  forgedRequestNames,
  type SignInOptions,
  type TestLoadBalancer,
} from "./src/testing/test-load-balancer.ts";
export type { TestUserOptions } from "./src/testing/test-user.ts";
