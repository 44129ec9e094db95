import { Wafv2WebAcl } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { type Block, resource } from "../../support/synth";
import { type EmittedStatement, type Evaluation, evaluate } from "./statements";
import type { WebRequest } from "./web-request";

interface EmittedRule {
  readonly name: string;
  readonly priority: number;
  readonly action?: {
    readonly block?: { readonly custom_response?: { readonly response_code: number } };
    readonly count?: object;
    readonly allow?: object;
  };
  readonly override_action?: { readonly none?: object; readonly count?: object };
  readonly statement: EmittedStatement;
}

/** What the web ACL decides, and which rule. */
export interface Decision {
  /** 200 stands for a request that passes. */
  readonly status: number;
  /** Absent where the default action applies. */
  readonly rule?: string;
}

/** The web ACL of an emitted stack, with AWS's documented conditions in place of its rule groups. */
export class EmittedFirewall {
  readonly #rules: readonly EmittedRule[];
  readonly #rates: Evaluation["rates"] = new Map();

  /** @param json an emitted stack with one web ACL */
  constructor(json: string) {
    const { rule, default_action: defaultAction } = resource(json, Wafv2WebAcl);
    if ((defaultAction as Block).allow === undefined) throw new Error("It allows nothing");
    const rules = rule as readonly EmittedRule[];
    const priorities = new Set(rules.map(({ priority }) => priority));
    if (priorities.size !== rules.length) throw new Error("Two rules have one priority");
    this.#rules = [...rules].sort((one, other) => one.priority - other.priority);
  }

  decide(request: WebRequest): Decision {
    const evaluation: Evaluation = { request, labels: new Set(), rates: this.#rates };
    for (const { name, action, override_action: override, statement } of this.#rules) {
      const match = evaluate(statement, evaluation);
      if (match === "no") continue;
      // Of a group counts what the group decided, of another rule what its action says.
      if (match === "block") {
        if (override?.none !== undefined) return { status: 403, rule: name };
        if (override?.count === undefined) throw new Error(`Group ${name} has no override action`);
        continue;
      }
      if (action?.allow !== undefined) return { status: 200, rule: name };
      if (action?.block !== undefined) {
        return { status: action.block.custom_response?.response_code ?? 403, rule: name };
      }
      if (action?.count === undefined) throw new Error(`Rule ${name} has no action`);
    }
    return { status: 200 };
  }
}
