import type { FixedResponseAction } from "../../model/load-balancer.ts";
import type { GeneratedResponse } from "../http/response.ts";

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_FixedResponseActionConfig.html */
export function fixedResponse({
  statusCode,
  contentType,
  messageBody,
}: FixedResponseAction): GeneratedResponse {
  return {
    status: statusCode,
    headers: [["Content-Type", contentType ?? "text/plain"]],
    body: messageBody ?? "",
  };
}
