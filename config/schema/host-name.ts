import { matches } from "./check";
import * as field from "./field";

const label = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
const domainName = `^(?=.{1,253}$)(${label}\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$`;

/** A host name of an application. */
export const hostNameSchema = field.string(
  matches(
    /^(?!.*\.elb(\.[a-z0-9-]+)?\.amazonaws\.com(\.cn)?$)/i,
    "must not be the DNS name of a load balancer: it cannot have a certificate, and its callback URL is not registered",
    'choose a name in your hosted zone, like "app.example.com"',
  ),
  matches(
    /^[^A-Z]*$/,
    "must be lower case: Cognito compares callback URLs case-sensitively",
    "write it in lower case",
  ),
  matches(
    // Upper case is an issue of its own.
    new RegExp(domainName, "i"),
    "must be a full host name: labels of letters, digits and hyphens, without scheme, port, path and wildcard",
    'write it like "app.example.com", and an international name in its xn-- form',
  ),
);

/** Name of a public Route 53 hosted zone. */
export const zoneNameSchema = field.string(
  matches(
    new RegExp(domainName),
    "must be the name of a hosted zone: lower case, without a dot at the end",
    'write it like "example.com"',
  ),
);

/** Main domain of a certificate: a host name, or a wildcard for one label. */
export const certificateDomainSchema = field.string(
  matches(
    new RegExp(domainName.replace("^(?=.{1,253}$)", "^(?=.{1,253}$)(\\*\\.)?")),
    "must be the domain of a certificate: a lower-case host name, whose first label may be *",
    'write it like "*.example.com"',
  ),
);
