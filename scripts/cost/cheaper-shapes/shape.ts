import type { SynthesizedStack } from "../synthesized-stack";

/** A setting of the environment file that costs less, and what it gives up. */
export interface CheaperShape {
  /** The setting, such as `network.nat: "single"`. */
  readonly setting: string;
  /** Applications in which it can be set. */
  readonly applications: readonly string[];
  /** US dollars a month; absent where the saving depends on use. */
  readonly savesUsd?: number;
  /** What is saved where `savesUsd` is absent: a price in US dollars. */
  readonly savesByUse?: string;
  readonly givesUp: string;
}

/** Looks for one kind of cheaper shape in the applications of an environment. */
export type FindShapes = (applications: readonly SynthesizedStack[]) => readonly CheaperShape[];
