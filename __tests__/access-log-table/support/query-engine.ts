import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from "@duckdb/node-api";
import { tableName } from "../../../constructs/access-log-table/queries/named-query";
import { rowColumns } from "../../../constructs/access-log-table/row-format";
import { type Row, readRow } from "./read-row";

const types = { string: "VARCHAR", int: "INTEGER", bigint: "BIGINT", double: "DOUBLE" };

/**
 * Functions of Athena (Trino) that DuckDB names otherwise. The queries themselves run as they are: both
 * know the rest, and both check types.
 */
const trinoFunctions = [
  "CREATE MACRO date_format(moment, format) AS strftime(moment, format)",
  "CREATE MACRO approx_percentile(value, share) AS quantile_cont(value, share)",
];

/** A table of access logs, for the queries that are meant for Athena. */
export class QueryEngine {
  private constructor(private readonly connection: DuckDBConnection) {}

  static async start(): Promise<QueryEngine> {
    const instance = await DuckDBInstance.create(":memory:", {
      autoinstall_known_extensions: "false",
      autoload_known_extensions: "false",
      threads: "1",
    });
    const connection = await instance.connect();
    const columns = [
      ...rowColumns.map(({ name, type }) => `"${name}" ${types[type]}`),
      "day VARCHAR",
    ];
    for (const statement of [
      ...trinoFunctions,
      `CREATE TABLE ${tableName} (${columns.join(", ")})`,
    ]) {
      await connection.run(statement);
    }
    return new QueryEngine(connection);
  }

  /** Adds lines of an access log, in the partition of their day, and forgets those before. */
  async load(lines: readonly string[]): Promise<void> {
    await this.connection.run(`DELETE FROM ${tableName}`);
    const places = [...rowColumns, "day"].map((_, index) => `$${index + 1}`).join(", ");
    const insert = await this.connection.prepare(`INSERT INTO ${tableName} VALUES (${places})`);
    for (const line of lines) {
      const row = readRow(line);
      if (row === undefined) throw new Error(`The pattern does not match: ${line}`);
      insert.bind([...rowColumns.map(({ name }) => row[name] as DuckDBValue), dayOf(row)]);
      await insert.run();
    }
  }

  async run(sql: string): Promise<Readonly<Record<string, unknown>>[]> {
    const result = await this.connection.runAndReadAll(sql);
    // Counts are texts in JSON, since they may be larger than JavaScript's numbers.
    const counts = result
      .columnNames()
      .filter((_, index) => /^(HUGE|BIG)INT$/.test(String(result.columnType(index))));
    return result.getRowObjectsJson().map((row) => ({
      ...row,
      ...Object.fromEntries(counts.map((name) => [name, Number(row[name])])),
    }));
  }

  close(): void {
    this.connection.closeSync();
  }
}

/** Folder of the line's file: `yyyy/MM/dd`. */
function dayOf({ time }: Row): string {
  return String(time).slice(0, 10).replaceAll("-", "/");
}
