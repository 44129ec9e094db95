import type { RealIdentityProvider } from "../cognito/federation/real-identity-provider.ts";
import type { UserPoolTrigger } from "../cognito/triggers/trigger-handler.ts";
import type { EmulatorUser } from "../cognito/users/emulator-user.ts";
import type { NumberedEvent } from "../inspector/event-log.ts";
import type { HostNameFix } from "../model/host-name-fix.ts";
import type { Source } from "../sources/source.ts";
import type { LogCodes } from "./service-log-line.ts";
import type { ServiceProgram } from "./service-program.ts";

/** Options of {@link startEmulator}. */
export interface EmulatorOptions {
  /** Where the model comes from, such as {@link synthesizedStacks}. */
  readonly source: Source;
  /** Name of what is served, for banner and inspector. @default "stacks" */
  readonly name?: string | undefined;
  /** Programs in place of the services' containers. @default [] */
  readonly services?: readonly ServiceProgram[] | undefined;
  /**
   * Starts every service that `services` does not name: a program and its arguments. It gets the
   * environment variables of the task definition, and must listen on `PORT`.
   * @default - a page responds for such a service: it shows the request, its decoded tokens and who is
   * signed in
   */
  readonly serviceCommand?: readonly [string, ...string[]] | undefined;
  /**
   * The users, the same ones at every start: nothing about them is kept in the state folder.
   * @default - two demo users for each user pool, one in all groups, and who signed up earlier
   */
  readonly users?: readonly EmulatorUser[] | undefined;
  /**
   * Tells the time: milliseconds since 1970. {@link Emulator.setTime} sets it later.
   * @default Date.now
   */
  readonly clock?: (() => number) | undefined;
  /**
   * Local functions in place of the Lambda functions of user pools' triggers.
   * @default [] - tokens stay as they are, and the start says so
   */
  readonly triggers?: readonly UserPoolTrigger[] | undefined;
  /**
   * Hosts of issuers that `authenticate-oidc` actions name, such as `dev-123.okta.com`, whose endpoints
   * are called on the network. They redirect to the callback URL of this machine, which must be registered
   * there.
   * @default [] - the emulator plays every issuer, with users of its own
   */
  readonly remoteIssuers?: readonly string[] | undefined;
  /**
   * Real identity providers of user pools, which are called on the network. They redirect to the user
   * pool's domain on this machine, which must be registered there; the start says what.
   * @default [] - each provider has a local page, on which anybody may be signed in
   */
  readonly identityProviders?: readonly RealIdentityProvider[] | undefined;
  /** Working directory of the programs. @default process.cwd() */
  readonly cwd?: string | undefined;
  /** Where users, keys and logs are kept. @default ".alb-emulator" */
  readonly stateFolder?: string | undefined;
  /** Serve HTTPS, with certificates of an authority in the state folder. @default false */
  readonly https?: boolean | undefined;
  /**
   * Serve every host under its name in AWS, also those of Cognito and of the load balancers' public
   * keys, over HTTPS and at the ports of the listeners. Clients have to resolve the names to this
   * machine and trust the authority: {@link Emulator.realNames} and {@link Emulator.caFile}.
   * @default false
   */
  readonly realNames?: boolean | undefined;
  /**
   * IP address to listen on. `0.0.0.0` and `::` are every address of the machine: others on its network
   * can then sign in with the printed passwords and read tokens in the inspector.
   * @default "127.0.0.1"
   */
  readonly listenAddress?: string | undefined;
  /** Where to write a copy of the authority's certificate, for programs of others. @default - nowhere */
  readonly caFile?: string | undefined;
  /**
   * Port of the first application, the next ones follow; 0 is any free one. With real names, in place of
   * 443; those of other listeners follow.
   * @default 8443, else any free one; with real names, the ports of the listeners
   */
  readonly port?: number | undefined;
  /**
   * Port of the first user pool's domain; 0 is any free one. Real names do not use it.
   * @default 8440, else any free one
   */
  readonly identityPort?: number | undefined;
  /**
   * Port of the first load balancer's public keys, the next ones follow: programs that run already need to
   * know it. @default - any free one
   */
  readonly publicKeysPort?: number | undefined;
  /** Port of the inspector; 0 is any free one. @default 8400, else any free one */
  readonly inspectorPort?: number | undefined;
  /** Read the source again when a watched file changes. @default false */
  readonly watch?: boolean | undefined;
  /**
   * What happens to a client's own `x-amzn-oidc-*` headers when no user is signed in; AWS documents
   * neither.
   * @default "pass" - the worse case, which targets must withstand
   */
  readonly clientOidcHeaders?: "strip" | "pass" | undefined;
  /**
   * What the codes mean that programs write as `code` into JSON log lines with the trace id of a
   * request; the inspector shows it for requests that a program rejects.
   * @default - the inspector shows the codes alone
   */
  readonly logCodes?: LogCodes | undefined;
  /**
   * What to change in the source for one more host name; the error page shows it when the callback URL
   * of a host is not registered.
   * @default - advice in the words of Terraform
   */
  readonly hostNameFix?: HostNameFix | undefined;
  /** Called with everything that happens, from the start on. */
  readonly onEvent?: ((event: NumberedEvent) => void) | undefined;
}
