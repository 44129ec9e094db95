import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { page, Visitor } from "../../packages/alb-emulator/__tests__/support/visitor";
import { copyProject, save } from "./support/project-copy";
import { processesWith, StartedProject, startScript } from "./support/started-project";

let root: string;
let project: StartedProject;

beforeAll(async () => {
  root = copyProject();
  project = new StartedProject(root, [...startScript, "--environment", "example", "--watch"]);
  await project.printed(/Ctrl-C stops everything/);
});

afterAll(async () => {
  await project.interrupt();
  rmSync(root, { recursive: true, force: true });
});

/** Replaces one word of the example environment, and waits for the output. */
async function replaceWord(before: string, after: string, expected: RegExp): Promise<void> {
  const file = join(root, "environments", "example.ts");
  const text = readFileSync(file, "utf8");
  expect(text).toContain(before);
  const from = project.output.length;
  save(file, text.replace(before, after));
  await project.printed(expected, from);
}

describe("npm start", () => {
  it("writes its JSON below .local only, never where somebody may deploy from", () => {
    expect(existsSync(join(root, ".local", "example", "cdktf.out", "manifest.json"))).toBe(true);
    expect(existsSync(join(root, "cdktf.out"))).toBe(false);
  });

  it("prints addresses and demo users, and that it is local only", () => {
    expect(project.output).toContain("LOCAL ONLY");
    expect(project.addressOf("tasks")).toMatch(/^http:\/\/tasks\.example\.com\.localhost:\d+$/);
    expect(project.addressOf("notes")).toMatch(/^http:\/\/notes\.example\.com\.localhost:\d+$/);
    expect(project.output).toMatch(/^ +http:\/\/wiki\.example\.com\.localhost:\d+\/$/m);
    expect(project.addressOf("inspector")).toMatch(/^http:\/\/localhost:\d+$/);
    expect(project.output).toMatch(/anna@example\.com +\S{14,} +groups: admins/);
    expect(project.output).not.toMatch(/has no value|probably a mistake|onUnauthenticatedRequest/);
  });

  it("serves another route after one word of the environment changed, and keeps the session", async () => {
    const tasks = project.addressOf("tasks");
    const visitor = new Visitor();
    const signIn = page(await visitor.visit(`${tasks}/`));
    expect(page(await visitor.submit(signIn, "/login", project.user)).status).toBe(200);
    const anonymous = () => new Visitor().send(`${tasks}/public/hello`);
    expect((await anonymous()).status).toBe(200);

    await replaceWord('"/public/*"', '"/open/*"', /Reloaded in/);

    expect((await anonymous()).status).toBe(302);
    expect((await visitor.send(`${tasks}/`)).status).toBe(200);
  });

  it("keeps the previous version when the environment has an issue, and prints it", async () => {
    await replaceWord(
      '"/open/*"',
      '"open/*"',
      /The previous version keeps running[\s\S]*"open\/\*"/,
    );

    expect((await new Visitor().send(`${project.addressOf("tasks")}/`)).status).toBe(302);
  });

  it("says so when the environment is correct again", async () => {
    await replaceWord(
      '"open/*"',
      '"/open/*"',
      /environments\/example\.ts changed[\s\S]*Reloaded in/,
    );

    expect((await new Visitor().send(`${project.addressOf("tasks")}/open/x`)).status).not.toBe(302);
  });

  it("follows what the environment imports, and no other environment", async () => {
    const shared = join(root, "shared", "paths.ts");
    mkdirSync(join(root, "shared"));
    save(shared, 'export const open = ["/open", "/open/*"];\n');
    const example = join(root, "environments", "example.ts");
    const from = project.output.length;
    const text = readFileSync(example, "utf8").replace('["/public", "/open/*"]', "open");
    save(example, `import { open } from "../shared/paths";\n${text}`);
    await project.printed(/Reloaded in/, from);

    const fromImport = project.output.length;
    save(join(root, "environments", "minimal.ts"), "export const environment = 1;\n");
    save(shared, 'export const open = ["/other", "/open/*"];\n');
    await project.printed(/Reloaded in/, fromImport);

    expect(project.output.slice(fromImport)).toMatch(/^.*shared\/paths\.ts changed\n/);
    expect(project.output.slice(fromImport)).not.toContain("minimal");
  });

  it("restarts the container when its code changes", async () => {
    const file = join(root, "container", "routes", "public-routes.ts");
    const from = project.output.length;
    writeFileSync(file, readFileSync(file, "utf8").replace('"stranger"', '"somebody"'));
    save(join(root, "shared", "paths.ts"), 'export const open = ["/public", "/public/*"];\n');
    await project.printed(/Reloaded in/, from);

    const response = await new Visitor().send(`${project.addressOf("tasks")}/public/hello`);

    expect(response.text).toBe('{"hello":"somebody"}');
  });

  it("ends every process and closes every port on Ctrl-C", async () => {
    const ports = ["tasks", "notes", "inspector"].map((name) =>
      Number(new URL(project.addressOf(name)).port),
    );

    expect(await project.interrupt()).toBe(0);
    expect(await Promise.all(ports.map(isOpen))).toEqual([false, false, false]);
    expect(processesWith(root)).toEqual([]);
  });
});

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
