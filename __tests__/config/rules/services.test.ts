import { reservedVariables } from "../../../config/rules/variables";
import { changed, fault, faultsOf, parsed, refusesEach } from "../valid-environment";

const app = "applications.app";
const web = `${app}.services.web`;

describe("a task size", () => {
  it("is refused when Fargate does not sell it", () => {
    expect(faultsOf(changed([`${web}.memoryMiB`, 512]))).toEqual([
      fault(`${web}.memoryMiB`, 512, "1024, 2048, 3072, 4096 MiB", "other cpuUnits"),
    ]);
  });

  it("is refused when only the CPU is given and its default memory does not go with it", () => {
    expect(faultsOf(changed([web, { cpuUnits: 4096 }]))).toEqual([
      fault(`${web}.memoryMiB`, 512, "8192, 9216 … 30720 MiB", "choose one of these"),
    ]);
  });
});

describe("a count", () => {
  it("is refused when the minimum is above the maximum", () => {
    expect(faultsOf(changed([`${web}.count`, { minimum: 5, maximum: 4 }]))).toEqual([
      fault(`${web}.count.minimum`, 5, "not be larger than the maximum, 4", "raise the maximum"),
    ]);
  });

  it("is refused when a minimum alone is above the default maximum", () => {
    expect(faultsOf(changed([`${web}.count`, { minimum: 5 }]))).toHaveLength(1);
  });

  it("is accepted when it leaves nothing to scale", () => {
    expect(faultsOf(changed([`${web}.count`, { minimum: 1, maximum: 1 }]))).toEqual([]);
  });
});

describe("a service", () => {
  it("is refused when no route leads to it", () => {
    expect(faultsOf(changed([`${app}.services.worker`, {}]))).toEqual([
      fault(`${app}.services.worker`, "worker", "must be the target of a route", "add a route"),
    ]);
  });

  it("is reached by the default route alone", () => {
    expect(faultsOf(changed([`${app}.routes`, []], [`${app}.defaultRoute`, undefined]))).toEqual(
      [],
    );
  });

  it("is not reached by a route of another application", () => {
    expect(
      faultsOf(
        changed(
          ["applications.notes.services", { web: {}, api: {} }],
          ["applications.notes.defaultRoute", { target: { type: "service", service: "web" } }],
        ),
      ).map(({ path }) => path),
    ).toEqual([["applications", "notes", "services", "api"]]);
  });
});

describe("writable folders", () => {
  refusesEach([[`${web}.writablePaths[1]`, "/tmp", "mounts a folder once", "remove it"]]);
});

describe("variables", () => {
  const arn = "arn:aws:ssm:eu-central-1:111122223333:parameter/x";

  it.each(reservedVariables)("are refused when the stack sets them: %s", (variable) => {
    expect(faultsOf(changed([`${web}.environment.${variable}`, "x"]))).toEqual([
      fault(`${web}.environment.${variable}`, "x", "the stack sets them", "choose another name"),
    ]);
    expect(faultsOf(changed([`${web}.secrets.${variable}`, arn]))).toEqual([
      fault(`${web}.secrets.${variable}`, arn, "the stack sets them", "choose another name"),
    ]);
  });

  it("are refused when they are a secret as well", () => {
    expect(faultsOf(changed([`${web}.secrets.LOG_LEVEL`, arn]))).toEqual([
      fault(`${web}.secrets.LOG_LEVEL`, arn, "takes a name once", "remove one of the two"),
    ]);
  });

  it.each(["constructor", "toString", "hasOwnProperty", "valueOf"])(
    "may have a name that every JavaScript object knows: %s",
    (variable) => {
      const environment = changed([`${web}.secrets`, { [variable]: arn }]);

      expect(parsed(environment).applications.app?.services.web?.secrets).toEqual({
        [variable]: arn,
      });
    },
  );

  it.each(["discovery.type", "npm_config_cache", "_X", "a-b"])("may be called %s", (variable) => {
    expect(faultsOf(changed([[...web.split("."), "environment", variable], "x"]))).toEqual([]);
  });
});
