export type { AlbAuthOptions } from "./src/adapter-options.ts";
export { type AuthRequest, albAuth } from "./src/express/alb-auth.ts";
export { requireGroups, requireScopes } from "./src/express/guards.ts";
export { handleAlbAuthError } from "./src/express/handle-alb-auth-error.ts";
export { signOut } from "./src/express/sign-out.ts";
