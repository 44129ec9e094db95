/** What happened, and why. */
export type ReloadNotice = readonly [text: string, explanation?: string];

/**
 * Serves again.
 * @param isServed Whether some version is served already.
 * @returns how long it took, or why the previous version keeps running
 */
export async function reload(serve: () => Promise<void>, isServed: boolean): Promise<ReloadNotice> {
  const started = performance.now();
  try {
    await serve();
    return [`Reloaded in ${((performance.now() - started) / 1000).toFixed(1)} s`];
  } catch (error) {
    const rest = isServed ? "The previous version keeps running." : "No version is served yet.";
    return [`Not reloaded. ${rest}`, (error as Error).message];
  }
}
