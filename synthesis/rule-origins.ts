import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import type { TerraformResource } from "cdktf";
import type { Path } from "../config/issue";
import type { CreatedStack } from "./create-stacks";

/** Where a listener rule is declared. */
export interface RuleOrigin {
  /** Such as `routes[3]`. */
  readonly name: string;
  readonly file: string;
  /** Absent where it is not known. */
  readonly line?: number | undefined;
}

/** By application, then by Terraform address; a default rule has the address of its listener. */
export type RuleOrigins = Record<string, Record<string, RuleOrigin>>;

/**
 * Where every listener rule of the stacks is declared, as `npm start` shows it.
 * @param file environment file
 * @param lineOf line of a path in that file
 */
export function ruleOrigins(
  stacks: readonly CreatedStack[],
  file: string,
  lineOf: (path: Path) => number | undefined,
): RuleOrigins {
  const originsOf = ({ stack, application, plan }: CreatedStack) => {
    const declared = new Map(plan?.rules.map(({ priority, origin }) => [priority, origin]));
    const origin = (name: string): RuleOrigin => ({
      name,
      file,
      line: lineOf(["applications", application ?? "", ...pathOf(name)]),
    });
    return stack.node.findAll().flatMap((construct): [string, RuleOrigin][] => {
      if (construct instanceof LbListenerRule) {
        const name = declared.get(construct.priorityInput ?? 0);
        return name === undefined ? [] : [[addressOf(construct), origin(name)]];
      }
      return construct instanceof LbListener && construct.protocolInput === "HTTPS"
        ? [[addressOf(construct), origin("defaultRoute")]]
        : [];
    });
  };
  return Object.fromEntries(
    stacks
      .filter(({ plan }) => plan !== undefined)
      .map((created) => [created.application ?? "", Object.fromEntries(originsOf(created))]),
  );
}

function addressOf({ terraformResourceType, friendlyUniqueId }: TerraformResource): string {
  return `${terraformResourceType}.${friendlyUniqueId}`;
}

/** `routes[3]` as a path in the application. */
function pathOf(origin: string): Path {
  const index = /^routes\[(\d+)\]/.exec(origin)?.[1];
  return index === undefined ? [origin] : ["routes", Number(index)];
}
