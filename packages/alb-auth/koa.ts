export { type AlbAuthOptions, type AuthContext, albAuth } from "./src/koa/alb-auth.ts";
export { requireGroups, requireScopes } from "./src/koa/guards.ts";
