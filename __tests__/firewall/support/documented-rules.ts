import type { WebRequest } from "./web-request";

/** A rule of a group that AWS maintains, as its page describes it. */
export interface DocumentedRule {
  readonly name: string;
  readonly label: string;
  readonly matches: (request: WebRequest) => boolean;
}

/** A load balancer's web ACL inspects this much of a body, of all cookies and of all headers. */
const inspectedBytes = 8192;

const core = "awswaf:managed:aws:core-rule-set:";
const badInputs = "awswaf:managed:aws:known-bad-inputs:";

const sizeOf = (text: string) => Buffer.byteLength(text);
const body = ({ body: whole }: WebRequest) => whole.slice(0, inspectedBytes);
const path = (request: WebRequest) => decoded(request.path);
const cookies = ({ headers }: WebRequest) => decoded(headers.cookie ?? "");
const query = (request: WebRequest) => decoded(request.query.replaceAll("+", " "));
const header = (request: WebRequest) =>
  Object.entries(request.headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n")
    .slice(0, inspectedBytes);

/** Without percent encoding, also where it is applied twice. */
function decoded(text: string): string {
  const once = (each: string) =>
    each.replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return once(once(text));
}

const xss = /<\s*script|javascript:|\bon(error|load|click)\s*=/i;
const traversal = /\.\.[/\\]/;
const metadata = /169\.254\.169\.254|metadata\.google\.internal|\blocalhost\b|\b127\.0\.0\.1\b/i;
const remoteFile = /\b(https?|ftps?|file):\/\/\d{1,3}(\.\d{1,3}){3}/i;
const systemFile = /\.(log|ini|bak|conf|config|sql|cfg)(\W|$)/i;
const java = /java\.lang\.Runtime|getRuntime\(\)\.exec|class\.module\.classLoader/i;
const log4j = /\$\{\s*jndi\s*:/i;

type Part = (request: WebRequest) => string;
const finds =
  (pattern: RegExp, part: Part): DocumentedRule["matches"] =>
  (request) =>
    pattern.test(part(request));
const exceeds =
  (bytes: number, part: Part): DocumentedRule["matches"] =>
  (request) =>
    sizeOf(part(request)) > bytes;

function rule(namespace: string, name: string, label: string, matches: DocumentedRule["matches"]) {
  return { name, label: `${namespace}${label}`, matches };
}

/**
 * The groups' rules in the order of their page, which does not say in which order AWS evaluates them.
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html
 */
export const documentedGroups: Readonly<Record<string, readonly DocumentedRule[]>> = {
  // Addresses of AWS's lists, which are not published: none in a test.
  AWSManagedRulesAmazonIpReputationList: [],
  AWSManagedRulesCommonRuleSet: [
    rule(core, "NoUserAgent_HEADER", "NoUserAgent_Header", ({ headers }) => {
      return (headers["user-agent"] ?? "") === "";
    }),
    rule(
      core,
      "UserAgent_BadBots_HEADER",
      "BadBots_Header",
      finds(/nessus|nmap/i, ({ headers }) => headers["user-agent"] ?? ""),
    ),
    rule(
      core,
      "SizeRestrictions_QUERYSTRING",
      "SizeRestrictions_QueryString",
      exceeds(2048, (request) => request.query),
    ),
    rule(
      core,
      "SizeRestrictions_Cookie_HEADER",
      "SizeRestrictions_Cookie_Header",
      exceeds(10_240, ({ headers }) => headers.cookie ?? ""),
    ),
    rule(
      core,
      "SizeRestrictions_BODY",
      "SizeRestrictions_Body",
      exceeds(8192, (request) => request.body),
    ),
    rule(
      core,
      "SizeRestrictions_URIPATH",
      "SizeRestrictions_URIPath",
      exceeds(1024, (request) => request.path),
    ),
    rule(core, "EC2MetaDataSSRF_BODY", "EC2MetaDataSSRF_Body", finds(metadata, body)),
    rule(core, "EC2MetaDataSSRF_COOKIE", "EC2MetaDataSSRF_Cookie", finds(metadata, cookies)),
    rule(core, "EC2MetaDataSSRF_URIPATH", "EC2MetaDataSSRF_URIPath", finds(metadata, path)),
    rule(
      core,
      "EC2MetaDataSSRF_QUERYARGUMENTS",
      "EC2MetaDataSSRF_QueryArguments",
      finds(metadata, query),
    ),
    rule(core, "GenericLFI_QUERYARGUMENTS", "GenericLFI_QueryArguments", finds(traversal, query)),
    rule(core, "GenericLFI_URIPATH", "GenericLFI_URIPath", finds(traversal, path)),
    rule(core, "GenericLFI_BODY", "GenericLFI_Body", finds(traversal, body)),
    rule(
      core,
      "RestrictedExtensions_URIPATH",
      "RestrictedExtensions_URIPath",
      finds(systemFile, path),
    ),
    rule(
      core,
      "RestrictedExtensions_QUERYARGUMENTS",
      "RestrictedExtensions_QueryArguments",
      finds(systemFile, query),
    ),
    rule(core, "GenericRFI_QUERYARGUMENTS", "GenericRFI_QueryArguments", finds(remoteFile, query)),
    rule(core, "GenericRFI_BODY", "GenericRFI_Body", finds(remoteFile, body)),
    rule(core, "GenericRFI_URIPATH", "GenericRFI_URIPath", finds(remoteFile, path)),
    rule(core, "CrossSiteScripting_COOKIE", "CrossSiteScripting_Cookie", finds(xss, cookies)),
    rule(
      core,
      "CrossSiteScripting_QUERYARGUMENTS",
      "CrossSiteScripting_QueryArguments",
      finds(xss, query),
    ),
    rule(core, "CrossSiteScripting_BODY", "CrossSiteScripting_Body", finds(xss, body)),
    rule(core, "CrossSiteScripting_URIPATH", "CrossSiteScripting_URIPath", finds(xss, path)),
  ],
  AWSManagedRulesKnownBadInputsRuleSet: [
    ...(
      [
        ["HEADER", "Header", header],
        ["BODY", "Body", body],
        ["URIPATH", "URIPath", path],
        ["QUERYSTRING", "QueryString", query],
      ] as const
    ).flatMap(([name, label, part]) => [
      rule(
        badInputs,
        `JavaDeserializationRCE_${name}`,
        `JavaDeserializationRCE_${label}`,
        finds(java, part),
      ),
      rule(badInputs, `Log4JRCE_${name}`, `Log4JRCE_${label}`, finds(log4j, part)),
    ]),
    rule(
      badInputs,
      "Host_localhost_HEADER",
      "Host_Localhost_Header",
      finds(/localhost/i, ({ headers }) => headers.host ?? ""),
    ),
    rule(badInputs, "PROPFIND_METHOD", "Propfind_Method", ({ method }) => method === "PROPFIND"),
    rule(
      badInputs,
      "ExploitablePaths_URIPATH",
      "ExploitablePaths_URIPath",
      finds(/web-inf/i, path),
    ),
    rule(
      badInputs,
      "ReactJSRCE_BODY",
      "ReactJSRCE_Body",
      finds(/"_response".*"_prefix"|__proto__:then/s, body),
    ),
  ],
};
