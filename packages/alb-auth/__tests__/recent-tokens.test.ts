import { RecentTokens } from "../src/recent-tokens.ts";

describe("RecentTokens", () => {
  it("holds no more than it may, and lets the oldest go first", () => {
    const recent = new RecentTokens<number>(3);
    for (let i = 0; i < 10; i++) recent.set(`token-${i}`, i, 100);

    expect(recent.size).toBe(3);
    expect(recent.get("token-6", 0)).toBeUndefined();
    expect(recent.get("token-7", 0)).toBe(7);
  });

  it("forgets at the very second of expiry", () => {
    const recent = new RecentTokens<number>(3);
    recent.set("token", 1, 100);

    expect(recent.get("token", 99.9)).toBe(1);
    expect(recent.get("token", 100)).toBeUndefined();
    expect(recent.size).toBe(0);
  });
});

describe("a token that ends like a remembered one", () => {
  it("is not taken for it", () => {
    const recent = new RecentTokens<number>(3);
    const end = "s".repeat(86);
    recent.set(`header.payload.${end}`, 1, 100);

    expect(recent.get(`header.forged.${end}`, 0)).toBeUndefined();
    expect(recent.get(`header.payload.${end}`, 0)).toBe(1);
  });
});
