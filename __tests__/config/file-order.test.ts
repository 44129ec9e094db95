import { inFileOrder } from "../../config/file-order";

const issue = (...path: (string | number)[]) => ({ path, value: undefined, message: "", fix: "" });

describe(inFileOrder, () => {
  it("follows the keys and entries of the input, with missing ones after their siblings", () => {
    const input = { region: "x", apps: { b: { routes: [1, 2] }, a: {} }, tags: {} };
    const ordered = [
      issue("region"),
      issue("apps"),
      issue("apps", "b", "routes", 0),
      issue("apps", "b", "routes", 1),
      issue("apps", "b", "hostName"),
      issue("apps", "a", "hostName"),
      issue("tags"),
      issue("identity"),
    ];

    expect(inFileOrder(input, ordered.toReversed())).toEqual(ordered);
  });

  it("keeps the order of issues at the same path", () => {
    const [one, other] = [issue("region"), { ...issue("region"), message: "second" }];

    expect(inFileOrder({}, [one, other])).toEqual([one, other]);
  });

  it.each([undefined, null, 5, "text"])("accepts input without keys: %p", (input) => {
    expect(inFileOrder(input, [issue("a"), issue()])).toHaveLength(2);
  });
});
