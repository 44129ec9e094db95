import type { CommandLineOption } from "./command-line-option.ts";
import { sourceOptions } from "./source-options.ts";

const helpOption = { name: "help", description: ["this text"] } as const;

const serviceOption = {
  name: "service",
  isRepeatable: true,
  value: "NAME=PROGRAM",
  description: [
    "what runs as service or existing target group NAME, or",
    "APPLICATION/NAME: the address of a program that runs already",
    "(web=localhost:3000), or a folder and a command that gets the",
    'container\'s variables and listens on PORT (web=../my-app:"npm run dev")',
  ],
} as const;

const usersOption = {
  name: "users",
  value: "FILE",
  description: ["users, JSON or YAML, instead of the two demo users"],
} as const;

/** Options of the emulator itself; a caller adds its own in front. */
export const emulatorOptions = [
  ...sourceOptions,
  { name: "watch", description: ["reload when a source file changes"] },
  serviceOption,
  usersOption,
  {
    name: "trigger",
    isRepeatable: true,
    value: "POOL=FILE",
    description: [
      "module that runs the pre token generation trigger of user pool POOL:",
      "its export handler, or FILE#EXPORT",
    ],
  },
  {
    name: "remote-issuer",
    isRepeatable: true,
    value: "HOST",
    description: [
      "issuer of authenticate-oidc actions whose own endpoints are called",
      "(dev-123.okta.com); the emulator plays every other one",
    ],
  },
  {
    name: "identity-provider",
    isRepeatable: true,
    value: "NAME[=URL]",
    description: [
      "identity provider of a user pool that is called on the network, instead",
      "of a page of the emulator; URL is another issuer or SAML metadata",
      "(Google, Okta=http://localhost:9000); its secret: TF_VAR_<variable>",
    ],
  },
  {
    name: "https",
    description: ["serve HTTPS, with certificates of an authority in the state folder"],
  },
  {
    name: "real-names",
    description: [
      "serve every host under its name in AWS, also those of Cognito and of",
      "the public keys, over HTTPS on port 443 and the listeners' ports",
    ],
  },
  {
    name: "listen",
    value: "ADDRESS",
    description: [
      "IP address to listen on (127.0.0.1); 0.0.0.0 lets other machines",
      "sign in with the printed passwords and read tokens in the inspector",
    ],
  },
  { name: "open", description: ["open the first application in the browser"] },
  {
    name: "ca-file",
    value: "FILE",
    description: ["write a copy of the authority's certificate, for other programs"],
  },
  {
    name: "port",
    value: "N",
    description: ["port of the first application (8443; 443 with --real-names)"],
  },
  { name: "identity-port", value: "N", description: ["port of the user pool's domain (8440)"] },
  {
    name: "public-keys-port",
    value: "N",
    description: ["port of the first load balancer's public keys (any free one)"],
  },
  { name: "inspector-port", value: "N", description: ["port of the inspector (8400)"] },
  { name: "state-folder", value: "FOLDER", description: ["where users, keys and logs are kept"] },
  {
    name: "client-oidc-headers",
    value: "strip|pass",
    description: ["clients' own x-amzn-oidc-* headers on public routes (pass)"],
  },
  helpOption,
] as const satisfies readonly CommandLineOption[];

/** Options of `explain`; those of the caller come in front. */
export const explainOptions = [
  ...sourceOptions,
  { name: "method", value: "METHOD", description: ["of the request (GET)"] },
  {
    name: "header",
    isRepeatable: true,
    value: '"NAME: VALUE"',
    description: ["a header of the request; may be given several times"],
  },
  {
    name: "client-address",
    value: "ADDRESS",
    description: ["of the client, for conditions on the source IP (127.0.0.1)"],
  },
  {
    name: "signed-in",
    description: ["the request has a session or token for the rule that applies"],
  },
  {
    name: "group",
    isRepeatable: true,
    value: "NAME",
    description: ["signed in as a member of this group; may be given several times"],
  },
  {
    name: "application",
    value: "NAME",
    description: ["stack of the load balancer, where the host name does not say it"],
  },
  {
    name: "expect",
    value: "login|public|deny",
    description: ["what visitors without a session get: exit with 1 when it differs"],
  },
  { name: "json", description: ["print JSON"] },
  helpOption,
] as const satisfies readonly CommandLineOption[];

/** Options of `check-target`; those of the caller come in front. */
export const checkTargetOptions = [
  ...sourceOptions,
  serviceOption,
  usersOption,
  {
    name: "path",
    value: "PATH",
    description: ["page that requires sign-in (the first one in the rules)"],
  },
  {
    name: "user",
    value: "NAME",
    description: ["who is signed in (the first demo user, in every group)"],
  },
  {
    name: "group",
    isRepeatable: true,
    value: "NAME",
    description: ["group of the user, instead of the user's own; may be given several times"],
  },
  {
    name: "public-keys-port",
    value: "N",
    description: ["port of the public keys (8450 for programs that run already)"],
  },
  {
    name: "identity-port",
    value: "N",
    description: ["port of the user pool (8440 for programs that run already)"],
  },
  {
    name: "state-folder",
    value: "FOLDER",
    description: ["where users and keys are kept (a temporary one)"],
  },
  { name: "json", description: ["print JSON"] },
  helpOption,
] as const satisfies readonly CommandLineOption[];

/**
 * The usage text.
 * @param command With what stands before the options.
 * @param others Other uses of the command.
 */
export function usage(
  command: string,
  options: readonly CommandLineOption[],
  others: readonly string[] = [],
): string {
  const rows = options.map(({ name, value, description }) => ({
    left: `--${name}${value === undefined ? "" : ` ${value}`}`,
    description,
  }));
  const width = Math.max(...rows.map(({ left }) => left.length));
  const lines = rows.flatMap(({ left, description }) =>
    description.map((line, index) => `  ${(index === 0 ? left : "").padEnd(width)}   ${line}`),
  );
  const uses = [`Usage: ${command} [options]`, ...others.map((use) => `       ${use}`)];
  return `${uses.join("\n")}\n\n${lines.join("\n")}\n`;
}
