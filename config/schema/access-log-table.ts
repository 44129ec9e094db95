import * as field from "./field";

/** Access logs as a table that Athena queries. */
export const accessLogTableSchema = field.object({
  /** Gigabytes that a query may read before Athena stops it, 1 to 10000; what it has read is billed. @default 10 */
  maxScannedGigabytes: field.integer({ min: 1, max: 10_000 }).default(10),
  /** Days to keep the results of queries, 1 to 365. They contain the same personal data as the logs. @default 7 */
  resultRetentionDays: field.integer({ min: 1, max: 365 }).default(7),
});
