import type { StandInModel } from "../model/emulator-model.ts";
import { readStandIn } from "../terraform/read-stacks.ts";

/** The model could not be made; the text says why, in full. */
export class SourceError extends Error {}

export interface Source {
  /** What to look at for changes. */
  readonly watched: { readonly root: string; readonly folders: readonly string[] };
  /** @throws SourceError, or the reader's own error with every problem */
  read(): Promise<StandInModel>;
}

/** Stacks that somebody synthesized already. */
export function synthesizedStacks(folder: string): Source {
  return {
    watched: { root: folder, folders: ["."] },
    read: async () => readStandIn(folder),
  };
}
