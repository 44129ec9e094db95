import { environmentWarnings } from "../../../config/warnings/environment-warnings";
import { checked } from "../../support/synth-environment";
import { changed } from "../valid-environment";

const capacity = ["applications", "app", "services", "web", "capacity"];
const warningsOf = (settings: object) =>
  environmentWarnings(checked(changed([capacity.join("."), settings]) as never)).filter(
    ({ path }) => path.includes("capacity"),
  );

describe("a service on Spot", () => {
  it("is warned about where no task runs on demand", () => {
    expect(warningsOf({ onDemandWeight: 0, spotWeight: 1 })).toEqual([
      {
        path: [...capacity, "onDemandBase"],
        message: expect.stringContaining("every task runs on Spot"),
        fix: expect.stringContaining("such as 1"),
      },
    ]);
  });

  it.each([
    {},
    { onDemandBase: 1, onDemandWeight: 0, spotWeight: 1 },
    { onDemandWeight: 1, spotWeight: 3 },
  ])("is not warned about with %j", (settings) => {
    expect(warningsOf(settings)).toEqual([]);
  });
});
