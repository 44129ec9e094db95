import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { TerraformStack } from "cdktf";
import { UserError } from "../../config/user-error";
import {
  findStaleStacks,
  rejectRemovalByCdktf,
  removeOwnStaleStacks,
} from "../../synthesis/stale-stacks";
import { testApp } from "../support/synth";

const byCdktf = { CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS: "true" };

let project: string;
let outdir: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "stale-"));
  outdir = join(project, "cdktf.out");
});

afterEach(() => rmSync(project, { recursive: true, force: true }));

function write(path: string, content: unknown = {}): void {
  mkdirSync(dirname(join(project, path)), { recursive: true });
  writeFileSync(join(project, path), JSON.stringify(content));
}

/** What a synthesis writes for a stack of an environment with local state. */
function writeStack(environment: string, component: string): void {
  const path = `../../../terraform-state/${environment}/${component}.tfstate`;
  write(`cdktf.out/stacks/${environment}--${component}/cdk.tf.json`, {
    terraform: { backend: { local: { path } } },
  });
}

/** The stacks that an app with these does not have. */
function stale(environment: string, ...components: readonly string[]) {
  const app = testApp();
  return findStaleStacks(
    outdir,
    environment,
    components.map((name) => ({ stack: new TerraformStack(app, `${environment}--${name}`) })),
  );
}

const folders = () => readdirSync(join(outdir, "stacks")).sort();

describe(findStaleStacks, () => {
  it("finds nothing where nothing was written", () => {
    expect(stale("prod", "tasks")).toEqual([]);
  });

  it("tells its own stacks from those of other environments, whatever their names", () => {
    for (const [environment, component] of [
      ["a", "b-c"],
      ["a-b", "c"],
      ["a", "old"],
    ] as const) {
      writeStack(environment, component);
    }

    expect(stale("a", "b-c").map(({ name, isOwn }) => [name, isOwn])).toEqual([
      ["a--old", true],
      ["a-b--c", false],
    ]);
    expect(stale("a-b", "c").map(({ name, isOwn }) => [name, isOwn])).toEqual([
      ["a--b-c", false],
      ["a--old", false],
    ]);
  });
});

describe(removeOwnStaleStacks, () => {
  it("removes generated JSON of its own environment only", () => {
    for (const environment of ["prod", "test"]) {
      writeStack(environment, "tasks");
      writeStack(environment, "old");
    }

    expect(removeOwnStaleStacks(stale("prod", "tasks"))).toEqual([]);
    expect(folders()).toEqual(["prod--tasks", "test--old", "test--tasks"]);
  });

  it.each([".terraform/providers/lock.json", "image.auto.tfvars.json", ".terraform.lock.hcl"])(
    "keeps a folder with %s, and warns that its resources may still exist",
    (file) => {
      writeStack("prod", "old");
      write(`cdktf.out/stacks/prod--old/${file}`);

      const [warning, ...others] = removeOwnStaleStacks(stale("prod", "tasks"));

      expect(others).toEqual([]);
      expect(warning).toMatch(/^Warning: stack prod--old is no longer in the environment file/);
      expect(warning).toContain(`terraform -chdir=${join(outdir, "stacks", "prod--old")} destroy`);
      expect(folders()).toEqual(["prod--old"]);
    },
  );

  it("removes a folder whose local state says that everything is destroyed", () => {
    writeStack("prod", "old");
    write("cdktf.out/stacks/prod--old/.terraform/terraform.tfstate");
    write("terraform-state/prod/old.tfstate", { version: 4, resources: [] });

    expect(removeOwnStaleStacks(stale("prod"))).toEqual([]);
    expect(existsSync(join(outdir, "stacks", "prod--old"))).toBe(false);
  });

  it("keeps a folder whose local state contains a resource", () => {
    writeStack("prod", "old");
    write("cdktf.out/stacks/prod--old/.terraform/terraform.tfstate");
    write("terraform-state/prod/old.tfstate", { version: 4, resources: [{ type: "aws_lb" }] });

    expect(removeOwnStaleStacks(stale("prod"))).toHaveLength(1);
    expect(folders()).toEqual(["prod--old"]);
  });
});

describe(rejectRemovalByCdktf, () => {
  function message(environment: string): string {
    try {
      rejectRemovalByCdktf(byCdktf, environment, stale(environment, "tasks"));
    } catch (error) {
      expect(error).toBeInstanceOf(UserError);
      return (error as UserError).message;
    }
    return "";
  }

  it("lets the CLI remove generated JSON", () => {
    writeStack("test", "tasks");
    writeStack("prod", "old");

    expect(message("prod")).toBe("");
  });

  it("rejects the removal of another environment's folder in use, and names an output folder", () => {
    writeStack("test", "tasks");
    write("cdktf.out/stacks/test--tasks/.terraform/terraform.tfstate");

    expect(message("prod")).toContain(join(outdir, "stacks", "test--tasks"));
    expect(message("prod")).toContain("--output cdktf.out/prod");
    expect(message("prod")).not.toContain("destroy its resources first");
  });

  it("rejects the removal of a removed application's folder in use, and says to destroy first", () => {
    writeStack("prod", "old");
    write("cdktf.out/stacks/prod--old/.terraform/terraform.tfstate");

    expect(message("prod")).toContain("destroy its resources first");
    expect(message("prod")).not.toContain("--output");
  });

  it("rejects nothing without the CLI, which removes nothing then", () => {
    writeStack("test", "tasks");
    write("cdktf.out/stacks/test--tasks/.terraform/terraform.tfstate");

    expect(() => rejectRemovalByCdktf({}, "prod", stale("prod", "tasks"))).not.toThrow();
  });
});
