import type { TransformStatus } from "../../model/event.ts";
import type { Transform } from "../../model/load-balancer.ts";
import { authorityOf, type RequestAttributes } from "../http/request-attributes.ts";
import { replaceMatch } from "../rules/regular-expression.ts";

/** What the transforms of a rule make of a request. */
export type TransformedRequest = RewrittenRequest | FailedTransform;

/** Without transforms, or without a match, nothing is rewritten. */
export interface RewrittenRequest {
  readonly type: "rewritten";
  /** Absent where the host stays as it is. */
  readonly host: string | undefined;
  /** Path and query; absent where they stay as they are. */
  readonly url: string | undefined;
}

export interface FailedTransform {
  readonly type: "failed";
  readonly status: Exclude<TransformStatus, "TransformSuccess">;
  readonly explanation: string;
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-transforms.html */
export function transformRequest(
  transforms: readonly Transform[],
  request: RequestAttributes,
): TransformedRequest {
  const { path, query } = request;
  let host: string | undefined;
  let url: string | undefined;
  for (const transform of transforms) {
    const isHost = transform.type === "host-header-rewrite";
    const original = isHost
      ? (authorityOf(request) ?? "")
      : query === ""
        ? path
        : `${path}?${query}`;
    const replaced = replaceMatch(transform.regex, transform.replace, original);
    if (replaced === undefined) continue;
    if (replaced === "unknown group") {
      const reason = `names a group that ${transform.regex} does not have`;
      return failed(transform, "TransformReplaceError", reason);
    }
    const { text } = replaced;
    if (isHost) {
      if (!isHostHeader(text)) {
        const reason = `makes "${text}" of host ${original}, which is not a valid host name`;
        return failed(transform, "TransformInvalidHost", reason);
      }
      host = text;
    } else {
      if (!/^\/[\x21-\x7e]*$/.test(text)) {
        const reason = `makes "${text}" of ${original}, which is not a path that begins with /`;
        return failed(transform, "TransformInvalidPath", reason);
      }
      url = text;
    }
  }
  return { type: "rewritten", host, url };
}

function isHostHeader(text: string): boolean {
  return /^[\w.-]{1,255}(:\d{1,5})?$/.test(text);
}

function failed(
  { type, replace }: Transform,
  status: FailedTransform["status"],
  reason: string,
): FailedTransform {
  return {
    type: "failed",
    status,
    explanation: `The replacement ${replace} of transform ${type} ${reason}, so the load balancer returns 500. Correct the transform of the rule.`,
  };
}
