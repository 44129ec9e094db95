import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkLocks } from "../../scripts/lock/check-locks";
import { isLocked, requireFreshLocks } from "../../scripts/lock/deployed-locks";
import { writeLocks } from "../../scripts/lock/write-locks";
import { committedLock, placeLock } from "../../synthesis/provider-locks/place-lock";
import { lockedPlatforms } from "../../synthesis/provider-locks/stale-lock";
import { withApplication } from "../support/synth-environment";
import { describeWithTerraform } from "./describe-with-tools";
import { checkedEnvironment, synthesize } from "./synthesize";
import { Terraform } from "./terraform";
import { terraformEnvironment } from "./terraform-environment";

describeWithTerraform("npm run lock with real Terraform", (tools) => {
  let root: string;
  let env: NodeJS.ProcessEnv;
  let reports: string[];

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "locks-"));
    reports = [];
    synthesize(checkedEnvironment(withApplication({})), root);
    env = terraformEnvironment({ tools: mirroring(), folder: root, region: "eu-central-1" });
    mirror("6.25.0", ...lockedPlatforms);
  });

  afterEach(() => rmSync(root, { recursive: true, force: true }));

  /** Terraform hashes packages and starts none of them here, so that text will do. */
  function mirror(version: string, ...platforms: readonly string[]): void {
    for (const platform of platforms) {
      const folder = join(root, "mirror/registry.terraform.io/hashicorp/aws", version, platform);
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, `terraform-provider-aws_v${version}`), `${version} ${platform}`);
    }
  }

  const mirroring = () => ({ ...tools(), providerMirror: join(root, "mirror") });

  const stacks = () =>
    ["test--shared-identity", "test--app"].map((fullName) => ({
      fullName,
      folder: join(root, "cdktf.out", "stacks", fullName),
    }));
  const identity = () => stacks()[0] as Stack;
  const app = () => stacks()[1] as Stack;

  const write = () =>
    writeLocks(stacks(), {
      root,
      environment: "test",
      program: tools().terraform,
      mirror: join(root, "mirror"),
      report: (line) => reports.push(line),
      env,
    });

  const lockOf = (stack: string) => readFileSync(committedLock(stack, root), "utf8");
  const placedIn = ({ folder }: Stack) => join(folder, ".terraform.lock.hcl");
  const init = ({ folder }: Stack, ...flags: string[]) =>
    new Terraform({ terraform: tools().terraform, folder, environment: env }).run(
      ...["init", "-backend=false", "-no-color", ...flags],
    );

  /** Requires another version in one stack, as a user does. */
  function override({ folder }: Stack, version: string): void {
    const required_providers = { aws: { source: "hashicorp/aws", version } };
    writeFileSync(
      join(folder, "override.tf.json"),
      JSON.stringify({ terraform: { required_providers } }),
    );
  }

  it("writes one file for each stack with one look-up, and Terraform needs no other hash", async () => {
    expect(checkLocks(stacks(), root)).toEqual([
      "locks/test--shared-identity.lock.hcl is missing.",
      "locks/test--app.lock.hcl is missing.",
    ]);

    await write();

    expect(checkLocks(stacks(), root)).toEqual([]);
    expect(reports.filter((line) => line.startsWith("asking"))).toHaveLength(1);
    expect(lockOf("test--app").match(/"h1:/g)).toHaveLength(3);
    expect(readFileSync(placedIn(app()), "utf8")).toBe(lockOf("test--app"));
    expect(isLocked(app(), root)).toBe(true);
    expect(await init(app(), "-lockfile=readonly")).toMatchObject({ exitCode: 0 });
    expect(readFileSync(placedIn(app()), "utf8")).toBe(lockOf("test--app"));
  });

  it("rejects a provider package that is not the locked one", async () => {
    await write();
    for (const platform of lockedPlatforms) {
      const folder = join(root, "mirror/registry.terraform.io/hashicorp/aws/6.25.0", platform);
      writeFileSync(join(folder, "terraform-provider-aws_v6.25.0"), "changed");
    }

    const { exitCode, output } = await init(identity(), "-lockfile=readonly");

    expect(output).toContain("doesn't match any of the checksums");
    expect(exitCode).toBe(1);
  });

  it("writes nothing when everything is up to date, and what became stale otherwise", async () => {
    await write();
    const before = lockOf("test--app");
    reports = [];
    await write();
    expect(reports).toEqual([
      "locks/test--shared-identity.lock.hcl: up to date",
      "locks/test--app.lock.hcl: up to date",
    ]);

    override(app(), "6.66.0");
    mirror("6.66.0", ...lockedPlatforms);
    expect(() => requireFreshLocks(stacks(), root, "test")).toThrow(
      /^locks\/test--app\.lock\.hcl is stale: it has hashicorp\/aws 6\.25\.0 .*requires 6\.66\.0\.\n.*\n {2}npm run lock -- --environment test$/,
    );
    await write();

    expect(lockOf("test--shared-identity")).toBe(before);
    expect(lockOf("test--app")).toContain('"6.66.0"');
    expect(() => requireFreshLocks(stacks(), root, "test")).not.toThrow();
  });

  it("adds the platforms that a file lacks", async () => {
    await write();
    const one = lockOf("test--app").replace(/ {4}"h1:.*\n {4}"h1:.*\n/, "");
    writeFileSync(committedLock("test--app", root), one);
    expect(checkLocks(stacks(), root)).toEqual([
      expect.stringContaining("locks/test--app.lock.hcl is stale: it has 1 of 3 package hashes"),
    ]);

    await write();

    expect(lockOf("test--app")).toBe(lockOf("test--shared-identity"));
  });

  it("writes nothing when the mirror lacks a platform", async () => {
    rmSync(join(root, "mirror/registry.terraform.io/hashicorp/aws/6.25.0/darwin_arm64"), {
      recursive: true,
    });

    await expect(write()).rejects.toThrow(/providers lock .* failed, so locks\/ is as it was/);
    expect(existsSync(committedLock("test--app", root))).toBe(false);
  });

  it("keeps a user's own lock file, and replaces what Terraform wrote on this machine", async () => {
    expect(await init(app())).toMatchObject({ exitCode: 0 });
    const initialized = readFileSync(placedIn(app()), "utf8");
    await write();
    expect(readFileSync(placedIn(app()), "utf8")).not.toBe(initialized);

    const own = lockOf("test--app").replace("h1:", "h1:own");
    writeFileSync(placedIn(app()), own);
    placeLock("test--app", app().folder, root);

    expect(readFileSync(placedIn(app()), "utf8")).toBe(own);
    expect(isLocked(app(), root)).toBe(false);
    expect(() => requireFreshLocks(stacks(), root, "test")).not.toThrow();
  });

  it("removes the files of stacks that the environment no longer has, and no others", async () => {
    mkdirSync(join(root, "locks"));
    for (const name of ["test--old", "other--app"]) writeFileSync(committedLock(name, root), "");

    await write();

    expect(existsSync(committedLock("test--old", root))).toBe(false);
    expect(existsSync(committedLock("other--app", root))).toBe(true);
  });
});

interface Stack {
  readonly fullName: string;
  readonly folder: string;
}
