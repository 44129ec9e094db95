import { parseArgs } from "node:util";

/** What `npm start` was asked for. */
export interface StartOptions {
  /** File in `environments/`, without `.ts`. */
  readonly environment: string | undefined;
  /** Folder of stacks that are synthesized already; nothing is synthesized then. */
  readonly stacks: string | undefined;
  readonly watch: boolean;
  readonly https: boolean;
  /** Port of the first application; the next ones follow. */
  readonly port: number | undefined;
  readonly identityPort: number | undefined;
  readonly inspectorPort: number | undefined;
  readonly services: readonly ServiceOverride[];
  /** Where users, keys and logs are kept. */
  readonly stateFolder: string | undefined;
  readonly clientOidcHeaders: "strip" | "pass" | undefined;
}

/** A team's own program in place of a container. */
export interface ServiceOverride {
  /** Every application's service of this name where it is absent. */
  readonly application: string | undefined;
  readonly service: string;
  readonly program: { readonly url: URL } | { readonly command: string };
}

export const usage = `Usage: npm start -- [options]

  --environment NAME        environments/NAME.ts (or ENVIRONMENT=NAME)
  --watch                   reload when a source file changes (with --stacks: when a stack does)
  --service web=URL         send requests of service web to a program that runs already
  --service web="COMMAND"   start a program in place of the container; it gets the same variables
                            and listens on PORT (tasks/web=… for one application's only)
  --https                   https with a certificate made at start, for browsers that need it
  --port N                  port of the first application (8443)
  --identity-port N         port of the sign-in pages (8440)
  --inspector-port N        port of the inspector (8400)
  --stacks FOLDER           serve stacks that are synthesized already
  --state FOLDER            where users, keys and logs are kept (.local/NAME)
  --client-oidc-headers strip   drop clients' own x-amzn-oidc-* headers where nobody is signed in
  --help                    this text
`;

/** Says what is wrong with the command line, to be shown without a stack trace. */
export class UsageError extends Error {}

/** @throws UsageError with everything that is wrong */
export function parseOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): StartOptions | "help" {
  let values: ReturnType<typeof parse>;
  try {
    values = parse(args);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  if (values.help) return "help";
  const faults: string[] = [];
  const port = (name: "port" | "identity-port" | "inspector-port") => {
    const text = values[name];
    if (text === undefined) return undefined;
    const value = Number(text);
    if (/^\d+$/.test(text) && value <= 65_535) return value;
    faults.push(
      `--${name} "${text}" is not a TCP port. Give a whole number up to 65535; 0 is any free one.`,
    );
    return undefined;
  };
  const services = (values.service ?? []).map((text) => {
    const override = parseOverride(text);
    if (typeof override === "string") faults.push(override);
    return override;
  });
  const headers = values["client-oidc-headers"];
  const isKnown = headers === undefined || headers === "strip" || headers === "pass";
  if (!isKnown) faults.push(`--client-oidc-headers "${headers}" is neither "strip" nor "pass".`);
  const options: StartOptions = {
    environment: values.environment ?? env.ENVIRONMENT,
    stacks: values.stacks,
    watch: values.watch ?? false,
    https: values.https ?? false,
    port: port("port"),
    identityPort: port("identity-port"),
    inspectorPort: port("inspector-port"),
    services: services.filter((entry) => typeof entry !== "string"),
    stateFolder: values.state,
    clientOidcHeaders: isKnown ? headers : undefined,
  };
  if (faults.length > 0) throw new UsageError(faults.join("\n"));
  return options;
}

function parse(args: readonly string[]) {
  const text = { type: "string" } as const;
  const flag = { type: "boolean" } as const;
  return parseArgs({
    args: [...args],
    options: {
      environment: text,
      stacks: text,
      watch: flag,
      https: flag,
      port: text,
      "identity-port": text,
      "inspector-port": text,
      service: { ...text, multiple: true },
      state: text,
      "client-oidc-headers": text,
      help: { ...flag, short: "h" },
    },
  }).values;
}

/** `[application/]service=<URL or command>`, or what is wrong with it. */
function parseOverride(text: string): ServiceOverride | string {
  const [, application, service, program] = /^(?:([\w-]+)\/)?([\w-]+)=\s*(\S.*)$/s.exec(text) ?? [];
  if (service === undefined || program === undefined) {
    return `--service "${text}" is not of the form web=http://localhost:3000 or web="npm run dev".`;
  }
  if (!/^https?:\/\/\S+$/i.test(program))
    return { application, service, program: { command: program } };
  if (!URL.canParse(program)) return `--service "${text}": "${program}" is not an address.`;
  return { application, service, program: { url: new URL(program) } };
}
