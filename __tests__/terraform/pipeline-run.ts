import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { delimiter, join } from "node:path";
import { FakeGithub } from "../pipeline/support/fake-github";
import { type JobRun, runWorkflow } from "../pipeline/support/run-workflow";
import { readWorkflow } from "../pipeline/support/workflow";
import type { Action } from "../pipeline/support/workflow-run";

/** What the gate runs itself, and what looks for the state of a team. */
const leftOut = /^npm (ci|run check|run test:fast)$|pipeline -- shared-state/;

/** What a synthesis reads; beside it are the stores of images and the state. */
const sources = [
  ...["base", "config", "constructs", "container", "environments", "main.ts", "package.json"],
  ...["packages", "routing", "scripts", "stacks", "synthesis", "tsconfig.json"],
];

const role = (name: string) => `arn:aws:iam::123456789012:role/deployed-delivery-${name}`;

/** Runs the workflows of a copy of the project against an emulated AWS. */
export class PipelineRun {
  readonly #programs: string;
  readonly #checked: string;

  private constructor(
    private readonly project: string,
    private readonly environment: NodeJS.ProcessEnv,
    readonly github: FakeGithub,
  ) {
    this.#programs = join(project, "programs");
    this.#checked = join(project, "checked-urls.txt");
  }

  /**
   * @param project copy with the environment `deployed`, which extends `minimal`
   * @param environment of commands: the emulated AWS, Terraform and buildah
   */
  static async start(project: string, environment: NodeJS.ProcessEnv): Promise<PipelineRun> {
    const run = new PipelineRun(project, environment, await FakeGithub.start());
    run.#keepOnlyDeployed();
    run.#choosePrograms();
    run.#replaceDoctor();
    run.#git("init", "--quiet");
    run.commit("first");
    return run;
  }

  commit(message: string): void {
    this.#git("add", ...sources);
    this.#git("commit", "--quiet", "--message", message);
  }

  run(file: string, github: Readonly<Record<string, unknown>>): Promise<readonly JobRun[]> {
    const nothing: Action = async () => ({});
    return runWorkflow({
      workflow: readWorkflow(file),
      github: { repository: "acme/website", token: this.github.token, ...github },
      vars: {
        ENVIRONMENT: "deployed",
        AWS_REGION: "eu-central-1",
        AWS_PLAN_ROLE_ARN: role("plan"),
        AWS_IMAGE_ROLE_ARN: role("image"),
        AWS_APPLY_ROLE_ARN: role("apply"),
      },
      actions: {
        "actions/checkout": nothing,
        "actions/setup-node": nothing,
        "hashicorp/setup-terraform": nothing,
        "docker/setup-qemu-action": nothing,
        "docker/setup-buildx-action": nothing,
        "aws-actions/configure-aws-credentials": (inputs) => this.#assumeRole(inputs),
      },
      workspace: this.project,
      env: { ...this.environment, ...this.github.variables, PATH: this.#programs },
      leavesOut: (command) => leftOut.test(command),
    });
  }

  /** URLs that the login check asked the doctor about. */
  checkedUrls(): readonly string[] {
    return existsSync(this.#checked) ? readFileSync(this.#checked, "utf8").trim().split("\n") : [];
  }

  stop(): Promise<void> {
    return this.github.stop();
  }

  /** Every environment is synthesized and validated: others only take time here. */
  #keepOnlyDeployed(): void {
    const environments = join(this.project, "environments");
    mkdirSync(join(this.project, "base"));
    renameSync(join(environments, "minimal.ts"), join(this.project, "base", "minimal.ts"));
    const file = join(environments, "deployed.ts");
    const text = readFileSync(file, "utf8").replace('"./minimal"', '"../base/minimal"');
    for (const name of readdirSync(environments))
      rmSync(join(environments, name), { recursive: true });
    writeFileSync(file, text);
  }

  /** A folder with every program in `PATH`, but without those that build images in another way. */
  #choosePrograms(): void {
    mkdirSync(this.#programs);
    for (const folder of (this.environment.PATH ?? "").split(delimiter)) {
      if (!existsSync(folder)) continue;
      for (const name of readdirSync(folder)) {
        const link = join(this.#programs, name);
        if (/^(docker|podman|aws)$/.test(name) || existsSync(link)) continue;
        rmSync(link, { force: true });
        symlinkSync(join(folder, name), link);
      }
    }
    const aws = join(this.#programs, "aws");
    writeFileSync(
      aws,
      [
        "#!/bin/sh",
        '[ "$*" = "sts get-caller-identity" ] || exit 2',
        'exec curl --silent --show-error --fail "$AWS_ENDPOINT_URL" \\',
        '  --header "Authorization: AWS4-HMAC-SHA256 Credential=$AWS_ACCESS_KEY_ID/20260101/$AWS_REGION/sts/aws4_request" \\',
        "  --data 'Action=GetCallerIdentity&Version=2011-06-15'",
        "",
      ].join("\n"),
    );
    chmodSync(aws, 0o755);
  }

  /** Names such as app.example.com do not lead to the emulated AWS. */
  #replaceDoctor(): void {
    const folder = join(this.project, "scripts", "doctor");
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      join(folder, "run.mjs"),
      `import { appendFileSync } from "node:fs";\nappendFileSync(${JSON.stringify(this.#checked)}, process.argv[2] + "\\n");\n`,
    );
  }

  /** What the action does, without a token that anybody signed. */
  async #assumeRole({
    "role-to-assume": roleArn = "",
    "aws-region": region = "",
  }: Readonly<Record<string, string>>): ReturnType<Action> {
    const response = await fetch(this.environment.AWS_ENDPOINT_URL ?? "", {
      method: "POST",
      body: new URLSearchParams({
        Action: "AssumeRoleWithWebIdentity",
        Version: "2011-06-15",
        RoleArn: roleArn,
        RoleSessionName: "GitHubActions",
        WebIdentityToken: "token",
      }),
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/sts/aws4_request`,
      },
    });
    const text = await response.text();
    const value = (name: string) => new RegExp(`<${name}>([^<]+)<`).exec(text)?.[1] ?? "";
    return {
      ok: response.ok,
      env: {
        AWS_REGION: region,
        AWS_ACCESS_KEY_ID: value("AccessKeyId"),
        AWS_SECRET_ACCESS_KEY: value("SecretAccessKey"),
        AWS_SESSION_TOKEN: value("SessionToken"),
      },
    };
  }

  #git(...words: string[]): void {
    const person = ["-c", "user.name=Test", "-c", "user.email=test@example.com"];
    const { status, stderr } = spawnSync("git", [...person, ...words], {
      cwd: this.project,
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`git ${words[0]}: ${stderr}`);
  }
}
