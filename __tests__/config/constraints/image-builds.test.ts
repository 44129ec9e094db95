import { changed, issue, issuesOf } from "../valid-environment";

const web = "applications.app.services.web";
const build = { context: "../my-app", dockerfile: "../my-app/Dockerfile", target: "production" };

describe(`${web}.build`, () => {
  it.each([[build], [{ context: "." }]])("may be %j", (value) => {
    expect(issuesOf(changed([`${web}.image`, undefined], [`${web}.build`, value]))).toEqual([]);
  });

  it("is rejected beside a fixed image", () => {
    const image = `public.ecr.aws/nginx/nginx@sha256:${"0a".repeat(32)}`;

    expect(issuesOf(changed([`${web}.image`, image], [`${web}.build`, build]))).toEqual([
      issue(`${web}.build`, build, "has no effect beside image", "remove image"),
    ]);
  });
});
