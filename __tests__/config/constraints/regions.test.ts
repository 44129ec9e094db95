import { checkRegions } from "../../../config/constraints/regions";
import { knownRegions, regionsWithSignIn } from "../../../config/regions";
import { changed, issue, issuesOf } from "../valid-environment";

/** Issues of an environment in a region, without what belongs to another region. */
const issuesIn = (region: string, ...more: readonly (readonly [string, unknown])[]) =>
  issuesOf(
    changed(
      ["region", region],
      ["applications.app.routes", []],
      ["applications.notes.certificate", undefined],
      ["identity.passkeys", {}],
      ...more,
    ),
  );

describe(checkRegions, () => {
  it.each(regionsWithSignIn)("accepts %s", (region) => {
    expect(issuesIn(region)).toEqual([]);
  });

  it.each([
    ["eu-nroth-1", 'did you mean "eu-north-1"?'],
    ["us-eats-1", 'did you mean "us-east-1"?'],
    ["eu-central-9", 'did you mean "eu-central-1"?'],
    ["moon-crater-1", "must be the code"],
  ])("rejects %s, which does not exist", (region, fix) => {
    const [found] = issuesIn(region);
    expect(found).toMatchObject({ path: ["region"], value: region });
    expect(`${found?.message} ${found?.fix}`).toContain(fix);
  });

  it.each(["mx-central-1", "ap-southeast-5", "ap-east-2"])(
    "rejects %s, where a load balancer cannot sign users in",
    (region) => {
      expect(issuesIn(region)).toEqual([
        issue("region", region, "AWS does not list it among the regions", "allowUnlistedRegion"),
      ]);
      expect(issuesIn(region)[0]?.message).toContain("eu-central-1");
      expect(issuesIn(region)[0]?.message).toContain("(list of 24 November 2026)");
    },
  );

  it.each(["us-gov-west-1", "us-gov-east-1", "cn-north-1", "cn-northwest-1"])(
    "rejects %s as a partition that is not supported",
    (region) => {
      expect(issuesIn(region)).toEqual([
        issue("region", region, "GovCloud and China are not supported", "choose one of them"),
      ]);
    },
  );

  it.each(["mx-central-1", "eu-future-1", "us-gov-west-1"])(
    "accepts %s with the switch",
    (region) => {
      expect(issuesIn(region, ["allowUnlistedRegion", true])).toEqual([]);
    },
  );

  it("checks the region of the state's bucket only for existence", () => {
    const bucketIn = (region: string) =>
      issuesOf(changed(["state", { type: "s3", bucket: "states", region }]));

    expect(bucketIn("us-gov-west-1")).toEqual([]);
    expect(bucketIn("mx-central-1")).toEqual([]);
    expect(bucketIn("eu-nroth-1")).toEqual([
      issue("state.region", "eu-nroth-1", "must be a region of AWS", 'mean "eu-north-1"'),
    ]);
  });

  it("knows no region twice", () => {
    expect(new Set(knownRegions).size).toBe(knownRegions.length);
  });
});
