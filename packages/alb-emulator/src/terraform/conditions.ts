import type { Condition, Patterns, Transform } from "../model/load-balancer.ts";
import type { TerraformCondition, TerraformTransform } from "./schemas/actions.ts";

/** The conditions of a rule; one block may hold several kinds, all of which must hold then. */
export function toConditions(blocks: readonly TerraformCondition[]): readonly Condition[] {
  return blocks.flatMap((block) => {
    const conditions: Condition[] = [];
    if (block.host_header) {
      conditions.push({ field: "host-header", ...patterns(block.host_header) });
    }
    if (block.path_pattern) {
      conditions.push({ field: "path-pattern", ...patterns(block.path_pattern) });
    }
    if (block.http_request_method) {
      conditions.push({ field: "http-request-method", values: block.http_request_method.values });
    }
    if (block.source_ip) conditions.push({ field: "source-ip", values: block.source_ip.values });
    if (block.http_header) {
      const { http_header_name: name } = block.http_header;
      conditions.push({ field: "http-header", name, ...patterns(block.http_header) });
    }
    if (block.query_string) {
      const values = block.query_string.map(({ key, value }) => ({ key, value }));
      conditions.push({ field: "query-string", values });
    }
    return conditions;
  });
}

type TerraformPatterns = NonNullable<TerraformCondition["path_pattern"]>;

function patterns({ values, regex_values }: TerraformPatterns): Patterns {
  return regex_values.length > 0 ? { values, regexValues: regex_values } : { values };
}

/** How a rule rewrites requests. */
export function toTransforms(blocks: readonly TerraformTransform[]): readonly Transform[] {
  return blocks.map((block) => {
    const { rewrite } =
      block.type === "url-rewrite" ? block.url_rewrite_config : block.host_header_rewrite_config;
    return { type: block.type, ...rewrite };
  });
}
