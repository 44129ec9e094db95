import * as z from "zod";
import { splitScope } from "../app-clients.ts";
import type { UserPoolContext } from "../user-pool-context.ts";
import { isTotpCode, newTotpSecret } from "../users/totp.ts";
import { secondFactorsOf, type User, type UserSecondFactor } from "../users/user.ts";
import { ApiError } from "./api-error.ts";

/** Scope with which an access token may read and change its user. */
const selfServiceScope = "aws.cognito.signin.user.admin";

/** How Cognito's API names second factors. */
const settingNames = { "software-token": "SOFTWARE_TOKEN_MFA", email: "EMAIL_OTP" } as const;

const withToken = z.object({ AccessToken: z.string() });
const verification = withToken.extend({ UserCode: z.string().regex(/^\d{6}$/) });
const settings = z
  .object({ Enabled: z.boolean().default(false), PreferredMfa: z.boolean().default(false) })
  .optional();
const preference = withToken.extend({
  SoftwareTokenMfaSettings: settings,
  EmailMfaSettings: settings,
});

/** What an operation does, and what the inspector says of it. */
interface Outcome {
  readonly response: object;
  readonly user: User;
  readonly message: string;
}

type Operation = (input: unknown) => Promise<Outcome>;

/**
 * Operations of Cognito's API that users call with their own access token, by name. Those of
 * administrators need AWS credentials, and are not among them.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_Operations.html
 */
export function selfServiceOperations(pool: UserPoolContext): Readonly<Record<string, Operation>> {
  const { model, users, tokens, revocations, now } = pool;
  /** Secrets of authenticator apps that wait for their first code, by user; a restart forgets them. */
  const pendingSecrets = new Map<string, string>();

  async function userOf(token: string): Promise<User> {
    const claims = await tokens.verifyAccessToken(token).catch((error: unknown) => {
      const isExpired = (error as { code?: unknown }).code === "ERR_JWT_EXPIRED";
      throw notAuthorized(isExpired ? "Access Token has expired" : "Invalid Access Token");
    });
    if (claims.origin_jti === undefined) throw notAuthorized("Invalid Access Token");
    if (revocations.has(claims.origin_jti)) throw notAuthorized("Access Token has been revoked");
    if (!splitScope(claims.scope).includes(selfServiceScope)) {
      throw notAuthorized("Access Token does not have required scopes");
    }
    const user = users.find(claims.sub);
    if (user === undefined) throw new ApiError("UserNotFoundException", "User does not exist.");
    return user;
  }

  function requireSoftwareToken(): void {
    if (model.mfa !== "OFF" && model.secondFactors.includes("software-token")) return;
    throw new ApiError(
      "SoftwareTokenMFANotFoundException",
      "Software Token MFA has not been enabled by the userPool.",
    );
  }

  return {
    async GetUser(input) {
      const user = await userOf(parse(withToken, input).AccessToken);
      const [preferred, ...others] = secondFactorsOf(user).map((factor) => settingNames[factor]);
      const response = {
        Username: user.username,
        UserAttributes: Object.entries({ sub: user.sub, ...user.attributes }).map(
          ([Name, Value]) => ({ Name, Value }),
        ),
        ...(preferred && {
          PreferredMfaSetting: preferred,
          UserMFASettingList: [preferred, ...others],
        }),
      };
      return { response, user, message: "The user was read" };
    },

    async AssociateSoftwareToken(input) {
      const user = await userOf(parse(withToken, input).AccessToken);
      requireSoftwareToken();
      const secret = newTotpSecret();
      pendingSecrets.set(user.sub, secret);
      const message = "The set-up of an authenticator app begins";
      return { response: { SecretCode: secret }, user, message };
    },

    async VerifySoftwareToken(input) {
      const { AccessToken, UserCode } = parse(verification, input);
      const user = await userOf(AccessToken);
      requireSoftwareToken();
      const secret = pendingSecrets.get(user.sub);
      if (secret === undefined || !isTotpCode(secret, UserCode, now())) {
        throw new ApiError("EnableSoftwareTokenMFAException", "Code mismatch");
      }
      pendingSecrets.delete(user.sub);
      // It is not asked for until the user's preference says so.
      users.put({ ...user, totpSecret: secret, secondFactors: secondFactorsOf(user) });
      const message = "The authenticator app is set up";
      return { response: { Status: "SUCCESS" }, user, message };
    },

    async SetUserMFAPreference(input) {
      const { AccessToken, ...wanted } = parse(preference, input);
      const user = await userOf(AccessToken);
      const secondFactors = changedFactors(pool, user, {
        "software-token": wanted.SoftwareTokenMfaSettings,
        email: wanted.EmailMfaSettings,
      });
      const changed = users.put({ ...user, secondFactors });
      const message =
        secondFactors.length === 0
          ? "The second factor is turned off"
          : `The second factor is turned on: ${secondFactors.join(", ")}`;
      return { response: {}, user: changed, message };
    },
  };
}

type Wanted = Readonly<Record<UserSecondFactor, z.output<typeof settings>>>;

/** Factors of which a request says nothing stay as they are. */
function changedFactors(
  { model }: UserPoolContext,
  user: User,
  wanted: Wanted,
): readonly UserSecondFactor[] {
  const entries = Object.entries(wanted) as [UserSecondFactor, z.output<typeof settings>][];
  for (const [factor, setting] of entries) {
    if (!setting?.Enabled) continue;
    if (model.mfa === "OFF" || !model.secondFactors.includes(factor)) {
      throw new ApiError(
        "InvalidParameterException",
        `User does not have delivery config set to turn on ${settingNames[factor]}`,
      );
    }
    if (factor === "software-token" && user.totpSecret === undefined) {
      throw new ApiError("InvalidParameterException", "User has not verified software token mfa");
    }
  }
  const named = entries.filter(([, setting]) => setting !== undefined);
  const isNamed = (factor: UserSecondFactor) => named.some(([name]) => name === factor);
  const kept = secondFactorsOf(user).filter((factor) => !isNamed(factor));
  const enabled = named.filter(([, setting]) => setting?.Enabled);
  const preferred = enabled.filter(([, setting]) => setting?.PreferredMfa).map(([name]) => name);
  const others = enabled.filter(([, setting]) => !setting?.PreferredMfa).map(([name]) => name);
  return [...preferred, ...kept, ...others];
}

function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const { success, data, error } = schema.safeParse(input);
  if (success) return data;
  const fields = error.issues.map(({ path }) => path.join(".")).join(", ");
  throw new ApiError("InvalidParameterException", `1 validation error detected: ${fields}`);
}

function notAuthorized(message: string): ApiError {
  return new ApiError("NotAuthorizedException", message);
}
