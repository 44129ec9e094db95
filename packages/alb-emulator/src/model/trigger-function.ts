/** The Lambda function of a user pool's trigger, whose code the source contains. */
export interface TriggerFunction {
  readonly name: string;
  readonly functionArn: string;
  /** `<file without extension>.<export>`, as in Lambda. */
  readonly handler: string;
  /** A zip file, base64. */
  readonly zip: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly memoryMiB: number;
}
