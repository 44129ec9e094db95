import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Path } from "../../config/issue";
import { sourceLines } from "../../config/source-lines";
import { pathOf } from "./valid-environment";

const folder = mkdtempSync(join(tmpdir(), "source-lines-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** The text of the line that is found for a path in a file of these lines. */
function lineOf(path: string | Path, lines: readonly string[]): string | undefined {
  const file = join(folder, "sample.ts");
  writeFileSync(file, lines.join("\n"));
  const line = sourceLines(file)(pathOf(path));
  return line === undefined ? undefined : lines[line - 1]?.trim();
}

const sample = [
  'import { defineEnvironment, shared } from "../config/define-environment";',
  'const zone = { id: "Z0", name: "example.com" };',
  "const web = {",
  "  port: 80,",
  "} as const;",
  "export const environment = defineEnvironment({",
  '  region: "eu-central-1",',
  '  "tags": { ["Team"]: "tasks" },',
  "  applications: {",
  "    app: {",
  "      hostedZone: zone,",
  "      services: { web, api: {",
  "        ...web,",
  "        cpuUnits: 256,",
  "        cpuUnits: 512,",
  "      } },",
  "      routes: [",
  '        { access: { type: "public" } },',
  "        (shared.route satisfies object),",
  "        ...shared.routes,",
  '        { access: { type: "login" } },',
  "      ],",
  "    },",
  "  },",
  "} satisfies object);",
];

describe(sourceLines, () => {
  it.each([
    ["region", 'region: "eu-central-1",'],
    ["tags.Team", '"tags": { ["Team"]: "tasks" },'],
    ["applications.app.routes[0].access.type", '{ access: { type: "public" } },'],
    ["applications.app.services.api.cpuUnits", "cpuUnits: 512,"],
  ])("finds the line of %s", (path, line) => {
    expect(lineOf(path, sample)).toBe(line);
  });

  it.each([
    ["applications.app.hostedZone.id", 'const zone = { id: "Z0", name: "example.com" };'],
    ["applications.app.services.web.port", "port: 80,"],
    ["applications.app.services.api.port", "port: 80,"],
  ])("follows constants and spreads to the line of %s", (path, line) => {
    expect(lineOf(path, sample)).toBe(line);
  });

  it.each([
    ["identity.domain", "export const environment = defineEnvironment({"],
    ["applications.app.hostName", "app: {"],
    ["applications.app.routes[1].access", "(shared.route satisfies object),"],
    ["applications.app.routes[3].access", "routes: ["],
    ["", "export const environment = defineEnvironment({"],
  ])("finds the line of the innermost value around %j", (path, line) => {
    expect(lineOf(path, sample)).toBe(line);
  });

  it.each([
    ["an import", ['export { environment } from "./other";']],
    ["nothing", []],
    ["a syntax error", ["export const = {{"]],
  ])("finds no line in a file with %s instead of an environment", (_, lines) => {
    expect(lineOf("region", lines)).toBeUndefined();
  });

  it("ends where constants refer to each other", () => {
    const lines = ["var a = { ...b };", "var b = { ...a };", "export const environment = a;"];

    expect(lineOf("region", lines)).toBe("export const environment = a;");
  });
});
