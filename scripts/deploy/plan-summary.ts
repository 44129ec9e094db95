/** The parts of `terraform show -json PLAN` that are read here. */
export interface PlanJson {
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly mode: string;
    readonly change: { readonly actions: readonly string[] };
  }[];
  readonly output_changes?: Readonly<Record<string, { readonly actions: readonly string[] }>>;
}

/** What a plan does to one resource. */
type Effect = "create" | "change" | "replace" | "delete";

const verbs: Readonly<Record<Effect, string>> = {
  create: "creates",
  change: "changes in place",
  replace: "replaces",
  delete: "deletes",
};

/** More addresses than this are counted, not named, where nothing is lost. */
const maxNamed = 12;

/** Whether applying a plan would do nothing. */
export function isEmpty(plan: PlanJson): boolean {
  const outputs = Object.values(plan.output_changes ?? {});
  return (
    effectsOf(plan).length === 0 &&
    outputs.every(({ actions }) => actions.every((action) => action === "no-op"))
  );
}

/**
 * What a plan changes, in words. Whatever is deleted or replaced is named, since that is what people
 * have to look for.
 */
export function describePlan(plan: PlanJson): string {
  const effects = effectsOf(plan);
  const lines = (["create", "change", "replace", "delete"] as const).flatMap((effect) => {
    const addresses = effects
      .filter((each) => each.effect === effect)
      .map(({ address }) => address);
    if (addresses.length === 0) return [];
    const isNamed = effect === "replace" || effect === "delete" || addresses.length <= maxNamed;
    return [
      `  ${verbs[effect]} ${addresses.length} ${addresses.length === 1 ? "resource" : "resources"}${isNamed ? ":" : ""}`,
      ...(isNamed ? addresses.map((address) => `    ${address}`) : []),
    ];
  });
  return lines.length === 0 ? "  changes outputs only" : lines.join("\n");
}

function effectsOf({ resource_changes = [] }: PlanJson): { effect: Effect; address: string }[] {
  return resource_changes.flatMap(({ address, mode, change }) => {
    const effect = mode === "managed" ? effectOf(change.actions) : undefined;
    return effect === undefined ? [] : [{ effect, address }];
  });
}

function effectOf(actions: readonly string[]): Effect | undefined {
  const creates = actions.includes("create");
  if (actions.includes("delete")) return creates ? "replace" : "delete";
  if (creates) return "create";
  return actions.includes("update") ? "change" : undefined;
}
