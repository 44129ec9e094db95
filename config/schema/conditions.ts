import { headerSyntax, hostSyntax, pathSyntax } from "../../routing/condition-fields";
import { countWildcards, type PatternSyntax } from "../../routing/pattern";
import { maxWildcards } from "../../routing/split-conditions";
import { isIpRange } from "../ip-range";
import { type Check, matches } from "./check";
import * as field from "./field";

/** The load balancer's own path. */
export const isNotCallbackPath: Check<string> = {
  passes: (path) => path !== "/oauth2/idpresponse",
  message: "must not be /oauth2/idpresponse: the load balancer uses this path to finish sign-in",
  fix: "remove the path, or choose another one",
};

const hasFewWildcards = (syntax: PatternSyntax): Check<string> => ({
  passes: (value) => countWildcards(value, syntax) <= maxWildcards,
  message: `must contain at most ${maxWildcards} wildcards, the limit of a listener rule`,
  fix: "use fewer * and ?",
});

const headerPattern = field.string(
  matches(
    /^[\x20-\x7E]{1,128}$/,
    "must be a pattern of 1 to 128 printable characters",
    "shorten it, and leave other characters out",
  ),
  hasFewWildcards(headerSyntax),
);

const atLeastOne = { min: 1 };

/** Which requests a route applies to; fields are ANDed, the values of a field ORed. */
export const conditionsSchema = field.object({
  /** Path patterns, compared with the raw path, case-sensitively. `/tasks/*` does not match `/tasks`. @default - every path */
  paths: field
    .list(
      field.string(
        matches(
          /^[/*?]/,
          "must start with a slash or a wildcard: patterns are compared with the whole path",
          'put a slash before it, like "/tasks/*"',
        ),
        matches(
          /^[A-Za-z0-9_\-.$/~"'@:+&*?]{1,128}$/,
          "must be 1 to 128 of the characters A-Z a-z 0-9 _ - . $ / ~ \" ' @ : + & and the wildcards * and ?",
          "leave query string and fragment out, and replace other characters by ?",
        ),
        hasFewWildcards(pathSyntax),
        isNotCallbackPath,
      ),
      atLeastOne,
    )
    .optional(),
  /** Host patterns; each must match a host name of the application. @default - every host */
  hosts: field
    .list(
      field.string(
        matches(
          /^(?=.{1,128}$)[A-Za-z0-9*?-]+(\.[A-Za-z0-9*?-]+)*\.[A-Za-z]+$/,
          "must be a host name of at most 128 characters with only letters after the last dot; * and ? are wildcards",
          'write it like "*.example.com", without scheme and port',
        ),
        hasFewWildcards(hostSyntax),
      ),
      atLeastOne,
    )
    .optional(),
  /** HTTP methods, upper case. @default - every method */
  methods: field
    .list(
      field.string(
        matches(
          /^[A-Z_-]{1,40}$/,
          "must be an HTTP method in upper case: methods are compared case-sensitively",
          (method) =>
            `write ${JSON.stringify(/^[a-z]+$/i.test(method) ? method.toUpperCase() : "GET")}`,
        ),
      ),
      atLeastOne,
    )
    .optional(),
  /** Headers that the request must have, each with one of its values. @default - any headers */
  headers: field
    .list(
      field.object({
        /** Header name, case-insensitive, without wildcards. */
        name: field.string(
          matches(
            /^[A-Za-z0-9!#$%&'+.^_`|~-]{1,40}$/,
            "must be a header name of 1 to 40 characters without wildcards",
            'write it like "X-Client"',
          ),
          matches(
            /^(?!host$)/i,
            "must not be Host: a listener rule has a condition type of its own for it",
            "use the condition `hosts`",
          ),
        ),
        /** Case-insensitive patterns. */
        values: field.list(headerPattern, atLeastOne),
      }),
      atLeastOne,
    )
    .optional(),
  /** Query string parameters that the request must have, each with one of its values. @default - any query string */
  query: field
    .list(
      field.object({
        /** Name of the parameter. @default - any parameter */
        key: headerPattern.optional(),
        /** Case-insensitive patterns; write a literal asterisk as `\*`. */
        values: field.list(headerPattern, atLeastOne),
      }),
      atLeastOne,
    )
    .optional(),
  /** Source addresses of the connection in CIDR notation; `X-Forwarded-For` is not considered. @default - any address */
  sourceIps: field
    .list(
      field.string(
        {
          passes: isIpRange,
          message: "must be an IPv4 or IPv6 range in CIDR notation",
          fix: 'write it like "203.0.113.0/24" or "2001:db8::/32"',
        },
        matches(
          /^(?!255\.255\.255\.255\/32$)/,
          "must not be 255.255.255.255/32: a load balancer rejects it",
          "remove it",
        ),
      ),
      atLeastOne,
    )
    .optional(),
});
