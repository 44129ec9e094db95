import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse as parseYaml } from "yaml";
import { type AcceptedFinding, acceptedFindings } from "../../config/accepted-findings";
import { environmentNames } from "../../config/select-environment";
import { parseStack, readSynthesizedStacks } from "../../scripts/cost/synthesized-stack";
import { synthesize } from "../../scripts/deploy/synthesize";
import {
  acceptanceOf,
  findFindings,
  findingChecks,
  isExpired,
} from "../../scripts/findings/find-findings";
import type { Finding } from "../../scripts/findings/finding-check";
import { findingsFiles } from "../../scripts/findings/findings";
import { plantedSettings } from "./planted-settings";

const root = join(__dirname, "../..");
const now = new Date();
const found = new Map<string, readonly Finding[]>();
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "findings-"));
  for (const name of environmentNames(root)) {
    const { stacks } = await synthesize(root, name, join(folder, name));
    found.set(name, findFindings(readSynthesizedStacks(stacks)));
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const describeFinding = ({ check, stack, address }: Finding) =>
  `${check.ids.join(", ")}: ${stack} ${address}`;

describe("every environment", () => {
  it.each(environmentNames(root))("%s has no finding that is not accepted", (name) => {
    const open = (found.get(name) ?? []).filter((each) => acceptanceOf(each, now) === undefined);

    expect(open.map(describeFinding)).toEqual([]);
  });
});

describe("accepted findings", () => {
  it.each(acceptedFindings.map((entry) => [entry.id, entry.resource, entry] as const))(
    "are needed, known and not expired: %s of %s",
    (_, __, entry) => {
      const all = [...found.values()].flat();

      expect(isExpired(entry, now)).toBe(false);
      expect(findingChecks.some(({ ids }) => ids.includes(entry.id))).toBe(true);
      expect(all.filter((each) => acceptanceOf(each, now, [entry])).length).toBeGreaterThan(0);
      expect(entry.reason.length).toBeGreaterThan(15);
    },
  );

  const finding = findFindings([
    parseStack("app", JSON.stringify({ resource: { aws_sns_topic: { alarms: {} } } })),
  ])[0] as Finding;
  const entry: AcceptedFinding = {
    id: "CKV_AWS_26",
    resource: "aws_sns_topic.*",
    reason: "a reason that says why",
    expires: "2026-12-31",
  };
  const at = (time: string, changed: Partial<AcceptedFinding> = {}) =>
    acceptanceOf(finding, new Date(time), [{ ...entry, ...changed }]) !== undefined;

  it("are accepted until the end of their day", () => {
    expect(at("2026-12-31T23:59:59Z")).toBe(true);
    expect(at("2027-01-01T00:00:00Z")).toBe(false);
  });

  it("are of this id and of this resource", () => {
    expect(at("2026-12-01T00:00:00Z", { id: "CKV_AWS_27" })).toBe(false);
    expect(at("2026-12-01T00:00:00Z", { resource: "aws_sns_topic.other" })).toBe(false);
    expect(at("2026-12-01T00:00:00Z", { resource: "aws_sns_topi*larms" })).toBe(true);
  });
});

describe("checks", () => {
  it.each(plantedSettings)("%s is found where it is planted", (id, resources) => {
    const stack = parseStack("planted", JSON.stringify({ resource: resources }));

    expect(findFindings([stack]).flatMap(({ check }) => check.ids)).toContain(id);
  });

  it("all have a setting that they find, and each id belongs to one check", () => {
    const planted = plantedSettings.map(([id]) => id);
    const unproved = findingChecks.filter(({ ids }) => !ids.some((id) => planted.includes(id)));
    const ids = findingChecks.flatMap((check) => check.ids);

    expect(unproved.map(({ title }) => title)).toEqual([]);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(ids.length).toBeGreaterThan(150);
  });
});

describe("the scanners' files", () => {
  it.each(Object.keys(findingsFiles()))("%s is up to date: npm run findings writes it", (path) => {
    expect(readFileSync(join(root, path), "utf8")).toBe(findingsFiles()[path]);
  });

  it("are YAML with every accepted id, its reason and its day", () => {
    const checkov = parseYaml(findingsFiles()[".checkov.yaml"] ?? "");
    const trivy = parseYaml(findingsFiles()[".trivyignore.yaml"] ?? "");

    expect(checkov.framework).toEqual(["terraform_json"]);
    expect(checkov["skip-check"]).toEqual(expect.arrayContaining(["CKV2_AWS_28", "CKV_AWS_158"]));
    expect(trivy.misconfigurations).toContainEqual({
      id: "AWS-0053",
      statement: expect.stringContaining("Users open the application from the internet"),
      expired_at: expect.anything(),
    });
  });
});
