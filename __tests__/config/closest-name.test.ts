import { closestName } from "../../config/closest-name";

describe(closestName, () => {
  it.each([
    ["hostname", ["hostName", "hostedZone"], "hostName"],
    ["regoin", ["region", "identity"], "region"],
    ["prodution", ["example", "production"], "production"],
    ["scope", ["scopes", "type"], "scopes"],
    ["arm64", ["ARM64", "X86_64"], "ARM64"],
  ])("finds the name that %j misspells", (name, candidates, closest) => {
    expect(closestName(name, candidates)).toBe(closest);
  });

  it.each([
    ["clientSecret", ["domain", "signUp", "groups"]],
    ["ab", ["xy"]],
    ["x", []],
    ["", ["a"]],
    ["x".repeat(65), ["x".repeat(64)]],
  ])("finds none for %j", (name, candidates) => {
    expect(closestName(name, candidates)).toBeUndefined();
  });
});
