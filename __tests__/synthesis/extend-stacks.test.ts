import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { CognitoUserPool } from "@cdktf/provider-aws/lib/cognito-user-pool";
import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { Wafv2WebAcl } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { UserError } from "../../config/user-error";
import { extend as extendExample, environment as extended } from "../../environments/extended";
import type { Extend } from "../../stacks/extend";
import { createStacks } from "../../synthesis/create-stacks";
import { extendStacks } from "../../synthesis/extend-stacks";
import { resources, testApp } from "../support/synth";
import { ProjectCopy } from "../support/synth-command";
import { checked, testEnvironment } from "../support/synth-environment";

const file = "environments/test.ts";

/** The JSON of the stacks, the shared identity first, after they were extended. */
function extendedJson(extend: Extend, input = testEnvironment()): string[] {
  const stacks = createStacks(testApp(), checked(input));
  extendStacks(file, extend, stacks);
  return stacks.map(({ stack }) => JSON.stringify(stack.toTerraform()));
}

function message(extend: Extend | (() => unknown)): string {
  try {
    extendedJson(extend as Extend);
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return (error as UserError).message;
  }
  return "";
}

describe(extendStacks, () => {
  it("lets an environment add resources and override attributes of any stack", () => {
    const [identity = "", app = ""] = extendedJson((stacks) => {
      const { loadBalancer, extension } = stacks.application("app");
      new SsmParameter(extension, "address", {
        name: "/address",
        type: "String",
        value: loadBalancer.loadBalancerDnsName,
      });
      stacks.identity.resource(CognitoUserPool).addOverride("sms_verification_message", "{####}");
    });

    expect(resources(app, SsmParameter)).toMatchObject([
      { value: expect.stringMatching(/^\$\{aws_lb\.load_balancer_\w+\.dns_name\}$/) },
    ]);
    expect(resources(identity, CognitoUserPool)).toMatchObject([
      { sms_verification_message: "{####}" },
    ]);
  });

  it("gives it what the stacks have: cluster, services, network and what the identity publishes", () => {
    const seen: unknown[] = [];

    extendedJson(({ application, applications }) => {
      const { cluster, services, network, identity, appClientId } = application("app");
      seen.push(cluster.clusterName, services.web?.serviceName, network.vpcId);
      seen.push(identity.userPoolId, appClientId, Object.keys(applications));
    });

    expect(seen).toEqual([...Array.from({ length: 5 }, () => expect.any(String)), ["app"]]);
  });

  it("keeps ids of its constructs apart from ours", () => {
    const [, app = ""] = extendedJson(({ application }) => {
      const { extension } = application("app");
      new SsmParameter(extension, "load_balancer", { name: "/x", type: "String", value: "x" });
    });

    expect(resources(app, SsmParameter)).toHaveLength(1);
  });

  it("says which application exists", () => {
    expect(message(({ application }) => application("aps"))).toContain('Did you mean "app"?');
    expect(message(({ application }) => application("constructor"))).toContain("It has: app.");
  });

  it("says when there is not exactly one resource of a class", () => {
    expect(message(({ identity }) => identity.resource(Lb))).toMatch(/has no Lb, /);
    expect(message(({ application }) => application("app").resource(LbListener))).toMatch(
      /has 2 constructs of class LbListener, .*\nChoose from resources\(LbListener\)/,
    );
  });

  it("reports an error of the function without a stack trace", () => {
    const text = message(() => {
      throw new Error("ALARM_TOPIC is not set");
    });

    expect(text).toMatch(/^extend in environments\/test\.ts.* fails: ALARM_TOPIC is not set$/);
  });

  it("rejects an async function, whose additions would come too late", () => {
    expect(message(async () => undefined)).toContain("must not be async");
  });

  it("rejects a reference to what another stack declares", () => {
    const text = message(({ identity, application }) => {
      new SsmParameter(application("app").extension, "pool", {
        name: "/pool",
        type: "String",
        value: identity.userPool.userPoolId,
      });
    });

    expect(text).toMatch(/lets stack test--app refer to aws_cognito_user_pool\.user_pool_\w+/);
    expect(text).toContain("use the application's identity");
  });
});

describe("environments/extended.ts", () => {
  it("adds a firewall, an alarm and an attribute of the load balancer", () => {
    const [, app = ""] = extendedJson(extendExample, { name: "extended", ...extended });

    expect(resources(app, Wafv2WebAcl)).toHaveLength(1);
    expect(resources(app, CloudwatchMetricAlarm)).toHaveLength(1);
    expect(resources(app, Lb)).toMatchObject([{ enable_waf_fail_open: true }]);
  });
});

describe("npm run synth", () => {
  const project = new ProjectCopy();
  afterAll(() => project.remove());

  const written = (outdir: string, stack: string) =>
    readFileSync(join(outdir, "stacks", stack, "cdk.tf.json"), "utf8");

  it("extends the stacks that it writes", () => {
    const run = project.synth({ ENVIRONMENT: "extended" });

    expect(run).toMatchObject({ status: 0, stderr: "" });
    expect(written(run.outdir, "extended--app")).toContain("aws_wafv2_web_acl");
  });

  it("leaves the extension out for npm start, and says so", () => {
    const run = project.synth({ ENVIRONMENT: "extended", WITHOUT_EXTENSION: "1" });

    expect(run.status).toBe(0);
    expect(run.stderr).toContain("extend in environments/extended.ts is left out here");
    expect(written(run.outdir, "extended--app")).not.toContain("aws_wafv2_web_acl");
  });

  it("writes nothing when extend is not a function, or fails", () => {
    const minimal = 'export { environment } from "./minimal";';
    project.writeEnvironment("value", `${minimal}\nexport const extend = { app: 1 };`);
    project.writeEnvironment(
      "failing",
      `${minimal}\nexport const extend = () => { throw new Error("TOPIC is not set"); };`,
    );

    const value = project.synth({ ENVIRONMENT: "value" });
    const failing = project.synth({ ENVIRONMENT: "failing" });

    expect(value).toMatchObject({ status: 1, stdout: "" });
    expect(value.stderr).toMatch(/^environments\/value\.ts exports "extend", which must be a func/);
    expect(failing).toMatchObject({ status: 1, stdout: "" });
    expect(failing.stderr).toMatch(/^extend in environments\/failing\.ts fails: TOPIC is not set/);
  });
});
