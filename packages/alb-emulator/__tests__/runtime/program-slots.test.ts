import type { LoadBalancerModel } from "../../src/model/load-balancer.ts";
import { programSlots } from "../../src/runtime/program-slots.ts";
import { isProgramOf, type ServiceProgram } from "../../src/runtime/service-program.ts";
import { toModel } from "../../src/terraform/read-stacks.ts";
import { edgeStacks } from "../support/edge-stacks.ts";

const [edge] = toModel(edgeStacks(["orders"])).loadBalancers;

/** An application whose services are called so, each with a container of this name. */
function slotsOf(services: Readonly<Record<string, string>>) {
  const [template] = edge?.services ?? [];
  if (edge === undefined || template === undefined) throw new Error("no service");
  const model: LoadBalancerModel = {
    ...edge,
    application: "orders",
    targetGroups: [],
    services: Object.entries(services).map(([name, containerName]) => ({
      ...template,
      name,
      containerName,
    })),
  };
  return programSlots(model);
}

const program = (service: string, application?: string): ServiceProgram => ({
  service,
  application,
  program: { url: new URL("http://127.0.0.1:1") },
});

it("finds the program of a service by its container's name too, as in a cluster that is shared", () => {
  const [slot] = slotsOf({ "shared-orders-web": "web" });
  if (slot === undefined) throw new Error("no slot");

  for (const name of ["web", "shared-orders-web"]) {
    expect(isProgramOf(program(name), slot)).toBe(true);
    expect(isProgramOf(program(name, "orders"), slot)).toBe(true);
    expect(isProgramOf(program(name, "intranet"), slot)).toBe(false);
  }
  expect(isProgramOf(program("orders-web"), slot)).toBe(false);
});

it("gives no service a name that another one has", () => {
  expect(slotsOf({ one: "app", other: "app" }).map(({ alias }) => alias)).toEqual([
    undefined,
    undefined,
  ]);
  expect(slotsOf({ web: "api", api: "main" }).map(({ alias }) => alias)).toEqual([
    undefined,
    "main",
  ]);
});
