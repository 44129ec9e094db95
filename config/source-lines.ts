import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve as resolvePath } from "node:path";
import type { Expression, Node, PropertyName } from "typescript";
import type { Path } from "./issue";

/** An entry of an object or array literal: the node that names it, and its value. */
interface Entry {
  readonly node: Node;
  readonly value: Expression | undefined;
}

/** Constants and spreads to follow; a limit, because they may refer to each other in a circle. */
const maxIndirections = 20;

/** Only to report issues, and in no bundle: loading it takes longer than a whole synthesis. */
function loadTypeScript(): typeof import("typescript") {
  return createRequire(resolvePath("package.json"))("typescript");
}

/**
 * Finds lines of an environment file: the line of the value at a path, or of the innermost value
 * around it that the file writes out. Follows constants of the same file and spreads of them.
 *
 * @param file path of the file
 * @returns function from a path to its line, `undefined` where the file does not declare `environment`
 */
export function sourceLines(file: string): (path: Path) => number | undefined {
  const ts = loadTypeScript();
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest);
  const constants = new Map<string, Entry>();
  for (const statement of source.statements.filter(ts.isVariableStatement)) {
    for (const node of statement.declarationList.declarations) {
      if (ts.isIdentifier(node.name)) {
        constants.set(node.name.text, { node, value: node.initializer });
      }
    }
  }

  /** The expression behind names of constants, calls and type assertions. */
  function resolve(value: Expression | undefined): Expression | undefined {
    let node = value;
    for (let step = 0; step < maxIndirections && node !== undefined; step += 1) {
      if (ts.isIdentifier(node)) node = constants.get(node.text)?.value;
      else if (ts.isCallExpression(node)) node = node.arguments[0];
      else if (ts.isParenthesizedExpression(node)) node = node.expression;
      else if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) node = node.expression;
      else return node;
    }
    return undefined;
  }

  function textOf(name: PropertyName): string | undefined {
    if (!ts.isComputedPropertyName(name)) return name.text;
    return ts.isStringLiteralLike(name.expression) ? name.expression.text : undefined;
  }

  function entryOf(
    container: Expression | undefined,
    key: string | number,
    spreads = 0,
  ): Entry | undefined {
    if (container === undefined || spreads > maxIndirections) return undefined;
    if (ts.isArrayLiteralExpression(container)) {
      const before = container.elements.slice(0, Number(key) + 1);
      const node = before[Number(key)];
      // A spread element shifts the positions of those after it.
      return node === undefined || before.some(ts.isSpreadElement)
        ? undefined
        : { node, value: node };
    }
    if (!ts.isObjectLiteralExpression(container)) return undefined;
    // The last one applies.
    for (const node of container.properties.toReversed()) {
      if (ts.isSpreadAssignment(node)) {
        const entry = entryOf(resolve(node.expression), key, spreads + 1);
        if (entry !== undefined) return entry;
      } else if (textOf(node.name) === String(key)) {
        if (ts.isPropertyAssignment(node)) return { node, value: node.initializer };
        return { node, value: ts.isShorthandPropertyAssignment(node) ? node.name : undefined };
      }
    }
    return undefined;
  }

  return (path) => {
    let entry = constants.get("environment");
    if (entry === undefined) return undefined;
    for (const key of path) {
      const next: Entry | undefined = entryOf(resolve(entry.value), key);
      if (next === undefined) break;
      entry = next;
    }
    return source.getLineAndCharacterOfPosition(entry.node.getStart(source)).line + 1;
  };
}
