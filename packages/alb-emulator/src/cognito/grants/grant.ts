import type { AppClient } from "../../model/user-pool.ts";
import type { UserPoolContext } from "../user-pool-context.ts";
import type { User } from "../users/user.ts";

/** What the token endpoint returns, in Cognito's order. */
export interface TokenResponse {
  readonly id_token?: string;
  readonly access_token: string;
  readonly refresh_token?: string;
  readonly expires_in: number;
  readonly token_type: "Bearer";
}

export interface GrantResult {
  readonly response: TokenResponse;
  /** Absent for tokens of a machine. */
  readonly user: User | undefined;
  /** What messages say of scopes that a trigger took away; empty without any. */
  readonly withheld: string;
}

/** One grant type. @throws OAuthError */
export type Grant = (
  pool: UserPoolContext,
  client: AppClient,
  form: URLSearchParams,
) => Promise<GrantResult>;
