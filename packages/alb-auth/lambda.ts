export type { AlbAuthOptions } from "./src/adapter-options.ts";
export {
  type AuthenticatedEvent,
  albAuth,
  type EventHandler,
  type OptionalEvent,
} from "./src/lambda/alb-auth.ts";
export type { AlbEvent, AlbResult, LambdaContext } from "./src/lambda/event.ts";
export { type EventWithIdentity, requireGroups, requireScopes } from "./src/lambda/guards.ts";
export { signOut } from "./src/lambda/sign-out.ts";
