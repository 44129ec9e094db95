import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ReaderError, startEmulator, terraformRoots } from "alb-emulator";
import { page, Visitor } from "../../packages/alb-emulator/__tests__/support/visitor";
import { describeWithTerraform } from "./describe-with-tools";
import { terraformEnvironment } from "./terraform-environment";

const roots = join(
  __dirname,
  "..",
  "..",
  "packages",
  "alb-emulator",
  "__tests__",
  "fixtures",
  "roots",
);

describeWithTerraform("alb-emulator --terraform", (tools) => {
  let folder: string;
  const before = { ...process.env };

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "emulator-source-"));
    cpSync(roots, join(folder, "roots"), { recursive: true });
    const environment = terraformEnvironment({ tools: tools(), folder, region: "eu-west-1" });
    // As somebody's shell has it, but for the credentials.
    process.env.TF_CLI_CONFIG_FILE = environment.TF_CLI_CONFIG_FILE;
    process.env.TERRAFORM_BIN = tools().terraform;
  });

  afterAll(() => {
    process.env = before;
    rmSync(folder, { recursive: true, force: true });
  });

  const root = (name: string) => join(folder, "roots", name);
  const contentOf = (directory: string) =>
    readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const file = join(entry.parentPath, entry.name);
        return [file, readFileSync(file, "utf8")];
      });

  it("signs in to a root with modules, for_each and functions, and leaves its folder alone", async () => {
    const untouched = contentOf(root("shop"));
    const progress: string[] = [];

    const emulator = await startEmulator({
      source: terraformRoots([root("shop")], { onProgress: (text) => progress.push(text) }),
      stateFolder: join(folder, "state"),
      ...{ port: 0, identityPort: 0, inspectorPort: 0 },
      serviceCommand: [process.execPath, "-e", echo],
    });
    try {
      expect(contentOf(root("shop"))).toEqual(untouched);
      expect(progress.join("\n")).toMatch(/plans .*shop.*computes the values of \d+ resources/s);
      const visitor = new Visitor();
      const [user] = emulator.userPools.flatMap(({ demoUsers }) => demoUsers);
      const url = new URL("/orders/7", emulator.urlOf("shop")).href;

      const form = page(await visitor.visit(url));
      const { login = "", password = "" } = user ?? {};
      const signedIn = page(await visitor.submit(form, "/login", { username: login, password }));
      const { headers } = JSON.parse(signedIn.text);

      const payload = JSON.parse(
        Buffer.from(headers["x-amzn-oidc-accesstoken"].split(".")[1], "base64url").toString(),
      );
      expect(payload.scope).toBe("openid orders/read");
      expect((await new Visitor().send(new URL("/api/x", url).href)).status).toBe(401);
      expect((await new Visitor().send(new URL("/health", url).href)).status).toBe(200);
    } finally {
      await emulator.close();
    }
  }, 300_000);

  it("reads a root whose remote state is another root, with variables and two load balancers", async () => {
    const variables = join(root("layered"), "app", "prod.tfvars");
    writeFileSync(variables, 'host_names = ["a.example.com", "b.example.com"]\n');

    const model = await terraformRoots(
      [join(root("layered"), "identity"), join(root("layered"), "app")],
      { varFiles: [variables] },
    ).read();

    expect(
      model.loadBalancers.map(({ application, hostNames }) => [application, hostNames]),
    ).toEqual([
      ["a-example-com", ["a.example.com"]],
      ["b-example-com", ["b.example.com"]],
    ]);
    expect(model.userPools).toMatchObject([{ poolName: "shared", clients: [{}, {}] }]);
  }, 300_000);

  it("reports what Terraform says of code that it cannot evaluate", async () => {
    const read = terraformRoots([join(root("layered"), "app")]).read();

    await expect(read).rejects.toThrow(ReaderError);
    await expect(read).rejects.toThrow(
      /cannot compute the values of .*layered\/app.*--var-file.*No value for required variable/s,
    );
  }, 300_000);
});

/** Responds with the headers of the request. */
const echo =
  'require("http").createServer((q,s)=>s.end(JSON.stringify({headers:q.headers}))).listen(process.env.PORT,process.env.HOST)';
