export type { OidcRequestHeaders } from "./src/testing/request-headers.ts";
export {
  type BearerTokenOptions,
  createTestLoadBalancer,
  type ForgedRequest,
  forgedRequestNames,
  type SignInOptions,
  type TestLoadBalancer,
  type TestLoadBalancerOptions,
} from "./src/testing/test-load-balancer.ts";
export type { TestUserOptions } from "./src/testing/test-user.ts";
