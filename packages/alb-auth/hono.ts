export type { AlbAuthOptions } from "./src/adapter-options.ts";
export { type AlbAuthVariables, albAuth } from "./src/hono/alb-auth.ts";
export { requireGroups, requireScopes } from "./src/hono/guards.ts";
export { signOut } from "./src/hono/sign-out.ts";
