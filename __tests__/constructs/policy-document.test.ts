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
  it.each([
    [true, "StringEquals", "ArnLike"],
    [false, "StringEqualsIfExists", "ArnLikeIfExists"],
  ])(
    "allows one service to assume a role, for the own account only (source always named: %s)",
    (alwaysNamesSource, equals, like) => {
      const policy = assumeRolePolicy({
        service: "ecs-tasks.amazonaws.com",
        accountId: "111122223333",
        sourceArn: "arn:*:ecs:*:111122223333:*",
        alwaysNamesSource,
      });

      expect(JSON.parse(policy)).toEqual({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: "ecs-tasks.amazonaws.com" },
            Action: "sts:AssumeRole",
            Condition: {
              [equals]: { "aws:SourceAccount": "111122223333" },
              [like]: { "aws:SourceArn": "arn:*:ecs:*:111122223333:*" },
            },
          },
        ],
      });
    },
  );
});
