import { ExpiringMap } from "../../src/cognito/stores/expiring-map.ts";

let nowMs = 0;
const now = () => nowMs;
const advance = (seconds: number) => {
  nowMs += seconds * 1000;
};

describe("ExpiringMap", () => {
  it("returns a value until its lifetime ends", () => {
    const map = new ExpiringMap<number>(now);
    map.set("a", 1, 60);

    advance(59);
    const before = map.get("a");
    advance(1);

    expect([before, map.get("a")]).toEqual([1, undefined]);
  });

  it("counts the lifetime from the last set", () => {
    const map = new ExpiringMap<number>(now);
    map.set("a", 1, 60);
    advance(59);

    map.set("a", 2, 60);
    advance(59);

    expect(map.get("a")).toBe(2);
  });

  it("frees expired values when new ones arrive", () => {
    const map = new ExpiringMap<number>(now);
    map.set("a", 1, 60);
    map.set("b", 2, 60);
    advance(60);

    map.set("c", 3, 60);

    expect(map.size).toBe(1);
  });

  it("drops the oldest value when it is full", () => {
    const map = new ExpiringMap<number>(now, 2);

    for (const [value, key] of ["a", "b", "c"].entries()) map.set(key, value, 60);

    expect([map.get("a"), map.get("b"), map.get("c")]).toEqual([undefined, 1, 2]);
  });

  it("forgets a deleted value", () => {
    const map = new ExpiringMap<number>(now);
    map.set("a", 1, 60);

    map.delete("a");

    expect(map.get("a")).toBeUndefined();
  });
});
