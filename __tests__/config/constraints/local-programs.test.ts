import { changed, issue, issuesOf } from "../valid-environment";

const ofService = "applications.app.services.web.local";
const ofTargetGroup = "applications.app.routes[1].target.local";
const url = "http://localhost:3000";

describe.each([ofService, ofTargetGroup])("%s", (local) => {
  it.each([{ url }, { command: "npm start" }, { command: "npm start", directory: "../my-app" }])(
    "may be %j",
    (program) => {
      expect(issuesOf(changed([local, program]))).toEqual([]);
    },
  );

  it.each([
    [{}, "add one of them"],
    [{ directory: "../my-app" }, "add one of them"],
    [{ url, command: "npm start" }, "remove one of them"],
  ])("is rejected when it is %j", (program, fix) => {
    expect(issuesOf(changed([local, program]))).toEqual([
      issue(local, program, "either url or command", fix),
    ]);
  });

  it("has no directory for a program that runs already", () => {
    expect(issuesOf(changed([local, { url, directory: "../my-app" }]))).toEqual([
      issue(`${local}.directory`, "../my-app", "has no effect beside url", "remove it"),
    ]);
  });
});
