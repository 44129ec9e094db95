import { matches } from "./check";
import * as field from "./field";

const signInMethodsSchema = field.list(field.oneOf(["password", "passkey", "email-code"]), {
  min: 1,
});

const passkeysSchema = field.object({
  /**
   * Host name that passkeys belong to (WebAuthn's relying party id): the user pool domain's, or a domain
   * above it. With another one, every passkey stops working.
   * @default - the user pool domain's host name
   */
  relyingPartyId: field
    .string(
      matches(
        /^[a-z0-9.-]{1,127}$/,
        "must be a host name of at most 127 characters, in lower case, without scheme and port",
        'write it like "login.example.com", or leave it out',
      ),
    )
    .optional(),
  /**
   * Whether a passkey must check its user, by fingerprint, face or PIN: with `preferred` one that cannot
   * is accepted. @default "preferred"
   */
  userVerification: field.oneOf(["preferred", "required"]).default("preferred"),
});

/** Plan and factors of a user pool that the environment creates. */
export const signInMethodFields = {
  /**
   * Cognito's feature plan, which is paid for every active user. `lite` has neither passkeys, email codes
   * nor managed login; threat protection needs `plus`.
   * @default - the Essentials plan, and Plus with threat protection
   */
  plan: field.oneOf(["lite", "essentials", "plus"]).optional(),
  /**
   * What users may sign in with: their password, a passkey, or a code that they get by email. Users choose
   * if there are several. A password always remains. Once a pool has had others, write `["password"]` to
   * remove them: without the field, the pool keeps what it has.
   * @default - the password
   */
  signInMethods: signInMethodsSchema.optional(),
  /** Settings of passkeys, for `signInMethods` with `passkey`. */
  passkeys: passkeysSchema.prefault({}),
  /**
   * Second factor after a password. With `required`, Cognito's pages ask every user to set it up. With
   * `optional` they never do: users need a page that enrols them, such as the container's
   * `/second-factor`.
   * @default - optional: without such a page, nobody has a second factor
   */
  mfa: field.oneOf(["off", "optional", "required"]).optional(),
  /**
   * Second factors that users may choose: codes of an authenticator app (TOTP), or codes that they get by
   * email. @default ["authenticator-app"]
   */
  secondFactors: field
    .list(field.oneOf(["authenticator-app", "email-code"]), { min: 1 })
    .default(["authenticator-app"]),
};

/** Methods of a user pool that exists: only app clients depend on them. */
export const existingSignInMethodFields = {
  /**
   * What users of the pool may sign in with. With more than `password`, app clients allow users to choose.
   * @default - the password
   */
  signInMethods: signInMethodsSchema.optional(),
};
