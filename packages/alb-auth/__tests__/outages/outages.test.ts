import { maxLockOutSeconds, scenarios } from "./scenarios.ts";
import { type Pace, simulate } from "./simulation.ts";

/** Time passes only between requests, so a busy machine locks nobody out. */
function simulatedTime(): Pace {
  let nowMs = Date.UTC(2026, 8, 21);
  return {
    now: () => nowMs,
    pass: async (ms, requests) => {
      await Promise.all(requests);
      nowMs += ms;
    },
  };
}

/** `npm run test:outages` plays the same scenarios in real time. */
describe("an honest user at 5 requests per second, while", () => {
  it.each(scenarios.map((scenario) => [scenario.name, scenario] as const))(
    "%s",
    async (_name, scenario) => {
      const { lockOutSeconds, honest } = await simulate(scenario, {
        pace: simulatedTime(),
        forgedPerSecond: 50,
        // Fetches really time out, so only where a server hangs can a busy machine make one fail.
        timeoutMs: scenario.name.includes(" hangs ") ? 100 : 5_000,
        retryDelayMs: 0,
      });

      expect(lockOutSeconds).toBeLessThan(maxLockOutSeconds);
      expect(Object.keys(honest).filter((outcome) => outcome.startsWith("401"))).toEqual(
        scenario.mayBeRejected ? ["401 ERR_KEY_NOT_FOUND"] : [],
      );
    },
  );
});
