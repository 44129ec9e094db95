const { relative, sep } = require("node:path");
const { default: Sequencer } = require("@jest/test-sequencer");
const durations = require("./jest.durations.json");

/**
 * Starts the slowest suites first: one that starts last makes the run longer by its whole duration, and on a
 * fresh checkout Jest does not know yet how long suites take. `node scripts/slowest-suites.mjs --save`
 * writes the durations of the last run.
 *
 * @see https://jestjs.io/docs/configuration#testsequencer-string
 */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const secondsOf = ({ path }) => durations[relative(__dirname, path).split(sep).join("/")] ?? 0;
    return super.sort(tests).sort((a, b) => secondsOf(b) - secondsOf(a));
  }
};
