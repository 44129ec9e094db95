import type { Finding } from "./finding";

/** What was found several times is one finding, with the proof of each. */
export function joinFindings(findings: readonly Finding[]): Finding[] {
  const byId = new Map<string, Finding>();
  for (const finding of findings) {
    const before = byId.get(finding.id);
    const proof = [...new Set([...(before?.proof ?? []), ...finding.proof])];
    byId.set(finding.id, { ...(before ?? finding), proof });
  }
  return [...byId.values()];
}
