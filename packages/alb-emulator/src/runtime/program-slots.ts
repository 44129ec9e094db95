import { EmulatorError } from "../model/emulator-error.ts";
import type { EmulatorModel } from "../model/emulator-model.ts";
import type { LoadBalancerModel } from "../model/load-balancer.ts";
import { isProgramOf, type ServiceProgram } from "./service-program.ts";

/** What a program can run as: a service, or a target group without one. */
export interface ProgramSlot {
  readonly application: string;
  readonly name: string;
  readonly type: "service" | "target-group";
  /** Variables of the task definition; a target group without a service has none. */
  readonly environment: Readonly<Record<string, string>>;
  /** Names of variables whose values AWS would fetch. */
  readonly secrets: readonly string[];
}

/** The services of an application, and its target groups without one. */
export function programSlots(model: LoadBalancerModel): readonly ProgramSlot[] {
  const { application, services, targetGroups } = model;
  const slots: ProgramSlot[] = services.map(({ name, environment, secrets }) => {
    return { application, name, type: "service", environment, secrets };
  });
  for (const { service } of targetGroups) {
    if (service === undefined || slots.some(({ name }) => name === service)) continue;
    slots.push({ application, name: service, type: "target-group", environment: {}, secrets: [] });
  }
  return slots;
}

/** @throws EmulatorError that lists the existing names, for programs that would never run */
export function checkPrograms(model: EmulatorModel, programs: readonly ServiceProgram[]): void {
  const slots = model.loadBalancers.flatMap(programSlots);
  const unknown = programs.filter((program) => !slots.some((slot) => isProgramOf(program, slot)));
  if (unknown.length === 0) return;
  const names = slots.map(({ application, name }) => `${application}/${name}`).join(", ");
  const issues = unknown.map(({ application, service }) => {
    const name = application === undefined ? service : `${application}/${service}`;
    return `There is no service or target group ${name}, so its program would get no requests.`;
  });
  throw new EmulatorError(
    `${issues.join("\n")}\nUse one of: ${names}. Without the application, the name means all of them.`,
  );
}
