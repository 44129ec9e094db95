export { parseOptions, type StartOptions } from "./src/cli/options.ts";
export { Session, type SessionInputs } from "./src/cli/session.ts";
export { type Source, SourceError, synthesizedStacks } from "./src/cli/source.ts";
export { runSession } from "./src/cli/start.ts";
export type { RunningUserPool } from "./src/cognito/start-user-pool.ts";
export type { LoadBalancerEvent } from "./src/model/event.ts";
export type { UserPoolEvent } from "./src/model/user-pool-event.ts";
export { readStandIn } from "./src/terraform/read-stacks.ts";
