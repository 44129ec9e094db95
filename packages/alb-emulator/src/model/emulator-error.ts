/**
 * An error that a user of the emulator can act on. Its message is complete: show it without the
 * stack.
 */
export class EmulatorError extends Error {
  override readonly name: string = "EmulatorError";
}
