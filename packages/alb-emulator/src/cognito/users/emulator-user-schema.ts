import * as z from "zod";
import type { EmulatorUser } from "./emulator-user.ts";
import { isTotpSecret } from "./totp.ts";

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html */
const standardAttributes = [
  ...["address", "birthdate", "email_verified", "family_name", "gender", "given_name", "locale"],
  ...["middle_name", "name", "nickname", "phone_number", "phone_number_verified", "picture"],
  ...["preferred_username", "profile", "updated_at", "website", "zoneinfo"],
];

const attributeName = z.string().superRefine((name, context) => {
  if (standardAttributes.includes(name) || /^custom:./.test(name)) return;
  const message =
    name === "email" || name === "sub"
      ? `is a field of the user itself. Write ${name} beside attributes`
      : `is not an attribute of Cognito. Write "custom:${name}", or one of: ${standardAttributes.join(", ")}`;
  context.addIssue({ code: "custom", message });
});

const emulatorUser = z
  .strictObject({
    email: z
      .string()
      .regex(/^[^\s@]+@[^\s@]+$/, "is not an email address")
      .optional(),
    username: z
      .string()
      .regex(/^\S{1,128}$/, "must have 1 to 128 characters and no spaces")
      .optional(),
    password: z.string().optional(),
    temporaryPassword: z.string().optional(),
    totpSecret: z
      .string()
      .refine(isTotpSecret, "is not Base32 (A to Z, 2 to 7) of 16 characters or more")
      .optional(),
    groups: z.array(z.string()).optional(),
    attributes: z.record(attributeName, z.string()).optional(),
    enabled: z.boolean().optional(),
    sub: z.uuid("is not a UUID").optional(),
    userPool: z.string().optional(),
  })
  .refine(({ password, temporaryPassword }) => !(password && temporaryPassword), {
    message: "has password and temporaryPassword, and a user has one of them. Remove the other",
    when: ({ value }) => typeof value === "object" && value !== null && !Array.isArray(value),
  })
  .refine(({ email, username, attributes }) => email ?? username ?? attributes?.phone_number, {
    message: "has neither email nor username, so nobody could sign in as this user. Add one",
    // Reported together with the issues of fields.
    when: ({ value }) => typeof value === "object" && value !== null && !Array.isArray(value),
  }) satisfies z.ZodType<EmulatorUser>;

/** Users as a file or a caller of the API gives them. */
export const emulatorUsers = z.array(emulatorUser, {
  error: ({ input }) => `must be a list of users, not ${typeName(input)}`,
});

/** One sentence for each issue, with the path of the value. @param name of the list, as "users" */
export function usersIssues(name: string, { issues }: z.ZodError): string[] {
  return issues.flatMap((issue) => {
    const path = `${name}${pathText(issue.path)}`;
    switch (issue.code) {
      case "unrecognized_keys":
        return issue.keys.map(
          (key) => `${path}.${key} is not a field of a user. Use: ${userFields.join(", ")}.`,
        );
      case "invalid_key":
        return issue.issues.map(({ message }) => `${path} ${message}.`);
      case "invalid_type":
        if (issue.path.length === 0) return [`${path} ${issue.message}.`];
        return [`${path} must be ${articleOf(issue.expected)} ${issue.expected}.`];
      default:
        return [`${path} ${issue.message}.`];
    }
  });
}

const userFields = Object.keys(emulatorUser.shape);

function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((key) => {
      if (typeof key === "number") return `[${key}]`;
      return /^\w+$/.test(String(key)) ? `.${String(key)}` : `["${String(key)}"]`;
    })
    .join("");
}

function articleOf(noun: string): string {
  return /^[aeiou]/.test(noun) ? "an" : "a";
}

function typeName(value: unknown): string {
  if (value === undefined || value === null) return "empty";
  return `${articleOf(typeof value)} ${typeof value}`;
}
