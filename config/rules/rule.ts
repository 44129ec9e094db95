import type { Fault, Path } from "../fault";
import type { Environment } from "../schema/environment";

/** A fault between fields, with every field that it was found by. */
export interface RuleFault extends Omit<Fault, "value"> {
  /**
   * The fields that the rule looked at; a fault is not reported while one of them is itself faulty.
   * @default - the fault's own path
   */
  readonly inputs?: readonly Path[];
  /**
   * Fields of which the rule looked only at the names or the number of their entries.
   * @default - none
   */
  readonly entriesOf?: readonly Path[];
  /** The value to show. @default - what stands at the path */
  readonly value?: unknown;
}

/**
 * Checks what no single field can tell.
 *
 * @param environment all fields; a faulty one has a harmless value in its place
 * @param isSound whether what stands at a path is what the file says, free of faults of its own
 */
export type Rule = (environment: Environment, isSound: (path: Path) => boolean) => RuleFault[];
