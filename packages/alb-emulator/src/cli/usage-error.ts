import { EmulatorError } from "../model/emulator-error.ts";

/** The command line is wrong: shown together with the usage text. */
export class UsageError extends EmulatorError {}
