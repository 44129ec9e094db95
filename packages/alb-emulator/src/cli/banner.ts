import type { StandIn } from "./emulator.ts";

export interface BannerOptions {
  readonly environment: string;
  readonly inspectorUrl: string;
  readonly stateFolder: string;
}

/** What people need to begin. */
export function banner(
  standIn: StandIn,
  { environment, inspectorUrl, stateFolder }: BannerOptions,
): string {
  const rows = standIn.applications.map(({ model, loadBalancer }) => [
    model.application,
    `${loadBalancer.url}/`.replace(/\/+$/, "/"),
  ]);
  const users = standIn.identities
    .flatMap((identity) => identity.demoUsers)
    .map(({ login, password, groups }) => [
      login,
      `${password}   ${groups.length > 0 ? `groups: ${groups.join(", ")}` : "in no group"}`,
    ]);
  const sections = [
    `LOCAL ONLY: environment ${environment} on this machine, without AWS.`,
    table([...rows, ["inspector", inspectorUrl]]),
    users.length > 0 ? `Sign in as\n${table(users)}` : "",
    `Users, access logs and output of the containers are in ${stateFolder}. Ctrl-C stops everything.`,
  ];
  return `\n${sections.filter(Boolean).join("\n\n")}\n`;
}

function table(rows: readonly (readonly string[])[]): string {
  const width = Math.max(...rows.map(([name = ""]) => name.length));
  return rows.map(([name = "", value = ""]) => `  ${name.padEnd(width)}   ${value}`).join("\n");
}
