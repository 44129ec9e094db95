import {
  type AccessLogFieldName,
  accessLogFields,
} from "../../../constructs/access-log-table/fields";

/** Name of a field, as AWS's page spells it. */
export type FieldName = AccessLogFieldName;

/** The fields of an access-log line, in their order. */
export const fieldNames: readonly FieldName[] = accessLogFields.map(({ name }) => name);

/** Fields that every line has had since 2019: up to `classification_reason`. */
export const minFieldCount = 29;

/** Values of the first field. Lines of other logs begin with something else. */
export const entryTypes = ["http", "https", "h2", "grpc", "grpcs", "ws", "wss"] as const;
