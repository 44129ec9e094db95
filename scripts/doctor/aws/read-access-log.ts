import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { GetObjectCommand, paginateListObjectsV2 } from "@aws-sdk/client-s3";
import { explainLog } from "../access-log/explain-log";
import { hostOf, timeOf } from "../access-log/proof-of-entry";
import { linesOf } from "../access-log/read-lines";
import { type StepResult, skipped } from "../step";
import type { AwsClients } from "./aws-clients";
import type { ReadLoadBalancer } from "./read-load-balancer";

/** Which lines to read. */
export interface LogSelection {
  readonly host: string;
  readonly minutes: number;
  readonly now: Date;
}

/** Limits that keep a busy load balancer's log from being read for minutes. */
const maxFiles = 60;
const maxBytes = 50 * 1024 * 1024;
const maxLines = 200_000;

/** A file covers five minutes, and arrives some minutes after they ended. */
const deliveryMs = 10 * 60_000;

/** Lines of the newest files, or why there are none. */
export type LogLines =
  | { readonly reason: string }
  | {
      readonly lines: AsyncIterable<string>;
      readonly fileCount: number;
      /** Files that end before are not read. */
      readonly since: Date;
    };

/** Explains the newest lines of the access log, if the load balancer has one. */
export async function explainNewestLines(
  clients: AwsClients,
  read: ReadLoadBalancer,
  selection: LogSelection,
): Promise<StepResult> {
  const log = await linesOfLog(clients, read, selection);
  if ("reason" in log) return skipped("access-log", log.reason);
  const { lines, fileCount, since } = log;
  const { step, entryCount } = await explainLog(lines, (entry) => {
    const time = timeOf(entry);
    return hostOf(entry) === selection.host && time !== undefined && new Date(time) >= since;
  });
  const range = `${fileCount} files, lines of ${selection.host} since ${since.toISOString()}`;
  if (entryCount === 0) {
    return skipped("access-log", `${range}: none. Load balancers write every five minutes.`);
  }
  return { ...step, seen: [`${range}.`, ...step.seen] };
}

/** Finds the newest files of the access log. */
export async function linesOfLog(
  clients: AwsClients,
  { loadBalancer, attributes }: ReadLoadBalancer,
  { minutes, now }: LogSelection,
): Promise<LogLines> {
  const bucket = attributes["access_logs.s3.bucket"];
  if (attributes["access_logs.s3.enabled"] !== "true" || bucket === undefined || bucket === "") {
    return { reason: "The load balancer writes no access log." };
  }
  const since = new Date(now.getTime() - minutes * 60_000);
  const prefix = attributes["access_logs.s3.prefix"] ?? "";
  const arn = loadBalancer.LoadBalancerArn ?? "";
  const files = await newestFiles(clients, bucket, { prefix, arn, since, now });
  return { lines: linesOfFiles(clients, bucket, files), fileCount: files.length, since };
}

interface LogFiles {
  readonly prefix: string;
  readonly arn: string;
  readonly since: Date;
  readonly now: Date;
}

/**
 * Keys of the newest files, the oldest first.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#access-log-file-format
 */
async function newestFiles(
  { s3: client }: AwsClients,
  bucket: string,
  { prefix, arn, since, now }: LogFiles,
): Promise<string[]> {
  const [, region = "", account = "", id = ""] =
    /^arn:[\w-]+:elasticloadbalancing:([\w-]+):(\d+):loadbalancer\/(.+)$/.exec(arn) ?? [];
  const found: { key: string; bytes: number }[] = [];
  for (const day of daysBetween(since, new Date(now.getTime() + deliveryMs))) {
    const folder = `${prefix === "" ? "" : `${prefix}/`}AWSLogs/${account}/elasticloadbalancing/${region}/${day}/`;
    const name = `${folder}${account}_elasticloadbalancing_${region}_${id.replaceAll("/", ".")}_`;
    const stamp = since.toISOString().slice(0, 16).replace(/[-:]/g, "");
    // Keys end with the end of the five minutes, so that those before `since` are skipped by S3 itself.
    const pages = paginateListObjectsV2(
      { client },
      { Bucket: bucket, Prefix: name, StartAfter: `${name}${stamp}` },
    );
    for await (const { Contents = [] } of pages) {
      found.push(...Contents.map(({ Key = "", Size = 0 }) => ({ key: Key, bytes: Size })));
    }
  }
  let bytes = 0;
  const newest = found.slice(-maxFiles).reverse();
  return newest
    .filter((file) => {
      bytes += file.bytes;
      return bytes <= maxBytes;
    })
    .map(({ key }) => key)
    .reverse();
}

/** `2026/11/29`, of every day that has a part in the range. */
function daysBetween(from: Date, to: Date): string[] {
  const days: string[] = [];
  const last = dayOf(to);
  for (let time = from.getTime(); ; time += 24 * 60 * 60_000) {
    const day = dayOf(new Date(time));
    days.push(day < last ? day : last);
    if (day >= last) return days;
  }
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10).replaceAll("-", "/");
}

async function* linesOfFiles(
  { s3 }: AwsClients,
  bucket: string,
  keys: readonly string[],
): AsyncGenerator<string> {
  let count = 0;
  for (const key of keys) {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    if (!(Body instanceof Readable)) continue;
    const unpacked = Body.pipe(createGunzip());
    Body.once("error", (error) => unpacked.destroy(error));
    for await (const line of linesOf(unpacked)) {
      count += 1;
      if (count > maxLines) return;
      yield line;
    }
  }
}
