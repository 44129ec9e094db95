import { applicationsOf } from "../model/applications.ts";
import { EmulatorError } from "../model/emulator-error.ts";
import type { EmulatorModel } from "../model/emulator-model.ts";
import type { LoadBalancerModel } from "../model/load-balancer.ts";
import { isProgramOf, type Program, type ServiceProgram } from "./service-program.ts";

/** What a program can run as: a service, or a target group without one. */
export interface ProgramSlot {
  readonly application: string;
  readonly name: string;
  /**
   * What it may be called as well: the name of its container, where no other program has that name. In a
   * cluster that applications share, names of services have to be longer.
   */
  readonly alias?: string | undefined;
  readonly type: "service" | "target-group" | "function";
  /** Variables of the task definition; a target group without a service has none. */
  readonly environment: Readonly<Record<string, string>>;
  /** Names of variables whose values AWS would fetch. */
  readonly secrets: readonly string[];
}

/** The services of an application, and its target groups without one. */
export function programSlots(model: LoadBalancerModel): readonly ProgramSlot[] {
  const { application, services, targetGroups } = model;
  const slots: ProgramSlot[] = services.map(({ name, containerName, environment, secrets }) => {
    const alias = isUnique(containerName, services) ? { alias: containerName } : {};
    return { application, name, ...alias, type: "service", environment, secrets };
  });
  for (const { service, lambda } of targetGroups) {
    if (service === undefined || slots.some(({ name }) => name === service)) continue;
    slots.push(
      lambda === undefined
        ? { application, name: service, type: "target-group", environment: {}, secrets: [] }
        : {
            application,
            name: service,
            type: "function",
            environment: lambda.environment,
            secrets: [],
          },
    );
  }
  return slots;
}

/** Whether somebody may call a service or target group so. */
export function isNamed(
  slot: Pick<ProgramSlot, "name"> & Partial<Pick<ProgramSlot, "alias">>,
  name: string,
): boolean {
  return slot.name === name || slot.alias === name;
}

function isUnique(containerName: string, services: LoadBalancerModel["services"]): boolean {
  return (
    services.filter((service) => service.containerName === containerName).length === 1 &&
    services.every(({ name }) => name !== containerName)
  );
}

/** @throws EmulatorError that lists the existing names, for programs that would never run */
export function checkPrograms(model: EmulatorModel, programs: readonly ServiceProgram[]): void {
  const slots = model.loadBalancers.flatMap(applicationsOf).flatMap(programSlots);
  const unknown = programs.filter((program) => !slots.some((slot) => isProgramOf(program, slot)));
  const misplaced = slots.flatMap((slot) =>
    programs
      .filter((program) => isProgramOf(program, slot) && !canRunAs(program.program, slot))
      .map(() =>
        slot.type === "function"
          ? `${slot.application}/${slot.name} is a Lambda function, which a command cannot be. Name its module and handler, index.mjs#handler, or the address of its runtime interface emulator.`
          : `${slot.application}/${slot.name} is not a Lambda function, so a handler cannot run as it. Use an address or a command.`,
      ),
  );
  if (misplaced.length > 0) throw new EmulatorError(misplaced.join("\n"));
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

function canRunAs(program: Program, { type }: ProgramSlot): boolean {
  if ("module" in program) return type === "function";
  return type !== "function" || "url" in program;
}
