// npm run test:outages: plays every scenario in real time, with 500 forged requests per second, and
// exits with 1 when the honest user was locked out for too long or was told to sign in again.
// Arguments select the scenarios whose names contain one of them.
import { setTimeout as sleep } from "node:timers/promises";
import { maxLockOutSeconds, type Scenario, scenarios } from "./scenarios.ts";
import { type Pace, type SimulationResult, simulate } from "./simulation.ts";

const forgedPerSecond = 500;

/** Requests begin on time, however long earlier ones take. */
function realTime(): Pace {
  let nextMs = Date.now();
  return {
    now: Date.now,
    pass: async (ms) => {
      nextMs += ms;
      await sleep(Math.max(nextMs - Date.now(), 0));
    },
  };
}

/** What is wrong with a result. */
function issuesOf(scenario: Scenario, { lockOutSeconds, honest }: SimulationResult): string[] {
  const issues: string[] = [];
  if (!(lockOutSeconds < maxLockOutSeconds)) issues.push(`not below ${maxLockOutSeconds} s`);
  const rejected = Object.keys(honest).filter((outcome) => outcome.startsWith("401"));
  if (rejected.length > 0 && !scenario.mayBeRejected) issues.push(rejected.join(", "));
  return issues;
}

function countsOf(outcomes: Readonly<Record<string, number>>): string {
  const counts = Object.entries(outcomes).map(([outcome, count]) => `${count} x ${outcome}`);
  return counts.sort().join(", ");
}

const parts = process.argv.slice(2);
const selected = scenarios.filter(
  ({ name }) => parts.length === 0 || parts.some((part) => name.includes(part)),
);
console.log("| scenario | lock-out | honest user at 5/s | forged | key and JWKS fetches |");
console.log("| --- | --- | --- | --- | --- |");
for (const scenario of selected) {
  const result = await simulate(scenario, { pace: realTime(), forgedPerSecond });
  const issues = issuesOf(scenario, result);
  const forgedCount = Object.values(result.forged).reduce((sum, count) => sum + count, 0);
  const lockOut = `${result.lockOutSeconds.toFixed(1)} s`;
  const cells = [
    scenario.name,
    issues.length === 0 ? lockOut : `**${lockOut}** (${issues.join("; ")})`,
    countsOf(result.honest),
    forgedCount === 0 ? "" : `${forgedCount}`,
    `${result.publicKeyFetches}, ${result.jwksFetches}`,
  ];
  console.log(`| ${cells.join(" | ")} |`);
  if (issues.length > 0 || result.forged["200"] !== undefined) process.exitCode = 1;
}
if (selected.length === 0) {
  console.error(`No scenario's name contains ${parts.join(" or ")}.`);
  process.exitCode = 1;
}
