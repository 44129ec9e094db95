export type { AlbAuthOptions } from "./src/adapter-options.ts";
export {
  type AuthenticatedListener,
  type AuthenticatedRequest,
  albAuth,
  type OptionalListener,
  type OptionalRequest,
} from "./src/node/alb-auth.ts";
export { type RequestWithIdentity, requireGroups, requireScopes } from "./src/node/guards.ts";
export { signOut } from "./src/node/sign-out.ts";
