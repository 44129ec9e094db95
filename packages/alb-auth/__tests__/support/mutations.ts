import fc from "fast-check";
import {
  dataHeader,
  dataPayload,
  type SignedInHeaders,
  signDataToken,
  signedInHeaders,
} from "./tokens.ts";

// One module for both kinds of tests: fast-check has other types for CommonJS than for ES modules.
export { fc };

/** Number of cases of each property. `npm run test:million` sets it. */
export const numRuns = Number(process.env.PROPERTY_RUNS ?? 10_000);
/** A case takes a third of a millisecond on a free core and several times as long on a busy machine. */
export const timeoutMs = 60_000 + 5 * numRuns;

export const valid = signedInHeaders();
const names = ["data", "accessToken", "identity"] as const;

type Edit = { type: "replace" | "insert" | "remove" | "truncate"; at: number; text: string };

const nearlyBase64 = fc.constantFrom(..."ABCabc019-_=.+/ ,~".split(""));

export const edit: fc.Arbitrary<Edit> = fc.record({
  type: fc.constantFrom("replace", "insert", "remove", "truncate"),
  at: fc.nat({ max: 4_095 }),
  text: fc.oneof(
    nearlyBase64,
    fc.string({ maxLength: 4, unit: fc.constantFrom(..."AZaz09-_=".split("")) }),
  ),
});

export function apply(text: string, { type, at, text: insertion }: Edit): string {
  const index = at % (text.length + 1);
  if (type === "truncate") return text.slice(0, index);
  if (type === "remove") return text.slice(0, index) + text.slice(index + 1);
  const rest = type === "insert" ? index : index + insertion.length;
  return text.slice(0, index) + insertion + text.slice(rest);
}

/** A correctly signed data token with an arbitrary claim, or one of the three headers edited. */
export const mutated: fc.Arbitrary<SignedInHeaders> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(fc.constantFrom(...names), fc.array(edit, { minLength: 1, maxLength: 4 }))
      .map(([name, edits]) => ({ ...valid, [name]: edits.reduce(apply, valid[name]) })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...names), fc.string({ maxLength: 60 }))
      .map(([name, text]) => ({ ...valid, [name]: text })),
  },
  {
    weight: 1,
    arbitrary: fc
      .shuffledSubarray([...names], { minLength: 3 })
      .map(([data, accessToken, identity]) => ({
        data: valid[data ?? "data"],
        accessToken: valid[accessToken ?? "data"],
        identity: valid[identity ?? "data"],
      })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.constantFrom(...Object.keys(dataHeader())),
        fc.jsonValue({ maxDepth: 2 }),
        fc.boolean(),
      )
      .map(([claim, value, inHeader]) => ({
        ...valid,
        data: signDataToken(
          inHeader
            ? { header: dataHeader({ [claim]: value }) }
            : { payload: dataPayload({ [claim]: value }) },
        ),
      })),
  },
);
