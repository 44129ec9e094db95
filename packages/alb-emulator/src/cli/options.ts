import { isIP } from "node:net";
import type { RealIdentityProvider } from "../cognito/federation/real-identity-provider.ts";
import type { UserPoolTrigger } from "../cognito/triggers/trigger-handler.ts";
import { usersFromFile } from "../cognito/users/users-from-file.ts";
import type { EmulatorOptions } from "../runtime/emulator-options.ts";
import type { CommandLineOption } from "./command-line-option.ts";
import { withSourceArguments } from "./given-source.ts";
import { emulatorOptions } from "./option-table.ts";
import { listed, ownValues, parseArguments, parsePort, single } from "./parse-arguments.ts";
import { parseServices } from "./service-option.ts";
import { sourceOf } from "./source-options.ts";
import { UsageError } from "./usage-error.ts";

/** What the command line says. */
export interface ParsedOptions {
  /** `start` serves the source until it is stopped, `check-target` as long as it takes; `explain` only reads it. */
  readonly command: "start" | "explain" | "check-target";
  /** Whether the usage text is asked for. */
  readonly help: boolean;
  /** Whether to open the first application in the browser. */
  readonly open?: boolean;
  /** Options of the emulator; `source` only with an option that names one. */
  readonly emulator: Partial<EmulatorOptions>;
  /** Values of the caller's own options by name. */
  readonly own: Readonly<Record<string, string | boolean | undefined>>;
}

/**
 * Reads the emulator's options and the caller's own.
 * @param acceptsSource Whether arguments without an option name sources.
 * @throws UsageError with every issue at once; EmulatorError when the users file is not valid
 */
export function parseOptions(
  args: readonly string[],
  ownOptions: readonly CommandLineOption[] = [],
  { acceptsSource = false } = {},
): ParsedOptions {
  const { values, positionals } = parseArguments(args, [...ownOptions, ...emulatorOptions], {
    allowPositionals: acceptsSource,
  });
  const text = (name: EmulatorOption) => single(values[name]);
  const issues: string[] = [];
  const port = (name: EmulatorOption) => parsePort(name, text(name), issues);
  const services = parseServices(listed(values.service), issues);
  const triggers = parseTriggers(listed(values.trigger), issues);
  const headers = text("client-oidc-headers");
  const isKnown = headers === undefined || headers === "strip" || headers === "pass";
  if (!isKnown) {
    issues.push(`--client-oidc-headers "${headers}" is not supported. Use "strip" or "pass".`);
  }
  const listenAddress = text("listen");
  if (listenAddress !== undefined && isIP(listenAddress) === 0) {
    issues.push(
      `--listen "${listenAddress}" is not an IP address. Use 0.0.0.0 for every address of this machine, or 127.0.0.1 for this machine alone.`,
    );
  }
  const realNames = values["real-names"] === true;
  if (realNames && text("identity-port") !== undefined) {
    issues.push(
      "--identity-port has no effect with --real-names, where user pools and applications share a port. Remove one of them.",
    );
  }
  const caFile = text("ca-file");
  if (caFile !== undefined && !realNames && values.https !== true) {
    issues.push(
      "--ca-file has no effect without HTTPS, because nothing has a certificate. Add --real-names or --https, or remove it.",
    );
  }
  const emulator: Partial<EmulatorOptions> = {
    ...collectIssue(issues, () => sourceOf(withSourceArguments(values, positionals))),
    watch: values.watch === true,
    https: values.https === true,
    realNames,
    listenAddress,
    caFile,
    port: port("port"),
    identityPort: port("identity-port"),
    publicKeysPort: port("public-keys-port"),
    inspectorPort: port("inspector-port"),
    services,
    triggers,
    identityProviders: parseRealProviders(listed(values["identity-provider"]), issues),
    remoteIssuers: listed(values["remote-issuer"]),
    stateFolder: text("state-folder"),
    clientOidcHeaders: isKnown ? headers : undefined,
  };
  if (issues.length > 0) throw new UsageError(issues.join("\n"));
  const usersFile = text("users");
  const own = ownValues(values, ownOptions);
  const users = usersFile === undefined ? {} : { users: usersFromFile(usersFile) };
  return {
    command: "start",
    help: values.help === true,
    open: values.open === true,
    emulator: { ...emulator, ...users },
    own,
  };
}

/** Keeps a usage error for the report of all issues. */
function collectIssue<Value>(issues: string[], read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    issues.push(error.message);
    return undefined;
  }
}

type EmulatorOption = (typeof emulatorOptions)[number]["name"];

function parseRealProviders(values: readonly string[], issues: string[]): RealIdentityProvider[] {
  return values.flatMap((value) => {
    const [, name = "", url] = /^([^=]*)(?:=(.*))?$/s.exec(value) ?? [];
    if (name !== "" && (url === undefined || (/^https?:/.test(url) && URL.canParse(url)))) {
      return [{ name, url }];
    }
    issues.push(
      `--identity-provider "${value}" is not the name of a provider, or a name and a URL. Use a value like Google or Okta=https://example.okta.com.`,
    );
    return [];
  });
}

function parseTriggers(values: readonly string[], issues: string[]): UserPoolTrigger[] {
  return values.flatMap((value) => {
    const [, userPool, file] = /^([^=]+)=(.+)$/s.exec(value) ?? [];
    if (userPool !== undefined && file !== undefined) return { userPool, preTokenGeneration: file };
    issues.push(
      `--trigger "${value}" does not name a user pool and its module. Use a value like my-pool=./pre-token.mjs.`,
    );
    return [];
  });
}
