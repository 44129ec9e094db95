import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

// Where the time of the last npm test went: node scripts/slowest-suites.mjs [--save]. Prints the slowest
// suites, and how many suites ran at once on average. With --save, writes the durations that
// jest.sequencer.cjs orders the suites by.
const root = fileURLToPath(new URL("..", import.meta.url));
const reports = ["jest.json", "jest-terraform.json"]
  .map((name) => join(root, "reports", name))
  .filter((file) => existsSync(file));
const minSeconds = 10;

if (reports.length === 0) {
  console.error("There is no report in reports/. Run npm test first.");
  process.exit(1);
}
const suites = reports
  .flatMap((report) => JSON.parse(readFileSync(report, "utf8")).testResults)
  .map(({ name, startTime, endTime }) => ({
    file: relative(root, name).split(sep).join("/"),
    start: startTime,
    end: endTime,
    seconds: (endTime - startTime) / 1000,
  }))
  .filter(({ seconds }) => Number.isFinite(seconds))
  .sort((a, b) => b.seconds - a.seconds);
const start = Math.min(...suites.map((suite) => suite.start));
const elapsed = (Math.max(...suites.map((suite) => suite.end)) - start) / 1000;
const total = suites.reduce((sum, { seconds }) => sum + seconds, 0);

console.log("seconds  ended after  suite");
for (const { file, seconds, end } of suites.slice(0, 30)) {
  const columns = [seconds.toFixed(0).padStart(7), ((end - start) / 1000).toFixed(0).padStart(11)];
  console.log(`${columns.join("  ")}  ${file}`);
}
console.log(
  `${suites.length} suites in ${elapsed.toFixed(0)} s, ${(total / elapsed).toFixed(1)} at once on average.`,
);

if (process.argv.includes("--save")) {
  const slow = suites.filter(({ seconds }) => seconds >= minSeconds);
  const durations = Object.fromEntries(
    slow.map(({ file, seconds }) => [file, Math.round(seconds)]),
  );
  writeFileSync(join(root, "jest.durations.json"), `${JSON.stringify(durations, null, 2)}\n`);
}
