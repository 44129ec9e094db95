import { configurationObjects } from "./objects.mjs";

const introduction = `# Configuration

<!-- Written by npm run docs from config/schema. Change the comments there. -->

An environment is one file, \`environments/<name>.ts\`, that exports \`environment\`. \`--environment <name>\` or the variable \`ENVIRONMENT\` selects it; it may be left out while there is only one. \`npm start\` defaults to \`example\`. \`environments/minimal.ts\` contains only the required fields, and \`environments/example.ts\` shows the others.

The file is checked before anything is written. Issues of single fields are reported together, each with its path, value, line, message and fix. Once there are none, so are the issues between fields: composed AWS names and quotas, undeclared scopes, host names outside their zone, overlapping IP ranges, task sizes that Fargate does not support, unreachable routes, and the limits of listener rules.

Applications can share parts. Declare them \`as const\`, or with a type that \`config/define-environment\` exports: \`RouteInput\`, \`ServiceInput\`, \`ApplicationInput\`, \`ConditionsInput\`, \`AccessInput\`, \`TargetInput\`, \`NetworkInput\` and \`IdentityInput\`:

\`\`\`ts
const assets: RouteInput = {
  conditions: { paths: ["/assets/*"] },
  access: { type: "public" },
  target: { type: "service", service: "web" },
};
\`\`\`

In the tables, \`<name>\` is a name that you choose and \`[]\` is each entry of an array. **required** fields have no default.

Defaults limit the use of a stolen session: an access token lives 15 minutes, a refresh token 12 hours, and a load balancer session no longer than the refresh token.
`;

const inCell = (text) => text.replaceAll("|", "\\|");

function defaultOf(field) {
  if (field.isRequired) return "**required**";
  if (field.default === undefined) return "see its table";
  if (field.default.startsWith("- ")) return field.default.slice(2);
  return `\`${field.default}\``;
}

function table(fields) {
  const rows = fields.map(
    (field) =>
      `| \`${field.path}\` | ${inCell(field.type)} | ${inCell(defaultOf(field))} | ${inCell(field.description)} |`,
  );
  return ["| field | type | default | description |", "|---|---|---|---|", ...rows].join("\n");
}

function titleOf({ path, type }) {
  const place = path === "" ? "The environment" : `\`${path}\``;
  return type === undefined ? place : `${place} of type \`${JSON.stringify(type)}\``;
}

function bodyOf({ description, fields }) {
  const body = fields.length === 0 ? "No other fields." : table(fields);
  return [description, body].filter(Boolean).join("\n\n");
}

/** Of which variant an object is part, where the other variants have another one at the same path. */
function variantSuffix(object, objects) {
  const { within } = object;
  const hasNamesake = objects.some(
    (other) => titleOf(other) === titleOf(object) && bodyOf(other) !== bodyOf(object),
  );
  return within === undefined || !hasNamesake ? "" : ` (${titleOf(within)})`;
}

/**
 * The text of docs/configuration.md. An object that occurs at several paths has its table once.
 * @returns {string}
 */
export function configurationPage() {
  const objects = configurationObjects();
  const written = new Map();
  const sections = objects.flatMap((object) => {
    const title = titleOf(object) + variantSuffix(object, objects);
    const body = bodyOf(object);
    const key = `${object.type} ${body}`;
    const known = written.get(key);
    written.set(key, known ?? title);
    if (known === title) return [];
    return [`## ${title}\n\n${known === undefined ? body : `Same as ${known}.`}`];
  });
  return `${[introduction.trimEnd(), ...sections].join("\n\n")}\n`;
}
