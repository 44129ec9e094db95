import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import type { EnvironmentInput } from "../../../config/schema/environment";
import { environment as example } from "../../../environments/example";
import { environment as minimal } from "../../../environments/minimal";
import { createStacks } from "../../../synthesis/create-stacks";
import { parse } from "../../support/synth";
import {
  checked,
  synthApplication,
  synthComponent,
  synthIdentity,
} from "../../support/synth-environment";

const states: NonNullable<EnvironmentInput["state"]>[] = [
  { type: "local" },
  { type: "s3", bucket: "states" },
  { type: "cloud", organization: "acme", project: "web" },
];

const environments: Record<string, EnvironmentInput> = {
  minimal: { name: "minimal", ...minimal },
  example,
};

const pipeline = { github: { repository: "acme/website" } };
const bootstrap = states
  .filter(({ type }) => type !== "local")
  .map((state) => ({
    state: state.type,
    stack: "delivery of example",
    json: synthComponent({ ...example, state, delivery: pipeline }, "delivery"),
  }));

const emitted = states.flatMap((state) =>
  Object.entries(environments).flatMap(([name, environment]) => {
    const input = { ...environment, state };
    return [
      { state: state.type, stack: `identity of ${name}`, json: synthIdentity(input) },
      ...Object.keys(environment.applications).map((application) => ({
        state: state.type,
        stack: `${application} of ${name}`,
        json: synthApplication(input, application),
      })),
    ];
  }),
);

/** Every string of the JSON with the keys that lead to it. */
function strings(value: unknown, path: string[] = []): { path: string[]; text: string }[] {
  if (typeof value === "string") return [{ path, text: value }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => strings(each, [...path, key]));
}

describe.each([...emitted, ...bootstrap])("$stack with state $state", ({ state, json }) => {
  it("contains no path outside its folder, except to local state", () => {
    const outside = strings(parse(json)).filter(({ text }) => text.includes("../"));

    for (const { path } of outside) {
      expect(path.join(".")).toMatch(
        /^terraform\.backend\.local\.path$|^data\.terraform_remote_state\.deploy_shared_identity_first\.(config\.path|lifecycle\.precondition\.0\.condition)$/,
      );
    }
    expect(outside.length > 0).toBe(state === "local");
  });

  it("contains no absolute path of the synthesizing machine", () => {
    for (const folder of [process.cwd(), homedir(), join(tmpdir(), "synth-")]) {
      expect(json).not.toContain(folder);
    }
    expect(json).not.toMatch(/[A-Z]:\\\\/);
  });

  it("runs no command, and contains no credentials", () => {
    const keys = new Set(strings(parse(json)).flatMap(({ path }) => path));
    for (const forbidden of [
      ...["profile", "shared_credentials_files", "shared_config_files", "token"],
      ...["access_key", "secret_key", "client_secret", "provisioner"],
    ]) {
      expect([...keys]).not.toContain(forbidden);
    }
    expect(json).not.toMatch(/local-exec|remote-exec|assets\//);
    expect(Object.keys(parse(json).provider ?? {})).toEqual(["aws"]);
  });

  it("contains policies and container definitions as JSON text", () => {
    const found = strings(parse(json)).filter(({ path }) =>
      ["policy", "assume_role_policy", "container_definitions"].includes(path.at(-1) ?? ""),
    );

    for (const { text } of found) expect(() => JSON.parse(text)).not.toThrow();
    expect(json).not.toContain("jsonencode");
  });
});

describe.each(states)("the folders of an environment with state %j", (state) => {
  const outdir = mkdtempSync(join(tmpdir(), "emitted-"));
  afterAll(() => rmSync(outdir, { recursive: true }));

  it("contain one file each", () => {
    const app = new App({ outdir });
    createStacks(app, checked({ ...example, state }));
    app.synth();

    const stacks = join(outdir, "stacks");
    expect(readdirSync(stacks).sort()).toEqual([
      "example--notes",
      "example--shared-identity",
      "example--tasks",
    ]);
    for (const stack of readdirSync(stacks)) {
      expect(readdirSync(join(stacks, stack))).toEqual(["cdk.tf.json"]);
    }
  });

  it("contain no comment of cdktf at a block, only the stack's own, which its CLI reads", () => {
    const stacks = join(outdir, "stacks");
    for (const stack of readdirSync(stacks)) {
      const json = JSON.parse(readFileSync(join(stacks, stack, "cdk.tf.json"), "utf8"));

      expect(json["//"].metadata).toMatchObject({ stackName: stack });
      expect(strings(json).filter(({ path }) => path.indexOf("//") > 0)).toEqual([]);
    }
  });
});
