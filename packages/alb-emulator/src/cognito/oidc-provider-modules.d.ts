// The package's main module prints "Unsupported runtime" on Node 20, on which everything used here
// was tried; its parts do not. To go once Node 22 is the oldest that the project supports.
declare module "oidc-provider/lib/provider.js" {
  export { Provider } from "oidc-provider";
}

declare module "oidc-provider/lib/helpers/interaction_policy/index.js" {
  import { interactionPolicy } from "oidc-provider";
  export const base: typeof interactionPolicy.base;
}
