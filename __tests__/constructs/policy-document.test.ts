import { allow, assumeRolePolicy, policyDocument } from "../../constructs/policy-document";

describe(policyDocument, () => {
  it("is JSON text", () => {
    const text = policyDocument([allow(["s3:GetObject"], ["arn:aws:s3:::bucket/*"])]);

    expect(JSON.parse(text)).toEqual({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action: ["s3:GetObject"], Resource: ["arn:aws:s3:::bucket/*"] },
      ],
    });
  });
});

describe(assumeRolePolicy, () => {
  it("allows one service to assume a role", () => {
    expect(JSON.parse(assumeRolePolicy("ecs-tasks.amazonaws.com"))).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "ecs-tasks.amazonaws.com" },
          Action: "sts:AssumeRole",
        },
      ],
    });
  });
});
