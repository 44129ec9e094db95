import { runCommandLine } from "../../src/cli/run-command-line.ts";
import { synthesizedStacks } from "../../src/sources/synthesized-stacks.ts";
import { fixtureFolder } from "../terraform/support/fixture-stacks.ts";

/** Runs the command line in this process. */
async function run(...args: readonly string[]) {
  let output = "";
  let errors = "";
  const write = (add: (text: string) => void) => (text: unknown) => {
    add(String(text));
    return true;
  };
  jest.spyOn(process.stdout, "write").mockImplementation(write((text) => (output += text)));
  jest.spyOn(process.stderr, "write").mockImplementation(write((text) => (errors += text)));
  const commands: string[] = [];
  try {
    await runCommandLine(args, {
      command: "emulate",
      options: [{ name: "environment", value: "NAME", description: ["a name"] }],
      configure: ({ command, emulator }) => {
        commands.push(command);
        return { source: synthesizedStacks(fixtureFolder), ...emulator };
      },
    });
    return { exitCode: process.exitCode ?? 0, output, errors, commands };
  } finally {
    process.exitCode = undefined;
    jest.restoreAllMocks();
  }
}

const url = "https://tasks.example.com/";

describe("explain", () => {
  it("prints rules, actions, response and access", async () => {
    const { exitCode, output, errors, commands } = await run("explain", url);

    expect([exitCode, errors, commands]).toEqual([0, "", ["explain"]]);
    expect(output).toMatch(
      /^GET https:\/\/tasks\.example\.com\/\ntasks, HTTPS listener on port 443$/m,
    );
    expect(output).toMatch(
      /^✗ rule \d+ \(aws_lb_listener_rule\.\w+ in stack tasks\): path \/ does not match \S+/m,
    );
    expect(output).toMatch(
      /^✓ default rule \(aws_lb_listener\.\w+ in stack tasks\): matches every request$/m,
    );
    expect(output).toContain("Actions: authenticate\n");
    expect(output).toContain("redirected to sign in at user pool example, app client ");
    expect(output).toContain("  The container of service web responds.\n");
    expect(output).toContain("Access: login (visitors without a session are asked to sign in)\n");
  });

  it("prints JSON", async () => {
    const { output } = await run("explain", url, "--json", "--method", "POST");

    expect(JSON.parse(output)).toMatchObject({
      method: "POST",
      url,
      application: "tasks",
      listener: { protocol: "HTTPS", port: 443 },
      access: "login",
      actions: ["authenticate"],
      response: { type: "sign-in", afterSignIn: { type: "target" } },
    });
  });

  it("reads header, client address, group and application", async () => {
    const { exitCode, output } = await run(
      ...["explain", "https://unknown.example.com/", "--application", "tasks", "--json"],
      ...["--header", "Accept: text/html", "--client-address", "10.0.0.1", "--group", "admins"],
    );

    expect(exitCode).toBe(0);
    expect(JSON.parse(output).response.identity.groups).toEqual(["admins"]);
  });

  it("takes another source", async () => {
    const { exitCode, errors } = await run("explain", url, "--stacks", "missing");
    expect([exitCode, errors]).toEqual([2, expect.stringContaining("missing cannot be read")]);
  });

  it("exits with 0 when the access is as expected", async () => {
    const { exitCode, errors } = await run("explain", url, "--expect", "login");
    expect([exitCode, errors]).toEqual([0, ""]);
  });

  it("exits with 1 and the difference when the access is another one", async () => {
    const { exitCode, errors } = await run("explain", url, "--expect", "public");

    expect(exitCode).toBe(1);
    expect(errors).toMatch(
      /^Expected public, found login: default rule \(.+\) applies\. The visitor is redirected to sign in/,
    );
  });

  it.each<[string, readonly string[], RegExp]>([
    ["no URL", [], /The URL is missing/],
    ["two URLs", [url, "x"], /"x" comes after the URL/],
    ["an unknown option", [url, "--watch"], /--watch/],
    [
      "an unknown access",
      [url, "--expect", "open"],
      /--expect "open" is not supported\. Use login, public, deny\./,
    ],
    [
      "--expect with --group",
      [url, "--expect", "deny", "--group", "admins"],
      /visitors without a session/,
    ],
    [
      "a header without a name",
      [url, "--header", "text/html"],
      /--header "text\/html" is not a header/,
    ],
    ["the Host header", [url, "--header", "host: a"], /the host name is part of the URL/],
    [
      "an address that is none",
      [url, "--client-address", "x"],
      /--client-address "x" is not an IP address/,
    ],
    ["a method that is none", [url, "--method", "G T"], /--method "G T" is not an HTTP method/],
  ])("exits with 2 and the usage for %s", async (_, args, message) => {
    const { exitCode, output, errors } = await run("explain", ...args);

    expect([exitCode, output]).toEqual([2, ""]);
    expect(errors).toMatch(message);
    expect(errors).toContain("Usage: emulate explain URL [options]");
  });

  it("exits with 2 without the usage when the URL leads to no listener", async () => {
    const { exitCode, errors } = await run("explain", "https://tasks.example.com:8443/");
    expect(exitCode).toBe(2);
    expect(errors).not.toContain("Usage");
  });

  it("prints its usage with the caller's options", async () => {
    const { exitCode, output } = await run("explain", "--help");

    expect(exitCode).toBe(0);
    expect(output).toMatch(/^Usage: emulate explain URL \[options\]$/m);
    expect(output).toMatch(/^ +--environment NAME +a name$/m);
    expect(output).toMatch(/^ +--stacks FOLDER /m);
  });
});
