import { environment as example } from "../../../environments/example";
import { type Purpose, permissionsOf, policiesIn } from "../../support/delivery-roles";
import { type IamRequest, isAllowed, listed, matchesPattern } from "../../support/iam-policy";
import { minimalApplication, synthComponent } from "../../support/synth-environment";
import iam from "./iam-actions.json";
import { onGithub, s3State, synthDelivery } from "./synth-delivery";

const boundary = "arn:aws:iam::111122223333:policy/boundary";
const bounded = synthDelivery(onGithub, { iam: { permissionsBoundaryArn: boundary } });
const unbounded = synthDelivery();

/** Access level of every action of the services that the stacks use. */
const levels = new Map<string, string>(
  Object.entries(iam.actions).flatMap(([service, byLevel]) =>
    Object.entries(byLevel).flatMap(([level, names]) =>
      names.map((name) => [`${service}:${name}`, level] as const),
    ),
  ),
);

/** Every existing action that statements of a role allow, with the resources. */
function allowedActions(json: string, purpose: Purpose) {
  return permissionsOf(json, purpose)
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap(({ Action, Resource = [] }) =>
      listed(Action).flatMap((pattern) =>
        [...levels.keys()]
          .filter((action) => matchesPattern(pattern, action))
          .map((action) => ({ action, level: levels.get(action), resources: listed(Resource) })),
      ),
    );
}

const writes = (json: string, purpose: Purpose) =>
  allowedActions(json, purpose).filter(({ level }) => level !== "Read" && level !== "List");

describe("the list of AWS's actions", () => {
  it("says where it is from, and has every action of the policies", () => {
    expect(iam.source).toContain("service-authorization");
    expect(levels.size).toBeGreaterThan(1_500);
    const named = (["plan", "image", "apply"] as const).flatMap((purpose) =>
      permissionsOf(bounded, purpose).flatMap(({ Action }) => listed(Action)),
    );

    expect(named.length).toBeGreaterThan(200);
    expect(named.filter((action) => !levels.has(action))).toEqual([]);
  });
});

describe("the role that plans", () => {
  it("writes nothing but the locks of the environment's states", () => {
    expect(writes(unbounded, "plan")).toEqual(
      ["s3:PutObject", "s3:DeleteObject"].map((action) => ({
        action,
        level: "Write",
        resources: ["arn:aws:s3:::acme-terraform-state/alb-cognito/test/*.tflock"],
      })),
    );
  });

  it("writes nothing at all where HCP Terraform keeps the state", () => {
    const input = { state: { type: "cloud", organization: "acme" } } as const;

    expect(writes(synthDelivery(onGithub, input), "plan")).toEqual([]);
  });

  it.each([
    ["s3:GetObject", "arn:aws:s3:::test-app-log-1/AWSLogs/1"],
    ["s3:GetObject", "arn:aws:s3:::acme-terraform-state/alb-cognito/other/app.tfstate"],
    ["logs:GetLogEvents", undefined],
    ["cognito-idp:ListUsers", undefined],
    ["cognito-idp:AdminGetUser", undefined],
    ["ecr:BatchGetImage", undefined],
    ["secretsmanager:GetSecretValue", undefined],
    ["ssm:GetParameter", undefined],
    ["kms:Decrypt", undefined],
  ])("does not read what users store: %s %s", (action, resource) => {
    expect(isAllowed(permissionsOf(unbounded, "plan"), { action, resource })).toBe(false);
  });

  it("uses the key of the state, which IAM finds by its alias", () => {
    const key = "arn:aws:kms:eu-central-1:111122223333";
    const withKey = (kmsKeyArn: string) =>
      permissionsOf(synthDelivery(onGithub, { state: { ...s3State, kmsKeyArn } }), "plan");
    const decrypt = (resource: string, alias: string): IamRequest => ({
      action: "kms:Decrypt",
      resource,
      context: { "kms:ResourceAliases": alias },
    });

    expect(isAllowed(withKey(`${key}:key/1`), decrypt(`${key}:key/1`, "alias/a"))).toBe(true);
    expect(isAllowed(withKey(`${key}:key/1`), decrypt(`${key}:key/2`, "alias/a"))).toBe(false);
    expect(isAllowed(withKey(`${key}:alias/a`), decrypt(`${key}:key/2`, "alias/a"))).toBe(true);
    expect(isAllowed(withKey(`${key}:alias/a`), decrypt(`${key}:key/2`, "alias/b"))).toBe(false);
  });
});

describe("the role for images", () => {
  it("writes to the environment's repositories alone, and deletes nothing", () => {
    const found = writes(unbounded, "image");

    expect(found.map(({ action }) => action).sort()).toEqual([
      "ecr:CompleteLayerUpload",
      "ecr:InitiateLayerUpload",
      "ecr:PutImage",
      "ecr:UploadLayerPart",
    ]);
    for (const { resources } of found) {
      expect(resources).toEqual(["arn:aws:ecr:eu-central-1:111122223333:repository/test/*"]);
    }
  });
});

describe("the role that applies", () => {
  const role = (name: string) => `arn:aws:iam::111122223333:role/${name}`;
  const decides = (json: string, request: IamRequest) =>
    isAllowed(permissionsOf(json, "apply"), request);
  const toTasks = { "iam:PassedToService": "ecs-tasks.amazonaws.com" };

  it.each([
    ["iam:PutRolePolicy", role("test-delivery-apply")],
    ["iam:AttachRolePolicy", role("test-delivery-plan")],
    ["iam:UpdateAssumeRolePolicy", role("ci/other-delivery-apply")],
    ["iam:DeleteRole", role("test-delivery-image")],
    ["iam:PassRole", role("test-delivery-apply")],
    ["iam:PutRolePolicy", role("admin")],
    ["iam:CreateRole", role("other-app-web-task")],
    ["iam:CreatePolicyVersion", undefined],
    ["iam:SetDefaultPolicyVersion", undefined],
    ["iam:CreateUser", undefined],
    ["iam:UpdateOpenIDConnectProviderThumbprint", undefined],
    ["iam:AddClientIDToOpenIDConnectProvider", undefined],
    ["sts:AssumeRole", undefined],
    ["s3:PutBucketPolicy", "arn:aws:s3:::acme-terraform-state"],
    ["s3:PutObject", "arn:aws:s3:::acme-terraform-state/alb-cognito/test/delivery.tfstate"],
    ["s3:DeleteObjectVersion", "arn:aws:s3:::acme-terraform-state/alb-cognito/test/app.tfstate"],
    ["cognito-idp:AdminCreateUser", undefined],
    ["ecr:PutImage", undefined],
  ])("may not %s %s", (action, resource) => {
    expect(decides(unbounded, { action, resource })).toBe(false);
  });

  it("keeps the bucket of the state, whatever its name", () => {
    const bucket = "test-team-log-state";
    const json = synthDelivery(onGithub, { state: { type: "s3", bucket } });

    for (const action of [
      "s3:DeleteBucket",
      "s3:PutBucketPolicy",
      "s3:PutLifecycleConfiguration",
    ]) {
      expect(decides(json, { action, resource: `arn:aws:s3:::${bucket}` })).toBe(false);
      expect(decides(json, { action, resource: "arn:aws:s3:::test-app-log-1" })).toBe(true);
    }
  });

  it("passes the environment's roles to ECS and to flow logs alone", () => {
    const pass = (name: string, service: string): IamRequest => ({
      action: "iam:PassRole",
      resource: role(name),
      context: { "iam:PassedToService": service },
    });

    expect(decides(unbounded, pass("test-app-web-task", "ecs-tasks.amazonaws.com"))).toBe(true);
    expect(decides(unbounded, pass("test-app-flow-logs", "vpc-flow-logs.amazonaws.com"))).toBe(
      true,
    );
    expect(decides(unbounded, pass("test-app-web-task", "lambda.amazonaws.com"))).toBe(false);
    expect(decides(unbounded, { ...pass("admin", ""), context: toTasks })).toBe(false);
  });

  it.each(["iam:CreateRole", "iam:PutRolePolicy", "iam:DetachRolePolicy"])(
    "may %s within the boundary alone",
    (action) => {
      const request = (policyArn: string): IamRequest => ({
        action,
        resource: role("test-app-web-task"),
        context: { "iam:PermissionsBoundary": policyArn },
      });

      expect(decides(bounded, request(boundary))).toBe(true);
      expect(decides(bounded, request("arn:aws:iam::111122223333:policy/wider"))).toBe(false);
    },
  );

  it("never takes a boundary away", () => {
    const action = "iam:DeleteRolePermissionsBoundary";

    expect(decides(bounded, { action, resource: role("test-app-web-task") })).toBe(false);
  });

  it("attaches the policies that the environment names, and no other", () => {
    const named = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    const json = synthDelivery(onGithub, {
      applications: {
        app: { ...minimalApplication, services: { web: { taskRolePolicyArns: [named] } } },
      },
    });
    const attach = (policyArn: string): IamRequest => ({
      action: "iam:AttachRolePolicy",
      resource: role("test-app-web-task"),
      context: { "iam:PolicyARN": policyArn },
    });

    expect(decides(json, attach(named))).toBe(true);
    expect(decides(json, attach("arn:aws:iam::aws:policy/AdministratorAccess"))).toBe(false);
    expect(decides(unbounded, attach(named))).toBe(false);
  });
});

describe("permissions for functions", () => {
  const withClaims = synthDelivery(onGithub, {
    identity: {
      domain: { prefix: "test-login" },
      tokenClaims: { claims: { tier: { type: "constant", value: "gold" } } },
    },
  });
  const ofFunctions = (json: string, purpose: Purpose) =>
    allowedActions(json, purpose).filter(({ action }) => action.startsWith("lambda:"));

  it("are none where no function is declared", () => {
    expect([...ofFunctions(unbounded, "apply"), ...ofFunctions(unbounded, "plan")]).toEqual([]);
  });

  it("are of the environment's own function, and name actions that exist", () => {
    const all = (["plan", "apply"] as const).flatMap((purpose) => ofFunctions(withClaims, purpose));
    const named = permissionsOf(withClaims, "apply").flatMap(({ Action }) => listed(Action));

    expect(named.filter((action) => !levels.has(action))).toEqual([]);
    expect(all.length).toBeGreaterThan(10);
    expect(new Set(all.flatMap(({ resources }) => resources))).toEqual(
      new Set(["arn:aws:lambda:eu-central-1:111122223333:function:test-token-claims"]),
    );
    expect(ofFunctions(withClaims, "plan").map(({ level }) => level)).not.toContain("Write");
  });

  it("pass the function's role to Lambda, and no other role", () => {
    const pass = (name: string): IamRequest => ({
      action: "iam:PassRole",
      resource: `arn:aws:iam::111122223333:role/${name}`,
      context: { "iam:PassedToService": "lambda.amazonaws.com" },
    });
    const statements = permissionsOf(withClaims, "apply");

    expect(isAllowed(statements, pass("test-claims-1"))).toBe(true);
    expect(isAllowed(statements, pass("test-app-web-task"))).toBe(false);
    expect(isAllowed(permissionsOf(unbounded, "apply"), pass("test-claims-1"))).toBe(false);
  });
});

describe("IAM's limits", () => {
  const largest = synthComponent(
    {
      ...example,
      name: "a-name-as-long-as-allowed",
      state: {
        type: "s3",
        bucket: "b".repeat(63),
        keyPrefix: "team/project",
        kmsKeyArn: `arn:aws:kms:eu-central-1:111122223333:alias/${"k".repeat(60)}`,
      },
      iam: {
        permissionsBoundaryArn: `arn:aws:iam::111122223333:policy/${"p".repeat(128)}`,
        rolePath: "/team/project/",
      },
      delivery: {
        github: {
          repository: `${"o".repeat(39)}/${"r".repeat(100)}`,
          defaultBranch: "b".repeat(100),
          environment: "e".repeat(100),
        },
      },
    },
    "delivery",
  );

  it("are kept by the example environment with the longest names", () => {
    const documents = policiesIn(largest);

    expect(documents).toHaveLength(11);
    for (const { name, isTrust, text } of documents) {
      const length = text.replaceAll(/\s/g, "").length;
      expect(`${name} ${length <= (isTrust ? 2_048 : 6_144) ? "fits" : length}`).toBe(
        `${name} fits`,
      );
      expect(name.length).toBeLessThanOrEqual(isTrust ? 64 : 128);
    }
  });

  it("allow ten policies of a role", () => {
    const names = policiesIn(largest).map(({ name }) => name);

    expect(names.filter((name) => /-delivery-apply-/.test(name)).length).toBeLessThanOrEqual(10);
  });
});
