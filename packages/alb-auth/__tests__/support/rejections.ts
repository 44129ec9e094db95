import { forgeries } from "../../src/testing/forgeries.ts";
import type { Forgery } from "../../src/testing/forgery.ts";
import { type SignedInHeaders, tokens } from "./tokens.ts";

/** A forged request at the time of the tests. */
export interface RejectionRow extends Omit<Forgery, "forge"> {
  readonly headers: Partial<SignedInHeaders>;
}

export const rejections: readonly RejectionRow[] = forgeries.map(({ forge, ...row }) => ({
  ...row,
  headers: forge(tokens),
}));

export const accessRejections = rejections.filter(({ part }) => part === "access token");
