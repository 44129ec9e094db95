import { environmentWarnings } from "../../../config/warnings/environment-warnings";
import { changed, parsed } from "../valid-environment";

const delivery = { github: { repository: "acme/website" } };
const warningsOf = (...changes: (readonly [string, unknown])[]) =>
  environmentWarnings(
    parsed(changed(["state", { type: "s3", bucket: "states" }], ["provider", {}], ...changes)),
  ).filter(({ path }) => path[0] === "delivery");

it("warns of a pipeline whose roles have no boundary", () => {
  expect(warningsOf(["delivery", delivery], ["iam", {}])).toEqual([
    {
      path: ["delivery"],
      message: expect.stringContaining("as powerful as an administrator"),
      fix: expect.stringContaining("iam.permissionsBoundaryArn"),
    },
  ]);
});

it("is silent with a boundary, and without a pipeline", () => {
  expect(warningsOf(["delivery", delivery])).toEqual([]);
  expect(warningsOf(["iam", {}])).toEqual([]);
});
