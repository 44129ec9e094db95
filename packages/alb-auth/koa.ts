export type { AlbAuthOptions } from "./src/adapter-options.ts";
export { type AuthContext, albAuth } from "./src/koa/alb-auth.ts";
export { requireGroups, requireScopes } from "./src/koa/guards.ts";
export { type SignOutContext, signOut } from "./src/koa/sign-out.ts";
