import { join } from "node:path";
import { runCommandLine } from "../../src/cli/run-command-line.ts";
import { EmulatorError } from "../../src/model/emulator-error.ts";
import type { RunningServer } from "../../src/model/run-server.ts";
import { freePort } from "../../src/runtime/ports.ts";
import { cloudFormationTemplates } from "../../src/sources/cloud-formation/cloud-formation-templates.ts";
import { CarelessProgram } from "./careless-program.ts";

const templates = ["identity.yaml", "notes.yaml"].map((name) =>
  join(__dirname, "..", "fixtures", "templates", name),
);
const source = cloudFormationTemplates(templates);
let program: CarelessProgram;
let listening: RunningServer;
let programPort: number;
let publicKeysPort: number;
let identityPort: number;

beforeAll(async () => {
  const { loadBalancers, userPools } = await source.read();
  const [loadBalancer] = loadBalancers;
  const [pool] = userPools;
  publicKeysPort = await freePort();
  identityPort = await freePort();
  programPort = await freePort();
  program = new CarelessProgram({
    albArn: loadBalancer?.arn ?? "",
    issuer: pool?.issuer ?? "",
    clientId: pool?.clients.find(({ name }) => name === "notes")?.clientId ?? "",
    publicKeysUrl: `http://127.0.0.1:${publicKeysPort}`,
    jwksUrl: `http://127.0.0.1:${identityPort}/${pool?.poolId}/.well-known/jwks.json`,
  });
  listening = await program.listen(programPort);
});

afterAll(() => listening?.close());

/** Runs the command in this process. */
async function run(...args: readonly string[]) {
  let output = "";
  let errors = "";
  const write = (add: (text: string) => void) => (text: unknown) => {
    add(String(text));
    return true;
  };
  jest.spyOn(process.stdout, "write").mockImplementation(write((text) => (output += text)));
  jest.spyOn(process.stderr, "write").mockImplementation(write((text) => (errors += text)));
  try {
    await runCommandLine(["check-target", ...args], {
      command: "emulate",
      configure: ({ emulator }) => {
        if (emulator.source === undefined) throw new EmulatorError("No source is given.");
        return { source: emulator.source, ...emulator };
      },
    });
    return { exitCode: process.exitCode, output, errors };
  } finally {
    process.exitCode = undefined;
    jest.restoreAllMocks();
  }
}

const sourceArguments = [
  ...templates.flatMap((file) => ["--template", file]),
  ...["--parameter", "VpcId=vpc-1", "--parameter", "Subnets=subnet-1,subnet-2"],
];

/** Checks a program that runs already. */
function runWith(port: number, ...args: readonly string[]) {
  return run(
    ...["notes", ...sourceArguments, "--service", `notes=http://127.0.0.1:${port}`],
    ...["--public-keys-port", `${publicKeysPort}`, "--identity-port", `${identityPort}`],
    ...args,
  );
}

describe("check-target", () => {
  it("exits with 0 for a careful program", async () => {
    program.mistakes = new Set();

    const { exitCode, output, errors } = await runWith(programPort);

    expect([exitCode, errors]).toEqual([0, ""]);
    expect(output).toMatch(/^GET https:\/\/notes\.dev\.example\.com\/$/m);
    expect(output).toContain("Controls: 200 with genuine headers, 401 without\n");
    expect(output).toMatch(/^\d+ forged requests: \d+ rejected, 0 accepted$/m);
    expect(output).toContain("✓ The program accepted no forged identity.\n");
  });

  it("exits with 1 and says what a careless program accepted, and how to fix it", async () => {
    program.mistakes = new Set(["does not compare the signer"]);

    const { exitCode, output } = await runWith(programPort, "--path", "/reports?year=2026");

    expect(exitCode).toBe(1);
    expect(output).toMatch(/^GET https:\/\/notes\.dev\.example\.com\/reports\?year=2026$/m);
    expect(output).toMatch(/^✗ high: .+ \(data-signer-not-checked\)$/m);
    expect(output).toMatch(/^ {2}Fix: .*ALB_ARN/m);
    expect(output).toContain("Requests: data token: other signer");
  });

  it("prints JSON", async () => {
    program.mistakes = new Set(["ignores expiry"]);

    const { exitCode, output } = await runWith(programPort, "--json");

    expect(exitCode).toBe(1);
    expect(JSON.parse(output)).toMatchObject([
      {
        service: "notes",
        result: "careless",
        controls: { genuine: 200, anonymous: 401 },
        findings: [{ id: "data-expiry-not-checked", severity: "high" }, { severity: "info" }],
      },
    ]);
  });

  it("exits with 2 and says how a program that runs already finds the keys", async () => {
    const other = new CarelessProgram({ ...program.trust, jwksUrl: "http://127.0.0.1:1/" });
    const server = await other.listen(0);

    const { exitCode, output, errors } = await runWith(server.port);
    await server.close();

    expect(exitCode).toBe(2);
    expect(output).toMatch(/^Nothing can be said about this program\. .+ with 401\.$/m);
    expect(errors).toContain(`  ALB_PUBLIC_KEYS_URL=http://127.0.0.1:${publicKeysPort}\n`);
    expect(errors).toMatch(/^ {2}COGNITO_JWKS_URL=http:\/\/127\.0\.0\.1:\d+\/.+jwks\.json$/m);
  });

  it("exits with 2 when nothing listens", async () => {
    const port = await freePort();

    const { exitCode, output } = await runWith(port);

    expect(exitCode).toBe(2);
    expect(output).toContain(
      `The program does not respond: connect ECONNREFUSED 127.0.0.1:${port}.`,
    );
  });

  it("exits with 2 and shows the output of a command that ends", async () => {
    const { exitCode, errors } = await run(
      ...["notes", ...sourceArguments, "--service", "notes=echo no database; exit 3"],
    );

    expect(exitCode).toBe(2);
    expect(errors).toContain("Nothing runs as ");
    expect(errors).toContain("no database");
    expect(errors).toContain("exit code 3");
  });

  it.each<[string, readonly string[], RegExp]>([
    ["no name", [], /The name is missing/],
    ["two names", ["a", "b"], /"b" comes after the name/],
    ["a name that is none", ["a/b/c"], /"a\/b\/c" is not the name of a service/],
    ["a path that is none", ["a", "--path", "x"], /--path "x" does not begin with \//],
    [
      "a port that is none",
      ["a", "--public-keys-port", "x"],
      /--public-keys-port "x" is not a TCP/,
    ],
    ["a program that is none", ["a", "--service", "x"], /--service "x" does not name a service/],
    ["an unknown option", ["a", "--watch"], /--watch/],
  ])("exits with 2 and the usage for %s", async (_, args, message) => {
    const { exitCode, output, errors } = await run(...args);

    expect([exitCode, output]).toEqual([2, ""]);
    expect(errors).toMatch(message);
    expect(errors).toContain("Usage: emulate check-target NAME [options]");
  });

  it.each<[string, readonly string[], RegExp]>([
    ["service", ["other"], /There is no service or target group other\. Use one of: \S*notes/],
    ["user", ["notes", "--user", "nobody"], /User "nobody" does not exist .+ Use one of: anna/],
    ["group", ["notes", "--group", "pilots"], /Group "pilots" does not exist in user pool/],
  ])("exits with 2 for an unknown %s", async (_, args, message) => {
    const { exitCode, errors } = await run(
      ...[...args, ...sourceArguments, "--service", `notes=http://127.0.0.1:${programPort}`],
      ...["--public-keys-port", "0", "--identity-port", "0"],
    );

    expect(exitCode).toBe(2);
    expect(errors).toMatch(message);
  });

  it("prints its usage", async () => {
    const { exitCode, output } = await run("--help");

    expect(exitCode ?? 0).toBe(0);
    expect(output).toMatch(/^Usage: emulate check-target NAME \[options\]$/m);
    expect(output).toMatch(/^ +--public-keys-port N /m);
  });
});
