const stepTimeoutMs = 600_000;

/**
 * Declares tests that depend on each other, like the commands of one deployment. After one has failed,
 * those after it fail immediately with its name.
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
      stepTimeoutMs,
    );
  };
}
