import { inFileOrder } from "../../config/file-order";

const fault = (...path: (string | number)[]) => ({ path, value: undefined, rule: "", fix: "" });

describe(inFileOrder, () => {
  it("follows the keys and entries of the input, with what is missing behind its neighbours", () => {
    const input = { region: "x", apps: { b: { routes: [1, 2] }, a: {} }, tags: {} };
    const ordered = [
      fault("region"),
      fault("apps"),
      fault("apps", "b", "routes", 0),
      fault("apps", "b", "routes", 1),
      fault("apps", "b", "hostName"),
      fault("apps", "a", "hostName"),
      fault("tags"),
      fault("identity"),
    ];

    expect(inFileOrder(input, ordered.toReversed())).toEqual(ordered);
  });

  it("keeps the order of faults at one place", () => {
    const [one, other] = [fault("region"), { ...fault("region"), rule: "second" }];

    expect(inFileOrder({}, [one, other])).toEqual([one, other]);
  });

  it.each([undefined, null, 5, "text"])("answers for input that has no places: %p", (input) => {
    expect(inFileOrder(input, [fault("a"), fault()])).toHaveLength(2);
  });
});
