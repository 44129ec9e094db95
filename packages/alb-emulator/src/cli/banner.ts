import { relative } from "node:path";
import { composeAliases, hostsFileLine } from "../real-names/name-lines.ts";
import type { Emulator } from "../runtime/emulator.ts";
import { machineLines } from "./machine-lines.ts";

/** Addresses and users, printed once everything is served. */
export function banner(emulator: Emulator): string {
  const applications = emulator.applications.flatMap(({ model, urls }) =>
    urls.map((url, index) => [index === 0 ? model.application : "", url]),
  );
  const users = userLines(emulator);
  const machines = machineLines(emulator.userPools);
  const stateFolder = relative(process.cwd(), emulator.stateFolder) || ".";
  const sections = [
    `LOCAL ONLY: ${emulator.name} on this machine, without AWS.`,
    table([...applications, ["inspector", emulator.inspectorUrl]]),
    users === "" ? "" : `Sign in as\n${users}`,
    machines === "" ? "" : `Programs get a token with\n${machines}`,
    realNames(emulator.realNames),
    authority(emulator.caFile),
    nextSteps(emulator),
    `Users, access logs and output of the services are in ${stateFolder}. Ctrl-C stops everything.`,
  ];
  return `\n${sections.filter(Boolean).join("\n\n")}\n`;
}

/** The users that exist from the start; empty without any. */
export function userLines(emulator: Emulator): string {
  const pools = [
    ...emulator.userPools,
    ...emulator.issuers.map(({ model, demoUsers }) => ({ poolName: model.issuer, demoUsers })),
  ];
  const hasSeveralPools = pools.length > 1;
  const users = pools.flatMap(({ poolName, demoUsers }) =>
    demoUsers.map(({ login, password, groups, totpSecret }) => [
      login,
      [
        password,
        groups.length > 0 ? `groups: ${groups.join(", ")}` : "in no group",
        ...(totpSecret ? [`authenticator key: ${totpSecret}`] : []),
        ...(hasSeveralPools ? [`at ${poolName}`] : []),
      ].join("   "),
    ]),
  );
  return users.length > 0 ? table(users) : "";
}

/** For somebody who has named no program yet. */
function nextSteps({ applications }: Emulator): string {
  const [first] = applications.filter(({ services }) => services.withoutProgram.length > 0);
  const [service] = first?.services.withoutProgram ?? [];
  if (first === undefined || service === undefined) return "";
  return `Next
  Open ${first.urls[0] ?? first.loadBalancer.url} and sign in: a page shows what your program would receive.
  Put your program in its place: add --service ${service}=localhost:3000, or --service ${service}="npm run dev".`;
}

function realNames(names: readonly string[]): string {
  if (names.length === 0) return "";
  return `These names have to lead to the emulator: as a line of the hosts file
${indent(hostsFileLine("127.0.0.1", names))}
or, in a compose file, as aliases of its service
${indent(composeAliases(names))}`;
}

function authority(file: string | undefined): string {
  if (file === undefined) return "";
  return `Certificates are signed by ${relative(process.cwd(), file)}: programs trust it by
${table([
  ["NODE_EXTRA_CA_CERTS", "Node.js, besides the authorities that it knows"],
  ["SSL_CERT_FILE", "OpenSSL, Go, Python, Ruby; in place of all others"],
  ["REQUESTS_CA_BUNDLE", "Python's requests; in place of all others"],
  ["AWS_CA_BUNDLE", "AWS CLI and boto3; in place of all others"],
])}`;
}

function indent(text: string): string {
  return text.replace(/^/gm, "  ");
}

function table(rows: readonly (readonly string[])[]): string {
  const width = Math.max(...rows.map(([name = ""]) => name.length));
  return rows.map(([name = "", value = ""]) => `  ${name.padEnd(width)}   ${value}`).join("\n");
}
