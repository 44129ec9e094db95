import { join, resolve } from "node:path";
import { localStateFolder } from "../../../stacks/state/local-state-folder";

const project = resolve("/home/somebody/project");

describe(localStateFolder, () => {
  it.each(["cdktf.out", "./cdktf.out", "cdktf.out/prod", ".local/example/cdktf.out"])(
    "is the project's folder for the output folder %s",
    (outdir) => {
      const stack = join(project, outdir, "stacks", "prod--tasks");

      expect(join(stack, localStateFolder(outdir, project))).toBe(join(project, "terraform-state"));
      expect(localStateFolder(join(project, outdir), project)).toBe(
        localStateFolder(outdir, project),
      );
    },
  );

  it.each(["/tmp/out", "..", "../sibling", "."])(
    "is beside an output folder that is not inside the project: %s",
    (outdir) => {
      expect(localStateFolder(outdir, project)).toBe("../../../terraform-state");
    },
  );

  it("takes a folder for inside although its name starts with two dots", () => {
    expect(localStateFolder("..out", project)).toBe("../../../terraform-state");
    expect(localStateFolder("..out/prod", project)).toBe("../../../../terraform-state");
  });
});
