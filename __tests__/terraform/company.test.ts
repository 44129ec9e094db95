import { environment as company } from "../../environments/company";
import { describeWithTerraform } from "./describe-with-tools";
import { createAddressRecord } from "./emulated-aws";
import { orderedSteps } from "./steps";
import { openWorkbench, type Workbench } from "./workbench";

const image = { web_image: `registry.example.com/web@sha256:${"1".repeat(64)}` };
const secrets = { google_client_secret: "the secret that Google gave to the company" };
const emptyPlan = { exitCode: 0, errors: [], changes: [], changedOutputs: [] };

describeWithTerraform("environments/company.ts with real Terraform", (tools) => {
  const step = orderedSteps();
  let bench: Workbench;

  const identity = () => bench.stack("shared-identity");
  /** Owns the network that the intranet is in as well. */
  const orders = () => bench.stack("orders");
  const intranet = () => bench.stack("intranet");

  beforeAll(async () => {
    bench = await openWorkbench({ tools: tools(), runningTasks: 2 });
    bench.synthesize({ name: "company", ...company });
    await identity().init();
    await orders().init();
    await intranet().init();
  }, 240_000);

  afterAll(() => bench?.close());

  step("every stack validates", async () => {
    for (const stack of [identity(), orders(), intranet()]) {
      expect(await stack.validate()).toContain("The configuration is valid");
    }
  });

  step("nothing is left out but what the provider at hand does not know", async () => {
    const kinds = bench.leftOut.map((address) =>
      address.replace(/\.\w+_[0-9A-F]{8}/, "").replace(/^aws_/, ""),
    );
    const newer = [
      "acm_certificate.region",
      "acm_certificate_validation.region",
      "cognito_managed_login_branding",
      "lambda_function.runtime",
      "lb_listener_rule.action.jwt-validation",
    ];
    const isOld = tools().providerVersion.startsWith("5.");
    expect([...new Set(kinds)].sort()).toEqual(isOld ? newer : []);
  });

  step("the domain needs an A record of the name above it", async () => {
    expect((await identity().plan(secrets)).errors.join()).toContain("has no A record for");

    await createAddressRecord(bench.aws, bench.hostedZoneId, "example.com");
    expect(await identity().apply(secrets)).toMatchObject({ exitCode: 0, errors: [] });
  });

  step("the plan names the owner of the network while it is not deployed", async () => {
    const { exitCode, errors } = await intranet().plan(image);

    expect(exitCode).toBe(1);
    expect(errors.join()).toContain("Deploy company--orders first");
  });

  step("the application that owns the network applies", async () => {
    expect(await orders().apply(image)).toMatchObject({ exitCode: 0, errors: [] });
  });

  step("the application in the same network applies", async () => {
    expect(await intranet().apply(image)).toMatchObject({ exitCode: 0, errors: [] });
  });

  step("second plans are empty", async () => {
    expect(await identity().plan(secrets)).toMatchObject(emptyPlan);
    expect(await orders().plan(image)).toMatchObject(emptyPlan);
    expect(await intranet().plan(image)).toMatchObject(emptyPlan);
  });

  step("both load balancers are in the owner's public subnets", async () => {
    const { public_subnet_ids } = await orders().outputs();
    const [ofOwner] = Object.values(await orders().attributes("aws_lb"));
    const [ofUser] = Object.values(await intranet().attributes("aws_lb"));

    expect(new Set(ofOwner?.subnets as string[])).toEqual(new Set(public_subnet_ids as string[]));
    expect(ofUser?.subnets).toEqual(ofOwner?.subnets);
    expect(ofUser?.vpc_id).toBe(ofOwner?.vpc_id);
  });

  step("an application is destroyed, and the owner of its network does not change", async () => {
    await intranet().destroy(image);

    expect(await intranet().resources()).toEqual([]);
    expect(await orders().plan(image)).toMatchObject(emptyPlan);
  });

  step("the owner and the identity are destroyed after it", async () => {
    await orders().destroy(image);
    expect(await orders().resources()).toEqual([]);

    await identity().destroy(secrets);
    expect(await identity().resources()).toEqual([]);
  });
});
