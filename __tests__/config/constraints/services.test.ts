import { reservedVariables } from "../../../config/constraints/variables";
import { changed, issue, issuesOf, parsed, rejectsEach } from "../valid-environment";

const app = "applications.app";
const web = `${app}.services.web`;

describe("a task size", () => {
  it("is rejected when Fargate does not support it", () => {
    expect(issuesOf(changed([`${web}.memoryMiB`, 512]))).toEqual([
      issue(`${web}.memoryMiB`, 512, "1024, 2048, 3072, 4096 MiB", "other cpuUnits"),
    ]);
  });

  it("is rejected when only the CPU is given and its default memory does not go with it", () => {
    expect(issuesOf(changed([web, { cpuUnits: 4096 }]))).toEqual([
      issue(`${web}.memoryMiB`, 512, "8192, 9216 … 30720 MiB", "choose one of these"),
    ]);
  });
});

describe("the capacity of a service", () => {
  it("is rejected when the minimum exceeds the maximum", () => {
    expect(issuesOf(changed([`${web}.scaling`, { minCapacity: 5, maxCapacity: 4 }]))).toEqual([
      issue(
        `${web}.scaling.minCapacity`,
        5,
        "not be larger than maxCapacity, which is 4",
        "raise maxCapacity",
      ),
    ]);
  });

  it("is rejected when the minimum exceeds the default maximum", () => {
    expect(issuesOf(changed([`${web}.scaling`, { minCapacity: 5 }]))).toHaveLength(1);
  });

  it("may be fixed", () => {
    expect(issuesOf(changed([`${web}.scaling`, { minCapacity: 1, maxCapacity: 1 }]))).toEqual([]);
  });
});

describe("a health check", () => {
  rejectsEach([
    [`${web}.healthCheck.timeoutSeconds`, 10, "less than intervalSeconds, which is 10", "lower it"],
  ]);
});

describe("the capacity on demand and on Spot", () => {
  it("is rejected when no task may run beyond the base", () => {
    expect(issuesOf(changed([`${web}.capacity.spotWeight`, 0]))).toEqual([
      issue(
        `${web}.capacity.onDemandWeight`,
        0,
        "place no task beyond onDemandBase, which is 1, and maxCapacity is 3",
        "raise one of the weights",
      ),
    ]);
  });

  it("may be Spot only", () => {
    expect(issuesOf(changed([`${web}.capacity`, { onDemandWeight: 0, spotWeight: 1 }]))).toEqual(
      [],
    );
  });
});

describe("a service", () => {
  it("is rejected when no route leads to it", () => {
    expect(issuesOf(changed([`${app}.services.worker`, {}]))).toEqual([
      issue(`${app}.services.worker`, "worker", "must be the target of a route", "add a route"),
    ]);
  });

  it("is reached by the default route alone", () => {
    expect(issuesOf(changed([`${app}.routes`, []], [`${app}.defaultRoute`, undefined]))).toEqual(
      [],
    );
  });

  it("is not reached by a route of another application", () => {
    expect(
      issuesOf(
        changed(
          ["applications.notes.services", { web: {}, api: {} }],
          ["applications.notes.defaultRoute", { target: { type: "service", service: "web" } }],
        ),
      ).map(({ path }) => path),
    ).toEqual([["applications", "notes", "services", "api"]]);
  });
});

describe("writable folders", () => {
  rejectsEach([
    [`${web}.writablePaths[1]`, "/tmp", "mounted twice", "remove it"],
    [`${web}.volumePaths[0]`, "/tmp", "mounted twice", "remove it"],
    [`${web}.writablePathSizeMiB`, 512, "2 × 512 MiB of writablePaths", "raise memoryMiB"],
  ]);

  it("may fill almost the whole memory", () => {
    expect(issuesOf(changed([`${web}.writablePathSizeMiB`, 511]))).toEqual([]);
  });
});

describe("secrets", () => {
  const secret = "arn:aws:secretsmanager:eu-central-1:111122223333:secret";

  it.each([
    "arn:aws:ssm:eu-central-1:111122223333:parameter/app/token",
    `${secret}:database-AbCdEf`,
    `${secret}:team/database-a1B2c3`,
    `${secret}:database-AbCdEf:password::`,
    `${secret}:database-AbCdEf:password:AWSPREVIOUS:`,
    `${secret}:database-AbCdEf::AWSPREVIOUS:`,
  ])("may be %s", (arn) => {
    expect(issuesOf(changed([`${web}.secrets.TOKEN`, arn]))).toEqual([]);
  });
});

describe("variables", () => {
  const arn = "arn:aws:ssm:eu-central-1:111122223333:parameter/x";

  it.each(reservedVariables)("are rejected when the stack sets them: %s", (variable) => {
    expect(issuesOf(changed([`${web}.environment.${variable}`, "x"]))).toEqual([
      issue(`${web}.environment.${variable}`, "x", "the stack sets them", "choose another name"),
    ]);
    expect(issuesOf(changed([`${web}.secrets.${variable}`, arn]))).toEqual([
      issue(`${web}.secrets.${variable}`, arn, "the stack sets them", "choose another name"),
    ]);
  });

  it("are rejected when they are a secret as well", () => {
    expect(issuesOf(changed([`${web}.secrets.LOG_LEVEL`, arn]))).toEqual([
      issue(`${web}.secrets.LOG_LEVEL`, arn, "set twice", "remove one of the two"),
    ]);
  });

  it.each(["constructor", "toString", "hasOwnProperty", "valueOf"])(
    "may have the name of a property that every object has: %s",
    (variable) => {
      const environment = changed([`${web}.secrets`, { [variable]: arn }]);

      expect(parsed(environment).applications.app?.services.web?.secrets).toEqual({
        [variable]: arn,
      });
    },
  );

  it.each(["discovery.type", "npm_config_cache", "_X", "a-b"])("may be named %s", (variable) => {
    expect(issuesOf(changed([[...web.split("."), "environment", variable], "x"]))).toEqual([]);
  });
});
