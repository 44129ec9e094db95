import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { cost } from "../../scripts/cost/cost";

const root = resolve(__dirname, "..", "..");

function run(...args: string[]) {
  const script = resolve(root, "scripts", "cost", "run.mjs");
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

describe("npm run cost", () => {
  it("knows every resource of every environment, and sums them up", () => {
    const { status, stdout } = run("--json");

    const { prices, environments } = JSON.parse(stdout);
    expect(status).toBe(0);
    expect(prices).toMatchObject({ region: "us-east-1", readOn: "2026-11-21" });
    expect(
      environments.map(
        ({ environment, monthlyUsd }: { environment: string; monthlyUsd: number }) => [
          environment,
          monthlyUsd,
        ],
      ),
    ).toEqual([
      // Key of the topic 1.00; edge with dashboard, 10 alarms and firewall 74.22; each of three
      // applications two tasks 14.42, dashboard 3.00 and 14 alarms 1.40.
      ["company", 131.68],
      // One NAT gateway (75.04), and one in each of three zones (151.69).
      ["example", 226.73],
      // The same as minimal, with an alarm and a firewall of one rule.
      ["extended", 81.14],
      // 0.40 alarms, 14.4175 tasks, 10.95 addresses, 16.425 load balancer, 32.85 NAT gateway.
      ["minimal", 75.04],
      // 0.40 alarms, 7.21 task, 10.95 addresses, 16.43 load balancer, no NAT gateway.
      ["small", 34.98],
    ]);
    for (const { stacks, cheaperShapes } of environments) {
      expect(stacks.length).toBeGreaterThan(1);
      expect(stacks.flatMap(({ unknown }: { unknown: object[] }) => unknown)).toEqual([]);
      expect(cheaperShapes.length).toBeGreaterThan(0);
    }
  });

  it("prints a table, and warns when the prices are old", async () => {
    const log = jest.spyOn(console, "log").mockImplementation();
    const error = jest.spyOn(console, "error").mockImplementation();
    try {
      const status = await cost(root, ["--environment", "minimal"], new Date("2029-01-01"));

      const text = log.mock.calls.flat().join("\n");
      expect(status).toBe(0);
      expect(text).toContain("minimal: 75.04 a month, and what depends on use");
      expect(text).toContain("prices of us-east-1, not of eu-central-1");
      expect(text).toMatch(/│ NAT gateway +│ +1 │ +32\.85 │ +32\.85 │/);
      expect(text).toMatch(/│ Logs +│ +2 │ 0\.5 per GB taken in.*│ +by use │/);
      expect(text).toMatch(/Free of charge: .*aws_acm_certificate/);
      expect(text).toContain("services.web.scaling.minCapacity: 1");
      expect(error.mock.calls.flat().join("\n")).toContain("The prices were collected on");
    } finally {
      log.mockRestore();
      error.mockRestore();
    }
  });

  it.each([
    [["--environment", "minimall"], 'Did you mean "minimal"?'],
    [["--environment", "minimall"], "npm run cost -- --environment minimal"],
    [["--enviroment", "minimal"], "Usage: npm run cost"],
    [["minimal"], "Usage: npm run cost"],
  ])("rejects %j with help", (args, expected) => {
    const { status, stdout, stderr } = run(...args);

    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain(expected);
  });
});
