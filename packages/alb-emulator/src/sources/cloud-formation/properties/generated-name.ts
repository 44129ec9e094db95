import { syntheticText } from "../../../terraform/references/synthetic-values.ts";

/**
 * The name that CloudFormation gives a resource without one: stack, logical id and some characters.
 * @param path of the stack
 * @param maxLength of AWS for names of this type
 */
export function generatedName(
  path: string,
  logicalId: string,
  stack: string,
  maxLength: number,
): string {
  const [stackLength, idLength] = maxLength < 64 ? [6, 5] : [24, 24];
  const suffix = syntheticText(path, logicalId, 12);
  return `${stack.slice(0, stackLength)}-${logicalId.slice(0, idLength)}-${suffix}`;
}
