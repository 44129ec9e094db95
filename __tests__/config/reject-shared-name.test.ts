import { ProjectCopy } from "../support/synth-command";

describe("two environment files with one name", () => {
  const project = new ProjectCopy();
  afterAll(() => project.remove());

  const minimal = (fields: string) =>
    `import { environment as minimal } from "./minimal";
export const environment = { ...minimal, ${fields} };`;

  beforeAll(() => {
    project.writeEnvironment("copy", minimal('name: "shared"'));
    project.writeEnvironment("original", minimal('name: "shared"'));
    project.writeEnvironment("taking", minimal('name: "minimal"'));
    project.writeEnvironment("renamed", minimal('name: "another"'));
    project.writeEnvironment("another-name", minimal('tags: { Name: "another" }'));
    project.writeEnvironment("broken", 'throw new Error("another");');
  });

  it.each([
    ["copy", "original"],
    ["original", "copy"],
    ["taking", "minimal"],
    ["minimal", "taking"],
  ])("are rejected before anything is written: %s and %s", (environment, other) => {
    const run = project.synth({ ENVIRONMENT: environment });

    expect(run).toMatchObject({ status: 1, stdout: "", wroteNothing: true });
    expect(run.stderr).toContain(
      `is used by environments/${environment}.ts and environments/${other}.ts`,
    );
  });

  it("are not what a file is that only mentions the name", () => {
    expect(project.synth({ ENVIRONMENT: "renamed" })).toMatchObject({ status: 0, stderr: "" });
  });

  it("are looked for without loading files that do not mention it", () => {
    project.writeEnvironment("broken", "throw new Error('broken');");

    expect(project.synth({ ENVIRONMENT: "extended" })).toMatchObject({ status: 0, stderr: "" });
  });
});
