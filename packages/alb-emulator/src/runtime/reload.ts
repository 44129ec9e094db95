/** What {@link reload} needs of an emulator. */
export interface Reload {
  readonly serve: () => Promise<void>;
  /** Whether some version is served already. */
  readonly isServed: () => boolean;
  readonly onNotice: (text: string, explanation?: string) => void;
}

/** Serves again, and says how long it took, or why the previous version keeps running. */
export async function reload({ serve, isServed, onNotice }: Reload): Promise<void> {
  const started = performance.now();
  try {
    await serve();
    onNotice(`Reloaded in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  } catch (error) {
    const rest = isServed() ? "The previous version keeps running." : "No version is served yet.";
    onNotice(`Not reloaded. ${rest}`, (error as Error).message);
  }
}
