import { join } from "node:path";
import { doctor } from "../../scripts/doctor/doctor";
import { closedPort, startProxy } from "./support/proxy";

const root = join(__dirname, "..", "..");

/** Runs the command in this process. */
async function run(...args: string[]) {
  const out = jest.spyOn(console, "log").mockImplementation();
  const err = jest.spyOn(console, "error").mockImplementation();
  try {
    const status = await doctor(root, args);
    return { status, out: String(out.mock.calls[0]?.[0]), err: String(err.mock.calls[0]?.[0]) };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
}

describe("npm run doctor", () => {
  it("ends with 0 where nothing is wrong, and says what it saw", async () => {
    const proxy = await startProxy({
      port: 1,
      respond: (_request, response) => {
        response.end("hello");
        return true;
      },
    });

    const { status, out } = await run(`http://app.example.com.localhost:${proxy.port}/`);

    await proxy.close();
    expect(status).toBe(0);
    expect(out).toMatch(/ok {7}Listener rule +GET \/ returns 200 from the application\./);
    expect(out).toMatch(/Nothing is wrong with what was seen\.$/);
  });

  it("ends with 1 where something is wrong, with finding, proof and fix", async () => {
    const url = `http://app.example.com.localhost:${await closedPort()}/`;

    const text = await run(url);
    const json = await run(url, "--json");

    expect(text.status).toBe(1);
    expect(text.out).toMatch(/1 error:[\s\S]*error: connection-failed[\s\S]*Proof: [\s\S]*Fix: /);
    expect(JSON.parse(json.out)).toMatchObject({
      version: 1,
      healthy: false,
      findings: [{ id: "connection-failed", severity: "error", step: "dns" }],
    });
  });

  it.each([
    [[], /A URL is missing/],
    [["https://app.example.com", "--enviroment", "x"], /Unknown option/],
    [
      ["https://app.example.com", "--ca", "/nowhere/ca.pem"],
      /--ca \/nowhere\/ca\.pem cannot be read/,
    ],
    [["https://app.example.com", "--environment", "misspelled"], /misspelled/],
  ])("ends with 2 where it cannot look: %j", async (args, message) => {
    const { status, err } = await run(...args);

    expect(status).toBe(2);
    expect(err).toMatch(message);
  });

  it("shows its options", async () => {
    const { status, out } = await run("--help");

    expect(status).toBe(0);
    expect(out).toMatch(/Usage: npm run doctor -- URL/);
  });
});
