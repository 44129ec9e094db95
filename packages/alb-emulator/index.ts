export { checkTarget } from "./src/check-target/check-target.ts";
export type * from "./src/check-target/target-check.ts";
export type { CommandLineOption } from "./src/cli/command-line-option.ts";
export type { ParsedOptions } from "./src/cli/options.ts";
export { type CommandLine, runCommandLine } from "./src/cli/run-command-line.ts";
export type { RealIdentityProvider } from "./src/cognito/federation/real-identity-provider.ts";
export type { RunningUserPool } from "./src/cognito/running-user-pool.ts";
export type { TriggerHandler, UserPoolTrigger } from "./src/cognito/triggers/trigger-handler.ts";
export type { EmulatorUser } from "./src/cognito/users/emulator-user.ts";
export { usersFromFile } from "./src/cognito/users/users-from-file.ts";
export { explainRequest } from "./src/explain/explain-request.ts";
export type * from "./src/explain/request-explanation.ts";
export type { NumberedEvent } from "./src/inspector/event-log.ts";
export type { RunningIssuer } from "./src/issuer/start-issuer.ts";
export { EmulatorError } from "./src/model/emulator-error.ts";
export type { EmulatorModel } from "./src/model/emulator-model.ts";
export type { LoadBalancerEvent } from "./src/model/event.ts";
export type { LoadBalancerModel } from "./src/model/load-balancer.ts";
export type { UserPoolModel } from "./src/model/user-pool.ts";
export type { UserPoolEvent } from "./src/model/user-pool-event.ts";
export { type Emulator, startEmulator } from "./src/runtime/emulator.ts";
export type { EmulatorOptions } from "./src/runtime/emulator-options.ts";
export type { RunningApplication } from "./src/runtime/model-server.ts";
export type { CreateListener, Program, ServiceProgram } from "./src/runtime/service-program.ts";
export { cdkOut } from "./src/sources/cloud-formation/cdk-out.ts";
export { cloudFormationTemplates } from "./src/sources/cloud-formation/cloud-formation-templates.ts";
export type { CloudFormationOptions } from "./src/sources/cloud-formation/stacks.ts";
export type { Source, WatchedFiles } from "./src/sources/source.ts";
export { synthesizedStacks } from "./src/sources/synthesized-stacks.ts";
export {
  type TerraformRootOptions,
  terraformRoots,
} from "./src/sources/terraform-root/terraform-root.ts";
export { terraformStates } from "./src/sources/terraform-states.ts";
export { type ReadStacksOptions, readStacks } from "./src/terraform/read-stacks.ts";
export { ReaderError } from "./src/terraform/reader-issues.ts";
export type { AlbEmulator } from "./src/test-api/alb-emulator.ts";
export type { BrowserCookie } from "./src/test-api/cookie.ts";
export { type AlbEmulatorOptions, createAlbEmulator } from "./src/test-api/create-alb-emulator.ts";
export type { SignInOptions, UserToSignIn } from "./src/test-api/fill-in-page.ts";
export type { TestServices } from "./src/test-api/services.ts";
export type {
  FetchOptions,
  SignedInBrowser,
  StorageState,
} from "./src/test-api/signed-in-browser.ts";
