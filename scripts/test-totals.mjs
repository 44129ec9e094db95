import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

// Sums the machine-readable reports of the test runners in a folder: node scripts/test-totals.mjs reports
const [folder] = process.argv.slice(2);
const totals = { passed: 0, failed: 0, skipped: 0 };
for (const file of readdirSync(folder).filter((name) => name.endsWith(".json"))) {
  const report = JSON.parse(readFileSync(join(folder, file), "utf8"));
  totals.passed += report.numPassedTests;
  // A suite that cannot even load has no test of its own to fail.
  totals.failed += report.numFailedTests + report.numRuntimeErrorTestSuites;
  totals.skipped += report.numPendingTests + report.numTodoTests;
}
console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exitCode = totals.failed > 0 || totals.passed === 0 ? 1 : 0;
