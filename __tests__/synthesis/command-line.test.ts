import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { environmentOptionMistake } from "../../synthesis/environment-option";
import { ProjectCopy } from "../support/synth-command";

const project = new ProjectCopy();
afterAll(() => project.remove());

const stackTrace = /^\s+at .+:\d+:\d+\)?$/m;

describe("the command line of npm run synth", () => {
  it.each<Record<string, string>>([{}, { ENVIRONMENT: "" }])(
    "rejects that no environment is chosen: %j",
    (variables) => {
      const run = project.synth(variables);

      expect(run).toMatchObject({ status: 1, stdout: "", wroteNothing: true });
      expect(run.stderr).toMatch(
        /^No environment is chosen, so there is nothing to synthesize\.\n/,
      );
      expect(run.stderr).toMatch(/Choose one of: .*example, .*minimal/);
      expect(run.stderr).toContain("npm run synth -- --environment ");
      expect(run.stderr).not.toMatch(stackTrace);
    },
  );

  it.each([
    [["minimal"], {}, "npm run synth -- --environment minimal"],
    [["minimal"], { npm_config_environment: "true" }, "npm run synth -- --environment minimal"],
    [[], { npm_config_environment: "minimal" }, "npm run synth -- --environment minimal"],
    [["--enviroment", "minimal"], {}, "Unknown option '--enviroment'.\n\nUsage: "],
    [["--environment"], {}, "Usage: npm run synth -- [options]"],
    [["--environment", "minimal", "example"], {}, "Unexpected argument 'example'"],
  ])("rejects the arguments %j with the variables %j", (args, variables, hint) => {
    const run = project.synth({ ENVIRONMENT: "example", ...variables }, undefined, args);

    expect(run).toMatchObject({ status: 1, stdout: "", wroteNothing: true });
    expect(run.stderr).toContain(hint);
    expect(run.stderr).not.toMatch(stackTrace);
  });

  it("prints its options", () => {
    const run = project.synth({}, undefined, ["--help"]);

    expect(run).toMatchObject({ status: 0, stderr: "", wroteNothing: true });
    expect(run.stdout).toContain("--environment NAME");
  });

  it("writes the only environment that there is", () => {
    const single = new ProjectCopy();
    try {
      for (const file of readdirSync(join(single.root, "environments"))) {
        const path = join(single.root, "environments", file);
        if (file !== "minimal.ts") rmSync(path, { recursive: true });
      }

      expect(single.synth({})).toMatchObject({ status: 0 });
    } finally {
      single.remove();
    }
  });
});

describe(environmentOptionMistake, () => {
  it("says how to write what npm start did not get", () => {
    expect(environmentOptionMistake("npm start", ["minimal"], {})).toContain(
      "npm start -- --environment minimal",
    );
    expect(environmentOptionMistake("npm start", [], { npm_config_environment: "true" })).toContain(
      "npm start -- --environment NAME",
    );
  });

  it("finds nothing wrong with options, which the command reads itself", () => {
    expect(environmentOptionMistake("npm start", [], {})).toBeUndefined();
    expect(environmentOptionMistake("npm start", ["--watch", "x"], {})).toBeUndefined();
    expect(environmentOptionMistake("npm start", [], { npm_config_environment: "" })).toBe(
      undefined,
    );
  });
});
