import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EnvironmentInput } from "../../config/schema/environment";
import { deployDelivery } from "../../scripts/deploy/deploy-delivery";
import { deploymentOrder } from "../../scripts/deploy/deployment-order";
import { TerraformStack } from "../../scripts/deploy/terraform-stack";
import { seedEnvironment } from "../fixtures/seed";
import { emulatedPermissions } from "../support/delivery-roles";
import { describeWithTerraform } from "./describe-with-tools";
import { StateBucket } from "./emulated-aws";
import { type Moto, startMoto } from "./moto";
import { deniedRequests, RecordedCalls } from "./recorded-calls";
import { type Recorder, startRecorder } from "./recorder";
import { orderedSteps } from "./steps";
import { checkedEnvironment, synthesize, writeOverride } from "./synthesize";
import { Terraform } from "./terraform";
import { terraformEnvironment } from "./terraform-environment";

const region = "eu-central-1";
const bucketName = "acme-terraform-state";
const key = "alb-cognito/seed/delivery.tfstate";

const environment: EnvironmentInput = {
  ...seedEnvironment({ state: { type: "s3", bucket: bucketName } }),
  delivery: { github: { repository: "acme/website" }, deletionProtection: false },
};

describeWithTerraform("the bootstrap stack with real Terraform", (tools) => {
  const step = orderedSteps();
  const calls = new RecordedCalls();
  const before = { ...process.env };
  let folder: string;
  let moto: Moto;
  let recorder: Recorder;
  let bucket: StateBucket;
  let lines: string[];

  const stackFolder = () => join(folder, "cdktf.out", "stacks", "seed--delivery");
  const localState = () => join(folder, "terraform-state", "seed", "delivery.tfstate");

  /** Deploys as `npm run deploy -- --only delivery` does. */
  async function deploy({ planOnly = false } = {}) {
    lines = [];
    const [stack] = deploymentOrder(join(folder, "cdktf.out"), "seed");
    if (stack?.name !== "delivery") throw new Error(`the first stack is ${stack?.name}`);
    const terraform = new TerraformStack(tools().terraform, stack.folder);
    return deployDelivery(stack, terraform, {
      root: folder,
      environmentName: "seed",
      isLocked: false,
      planOnly,
      confirm: async () => true,
      report: (line) => lines.push(line),
    });
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "bootstrap-suite-"));
    moto = await startMoto({ python: tools().motoPython });
    recorder = await startRecorder({ ...calls.recording, target: moto.url });
    bucket = new StateBucket({ endpoint: moto.url, region }, bucketName);
    Object.assign(
      process.env,
      terraformEnvironment({ tools: tools(), folder, region, endpoint: recorder.url }),
    );
    synthesize(checkedEnvironment(environment), folder);
    writeOverride(folder, "delivery", tools().providerVersion);
  });

  afterAll(async () => {
    process.env = before;
    await recorder?.close();
    await moto?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  step("a plan before the first apply says so, and creates nothing", async () => {
    expect(await deploy({ planOnly: true })).toEqual({});

    expect(lines.join("\n")).toContain("its state is on this machine until its bucket exists");
    expect(calls.all.filter(({ operation }) => /^(Create|PUT )/.test(operation))).toEqual([]);
    expect(existsSync(join(stackFolder(), "state_override.tf.json"))).toBe(false);
  });

  step("the first deployment creates the bucket, and moves the state into it", async () => {
    const outputs = await deploy();

    expect(outputs).toMatchObject({
      state_bucket: bucketName,
      plan_role_arn: "arn:aws:iam::123456789012:role/seed-delivery-plan",
      image_role_arn: "arn:aws:iam::123456789012:role/seed-delivery-image",
      apply_role_arn: "arn:aws:iam::123456789012:role/seed-delivery-apply",
    });
    expect(String(outputs.next_step)).toContain(
      "gh variable set AWS_APPLY_ROLE_ARN --repo acme/website --body arn:aws:iam::123456789012:role/seed-delivery-apply",
    );
    expect(await bucket.keys()).toEqual([key]);
    expect(existsSync(localState())).toBe(false);
    expect(existsSync(`${localState()}.moved`)).toBe(true);
  });

  step(
    "a second deployment changes nothing, with calls that the role for plans may make",
    async () => {
      const moved = calls.all.length;
      await calls.duringPlan(() => deploy());

      expect(lines).toContain("  no changes");
      expect(calls.ofPlans.length).toBeGreaterThan(30);
      expect(calls.all.length).toBe(moved + calls.ofPlans.length);
      const permissions = emulatedPermissions(environment, "plan");
      expect(deniedRequests(calls.ofPlans, permissions)).toEqual([]);
    },
  );

  step("a run that was killed before it renamed the moved state is repeated", async () => {
    writeFileSync(localState(), readFileSync(`${localState()}.moved`));
    writeFileSync(join(stackFolder(), "state_override.tf.json"), "{}");
    await deploy();

    expect(lines).toContain("  no changes");
    expect(existsSync(localState())).toBe(false);
  });

  step("another state does not replace the one in the bucket", async () => {
    const state = JSON.parse(readFileSync(`${localState()}.moved`, "utf8"));
    writeFileSync(localState(), JSON.stringify({ ...state, resources: state.resources.slice(1) }));

    await expect(deploy()).rejects.toThrow("The bucket has another state");
    rmSync(localState());
  });

  step(
    "everything but the bucket is destroyed once the state is on this machine again",
    async () => {
      const override = join(stackFolder(), "state_override.tf.json");
      writeFileSync(override, JSON.stringify({ terraform: { backend: { local: {} } } }));
      const terraform = new Terraform({
        terraform: tools().terraform,
        folder: stackFolder(),
        environment: process.env,
      });
      await terraform.init("-migrate-state", "-force-copy");
      // The emulated S3 fails when versions of objects are deleted together, as the bucket's deletion does.
      await terraform.succeed("state", "rm", "aws_s3_bucket.state_bucket_7F9D2349");
      await terraform.destroy();

      expect(await terraform.resources()).toEqual([]);
    },
  );
});
