export type { AlbAuthOptions } from "./src/adapter-options.ts";
export { albAuth } from "./src/fastify/alb-auth.ts";
export { type RequestWithIdentity, requireGroups, requireScopes } from "./src/fastify/guards.ts";
export { type SignOutReply, signOut } from "./src/fastify/sign-out.ts";
