import type { Condition } from "../model/load-balancer.ts";
import type { TerraformCondition } from "./schemas/actions.ts";

/** The conditions of a rule; one block may hold several kinds, all of which must hold then. */
export function toConditions(blocks: readonly TerraformCondition[]): readonly Condition[] {
  return blocks.flatMap((block) => {
    const conditions: Condition[] = [];
    if (block.host_header) {
      conditions.push({ field: "host-header", values: block.host_header.values });
    }
    if (block.path_pattern) {
      conditions.push({ field: "path-pattern", values: block.path_pattern.values });
    }
    if (block.http_request_method) {
      conditions.push({ field: "http-request-method", values: block.http_request_method.values });
    }
    if (block.source_ip) conditions.push({ field: "source-ip", values: block.source_ip.values });
    if (block.http_header) {
      const { http_header_name: name, values } = block.http_header;
      conditions.push({ field: "http-header", name, values });
    }
    if (block.query_string) {
      const values = block.query_string.map(({ key, value }) => ({ key, value }));
      conditions.push({ field: "query-string", values });
    }
    return conditions;
  });
}
