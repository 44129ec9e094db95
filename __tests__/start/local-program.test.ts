import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { page, Visitor } from "../../packages/alb-emulator/__tests__/support/visitor";
import { copyProject, save } from "./support/project-copy";
import { processesWith, StartedProject } from "./support/started-project";

let root: string;
let app: string;
let project: StartedProject;

// Unlike those of any other run on this machine.
const first = `first-${process.pid}`;
const second = `second-${process.pid}`;

/** Responds with its argument, its folder and what it was given. */
const program = `
const { HOST, PORT, APP_URL, COGNITO_CLIENT_ID } = process.env;
const variables = { APP_URL, COGNITO_CLIENT_ID, HOST };
require("node:http")
  .createServer((request, response) => {
    response.end(JSON.stringify({
      argument: process.argv[2],
      folder: process.cwd(),
      email: request.headers["x-amzn-oidc-data"] && JSON.parse(
        Buffer.from(request.headers["x-amzn-oidc-data"].split(".")[1], "base64"),
      ).email,
      variables,
    }));
  })
  .listen(PORT, HOST);
`;

/** The minimal environment with this command in `local`. */
function saveEnvironment(command: string): void {
  const local = JSON.stringify({ directory: `../${basename(app)}`, command });
  const file = join(root, "environments", "minimal.ts");
  const text = readFileSync(file, "utf8").replace(/\n +services: .*/, "");
  expect(text).toContain("app: {");
  save(file, text.replace("app: {", `app: {\n      services: { web: { local: ${local} } },`));
}

beforeAll(async () => {
  root = copyProject();
  app = `${root}-app`;
  mkdirSync(app);
  writeFileSync(join(app, "server.cjs"), program);
  saveEnvironment(`node server.cjs ${first}`);
  project = new StartedProject(root, ["npm", "start", "--", "--environment", "minimal", "--watch"]);
  await project.printed(/Ctrl-C stops everything/);
});

afterAll(async () => {
  await project.interrupt();
  for (const folder of [root, app]) rmSync(folder, { recursive: true, force: true });
});

describe("npm start with a program in the environment file", () => {
  let visitor: Visitor;

  it("runs the emulator that it has built, without anything built before", () => {
    expect(existsSync(join(root, "packages", "alb-emulator", "dist", "index.js"))).toBe(true);
  });

  it("runs it in its folder, with the container's variables, behind the sign-in", async () => {
    visitor = new Visitor();
    const form = page(await visitor.visit(`${project.addressOf("app")}/`));

    const response = page(await visitor.submit(form, "/login", project.user));

    expect(JSON.parse(response.text)).toEqual({
      argument: first,
      folder: app,
      email: "anna@example.com",
      variables: {
        APP_URL: "https://app.example.com",
        COGNITO_CLIENT_ID: expect.stringMatching(/./),
        HOST: "127.0.0.1",
      },
    });
  });

  it("runs another one after the file changed, and ends the first", async () => {
    const from = project.output.length;
    saveEnvironment(`node server.cjs ${second}`);
    await project.printed(/Reloaded in/, from);

    const response = await visitor.send(`${project.addressOf("app")}/`);

    expect(JSON.parse(response.text)).toMatchObject({ argument: second });
    expect(processesWith(first)).toEqual([]);
  });

  it("ends it on Ctrl-C", async () => {
    await project.interrupt();

    expect(processesWith(second)).toEqual([]);
  });
});
