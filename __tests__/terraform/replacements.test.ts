import type { EnvironmentInput } from "../../config/schema/environment";
import { seedApplication, seedEnvironment } from "../fixtures/seed";
import { describeWithTerraform } from "./describe-with-tools";
import { createHostedZone } from "./emulated-aws";
import type { AwsCall } from "./recorder";
import { orderedSteps } from "./steps";
import { openWorkbench, type Workbench } from "./workbench";

const image = { web_image: `registry.example.com/web@sha256:${"1".repeat(64)}` };
const changes = new Set([
  ...["CreateUserPoolClient", "DeleteUserPoolClient", "RequestCertificate", "DeleteCertificate"],
  ...["ModifyListener", "CreateRule", "ModifyRule", "DeleteRule", "UpdateService"],
]);
const success = { exitCode: 0, errors: [] };

/** What a call does, where the order of an apply matters: `DELETE www.example.com. A`. */
function effectOf({ operation, body }: AwsCall): string | undefined {
  if (changes.has(operation)) return operation;
  if (!/^POST .*\/rrset\/?$/.test(operation)) return undefined;
  const [, action] = /<Action>(\w+)<\/Action>/.exec(body) ?? [];
  const [, name] = /<Name>([^<]+)<\/Name>/.exec(body) ?? [];
  const [, type] = /<Type>(\w+)<\/Type>/.exec(body) ?? [];
  return `${action} ${type} ${name?.replace(/\.$/, "")}`;
}

describeWithTerraform("replacements in an application with real Terraform", (tools) => {
  const step = orderedSteps();
  let bench: Workbench;
  let environment: EnvironmentInput;
  let effects: string[] = [];

  const application = () => bench.stack(seedApplication);

  const record = {
    denies: () => false,
    afterCall: async (call: AwsCall) => {
      const effect = effectOf(call);
      if (effect !== undefined) effects.push(effect);
    },
  };

  function withSettings(settings: Partial<EnvironmentInput["applications"][string]>) {
    const given = environment.applications[seedApplication];
    if (given === undefined) throw new Error(`no application ${seedApplication}`);
    return { ...environment, applications: { [seedApplication]: { ...given, ...settings } } };
  }

  /** Address of the only resource of a type. */
  async function addressOf(type: string): Promise<string> {
    const found = (await application().resources()).filter((each) => each.startsWith(`${type}.`));
    expect(found).toHaveLength(1);
    return found[0] ?? "";
  }

  /** Applies a change and returns what it did, in order. */
  async function effectsOfApply(...flags: string[]): Promise<string[]> {
    effects = [];
    await application().succeed(
      ...["apply", "-no-color", "-auto-approve", `-var=web_image=${image.web_image}`, ...flags],
    );
    const done = effects;
    expect(await application().plan(image)).toMatchObject({ ...success, changes: [] });
    return done;
  }

  /** The effects occur in this order, with any others between them. */
  function expectOrder(done: readonly string[], ...expected: string[]): void {
    expect(done.filter((effect) => expected.includes(effect))).toEqual(expected);
  }

  beforeAll(async () => {
    bench = await openWorkbench({ tools: tools(), record });
    environment = seedEnvironment({ hostedZoneId: bench.hostedZoneId });
    bench.synthesize(environment);
    await bench.stack("shared-identity").init();
    await application().init();
  });

  afterAll(() => bench?.close());

  step("the identity applies", async () => {
    expect(await bench.stack("shared-identity").apply()).toMatchObject(success);
  });

  for (const [what, name, isPrivate, message] of [
    ["of another name", "example.org", false, "is example.org, not example.com"],
    ["that is private", "example.com", true, "is private"],
  ] as const) {
    step(`a hosted zone ${what} fails the plan`, async () => {
      const id = await createHostedZone(bench.aws, name, { isPrivate });
      bench.synthesize(withSettings({ hostedZone: { id, name: "example.com" } }));

      const { exitCode, errors } = await application().plan(image);

      expect(exitCode).toBe(1);
      expect(errors.join("\n")).toContain(message);
    });
  }

  step("the application applies", async () => {
    bench.synthesize(environment);

    expect(await application().apply(image)).toMatchObject(success);
  });

  step("a new app client is in use before the old one is deleted", async () => {
    const address = await addressOf("aws_cognito_user_pool_client");

    const done = await effectsOfApply(`-replace=${address}`);

    expect(done[0]).toBe("CreateUserPoolClient");
    expect(done.at(-1)).toBe("DeleteUserPoolClient");
    expect(new Set(done.slice(1, -1))).toEqual(
      new Set(["ModifyListener", "ModifyRule", "UpdateService"]),
    );
    expect(done.lastIndexOf("ModifyRule")).toBeLessThan(done.indexOf("UpdateService"));
  });

  step("an app client is rotated without ending a session, in three applies", async () => {
    bench.synthesize(withSettings({ additionalClientGeneration: 2 }));
    const accepted = await effectsOfApply();
    bench.synthesize(withSettings({ clientGeneration: 2, additionalClientGeneration: 1 }));
    const switched = await effectsOfApply();
    environment = withSettings({ clientGeneration: 2 });
    bench.synthesize(environment);
    const removed = await effectsOfApply();

    // Containers accept the second client before any rule uses it, and the first one afterwards.
    expect(accepted).toEqual(["CreateUserPoolClient", "UpdateService"]);
    expect(new Set(switched)).toEqual(new Set(["ModifyListener", "ModifyRule", "UpdateService"]));
    expect(removed).toEqual(["UpdateService", "DeleteUserPoolClient"]);
  });

  step(
    "a new host name resolves after the listener has its certificate and its rules",
    async () => {
      bench.synthesize(withSettings({ additionalHostNames: ["www.example.com"] }));

      const done = await effectsOfApply();

      expectOrder(
        done,
        ...["RequestCertificate", "ModifyListener", "CREATE A www.example.com"],
        "DeleteCertificate",
      );
      expect(done.lastIndexOf("CreateRule")).toBeLessThan(done.indexOf("CREATE A www.example.com"));
      expect(done.filter((effect) => effect.startsWith("DELETE"))).toEqual([]);
    },
  );

  step("host names in another order replace the certificate and delete no record", async () => {
    bench.synthesize(
      withSettings({ hostName: "www.example.com", additionalHostNames: ["tasks.example.com"] }),
    );

    const done = await effectsOfApply();

    expectOrder(done, "RequestCertificate", "ModifyListener", "DeleteCertificate");
    expect(done.filter((effect) => / (A|CNAME) /.test(effect))).toEqual([]);
  });

  step(
    "a removed host name stops resolving before the listener loses its certificate",
    async () => {
      bench.synthesize(withSettings({ hostName: "www.example.com" }));

      const done = await effectsOfApply();

      expectOrder(done, ...["DELETE A tasks.example.com", "ModifyListener", "DeleteCertificate"]);
      const deleted = done.filter((effect) => effect.startsWith("DELETE CNAME"));
      expect(deleted).toHaveLength(1);
      expect(deleted.join()).toContain("tasks.example.com");
      expect(done.indexOf("ModifyListener")).toBeLessThan(done.indexOf(deleted[0] ?? ""));
    },
  );
});
