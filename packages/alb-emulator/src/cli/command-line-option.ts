/** An option of the command line. */
export interface CommandLineOption {
  /** Without the dashes. */
  readonly name: string;
  /** Placeholder of its value in the usage text. @default - the option is a flag */
  readonly value?: string;
  /** Whether it may be given several times. @default false */
  readonly isRepeatable?: boolean;
  /** For the usage text; one entry for each line. */
  readonly description: readonly string[];
}
