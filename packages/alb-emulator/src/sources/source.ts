import type { EmulatorModel } from "../model/emulator-model.ts";

/** Where the emulator's model comes from. Write your own to read resources from elsewhere. */
export interface Source {
  /** Files to watch for changes; paths of `folders` are relative to `root`. */
  readonly watched: { readonly root: string; readonly folders: readonly string[] };
  /**
   * Called at start and after every change of a watched file.
   * @throws {@link EmulatorError} with a message for the user; any other error is a bug.
   */
  read(): Promise<EmulatorModel>;
}
