import { configurationObjects } from "./objects.mjs";

const introduction = `# Configuration

<!-- Written by scripts/configuration-docs.mjs from config/schema. Change the comments there. -->

An environment is one file, \`environments/<name>.ts\`, that exports \`environment\`. \`ENVIRONMENT=<name>\` chooses it; without it the example is taken. \`environments/minimal.ts\` holds only what nobody can guess, and \`environments/example.ts\` shows the rest.

The file is checked as a whole before anything is written. Every fault is reported at once, with its place, its value, the rule it breaks and the way out. Beside the fields themselves, what stands *between* them is checked: names and quotas of AWS once they are put together, scopes that a resource server declares, host names in their zone, ranges that overlap, task sizes that Fargate sells, routes that an earlier one hides, and the load balancer's limits on rules.

In the tables, \`<name>\` stands for a name of your own and \`[]\` for each entry of a list. **required** fields have no default.

Defaults end a stolen session soon: an access token lives 15 minutes, a refresh token 12 hours, and a load balancer session no longer than the refresh token. Longer values are yours to choose.
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
      `| \`${field.path}\` | ${inCell(field.type)} | ${inCell(defaultOf(field))} | ${inCell(field.meaning)} |`,
  );
  return ["| field | type | default | meaning |", "|---|---|---|---|", ...rows].join("\n");
}

function titleOf({ path, kind }) {
  const place = path === "" ? "The environment" : `\`${path}\``;
  return kind === undefined ? place : `${place} of type \`${JSON.stringify(kind)}\``;
}

/** The whole page. An object that stands in several places has its table once. */
export function configurationPage() {
  const written = new Map();
  const sections = configurationObjects().map((object) => {
    const { kind, meaning, fields } = object;
    const body = fields.length === 0 ? "It has no other fields." : table(fields);
    const whole = [meaning, body].filter(Boolean).join("\n\n");
    const known = written.get(`${kind} ${whole}`);
    written.set(`${kind} ${whole}`, known ?? titleOf(object));
    return `## ${titleOf(object)}\n\n${known === undefined ? whole : `The same as ${known}.`}`;
  });
  return `${[introduction.trimEnd(), ...sections].join("\n\n")}\n`;
}
