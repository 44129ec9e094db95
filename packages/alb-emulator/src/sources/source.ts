import type { EmulatorModel } from "../model/emulator-model.ts";
import type { ServiceProgram } from "../runtime/service-program.ts";

/** Files whose change makes a source different. */
export interface WatchedFiles {
  /** Watched with everything below them, except `node_modules` and `dist`. */
  readonly folders: readonly string[];
  /** Single files, in these folders or elsewhere; they need not exist yet. @default [] */
  readonly files?: readonly string[];
  /**
   * Whether a change of this file in `folders` matters.
   * @param file Absolute path.
   * @default - it always does
   */
  readonly isRelevant?: (file: string) => boolean;
}

/** Where the emulator's model comes from. Write your own to read resources from elsewhere. */
export interface Source {
  /** Asked before the first read and after every one, because imports come and go. */
  watched(): WatchedFiles;
  /**
   * Called at start and after every change of a watched file.
   * @throws {@link EmulatorError} with a message for the user; any other error is a bug.
   */
  read(): Promise<EmulatorModel>;
  /**
   * Programs in place of containers; those of the options take precedence. Asked after every read.
   * @default - none
   */
  programs?(): readonly ServiceProgram[];
}
