export { parseOptions, type StartOptions } from "./src/cli/options.ts";
export { Session, type SessionInputs } from "./src/cli/session.ts";
export { type Source, SourceError, synthesizedStacks } from "./src/cli/source.ts";
export { runSession } from "./src/cli/start.ts";
export type { RunningIdentity } from "./src/cognito/start-identity.ts";
export type { LoadBalancerEvent } from "./src/model/event.ts";
export type { IdentityEvent } from "./src/model/identity-event.ts";
export { readStandIn } from "./src/terraform/read-stacks.ts";
