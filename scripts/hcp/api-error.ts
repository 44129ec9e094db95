import { UserError } from "../../config/user-error";

/** An error response of HCP Terraform. */
export class ApiError extends UserError {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** What was asked for. */
export interface FailedRequest {
  /** Such as `POST /runs`: never the URL of an upload or a log, which is a secret. */
  readonly name: string;
  readonly hostname: string;
  /** Where the token was found. */
  readonly tokenSource: string;
}

/**
 * An error response in words.
 * @param body text of the response: a JSON:API error document, or anything
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs#response-codes
 */
export function apiError(status: number, body: string, request: FailedRequest): ApiError {
  const { name, hostname } = request;
  const details = errorDetails(body);
  const said = details.length === 0 ? "" : ` It says: ${details.join("; ")}.`;
  return new ApiError(
    status,
    `${hostname} returned ${status} to ${name}.${said}\n${fix(status, request)}`,
  );
}

function fix(status: number, { name, hostname, tokenSource }: FailedRequest): string {
  switch (status) {
    case 401:
      return `The token of ${tokenSource} is not valid, or has expired. Run terraform login ${hostname}, or create one at https://${hostname}/app/settings/tokens.`;
    case 404:
      return "It does not exist, or the token may not do this: the status is the same. Use a user or team token that may queue plans and, with --apply, apply them; an organization token cannot.";
    case 409:
      return "The workspace or the run is in another state by now. Look at it in the browser, then run the command again.";
    case 422:
      return `${hostname} does not accept the request as it is. If it is a Terraform Enterprise installation, it may be older than this command.`;
    case 429:
      return "Too many requests of this user within a second, also after several attempts. Run the command again later.";
    default:
      if (status < 500) return "The request cannot be made with this token and workspace.";
      return name.startsWith("POST")
        ? "It is not known whether the request had an effect: look at the runs of the workspace before you run the command again."
        : "It did not recover after several attempts. Run the command again later (https://status.hashicorp.com).";
  }
}

function errorDetails(body: string): string[] {
  try {
    const { errors } = JSON.parse(body) as {
      errors?: readonly { title?: string; detail?: string }[];
    };
    return (errors ?? []).flatMap(({ title, detail }) => {
      const text = (detail ?? title ?? "").trim().replace(/\.$/, "");
      return text === "" ? [] : [text];
    });
  } catch {
    return [];
  }
}
