const stepTimeoutMilliseconds = 300_000;

/**
 * Declares tests that build on each other, as the commands of one deployment do. Once one has
 * failed, those after it fail at once and say so, instead of waiting for what will not come.
 */
export function orderedSteps(): (name: string, run: () => Promise<void>) => void {
  let failed: string | undefined;
  return (name, run) => {
    it(
      name,
      async () => {
        if (failed !== undefined) throw new Error(`did not run, because "${failed}" failed`);
        failed = name;
        await run();
        failed = undefined;
      },
      stepTimeoutMilliseconds,
    );
  };
}
