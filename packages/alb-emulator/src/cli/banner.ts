import { relative } from "node:path";
import type { Emulator } from "../runtime/emulator.ts";

/** Addresses and users, printed once everything is served. */
export function banner(emulator: Emulator): string {
  const applications = emulator.applications.flatMap(({ model, loadBalancer }) =>
    loadBalancer.urls.map((url, index) => [index === 0 ? model.application : "", url]),
  );
  const hasSeveralPools = emulator.userPools.length > 1;
  const users = emulator.userPools.flatMap(({ poolName, demoUsers }) =>
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
  const stateFolder = relative(process.cwd(), emulator.stateFolder) || ".";
  const sections = [
    `LOCAL ONLY: ${emulator.name} on this machine, without AWS.`,
    table([...applications, ["inspector", emulator.inspectorUrl]]),
    users.length > 0 ? `Sign in as\n${table(users)}` : "",
    `Users, access logs and output of the services are in ${stateFolder}. Ctrl-C stops everything.`,
  ];
  return `\n${sections.filter(Boolean).join("\n\n")}\n`;
}

function table(rows: readonly (readonly string[])[]): string {
  const width = Math.max(...rows.map(([name = ""]) => name.length));
  return rows.map(([name = "", value = ""]) => `  ${name.padEnd(width)}   ${value}`).join("\n");
}
