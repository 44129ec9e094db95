import type { AppClient, UserPoolModel } from "../../model/user-pool.ts";
import { splitScope } from "../app-clients.ts";
import type { User } from "../users/user.ts";
import { noChanges, readChanges, type TokenChanges } from "./token-changes.ts";
import { runHandler, type TriggerHandler } from "./trigger-handler.ts";

/** For whom tokens are generated, and why. */
export interface TokenGeneration {
  readonly source:
    | "TokenGeneration_HostedAuth"
    | "TokenGeneration_RefreshTokens"
    | "TokenGeneration_ClientCredentials";
  readonly client: AppClient;
  /** Absent for a machine. */
  readonly user: User | undefined;
  readonly groups: readonly string[];
  /** As requested, separated by spaces. */
  readonly scope: string;
}

/** The trigger failed. The message is Cognito's. */
export class TriggerError extends Error {
  override readonly name = "TriggerError";
}

/**
 * The pre token generation trigger of a user pool, run by a local function.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 */
export class PreTokenGeneration {
  /** @param handler @default - tokens stay as they are */
  constructor(
    private readonly model: UserPoolModel,
    private readonly handler: TriggerHandler | undefined,
  ) {}

  /** @throws TriggerError when the function fails, or returns what Cognito cannot read */
  async changes(generation: TokenGeneration): Promise<TokenChanges> {
    const version = this.model.preTokenGeneration;
    if (!this.handler || !version) return noChanges;
    // Only the third version is called for machines.
    if (!generation.user && version !== "V3_0") return noChanges;
    let result: unknown;
    try {
      result = await runHandler(this.handler, this.#event(version, generation));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      throw new TriggerError(`PreTokenGeneration failed with error ${message}.`);
    }
    const response = (result as { readonly response?: unknown } | null | undefined)?.response;
    const changes =
      result === null || result === undefined ? undefined : readChanges(version, response);
    if (!changes) throw new TriggerError("Unrecognizable lambda output");
    return changes;
  }

  #event(
    version: "V1_0" | "V2_0" | "V3_0",
    { source, client, user, groups, scope }: TokenGeneration,
  ) {
    return {
      version: version.slice(1, 2),
      triggerSource: source,
      region: this.model.region,
      userPoolId: this.model.poolId,
      userName: user?.username ?? client.clientId,
      callerContext: { awsSdkVersion: "aws-sdk-unknown-unknown", clientId: client.clientId },
      request: {
        userAttributes: user ? userAttributes(user) : {},
        groupConfiguration: {
          groupsToOverride: groups,
          iamRolesToOverride: [],
          preferredRole: null,
        },
        ...(version === "V1_0" ? {} : { scopes: splitScope(scope) }),
      },
      response:
        version === "V1_0"
          ? { claimsOverrideDetails: null }
          : { claimsAndScopeOverrideDetails: null },
    };
  }
}

function userAttributes({ sub, status, attributes }: User): Record<string, string> {
  return { sub, "cognito:user_status": status, ...attributes };
}
