import type { FixedResponseAction } from "../../model/load-balancer.ts";
import type { Answer } from "../http/response.ts";

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_FixedResponseActionConfig.html */
export function fixedResponse({
  statusCode,
  contentType,
  messageBody,
}: FixedResponseAction): Answer {
  return {
    status: statusCode,
    headers: [["Content-Type", contentType ?? "text/plain"]],
    body: messageBody ?? "",
  };
}
