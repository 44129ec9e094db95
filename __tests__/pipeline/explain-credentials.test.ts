import { explainCredentials } from "../../scripts/pipeline/explain-credentials";
import { FakeGithub } from "./support/fake-github";

const settings = {
  AWS_REGION: "eu-central-1",
  AWS_PLAN_ROLE_ARN: "arn:aws:iam::111122223333:role/delivery/prod-delivery-plan",
  AWS_IMAGE_ROLE_ARN: "arn:aws:iam::111122223333:role/prod-delivery-image",
  AWS_APPLY_ROLE_ARN: "arn:aws:iam::111122223333:role/prod-delivery-apply",
};

describe("the check of credentials", () => {
  let github: FakeGithub;
  let printed: string;
  beforeEach(async () => {
    github = await FakeGithub.start();
    printed = "";
    jest.spyOn(console, "log").mockImplementation((line: string) => {
      printed += `${line}\n`;
    });
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await github.stop();
  });

  const explain = (variables: Readonly<Record<string, string>>) =>
    explainCredentials("AWS_PLAN_ROLE_ARN", {
      OUTCOME: "failure",
      ACTIONS_ID_TOKEN_REQUEST_URL: `${github.url}/id-token?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: github.token,
      ...variables,
    });

  it("is green and says what to set where nothing is set up", async () => {
    expect(await explain({ AWS_REGION: "", AWS_PLAN_ROLE_ARN: "" })).toBe(0);
    expect(printed).toMatch(
      /^::notice::.*AWS_PLAN_ROLE_ARN.*AWS_IMAGE_ROLE_ARN.*docs\/pipeline\.md/,
    );
  });

  it("names the variable that is missing", async () => {
    expect(await explain({ ...settings, AWS_PLAN_ROLE_ARN: "" })).toBe(1);
    expect(printed).toMatch(/^::error::.*`AWS_PLAN_ROLE_ARN`: the role that plans/);
    expect(printed).not.toContain("AWS_IMAGE_ROLE_ARN");
  });

  it.each(["prod-delivery-plan", "arn:aws:iam::1:role/plan", "arn:aws:iam::111122223333:user/me"])(
    "rejects %s as the ARN of a role",
    async (role) => {
      expect(await explain({ ...settings, AWS_PLAN_ROLE_ARN: role })).toBe(1);
      expect(printed).toContain(`AWS_PLAN_ROLE_ARN is "${role}", which is not the ARN of a role`);
    },
  );

  it("has nothing to explain when the role was assumed", async () => {
    expect(await explain({ ...settings, OUTCOME: "success" })).toBe(0);
    expect(printed).toBe("");
  });

  it("shows the claims that a trust policy has to fit, but no token", async () => {
    github.claims = {
      aud: "sts.amazonaws.com",
      sub: "repo:acme@12/website@34:ref:refs/heads/main",
      repository_id: "34",
    };

    expect(await explain(settings)).toBe(1);
    expect(printed).toContain("- `sub`: repo:acme@12/website@34:ref:refs/heads/main");
    expect(printed).toContain("- `environment`: absent");
    expect(printed).toContain("aws iam get-role --role-name prod-delivery-plan");
    expect(printed).not.toContain("signature");
    expect(printed).not.toContain(github.token);
  });

  it("says that a job without permission gets no token", async () => {
    expect(await explain({ ...settings, ACTIONS_ID_TOKEN_REQUEST_URL: "" })).toBe(1);
    expect(printed).toContain("needs the permission id-token: write");
  });
});
