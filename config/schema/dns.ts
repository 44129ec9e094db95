import * as field from "./field";

/** Who has the DNS records of an application's host names. */
export const dnsSchema = field.oneOf(["create", "take-over", "none"]);
