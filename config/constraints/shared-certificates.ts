import type { Application } from "../schema/environment";
import { shareListener } from "../shared-listener";
import type { Constraint, ConstraintIssue } from "./constraint";

/**
 * Applications on one listener have certificates of their own: a listener has a certificate once, and the
 * stack that is destroyed first would take it away from the others.
 */
export const checkSharedCertificates: Constraint = ({ applications }) => {
  const earlier: [string, Application][] = [];
  return Object.entries(applications).flatMap(([name, application]): ConstraintIssue[] => {
    const other = earlier.find(
      ([, each]) => shareListener(each, application) && haveOneCertificate(each, application),
    );
    earlier.push([name, application]);
    if (other === undefined) return [];
    return [
      {
        path: ["applications", name, "certificate"],
        message: `must not be the certificate of application "${other[0]}", whose listener this application shares: removing one of the two would take the certificate away from the other`,
        fix: 'write { type: "new" }, or a certificate of its own',
      },
    ];
  });
};

function haveOneCertificate(
  { certificate: one }: Application,
  { certificate: other }: Application,
) {
  return (
    one.type === "existing" &&
    other.type === "existing" &&
    one.arn === other.arn &&
    one.domain === other.domain
  );
}
