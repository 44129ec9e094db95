import type { EnvironmentInput } from "../../config/schema/environment";
import { localPrograms } from "../../synthesis/local-programs";
import { checked, synthApplication, withApplication } from "../support/synth-environment";

type LocalProgram = NonNullable<
  NonNullable<EnvironmentInput["applications"][string]["services"]>[string]["local"]
>;

const arn =
  "arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/legacy/0123456789abcdef";

function environment(web?: LocalProgram, legacy?: LocalProgram): EnvironmentInput {
  return withApplication({
    services: { web: { ...(web && { local: web }) } },
    routes: [
      {
        conditions: { paths: ["/legacy/*"] },
        access: { type: "public" },
        target: { type: "target-group", arn, ...(legacy && { local: legacy }) },
      },
    ],
  });
}

describe(localPrograms, () => {
  it("lists the programs of services and target groups, by the names that the emulator has", () => {
    const web = { command: "npm run dev", directory: "../my-app" };
    const legacy = { url: "http://localhost:3000" };

    expect(localPrograms(checked(environment(web, legacy)))).toEqual([
      { application: "app", service: "web", ...web },
      { application: "app", service: "legacy", ...legacy },
    ]);
    expect(localPrograms(checked(environment()))).toEqual([]);
  });

  it("leaves no trace of them in the Terraform JSON", () => {
    const withPrograms = environment({ command: "npm start" }, { command: "npm start" });

    expect(synthApplication(withPrograms)).toBe(synthApplication(environment()));
  });
});
