import type { EnvironmentStacks, Stack } from "./stacks";

/** Whether a stack is the edge, whose load balancer applications share. */
export function isEdge({ json }: Stack): boolean {
  return json.output?.edge_contract_version !== undefined;
}

/** An application behind the load balancer of the edge. */
export interface EdgeSlot {
  readonly application: string;
  readonly slot: number;
  readonly hostNames: readonly string[];
}

/** The applications behind the edge, in the order of their priorities. */
export function edgeSlots({ rules }: Pick<EnvironmentStacks, "rules">): EdgeSlot[] {
  return rules
    .flatMap(({ application, slot, hostNames }) =>
      slot === undefined ? [] : [{ application, slot, hostNames }],
    )
    .sort((one, other) => one.slot - other.slot);
}

/** What the page of one application behind the edge is drawn from: its own stack, and what it uses. */
export function onlyApplication(input: EnvironmentStacks, application: string): EnvironmentStacks {
  const others = input.rules.map((each) => each.application);
  return {
    ...input,
    stacks: input.stacks.filter(
      (stack) => stack.name === application || isEdge(stack) || !others.includes(stack.name),
    ),
    rules: input.rules.filter((each) => each.application === application),
  };
}
