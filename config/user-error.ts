/**
 * An error that the user can correct: print its message alone, without a stack trace. Every other
 * error is a defect of this project, and its stack trace is what helps.
 */
export class UserError extends Error {
  override readonly name = "UserError";
}
