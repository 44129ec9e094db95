import type { IssueRow } from "./valid-environment";

const tokenAccess = "applications.app.routes[4].access";

/** A value that fails for every check of machine clients and token routes. */
export const machineRows: IssueRow[] = [
  [
    ["identity", "machineClients", "Import"],
    { scopes: ["tasks/write"] },
    "lower-case letters",
    "billing-import",
  ],
  ["identity.machineClients.import.scopes", [], "at least one entry", "add an entry"],
  ["identity.machineClients.import.scopes[0]", "a b", "without spaces", "one scope per entry"],
  ["identity.machineClients.import.accessTokenMinutes", 2, "from 5 to 1440", "from 5 to 1440"],
  [`${tokenAccess}.scopes`, [], "at least one entry", "add an entry"],
  [`${tokenAccess}.clients`, [], "at least one entry", "add an entry"],
  [`${tokenAccess}.resourcePath`, "/mcp/*", "without wildcards", '"/mcp"'],
];
