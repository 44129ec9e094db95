/** Names of the exceptions of Cognito's API that the emulator throws. */
export type ApiErrorName =
  | "EnableSoftwareTokenMFAException"
  | "InvalidParameterException"
  | "NotAuthorizedException"
  | "SerializationException"
  | "SoftwareTokenMFANotFoundException"
  | "UnknownOperationException"
  | "UserNotFoundException";

/**
 * A request that Cognito's API rejects, with its words.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/CommonErrors.html
 */
export class ApiError extends Error {
  constructor(
    override readonly name: ApiErrorName,
    message: string,
    readonly status = 400,
  ) {
    super(message);
  }
}
