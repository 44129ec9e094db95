import { headerSyntax, hostSyntax, pathSyntax } from "../../routing/condition-fields";
import { countWildcards, type PatternSyntax } from "../../routing/pattern";
import { maxWildcards } from "../../routing/split-conditions";
import { matches, type TextCheck } from "./check";
import type { Kit } from "./kit";

/** The load balancer's own path is nobody else's. */
export const notSignInCallback: TextCheck = {
  keeps: (path) => path !== "/oauth2/idpresponse",
  rule: "must not be /oauth2/idpresponse: the load balancer answers it itself, to finish a sign-in",
  fix: "remove the path, or choose another one",
};

const fewWildcards = (syntax: PatternSyntax): TextCheck => ({
  keeps: (value) => countWildcards(value, syntax) <= maxWildcards,
  rule: `must hold at most ${maxWildcards} wildcards: a listener rule evaluates no more`,
  fix: "use fewer * and ?",
});

const pattern = (what: string) =>
  matches(/^[\x20-\x7E]{1,128}$/, `must be ${what} of 1 to 128 printable characters`, "shorten it");

/** What a request must look like for a route to apply; fields are ANDed, the values of a field ORed. */
export function conditionsSchema(kit: Kit) {
  return kit.object({
    /** Path patterns, compared with the raw path, case-sensitively. `/tasks/*` does not match `/tasks`. @default - every path */
    paths: kit
      .list(
        kit.text(
          "/placeholder",
          matches(
            /^[/*?]/,
            "must begin with a slash or a wildcard: a path is matched from its first character",
            'put a slash before it, like "/tasks/*"',
          ),
          matches(
            /^[A-Za-z0-9_\-.$/~"'@:+&*?]{1,128}$/,
            "must be 1 to 128 of the characters A-Z a-z 0-9 _ - . $ / ~ \" ' @ : + & and the wildcards * and ?",
            "leave query string and fragment out, and replace other characters by ?",
          ),
          fewWildcards(pathSyntax),
          notSignInCallback,
        ),
        { min: 1 },
      )
      .optional(),
    /** Host patterns; each has to fit a host name of the application. @default - every host */
    hosts: kit
      .list(
        kit.text(
          "app.example.com",
          matches(
            /^(?=.{1,128}$)[A-Za-z0-9*?-]+(\.[A-Za-z0-9*?-]+)*\.[A-Za-z]+$/,
            "must be a host name of at most 128 characters with letters only after the last dot; * and ? are wildcards",
            'write it like "*.example.com", without scheme and port',
          ),
          fewWildcards(hostSyntax),
        ),
        { min: 1 },
      )
      .optional(),
    /** HTTP methods, upper case. @default - every method */
    methods: kit
      .list(
        kit.text(
          "GET",
          matches(
            /^[A-Z_-]{1,40}$/,
            "must be an HTTP method in upper case: methods are compared case-sensitively",
            'write it like "POST"',
          ),
        ),
        { min: 1 },
      )
      .optional(),
    /** Headers, each of which must be there with one of its values. @default - whatever headers */
    headers: kit
      .list(
        kit.object({
          /** Field name, case-insensitive, without wildcards. */
          name: kit.text(
            "X-Placeholder",
            matches(
              /^[A-Za-z0-9!#$%&'+.^_`|~-]{1,40}$/,
              "must be a header name of 1 to 40 characters without wildcards",
              'write it like "X-Client"',
            ),
            matches(/^(?!host$)/i, "must not be Host", "use the condition `hosts`"),
          ),
          /** Case-insensitive patterns. */
          values: kit.list(
            kit.text("placeholder", pattern("a pattern"), fewWildcards(headerSyntax)),
            { min: 1 },
          ),
        }),
        { min: 1 },
      )
      .optional(),
    /** Query string parameters, each of which must be there with one of its values. @default - whatever query */
    query: kit
      .list(
        kit.object({
          /** Name of the parameter. @default - any parameter */
          key: kit.text("placeholder", pattern("a pattern"), fewWildcards(headerSyntax)).optional(),
          /** Case-insensitive patterns; write a literal star as `\*`. */
          values: kit.list(
            kit.text("placeholder", pattern("a pattern"), fewWildcards(headerSyntax)),
            { min: 1 },
          ),
        }),
        { min: 1 },
      )
      .optional(),
    /** Addresses in CIDR notation of whoever connects to the load balancer, not of `X-Forwarded-For`. @default - everybody */
    sourceIps: kit
      .list(
        kit.text(
          "192.0.2.0/24",
          matches(
            /^[0-9a-fA-F:.]+\/\d{1,3}$/,
            "must be a range in CIDR notation",
            'write it like "203.0.113.0/24"',
          ),
          matches(
            /^(?!255\.255\.255\.255\/32$)/,
            "must not be 255.255.255.255/32: a load balancer refuses it",
            "remove it",
          ),
        ),
        { min: 1 },
      )
      .optional(),
  });
}
