import type { SignIn } from "../model/sign-in";
import { participants, sequences } from "../model/sign-in-steps";
import { escaped } from "./escape";

/** The messages of a sign-in as a sequence diagram. */
export function signInMermaid(signIn: SignIn): string {
  const lanes = participants(signIn);
  const [first] = lanes;
  const last = lanes.at(-1);
  return [
    "sequenceDiagram",
    "  autonumber",
    ...lanes.map(
      ({ id, name, detail }) => `  participant ${id} as ${escaped(`${name}: ${detail}`)}`,
    ),
    ...sequences(signIn).flatMap(({ title, steps }) => [
      `  Note over ${first?.id},${last?.id}: ${escaped(title)}`,
      ...steps.map(
        ({ from, to, text, detail }) => `  ${from}->>${to}: ${escaped(`${text} (${detail})`)}`,
      ),
    ]),
    "",
  ].join("\n");
}
