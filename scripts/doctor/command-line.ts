import { UserError } from "../../config/user-error";
import { parseOptions } from "../parse-options";

export const usage = `Usage: npm run doctor -- URL [options]
       npm run doctor -- --log-line 'LINE' | --log-file FILE
       npm run doctor -- --probe URL [options]

Says why somebody cannot sign in: walks the sign-in of a URL as a browser would and judges each step.
Only reads; sends one sign-in that is bound to fail, to see whether the load balancer reaches Cognito.

  --user EMAIL           also signs in; the password is read from the terminal or standard input
  --issuer URL           COGNITO_ISSUER of the application: compares it with where users sign in
  --environment NAME     compares with environments/NAME.ts
  --aws                  also reads rules, app client, targets and access log in AWS, with your credentials;
                         needs --environment or --region
  --region REGION        of the load balancer, where no environment says it
  --log-minutes MINUTES  with --aws: how much of the access log to read; 60 by default
  --log-line LINE        explains a line of the load balancer's access log, without any connection
  --log-file FILE        the same for every line of a file, as it is or .gz; - is standard input
  --probe                collects what no document says about AWS, into a file without secrets
  --out FILE             with --probe: the file; doctor-probe.json by default
  --user-agent TEXT      User-Agent header of every request
  --connect-to HOST[:PORT]=ADDRESS[:PORT]
                         connects to this address for a host, as before a change of DNS; repeatable
  --ca FILE              certificate authority to trust, in PEM, besides the public ones
  --timeout SECONDS      for each request; 15 by default
  --json                 for programs (docs/doctor.md describes it)
  --help                 this text

Exit status: 0, or 1 with a finding of severity error, or 2 when it could not look.
`;

/** Where to connect for a host. */
export interface ConnectTo {
  /** Host name of URLs; `*` for every one. */
  readonly host: string;
  /** Port of URLs. @default - every one */
  readonly urlPort: number | undefined;
  readonly address: string;
  /** @default - the port of the URL */
  readonly port: number | undefined;
}

/** What the command line says. */
export interface CommandLine {
  readonly mode: "help" | "walk" | "access-log" | "probe";
  /** Absent for an access log. */
  readonly url: URL | undefined;
  readonly logLine: string | undefined;
  /** Path, or `-` for standard input. */
  readonly logFile: string | undefined;
  readonly user: string | undefined;
  readonly issuer: URL | undefined;
  readonly environment: string | undefined;
  readonly aws: boolean;
  /** Of the load balancer. @default - that of the environment */
  readonly region: string | undefined;
  readonly logMinutes: number;
  /** Path of the probe's file. */
  readonly out: string;
  readonly userAgent: string | undefined;
  readonly connectTo: readonly ConnectTo[];
  readonly caFile: string | undefined;
  readonly timeoutMs: number;
  readonly json: boolean;
}

const defaultTimeoutSeconds = 15;
const defaultLogMinutes = 60;
const maxLogMinutes = 24 * 60;

/** @throws UserError with everything that it does not understand */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const { values, positionals } = parse(args);
  const mistakes: string[] = [];
  const mode = values.help
    ? "help"
    : values["log-line"] !== undefined || values["log-file"] !== undefined
      ? "access-log"
      : values.probe
        ? "probe"
        : "walk";
  const [given, ...others] = positionals;
  if (others.length > 0) {
    mistakes.push(`${JSON.stringify(others.join(" "))} has no meaning: give one URL at a time.`);
  }
  if (mode === "access-log" && given !== undefined) {
    mistakes.push("--log-line and --log-file look at the log alone: leave the URL out.");
  }
  if (values["log-line"] !== undefined && values["log-file"] !== undefined) {
    mistakes.push("--log-line and --log-file exclude each other.");
  }
  const needsUrl = mode === "walk" || mode === "probe";
  const url = needsUrl ? parseUrl(given, mistakes) : undefined;
  const { user, environment, aws = false, timeout } = values;
  const isIssuer = values.issuer === undefined || /^https?:\/\/[^\s/]/.test(values.issuer);
  if (!isIssuer) {
    mistakes.push(
      `--issuer needs a URL such as https://cognito-idp.REGION.amazonaws.com/POOL, not ${JSON.stringify(values.issuer)}.`,
    );
  }
  if (user !== undefined && !/^[^\s]+$/.test(user)) {
    mistakes.push(
      `--user needs the name that somebody signs in with, not ${JSON.stringify(user)}.`,
    );
  }
  const region = values.region ?? process.env.AWS_REGION;
  const isPlaceKnown = [environment, process.env.ENVIRONMENT, region].some((text) => text);
  if (aws && !isPlaceKnown) {
    mistakes.push("--aws needs --environment NAME or --region REGION, to know where to look.");
  }
  const logMinutes = Number(values["log-minutes"] ?? defaultLogMinutes);
  if (!(logMinutes >= 1 && logMinutes <= maxLogMinutes)) {
    mistakes.push(`--log-minutes needs minutes from 1 to ${maxLogMinutes}.`);
  }
  const seconds = Number(timeout ?? defaultTimeoutSeconds);
  if (!(seconds > 0 && seconds <= 300)) {
    mistakes.push(`--timeout needs seconds from 1 to 300, not ${JSON.stringify(timeout)}.`);
  }
  const connectTo = (values["connect-to"] ?? []).map((text) => parseConnectTo(text, mistakes));
  if (mode !== "help" && mistakes.length > 0) {
    throw new UserError(`${mistakes.join("\n")}\n\n${usage}`);
  }
  return {
    mode,
    url,
    logLine: values["log-line"],
    logFile: values["log-file"],
    user,
    issuer: values.issuer !== undefined && isIssuer ? new URL(values.issuer) : undefined,
    environment: environment ?? process.env.ENVIRONMENT,
    aws,
    region,
    logMinutes,
    out: values.out ?? "doctor-probe.json",
    userAgent: values["user-agent"],
    connectTo: connectTo.filter((each) => each !== undefined),
    caFile: values.ca,
    timeoutMs: seconds * 1000,
    json: values.json ?? false,
  };
}

function parseUrl(given: string | undefined, mistakes: string[]): URL | undefined {
  if (given === undefined || given === "") {
    mistakes.push("A URL is missing, such as https://app.example.com/.");
    return undefined;
  }
  const text = /^[a-z][\w+.-]*:\/\//i.test(given) ? given : `https://${given}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !["http:", "https:"].includes(url.protocol)) {
    mistakes.push(`${JSON.stringify(given)} is not a URL with http or https.`);
    return undefined;
  }
  if (url.username !== "" || url.password !== "") {
    mistakes.push("The URL contains a user name or password: leave it out, and use --user.");
    return undefined;
  }
  return url;
}

function parseConnectTo(text: string, mistakes: string[]): ConnectTo | undefined {
  const [, host, urlPort, address, port] =
    /^([^=:\s]+)(?::(\d+))?=(\[[\da-f:.]+\]|[^:\s]+)(?::(\d+))?$/i.exec(text) ?? [];
  if (host === undefined || address === undefined || Number(port ?? 1) > 65535) {
    mistakes.push(
      `--connect-to needs HOST=ADDRESS or HOST:PORT=ADDRESS:PORT, not ${JSON.stringify(text)}.`,
    );
    return undefined;
  }
  return {
    host: host.toLowerCase(),
    urlPort: urlPort === undefined ? undefined : Number(urlPort),
    address: address.replace(/^\[|\]$/g, ""),
    port: port === undefined ? undefined : Number(port),
  };
}

function parse(args: readonly string[]) {
  return parseOptions(usage, {
    args: [...args],
    allowPositionals: true,
    options: {
      user: { type: "string" },
      issuer: { type: "string" },
      environment: { type: "string" },
      aws: { type: "boolean" },
      region: { type: "string" },
      "log-minutes": { type: "string" },
      out: { type: "string" },
      "log-line": { type: "string" },
      "log-file": { type: "string" },
      probe: { type: "boolean" },
      "user-agent": { type: "string" },
      "connect-to": { type: "string", multiple: true },
      ca: { type: "string" },
      timeout: { type: "string" },
      json: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  });
}
