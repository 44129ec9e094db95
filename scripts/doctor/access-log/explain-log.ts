import type { Finding } from "../finding";
import { judged, type StepResult } from "../step";
import { accessLogFindings, explainEntry } from "./explain-entry";
import { type AccessLogEntry, parseLine } from "./parse-line";
import { hostOf, proofOfEntry, timeOf } from "./proof-of-entry";

/** What the lines say together: several that prove the same make one finding. */
export interface LogExplanation {
  readonly step: StepResult;
  /** Lines that are entries of an access log. */
  readonly entryCount: number;
  /** Why the first line that is none is none; `undefined` when all are. */
  readonly problem: string | undefined;
}

interface Group {
  readonly id: string;
  readonly hosts: Set<string>;
  count: number;
  first: AccessLogEntry;
  latest: AccessLogEntry;
}

const maxHosts = 5;

/**
 * Explains the lines of an access log. It reads one after the other and keeps none, so that a file may be
 * of any size.
 * @param lines Without line ends; empty ones count as none.
 * @param accepts Which entries count. @default - all
 */
export async function explainLog(
  lines: Iterable<string> | AsyncIterable<string>,
  accepts: (entry: AccessLogEntry) => boolean = () => true,
): Promise<LogExplanation> {
  const groups = new Map<string, Group>();
  let entryCount = 0;
  let unreadableCount = 0;
  let unknownFieldCount = 0;
  let problem: string | undefined;
  for await (const line of lines) {
    if (line.trim() === "") continue;
    const entry = parseLine(line);
    if ("problem" in entry) {
      unreadableCount += 1;
      problem ??= entry.problem;
      continue;
    }
    if (!accepts(entry)) continue;
    entryCount += 1;
    unknownFieldCount = Math.max(unknownFieldCount, entry.unknownFieldCount);
    const id = explainEntry(entry);
    if (id !== undefined) addTo(groups, id, entry);
  }
  const found = [...groups.values()].sort((one, other) => other.count - one.count);
  const errorCount = found.reduce((sum, { count }) => sum + count, 0);
  const seen = [
    `${lineCount(entryCount)}, ${errorCount === 0 ? "none" : errorCount} with an error.`,
    ...(unreadableCount > 0
      ? [`${lineCount(unreadableCount)} could not be read. The first: ${problem}`]
      : []),
    ...(unknownFieldCount > 0
      ? [`The lines end with ${unknownFieldCount} more fields than this version knows.`]
      : []),
  ];
  return { step: judged("access-log", seen, found.map(findingOf)), entryCount, problem };
}

function addTo(groups: Map<string, Group>, id: string, entry: AccessLogEntry): void {
  const group = groups.get(id) ?? { id, hosts: new Set(), count: 0, first: entry, latest: entry };
  groups.set(id, group);
  group.count += 1;
  if (group.hosts.size <= maxHosts) group.hosts.add(hostOf(entry));
  const time = timeOf(entry) ?? "";
  if (time < (timeOf(group.first) ?? "")) group.first = entry;
  if (time >= (timeOf(group.latest) ?? "")) group.latest = entry;
}

function findingOf({ id, count, hosts, first, latest }: Group): Finding {
  const definition = accessLogFindings[id];
  if (definition === undefined) throw new Error(`No definition of the finding ${id}`);
  const { severity, step, summary, fix } = definition;
  const proof = [proofOfEntry(latest)];
  if (count > 1) {
    const names = [...hosts].slice(0, maxHosts).join(", ");
    const more = hosts.size > maxHosts ? " and others" : "";
    proof.unshift(
      `${lineCount(count)} of ${names}${more}, from ${timeOf(first)} to ${timeOf(latest)}; the latest:`,
    );
  }
  return { id, severity, step, summary, proof, fix };
}

function lineCount(count: number): string {
  return `${count} line${count === 1 ? "" : "s"}`;
}
