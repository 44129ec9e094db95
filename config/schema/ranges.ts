import { isIpv4Range } from "../ip-range";
import { matches } from "./check";
import * as field from "./field";

/** An IPv4 range. */
export const cidrSchema = field.string({
  passes: isIpv4Range,
  message: "must be an IPv4 range in CIDR notation that begins at its first address",
  fix: 'write it like "10.0.0.0/16"',
});

/** An existing security group. */
export const securityGroupIdSchema = field.string(
  matches(
    /^sg-([0-9a-f]{8}|[0-9a-f]{17})$/,
    "must be a security group id",
    'copy it from the VPC console, like "sg-0a1b2c3d4e5f60718"',
  ),
);
