import { alarmSettings, allAlarms } from "../../config/alarms";
import { testEnvironment } from "../support/synth-environment";
import { parsed } from "./valid-environment";

const defaults = parsed(testEnvironment({ monitoring: {} })).monitoring?.alarms;
if (defaults === undefined) throw new Error("the environment has no monitoring");

describe(alarmSettings, () => {
  it("are those of the environment where nothing takes their place", () => {
    expect(alarmSettings(defaults, undefined, {})).toEqual(defaults);
    expect(defaults).toMatchObject({ cpuPercent: 85, memoryPercent: 90, off: [] });
  });

  it("are the service's, then the application's, then the environment's", () => {
    const application = { cpuPercent: 70, memoryPercent: 80 };

    expect(alarmSettings(defaults, application, { cpuPercent: 60 })).toEqual({
      ...defaults,
      cpuPercent: 60,
      memoryPercent: 80,
    });
  });

  it("are not replaced by fields without a value", () => {
    expect(alarmSettings(defaults, { cpuPercent: undefined })).toEqual(defaults);
  });

  it("turn off what is off anywhere", () => {
    const off = alarmSettings({ ...defaults, off: ["cpu"] }, { off: ["memory"] }, { off: ["cpu"] });

    expect(off.off).toEqual(["cpu", "memory"]);
  });
});

describe("the names of alarms", () => {
  it("are different from each other", () => {
    expect(new Set(allAlarms).size).toBe(allAlarms.length);
  });
});
