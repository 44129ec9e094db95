import { matches } from "./check";
import type { Kit } from "./kit";

const label = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
const domainName = new RegExp(`^(?=.{1,253}$)(${label}\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$`);

/** A name that users reach an application by. */
export function hostNameSchema(kit: Kit) {
  return kit.text(
    "app.example.com",
    matches(
      /^(?!.*\.elb(\.[a-z0-9-]+)?\.amazonaws\.com(\.cn)?$)/i,
      "must be a name of your own: the name that AWS gives a load balancer can have no certificate, and its callback is never registered",
      'choose a name inside your hosted zone, like "app.example.com"',
    ),
    matches(
      /^[^A-Z]*$/,
      "must be lower case: Cognito compares the callback URL letter by letter",
      "write it in lower case",
    ),
    matches(
      domainName,
      "must be a full host name: labels of letters, digits and hyphens, without scheme, port, path and wildcard",
      'write it like "app.example.com", and an international name in its xn-- form',
    ),
  );
}

/** Name of a public Route 53 hosted zone. */
export function zoneNameSchema(kit: Kit) {
  return kit.text(
    "example.com",
    matches(
      domainName,
      "must be the name of a hosted zone: lower case, without a dot at the end",
      'write it like "example.com"',
    ),
  );
}
