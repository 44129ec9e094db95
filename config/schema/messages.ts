import * as z from "zod";
import { type Check, matches } from "./check";
import * as field from "./field";

/** Maximum length of a subject. @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_MessageTemplateType.html */
const subjectSchema = field.string(
  matches(
    /^[\p{L}\p{M}\p{S}\p{N}\p{P} ]{1,140}$/u,
    "must be 1 to 140 characters, without line breaks",
    "shorten it to one line",
  ),
);

/** Text of an email, HTML, with what Cognito replaces in it. */
function bodySchema(...placeholders: Check<string>[]) {
  return field.string(
    matches(
      /^[\s\S]{6,20000}$/,
      "must be 6 to 20000 characters, the limits of Cognito",
      "write a text of that length; HTML counts",
    ),
    ...placeholders,
  );
}

const userNamePlaceholder = matches(
  /\{username\}/,
  "must contain {username}, which Cognito replaces by the user's name and rejects invitations without",
  'add it, like "User name: {username}"',
);

const temporaryPasswordPlaceholder = matches(
  /\{####\}/,
  "must contain {####}, which Cognito replaces by the temporary password and rejects invitations without",
  'add it, like "Temporary password: {####}", with no full stop after it: users copy it along',
);

const codePlaceholder = matches(
  /\{####\}/,
  "must contain {####}, which Cognito replaces by the code",
  'add it, like "Your code is {####}"',
);

const linkPlaceholder = matches(
  /\{##[^#{}]+##\}/,
  "must contain the text of the link as {##text##}, which Cognito makes a link",
  'add it, like "Please {##confirm your address##}"',
);

const codeMessageSchema = field.object({
  /** Subject, at most 140 characters. @default - Cognito's */
  subject: subjectSchema.optional(),
  /** Text, HTML, with `{####}` for the code. @default - Cognito's */
  body: bodySchema(codePlaceholder).optional(),
});

/** Emails that Cognito sends to users. */
export const messagesSchema = field.object({
  /** Invitation of a user that an administrator creates. @default - Cognito's, which does not say where to sign in */
  invitation: field
    .object({
      /** Application whose address the default texts name. @default - the environment's only application */
      application: field.string().optional(),
      /** Subject, at most 140 characters. @default - a subject with the application's host name */
      subject: subjectSchema.optional(),
      /** Text, HTML, with `{username}` and `{####}` for the temporary password. @default - a text with the application's address */
      body: bodySchema(userNamePlaceholder, temporaryPasswordPlaceholder).optional(),
    })
    .optional(),
  /** How a user who signs up confirms the email address. @default - by a code, in Cognito's words */
  verification: field
    .variant([
      field.object({
        /** By a code that the user enters. The same message sends the codes of forgotten passwords. */
        type: z.literal("code"),
        /** Subject, at most 140 characters. @default - Cognito's */
        subject: subjectSchema.optional(),
        /** Text, HTML, with `{####}` for the code. @default - Cognito's */
        body: bodySchema(codePlaceholder).optional(),
      }),
      field.object({
        /** By a link that the user opens. */
        type: z.literal("link"),
        /** Subject, at most 140 characters. @default - Cognito's */
        subject: subjectSchema.optional(),
        /** Text, HTML, with the link's text as `{##text##}`. @default - Cognito's */
        body: bodySchema(linkPlaceholder).optional(),
        /** Message with the code of a forgotten password, or of a new email address. @default - Cognito's */
        code: codeMessageSchema.optional(),
      }),
    ])
    .optional(),
});
