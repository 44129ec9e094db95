import { randomUUID } from "node:crypto";
import type { Context } from "koa";
import { readBody } from "../http/read-form.ts";
import type { UserPoolContext } from "../user-pool-context.ts";
import { displayNameOf } from "../users/user.ts";
import { ApiError } from "./api-error.ts";
import { selfServiceOperations } from "./self-service.ts";

const targetPrefix = "AWSCognitoIdentityProviderService.";

/**
 * `POST /` of the regional host: Cognito's API, of which the operations of users with their own access
 * token are here.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pools-API-operations.html
 */
export function userPoolApi(pool: UserPoolContext) {
  const operations = selfServiceOperations(pool);

  return async function userPoolApi(ctx: Context): Promise<void> {
    ctx.set("x-amzn-RequestId", randomUUID());
    const name = ctx.get("X-Amz-Target").slice(targetPrefix.length);
    try {
      const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
      if (operation === undefined) throw unknownOperation(name, Object.keys(operations));
      const { response, user, message } = await operation(await readJson(ctx));
      pool.report(ctx, "user-changed", { user: displayNameOf(user), message });
      ctx.body = JSON.stringify(response);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      pool.report(ctx, "user-change-failed", {
        message: `${name} failed: ${error.name}`,
        explanation: error.message,
      });
      ctx.status = error.status;
      ctx.set("x-amzn-ErrorType", error.name);
      ctx.body = JSON.stringify({ __type: error.name, message: error.message });
    }
    ctx.type = "application/x-amz-json-1.1";
  };
}

async function readJson(ctx: Context): Promise<unknown> {
  try {
    return JSON.parse((await readBody(ctx)).toString());
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new ApiError("SerializationException", "The body is not JSON.");
  }
}

function unknownOperation(name: string, known: readonly string[]): ApiError {
  return new ApiError(
    "UnknownOperationException",
    `The emulator has no operation "${name}" of Cognito's API. It has those that users call with their own access token: ${known.join(", ")}.`,
  );
}
