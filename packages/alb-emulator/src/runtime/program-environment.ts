import type { ProgramSlot } from "./program-slots.ts";

/** Addresses of the emulator: keys, which AWS publishes at fixed addresses, and the inspector. */
export interface EmulatorUrls {
  readonly ALB_PUBLIC_KEYS_URL: string;
  /** Absent where no user pool is served. */
  readonly COGNITO_JWKS_URL: string | undefined;
  /** Of the operations of Cognito's API that users call; absent where no user pool is served. */
  readonly COGNITO_API_URL?: string | undefined;
  /** Of the local issuer that the application signs in at; absent without one. */
  readonly OIDC_JWKS_URL?: string | undefined;
  readonly INSPECTOR_URL: string;
}

/**
 * Variables that make programs load code or write files: loaders, shells, interpreters and package
 * managers. A task definition may come from somebody else, and only its container is sandboxed.
 */
const runsCode = new RegExp(
  `^(${[
    "NODE_(?!ENV$|DEBUG$|NO_WARNINGS$|EXTRA_CA_CERTS$).*",
    "(LD|DYLD|NPM_CONFIG|YARN|PNPM|COREPACK|BUN|DENO|TSX|TS_NODE|BUNDLE|XDG|OPENSSL|CORECLR)_.*",
    "GIT_(SSH|EXEC|CONFIG|EXTERNAL|PROXY|ASKPASS|EDITOR|PAGER|TEMPLATE|DIR|WORK|TRACE).*",
    "PYTHON(PATH|STARTUP|HOME|INSPECT|USERBASE|PLATLIBDIR|BREAKPOINT|PYCACHEPREFIX|EXECUTABLE)",
    "PERL5.*|PERLLIB|RUBYOPT|RUBYLIB|RUBYPATH|GEM_HOME|GEM_PATH|PHPRC|PHP_INI_SCAN_DIR|LUA_.*",
    "(JAVA_TOOL|_JAVA|JDK_JAVA|MAVEN|GRADLE)_(OPTIONS|OPTS)|CLASSPATH|DOTNET_STARTUP_HOOKS|COR_.*",
    "PATH|PATHEXT|COMSPEC|SHELL|SHELLOPTS|BASHOPTS|BASH_.*|IFS|PS4|PROMPT_COMMAND|ZDOTDIR",
    "HOME|TMPDIR|TEMP|TMP|EDITOR|VISUAL|PAGER|BROWSER|GLIBC_TUNABLES|GCONV_PATH|SSLKEYLOGFILE",
  ].join("|")})$`,
  "i",
);

/** Options of {@link programEnvironment}. */
export interface ProgramEnvironmentOptions {
  readonly urls: EmulatorUrls;
  /** Certificate authority of the emulator's own certificates, for Node. */
  readonly caFile?: string | undefined;
  /** The developer's own variables. */
  readonly ownEnvironment: Readonly<Record<string, string | undefined>>;
  /** Whether the developer named the program, rather than the container. */
  readonly isOwnProgram: boolean;
  readonly onNotice: (text: string) => void;
}

/**
 * The variables of a program, without `PORT`. A container gets those of the task definition only, as
 * on ECS. An own program also gets the developer's variables, without which `npm run dev` and the like
 * do not start.
 */
export function programEnvironment(
  slot: ProgramSlot,
  { urls, caFile, ownEnvironment, isOwnProgram, onNotice }: ProgramEnvironmentOptions,
): Record<string, string> {
  const inherited = isOwnProgram ? ownEnvironment : { PATH: ownEnvironment.PATH };
  const secrets: Record<string, string | undefined> = {};
  for (const name of slot.secrets) {
    secrets[name] = ownEnvironment[name];
    // The container says itself what it needs.
    if (isOwnProgram && ownEnvironment[name] === undefined) {
      onNotice(
        `${slot.application}/${slot.name}: secret ${name} has no value on this machine. Set the environment variable ${name}.`,
      );
    }
  }
  const refused = Object.keys(slot.environment).filter((name) => runsCode.test(name));
  for (const name of refused) {
    onNotice(
      `${slot.application}/${slot.name}: the task definition sets ${name}, which the program does not get: such a variable can make programs of this machine run other code or write files.`,
    );
  }
  const all = {
    NODE_EXTRA_CA_CERTS: caFile,
    ...inherited,
    ...Object.fromEntries(
      Object.entries(slot.environment).filter(([name]) => !refused.includes(name)),
    ),
    ...secrets,
    ...urls,
    // Programs of a developer's machine are nobody else's business.
    HOST: "127.0.0.1",
  };
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
