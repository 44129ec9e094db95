import type { Path } from "../issue";
import type { Application, Environment } from "../schema/environment";
import type { Constraint, ConstraintIssue } from "./constraint";

type ExistingCertificate = Extract<Application["certificate"], { type: "existing" }>;

/** A check of every existing certificate: those of applications and that of the edge. */
function eachExistingCertificate(
  check: (
    certificate: ExistingCertificate,
    path: Path,
    environment: Environment,
  ) => ConstraintIssue[],
): Constraint {
  return (environment) => {
    const { applications, edge } = environment;
    const owners: [Path, Pick<Application, "certificate">][] = Object.entries(applications).map(
      ([name, application]) => [["applications", name], application],
    );
    if (edge !== undefined) owners.unshift([["edge"], edge]);
    return owners.flatMap(([base, { certificate }]) =>
      certificate.type === "existing"
        ? check(certificate, [...base, "certificate"], environment)
        : [],
    );
  };
}

/** An existing certificate is in the environment's region. */
export const checkCertificateRegion = eachExistingCertificate(
  ({ arn }, path, { region }): ConstraintIssue[] => {
    if (arn === undefined || arn.split(":")[3] === region) return [];
    return [
      {
        path: [...path, "arn"],
        message: `must be in ${region}, the environment's region: a load balancer can only use certificates of its own region`,
        fix: `request or import the certificate in ${region}`,
      },
    ];
  },
);

/** An existing certificate is named once. */
export const checkCertificateLookup = eachExistingCertificate(
  ({ arn, domain }, path): ConstraintIssue[] => {
    if ((arn === undefined) !== (domain === undefined)) return [];
    return [
      {
        path,
        message:
          arn === undefined
            ? "must have arn or domain: a listener without a certificate cannot exist"
            : "must have either arn or domain: they could name two certificates",
        fix:
          arn === undefined
            ? 'write { type: "existing", arn: "arn:aws:acm:…" }, or { type: "existing", domain: "*.example.com" }'
            : "remove one of them; domain follows a certificate that is replaced, arn does not",
      },
    ];
  },
);
