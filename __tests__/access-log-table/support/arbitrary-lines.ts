import fc from "fast-check";
import { expectedRows } from "./log-lines";

const pieces = ["", " ", '"', "\\", '\\"', "-", ":", "\n", "é", "ß", "${day}", ' " " "'];

/** A line of an access log in which something was replaced, which no load balancer would write. */
export const mutatedLine: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(...expectedRows.map(({ line }) => line)),
    fc.array(fc.tuple(fc.nat(600), fc.nat(40), fc.constantFrom(...pieces)), {
      minLength: 1,
      maxLength: 5,
    }),
  )
  .map(([line, changes]) =>
    changes.reduce(
      (text, [at, length, piece]) => text.slice(0, at) + piece + text.slice(at + length),
      line,
    ),
  );
