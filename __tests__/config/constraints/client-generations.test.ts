import { changed, issue, issuesOf } from "../valid-environment";

const additional = "applications.app.additionalClientGeneration";

describe("generations of an app client", () => {
  it("are rejected when both are the same", () => {
    expect(issuesOf(changed([additional, 2]))).toEqual([
      issue(additional, 2, "must differ from clientGeneration, which is 2", "use 3"),
    ]);
  });

  it("may go back to the previous one", () => {
    const current = "applications.app.clientGeneration";

    expect(issuesOf(changed([current, 1], [additional, 2]))).toEqual([]);
  });

  it.each([0, 1.5, "2", 1000])("are rejected as %j", (value) => {
    expect(issuesOf(changed([additional, value]))).toEqual([
      issue(additional, value, "must be an integer from 1 to 999", "write a number"),
    ]);
  });
});
