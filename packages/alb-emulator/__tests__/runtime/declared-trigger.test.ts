import { strToU8, zipSync } from "fflate";
import type { TriggerFunction } from "../../src/model/trigger-function.ts";
import { type DeclaredTrigger, openDeclaredTrigger } from "../../src/runtime/declared-trigger.ts";

const zipOf = (files: Readonly<Record<string, string>>) =>
  Buffer.from(
    zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]))),
  ).toString("base64");

const declared: TriggerFunction = {
  name: "claims",
  functionArn: "arn:aws:lambda:eu-central-1:123456789012:function:claims",
  handler: "index.handler",
  zip: zipOf({
    "index.mjs":
      'import { tier } from "./lib/tier.mjs"; export const handler = async (event) => ({ ...event, tier, home: process.env.HOME });',
    "lib/tier.mjs": "export const tier = process.env.TIER;",
  }),
  environment: { TIER: "gold" },
  timeoutSeconds: 5,
  memoryMiB: 128,
};

let opened: DeclaredTrigger | undefined;
const lines: string[] = [];

function open(changes: Partial<TriggerFunction> = {}): DeclaredTrigger {
  opened = openDeclaredTrigger({ ...declared, ...changes }, (line) => lines.push(line));
  return opened;
}

afterEach(() => opened?.close());

const call = ({ handler }: DeclaredTrigger) => handler({ version: "2" }, {}, () => {});

describe(openDeclaredTrigger, () => {
  it("runs the code with the function's variables and none of this process", async () => {
    expect(process.env.HOME).toBeDefined();
    expect(await call(open())).toEqual({ version: "2", tier: "gold" });
  });

  it("fails with what the function throws", async () => {
    const zip = zipOf({ "index.mjs": 'export const handler = () => { throw new Error("no"); };' });

    await expect(call(open({ zip }))).rejects.toThrow(/claims .*failed: Error: no/);
    expect(lines).toContainEqual(expect.stringContaining("Error: no"));
  });

  it("finds CommonJS in a nested folder", async () => {
    const zip = zipOf({ "src/index.js": "exports.run = async () => 7;" });

    expect(await call(open({ zip, handler: "src/index.run" }))).toBe(7);
  });

  it("writes nothing outside of its folder", async () => {
    const escaping = zipOf({
      "../escaped.mjs": "",
      "index.mjs": "export const handler = () => 1;",
    });

    expect(await call(open({ zip: escaping }))).toBe(1);
  });

  it.each([
    ["is not a zip file", { zip: "AAAA" }, /claims is not a zip file .*content_base64/],
    [
      "lacks the handler's file",
      { handler: "main.handler" },
      /no main\.mjs or main\.js.*It has: index\.mjs/,
    ],
  ])("rejects code that %s", (_, changes, message) => {
    expect(() => open(changes)).toThrow(message);
  });
});
