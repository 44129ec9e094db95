export { albAuthentication } from "./src/alb-authentication.ts";
export { requireGroups, requireScopes } from "./src/guards.ts";
