/** An option of the command line. */
export interface CommandLineOption {
  /** Without the dashes. */
  readonly name: string;
  /** Placeholder of its value in the usage text. @default - the option is a flag */
  readonly value?: string;
  /** For the usage text; one entry for each line. */
  readonly description: readonly string[];
}

/** Options of the emulator itself; a caller adds its own in front. */
export const emulatorOptions = [
  {
    name: "stacks",
    value: "FOLDER",
    description: ["serve stacks that are synthesized already"],
  },
  { name: "watch", description: ["reload when a source file changes"] },
  {
    name: "service",
    value: "NAME=PROGRAM",
    description: [
      "what runs as service or existing target group NAME, or",
      "APPLICATION/NAME: the address of a program that runs already",
      "(web=localhost:3000), or a folder and a command that gets the",
      'container\'s variables and listens on PORT (web=../my-app:"npm run dev")',
    ],
  },
  {
    name: "https",
    description: ["serve HTTPS with a certificate made at start"],
  },
  { name: "port", value: "N", description: ["port of the first application (8443)"] },
  { name: "identity-port", value: "N", description: ["port of the user pool's domain (8440)"] },
  { name: "inspector-port", value: "N", description: ["port of the inspector (8400)"] },
  { name: "state", value: "FOLDER", description: ["where users, keys and logs are kept"] },
  {
    name: "client-oidc-headers",
    value: "strip|pass",
    description: ["clients' own x-amzn-oidc-* headers on public routes (pass)"],
  },
  { name: "help", description: ["this text"] },
] as const satisfies readonly CommandLineOption[];

/** The usage text. */
export function usage(command: string, options: readonly CommandLineOption[]): string {
  const rows = options.map(({ name, value, description }) => ({
    left: `--${name}${value === undefined ? "" : ` ${value}`}`,
    description,
  }));
  const width = Math.max(...rows.map(({ left }) => left.length));
  const lines = rows.flatMap(({ left, description }) =>
    description.map((line, index) => `  ${(index === 0 ? left : "").padEnd(width)}   ${line}`),
  );
  return `Usage: ${command} [options]\n\n${lines.join("\n")}\n`;
}
