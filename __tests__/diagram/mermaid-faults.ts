const text = '"[^"]*"';
const shape = `(?:\\[${text}\\]|\\(${text}\\)|\\(\\[${text}\\]\\))`;
const node = `\\w+${shape}?`;
const flowchartLines = [
  new RegExp(`^subgraph \\w+\\[${text}\\]$`),
  /^end$/,
  new RegExp(`^\\w+${shape}$`),
  new RegExp(`^${node} (?:-->|-\\.->)(?:\\|(?:${text}|[\\w ]+)\\|)? ${node}$`),
];
// A semicolon ends a statement unless it is the end of an entity.
const message = "(?:[^#;]|#\\d+;)+";
const sequenceLines = [
  /^autonumber$/,
  new RegExp(`^participant \\w+ as ${message}$`),
  new RegExp(`^Note over \\w+,\\w+: ${message}$`),
  new RegExp(`^\\w+->>\\w+: ${message}$`),
];

/** Everything that Mermaid would not read, by the few rules that the pictures need. */
export function mermaidFaults(mermaid: string): string[] {
  const [head = "", ...lines] = mermaid.trimEnd().split("\n");
  const statements = lines.map((line) => line.trim());
  return head === "sequenceDiagram"
    ? [...unreadable(statements, sequenceLines), ...unknownParticipants(statements)]
    : [
        ...(head === "flowchart TB" ? [] : [`unknown head: ${head}`]),
        ...unreadable(statements, flowchartLines),
        ...unbalanced(statements),
        ...nodeFaults(statements),
      ];
}

function unreadable(statements: readonly string[], allowed: readonly RegExp[]): string[] {
  return statements
    .filter((statement) => !allowed.some((pattern) => pattern.test(statement)))
    .map((statement) => `not understood: ${statement}`);
}

function unknownParticipants(statements: readonly string[]): string[] {
  const known = statements.flatMap((each) => /^participant (\w+)/.exec(each)?.[1] ?? []);
  const used = statements.flatMap((each) => [
    ...(/^(\w+)->>(\w+)/.exec(each)?.slice(1) ?? []),
    ...(/^Note over (\w+),(\w+)/.exec(each)?.slice(1) ?? []),
  ]);
  return used.filter((id) => !known.includes(id)).map((id) => `no participant: ${id}`);
}

function unbalanced(statements: readonly string[]): string[] {
  let depth = 0;
  for (const statement of statements) {
    if (statement.startsWith("subgraph ")) depth += 1;
    if (statement === "end") depth -= 1;
    if (depth < 0) return ["an end without subgraph"];
  }
  return depth === 0 ? [] : [`${depth} subgraphs without end`];
}

/** Every node of an arrow has its text somewhere. */
function nodeFaults(statements: readonly string[]): string[] {
  const plain = statements.map((each) => each.replaceAll(new RegExp(text, "g"), '""'));
  const declared = plain.flatMap((each) => [...each.matchAll(/(\w+)[[(]/g)].map(([, id]) => id));
  const used = plain.flatMap((each) =>
    / -(?:->|\.->)/.test(each)
      ? (/^(\w+).* (\w+)(?:[[(].*)?$/.exec(each)?.slice(1) ?? [`no ids in ${each}`])
      : [],
  );
  return used.filter((id) => !declared.includes(id)).map((id) => `no text for node ${id}`);
}
