import {
  declaredAddresses as declaredIn,
  referencedAddresses as referencedIn,
} from "../../synthesis/undeclared-references";
import { parse } from "./synth";

/** Addresses that a stack's JSON refers to, in expressions and in `depends_on`. */
export const referencedAddresses = (json: string) => referencedIn(parse(json));

/** Addresses that a stack's JSON declares. */
export const declaredAddresses = (json: string) => declaredIn(parse(json));
