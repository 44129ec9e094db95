import * as z from "zod";
import { customAttributesSchema } from "./custom-attributes";
import { existingUserPoolFields } from "./existing-user-pool";
import * as field from "./field";
import { groupsSchema } from "./groups";
import {
  identityProvidersOfExistingPoolSchema,
  identityProvidersSchema,
} from "./identity-providers";
import { machineClientsSchema } from "./machine-clients";
import { resourceServersSchema } from "./resource-servers";
import { newUserPoolFields } from "./user-pool";

const minutesOfADay = 24 * 60;
const hoursOfTenYears = 10 * 365 * 24;

const tokenLifetimesSchema = field.object({
  /** Minutes until an access token expires, 5 to 1440. @default 15 */
  accessTokenMinutes: field.integer({ min: 5, max: minutesOfADay }).default(15),
  /** Minutes until an ID token expires, 5 to 1440. @default 15 */
  idTokenMinutes: field.integer({ min: 5, max: minutesOfADay }).default(15),
  /** Hours until a refresh token expires, 1 to 87600 (ten years): a session cannot last longer. @default 12 */
  refreshTokenHours: field.integer({ min: 1, max: hoursOfTenYears }).default(12),
});

/** The user pool that all applications of the environment share. */
export const identitySchema = field.variant([
  field.object({
    /** A new user pool. `type` may be left out. */
    type: z.literal("new").optional(),
    ...newUserPoolFields,
    /** Lifetimes of the tokens that a sign-in issues. Short ones limit the use of a stolen session. */
    tokenLifetimes: tokenLifetimesSchema.prefault({}),
    /** APIs with scopes of their own, by identifier. @default - none */
    resourceServers: resourceServersSchema({}).default({}),
    /** Groups of users, by name; tokens contain them as `cognito:groups`. @default - none */
    groups: groupsSchema.default({}),
    /** App clients of programs, which call APIs without a user, by name. @default - none */
    machineClients: machineClientsSchema.default({}),
    /** Attributes of users beside the standard ones, by name without `custom:`. One can be added later, and never changed or removed. @default - none */
    customAttributes: customAttributesSchema.default({}),
    /** Where users sign in instead of with a password of the user pool, by the name that users see. @default - none */
    identityProviders: identityProvidersSchema.default({}),
  }),
  field.object({
    /**
     * A user pool that exists. It is looked up and never changed: app clients are added to it, and the
     * resource servers and groups that are declared here.
     */
    type: z.literal("existing"),
    ...existingUserPoolFields,
    /** Lifetimes of the tokens that a sign-in issues. Short ones limit the use of a stolen session. */
    tokenLifetimes: tokenLifetimesSchema.prefault({}),
    /** APIs with scopes of their own, by identifier. @default - none */
    resourceServers: resourceServersSchema({
      /** The pool has this resource server with these scopes already, so none is created. @default false */
      existing: field.boolean().default(false),
    }).default({}),
    /** Groups to create, by name; tokens contain them as `cognito:groups`. Groups that the pool has need no entry. @default - none */
    groups: groupsSchema.default({}),
    /** App clients of programs, which call APIs without a user, by name. @default - none */
    machineClients: machineClientsSchema.default({}),
    /** Identity providers, by the name that users see: those to create, and those that the pool has. @default - none */
    identityProviders: identityProvidersOfExistingPoolSchema.default({}),
  }),
]);
