import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { emulatorOptions } from "../../scripts/start/emulator-options";
import { filesOf, ProjectCopy } from "../support/synth-command";
import { describeWithTerraform } from "./describe-with-tools";
import { type Moto, startMoto } from "./moto";
import { SharedProvider } from "./shared-provider";
import { orderedSteps } from "./steps";
import { stackFolder, writeOverride } from "./synthesize";
import { Terraform } from "./terraform";
import { terraformEnvironment } from "./terraform-environment";

/** Their names and those of their applications can be composed to the same string. */
const applications = { a: "b-c", "a-b": "c" } as const;
type Name = keyof typeof applications;

const editors = "editors: { precedence: 2 }";

describeWithTerraform("two environments in one checkout with real Terraform", (tools) => {
  const step = orderedSteps();
  let project: ProjectCopy;
  let moto: Moto;
  let variables: NodeJS.ProcessEnv;
  let provider: SharedProvider | undefined;

  beforeAll(async () => {
    project = new ProjectCopy();
    moto = await startMoto({ python: tools().motoPython });
    variables = {
      ...terraformEnvironment({
        tools: tools(),
        folder: project.root,
        region: "eu-central-1",
        endpoint: moto.url,
      }),
      TERRAFORM_BINARY_NAME: tools().terraform,
    };
    for (const name of ["a", "a-b"] as const) {
      writeEnvironment(name, editors);
      const outdir = join(project.root, "cdktf.out");
      const run = project.synth({ ENVIRONMENT: name }, outdir);
      if (run.status !== 0) throw new Error(run.stderr);
      for (const component of ["shared-identity", applications[name]]) {
        writeOverride(project.root, `${name}--${component}`, tools().providerVersion);
      }
    }
  });

  afterAll(async () => {
    await provider?.close();
    await moto?.stop();
    project?.remove();
  });

  /** Saves the later deployments most of their CPU time, which the start of the provider takes. */
  async function shareProvider(): Promise<void> {
    const program = join(project.root, "terraform-with-shared-provider");
    const stacks = ["a", "a-b"].map((name) =>
      stackFolder(project.root, `${name}--shared-identity`),
    );
    provider = new SharedProvider(variables);
    await provider.writeProgram(program, tools().terraform, ...stacks);
    variables = { ...variables, TERRAFORM_BINARY_NAME: program };
  }

  function writeEnvironment(name: Name, groups: string): void {
    project.writeEnvironment(
      name,
      `import { environment as minimal } from "./minimal";
export const environment = {
  ...minimal,
  identity: { domain: { prefix: "login-${name}" }, groups: { ${groups} } },
  applications: { "${applications[name]}": { ...minimal.applications.app } },
};`,
    );
  }

  /** Runs `npm run deploy` for the user pool of an environment, and returns what it printed. */
  async function deploy(environment: Name): Promise<string> {
    const script = join(project.root, "scripts", "deploy", "run.mjs");
    const args = ["--environment", environment, "--only", "shared-identity", "--yes"];
    const child = spawn(process.execPath, [script, ...args], {
      cwd: project.root,
      env: variables,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    }
    const [status] = await once(child, "close");
    expect({ status, output }).toMatchObject({ status: 0 });
    return output;
  }

  function application(environment: Name): Terraform {
    return new Terraform({
      terraform: tools().terraform,
      folder: stackFolder(project.root, `${environment}--${applications[environment]}`),
      environment: variables,
    });
  }

  const stateFile = (environment: Name) =>
    join(project.root, "terraform-state", environment, "shared-identity.tfstate");
  const state = (environment: Name) => JSON.parse(readFileSync(stateFile(environment), "utf8"));

  /** Everything that a deployment of an environment reads or writes, by path. */
  function filesOfEnvironment(environment: Name): object {
    const folders = [
      `terraform-state/${environment}`,
      ...["shared-identity", applications[environment]].map(
        (component) => `cdktf.out/stacks/${environment}--${component}`,
      ),
    ];
    return Object.fromEntries(
      folders
        .filter((folder) => existsSync(join(project.root, folder)))
        .map((folder) => [folder, filesOf(join(project.root, folder))]),
    );
  }

  const deployments = [
    { environment: "a", other: "a-b", effect: /creates \d resources/ },
    { environment: "a-b", other: "a", effect: /creates \d resources/ },
    {
      environment: "a",
      other: "a-b",
      groups: `${editors}, admins: { precedence: 1 }`,
      effect: /creates 1 resource:\n {4}aws_cognito_user_group\.\S+\n {2}applying/,
    },
    { environment: "a-b", other: "a", effect: /no changes/ },
  ] as const;
  for (const [index, { environment, other, effect, ...change }] of deployments.entries()) {
    step(`deployment ${index + 1}, of ${environment}, leaves ${other} as it is`, async () => {
      if ("groups" in change) writeEnvironment(environment, change.groups);
      if (index === 1) await shareProvider();
      const before = filesOfEnvironment(other);

      const output = await deploy(environment);
      const initialized = await application(environment).init();

      expect(output).toMatch(effect);
      for (const text of [output, initialized]) expect(text).not.toMatch(/migrat|reconfigur/i);
      expect(filesOfEnvironment(other)).toEqual(before);
    });
  }

  step("each has a state and a user pool of its own", async () => {
    const pools = (["a", "a-b"] as const).map(
      (environment) => state(environment).outputs.user_pool_id.value,
    );

    expect(state("a").lineage).not.toBe(state("a-b").lineage);
    expect(new Set(pools).size).toBe(2);
    expect(await application("a").validate()).toContain("The configuration is valid");
  });

  step("the synthesis of npm start writes nothing that a deployment reads", async () => {
    const before = { a: filesOfEnvironment("a"), "a-b": filesOfEnvironment("a-b") };

    await emulatorOptions(project.root, "a", {}).source.read();

    expect(existsSync(join(project.root, ".local", "a", "cdktf.out", "stacks", "a--b-c"))).toBe(
      true,
    );
    expect({ a: filesOfEnvironment("a"), "a-b": filesOfEnvironment("a-b") }).toEqual(before);
  });
});
