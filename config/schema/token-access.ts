import * as z from "zod";
import { matches } from "./check";
import * as field from "./field";
import { scopeSchema } from "./scope";

/** The load balancer compares a claim with at most this many values. */
const maxClaimValues = 10;

/** Access by the access token of a machine client. */
export const tokenSchema = field.object({
  /** Programs with an access token of a machine client. */
  type: z.literal("token"),
  /** Custom scopes that a token must have, every one; 1 to 10. */
  scopes: field.list(scopeSchema, { min: 1, max: maxClaimValues }),
  /** Names of the machine clients that may pass, at most 10. @default - every machine client that has all of the scopes */
  clients: field.list(field.string(), { min: 1, max: maxClaimValues }).optional(),
  /**
   * Path of the protected resource, such as `/mcp`. The container then publishes its metadata (RFC 9728)
   * for everyone, under `/.well-known/oauth-protected-resource`, and every 401 names the address.
   * For MCP servers. @default - none
   */
  resourcePath: field
    .string(
      matches(
        /^\/(?!\/)[A-Za-z0-9_\-.~/]{0,79}[A-Za-z0-9_\-.~]$/,
        "must be an absolute path of 2 to 81 characters without wildcards and without a slash at the end",
        'write it like "/mcp"',
      ),
    )
    .optional(),
});
