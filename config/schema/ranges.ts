import { matches } from "./check";
import type { Kit } from "./kit";

/** An IPv4 range. */
export function cidrSchema(kit: Kit) {
  return kit.text(
    "10.0.0.0/16",
    matches(
      /^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/,
      "must be an IPv4 range in CIDR notation",
      'write it like "10.0.0.0/16"',
    ),
  );
}

/** A security group that exists already. */
export function securityGroupIdSchema(kit: Kit) {
  return kit.text(
    "sg-00000000",
    matches(
      /^sg-([0-9a-f]{8}|[0-9a-f]{17})$/,
      "must be a security group id",
      'copy it from the VPC console, like "sg-0a1b2c3d4e5f60718"',
    ),
  );
}
