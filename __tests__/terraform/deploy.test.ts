import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { missingBuilder } from "../../container/__tests__/support/image-builder";
import { describeRequiring } from "../support/describe-requiring";
import { ImageRegistry, missingRegistry } from "../support/image-registry";
import { createHostedZone } from "./emulated-aws";
import { type Moto, startMoto } from "./moto";
import { pipelineSteps } from "./pipeline-steps";
import { copyProject } from "./project-copy";
import { SharedProvider } from "./shared-provider";
import { orderedSteps } from "./steps";
import { stackFolder, writeOverride } from "./synthesize";
import { Terraform } from "./terraform";
import { terraformEnvironment } from "./terraform-environment";
import { findTools } from "./tools";

const found = findTools(process.env);
const missing = [...(found.ok ? [] : found.missing), missingBuilder(), missingRegistry()].filter(
  (each) => each !== undefined,
);

const region = "eu-central-1";
const environmentFile = `import { environment as minimal } from "./minimal";

const { app } = minimal.applications;
export const environment = {
  ...minimal,
  identity: { ...minimal.identity, groups: { admins: { description: "Admins", precedence: 1 } } },
  applications: {
    app: {
      ...app,
      deletionProtection: false,
      services: { web: { ...app.services?.web, build: { context: "my-app" } } },
    },
  },
};
`;

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

describeRequiring(
  "npm run deploy with Terraform, a builder, a registry and an emulated AWS",
  missing.length === 0 ? undefined : missing.join("; and "),
  "REQUIRE_DEPLOY",
  () => {
    const step = orderedSteps();
    let project: string;
    let moto: Moto;
    let registry: ImageRegistry;
    let environment: NodeJS.ProcessEnv;
    let provider: SharedProvider | undefined;
    let running: ChildProcess | undefined;

    beforeAll(async () => {
      if (!found.ok) throw new Error(found.missing.join());
      project = copyProject(join(__dirname, "..", ".."));
      registry = await ImageRegistry.start(project);
      moto = await startMoto({
        python: found.tools.motoPython,
        runningTasks: 2,
        registry: registry.host,
      });
      await createHostedZone({ endpoint: moto.url, region }, "example.com");
      writeFileSync(join(project, "environments", "deployed.ts"), environmentFile);
      mkdirSync(join(project, "my-app"));
      writeFileSync(join(project, "my-app", "Dockerfile"), "FROM scratch\nCOPY page.html /\n");
      writeFileSync(join(project, "my-app", ".dockerignore"), "notes.txt\n");
      writeFileSync(join(project, "my-app", "page.html"), "first");
      environment = {
        ...terraformEnvironment({
          tools: found.tools,
          folder: project,
          region,
          endpoint: moto.url,
        }),
        ...imageToolEnvironment(project),
        PATH: process.env.PATH,
        TERRAFORM_BINARY_NAME: found.tools.terraform,
      };
      await deploy(["--only", "nothing"]);
      for (const name of ["shared-identity", "app"]) {
        writeOverride(project, name, found.tools.providerVersion);
      }
    });

    afterAll(async () => {
      running?.kill("SIGKILL");
      await provider?.close();
      await moto?.stop();
      await registry?.stop();
      if (project !== undefined) rmSync(project, { recursive: true, force: true });
    });

    function deploy(
      args: readonly string[],
      interruptAt?: RegExp,
      signal?: NodeJS.Signals,
    ): Promise<Run> {
      return run("deploy", ["--build-with", "buildah", ...args], interruptAt, signal);
    }

    async function users(...args: string[]): Promise<string> {
      const { status, stdout, stderr } = await run("users", args);
      return `${status}: ${stdout}${stderr}`;
    }

    /** Runs a command; ends it by a signal, Ctrl-C by default, once it has printed `interruptAt`. */
    async function run(
      command: "deploy" | "users",
      args: readonly string[],
      interruptAt?: RegExp,
      signal: NodeJS.Signals = "SIGINT",
    ): Promise<Run> {
      const script = join(project, "scripts", command, "run.mjs");
      const child = spawn(process.execPath, [script, "--environment", "deployed", ...args], {
        cwd: project,
        env: environment,
        stdio: ["ignore", "pipe", "pipe"],
      });
      running = child;
      let stdout = "";
      let stderr = "";
      let isInterrupted = false;
      child.stdout.setEncoding("utf8").on("data", (text: string) => {
        stdout += text;
      });
      child.stderr.setEncoding("utf8").on("data", (text: string) => {
        stderr += text;
        if (interruptAt === undefined || isInterrupted || !interruptAt.test(stderr)) return;
        isInterrupted = true;
        child.kill(signal);
      });
      const [status] = await once(child, "close");
      running = undefined;
      return { status, stdout, stderr };
    }

    /** Saves the later commands most of their CPU time, which the start of the provider takes. */
    async function shareProvider(terraform: string): Promise<void> {
      const program = join(project, "terraform-with-shared-provider");
      const stacks = ["shared-identity", "app"].map((name) => stackFolder(project, name));
      provider = new SharedProvider(environment);
      await provider.writeProgram(program, terraform, ...stacks);
      environment = { ...environment, TERRAFORM_BINARY_NAME: program };
    }

    async function deployAll(): Promise<Run> {
      const run = await deploy(["--yes"]);
      if (run.status !== 0) throw new Error(run.stderr);
      return run;
    }

    function app(): Terraform {
      if (!found.ok) throw new Error("no Terraform");
      const folder = stackFolder(project, "deployed--app");
      return new Terraform({ terraform: found.tools.terraform, folder, environment });
    }

    function image(): string {
      const file = join(stackFolder(project, "deployed--app"), "image.auto.tfvars.json");
      return JSON.parse(readFileSync(file, "utf8")).web_image;
    }

    // The first plan is that of a pull request.
    const pipeline = pipelineSteps(step, () => ({ project, environment, registry }));
    pipeline.beforeDeployment();

    step("applies nothing when nobody can be asked", async () => {
      const { status, stderr } = await deploy([]);

      expect(stderr).toContain("Add --yes to apply without asking");
      expect(status).toBe(1);
      await shareProvider(environment.TERRAFORM_BINARY_NAME ?? "");
    });

    for (const [name, moment, signal] of [
      ["while the identity is applied", /aws_cognito_user_pool\S*: Creating/, "SIGINT"],
      ["while the application is first applied", /aws_lb\S*: Creating/, "SIGTERM"],
      ["while the image is built", /building for/, "SIGINT"],
      ["while the image is built, without a chance to clean up", /building for/, "SIGKILL"],
      ["while the service is applied", /aws_ecs_service\S*: Creating/, "SIGINT"],
    ] as const) {
      step(`survives ${signal} ${name}`, async () => {
        const { status, stderr } = await deploy(["--yes"], moment, signal);

        const isHandled = signal !== "SIGKILL";
        expect(stderr.includes("Run the same command again to continue.")).toBe(isHandled);
        expect(status).toBe(isHandled ? 130 : null);
      });
    }

    step("goes the whole way in one command", async () => {
      const { stdout } = await deployAll();

      expect(await registry.tags("deployed/app/web")).toHaveLength(1);
      expect(image()).toMatch(/\/deployed\/app\/web@sha256:[0-9a-f]{64}$/);
      expect(Object.values(await app().attributes("aws_ecs_service"))).toHaveLength(1);
      expect(stdout).toBe(
        [
          "\napp",
          "Open https://app.example.com and sign in. If there is no user yet, create the first one:",
          "  npm run users -- create you@example.com --group admins --environment deployed\n",
        ].join("\n"),
      );
    });

    step("creates, lists, signs out and disables users of what it deployed", async () => {
      const email = "you@example.com";

      expect(await users("create", email, "--group", "admin")).toMatch(
        /^1: --group admin: the user pool has no such group\. Did you mean "admins"\?/,
      );
      expect(await users("list")).toContain("No users");
      expect(await users("create", email, "--group", "admins")).toContain(
        `0: Created ${email}, who gets a temporary password by email. Groups: admins.`,
      );
      expect(await users("create", email)).toContain(`0: ${email} existed already`);
      expect(await users("sign-out", email)).toContain("0: Signed out");
      expect(await users("disable", email)).toContain("0: Disabled");
      expect(await users("enable", email)).toContain("0: Enabled");
      expect(await users("disable", "me@example.com")).toContain("1: The user pool has no user");
      expect(JSON.parse((await users("list", "--json")).slice("0: ".length))).toEqual([
        {
          email,
          status: "FORCE_CHANGE_PASSWORD",
          enabled: true,
          groups: ["admins"],
          created: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        },
      ]);
    });

    step("changes nothing when it runs again, and builds nothing", async () => {
      writeFileSync(join(project, "my-app", "notes.txt"), "ignored by the build");
      const before = image();

      const { stdout, stderr } = await deployAll();

      expect(stdout).toBe(
        "\napp\nOpen https://app.example.com and sign in. Nothing is left to do.\n",
      );
      expect(stderr.match(/no changes/g)).toHaveLength(2);
      expect(stderr).toContain("unchanged sources");
      expect(stderr).not.toContain("building");
      expect(image()).toBe(before);
    });

    step("deploys one new digest after one file was edited", async () => {
      const before = image();
      writeFileSync(join(project, "my-app", "page.html"), "second");

      const { stderr } = await deployAll();

      expect(image()).not.toBe(before);
      expect(await registry.tags("deployed/app/web")).toHaveLength(2);
      expect(stderr).toMatch(/changes in place 1 resource:\n {4}aws_ecs_service\./);
      expect(stderr).toMatch(/1\/2 deployed--shared-identity[\s\S]*no changes[\s\S]*2\/2/);
    });

    step("keeps the image that is deployed when the file with it is lost", async () => {
      const before = image();
      rmSync(join(stackFolder(project, "deployed--app"), "image.auto.tfvars.json"));

      const { stderr } = await deploy(["--yes", "--plan"]);

      expect(stderr.match(/no changes/g)).toHaveLength(2);
      expect(image()).toBe(before);
    });

    pipeline.afterDeployment();
  },
);

/** Buildah with a store and a login of its own. */
function imageToolEnvironment(folder: string): NodeJS.ProcessEnv {
  const storage = join(folder, "storage.conf");
  const [images, running] = [join(folder, "images"), join(folder, "images-run")];
  writeFileSync(
    storage,
    `[storage]\ndriver = "vfs"\ngraphroot = "${images}"\nrunroot = "${running}"\n`,
  );
  return {
    BUILDAH_ISOLATION: "chroot",
    CONTAINERS_STORAGE_CONF: storage,
    REGISTRY_AUTH_FILE: join(folder, "auth.json"),
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  };
}
