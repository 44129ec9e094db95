import type { Middleware } from "koa";
import type { Provider } from "oidc-provider";
import type { AddressBook } from "../model/address-book.ts";
import type { AppClient, IdentityModel } from "../model/identity.ts";
import type { IdentityEvent, IdentityEventKind } from "../model/identity-event.ts";
import type { RefreshTokens } from "./refresh-tokens.ts";
import type { RevokedSignIns } from "./revoked-sign-ins.ts";
import type { SigningKeys } from "./signing-keys.ts";
import type { CognitoTokens } from "./tokens.ts";
import type { DemoUser } from "./users/demo-users.ts";
import type { UserDirectory } from "./users/user-directory.ts";

/** What every endpoint and page of one pool works with. */
export interface IdentityContext {
  readonly model: IdentityModel;
  readonly addresses: AddressBook;
  readonly users: UserDirectory;
  readonly demoUsers: readonly DemoUser[];
  readonly keys: SigningKeys;
  readonly tokens: CognitoTokens;
  readonly refreshTokens: RefreshTokens;
  readonly revokedSignIns: RevokedSignIns;
  readonly provider: Provider;
  readonly report: Report;
}

export type Report = (
  kind: IdentityEventKind,
  details: Pick<IdentityEvent, "message"> &
    Partial<Pick<IdentityEvent, "client" | "user" | "explanation">>,
) => void;

/** One endpoint, or one page with its form. */
export type Endpoint = Middleware;

export function findClient(model: IdentityModel, clientId: unknown): AppClient | undefined {
  return model.clients.find((client) => client.clientId === clientId);
}

/** Terraform's name of the client beside the name that AWS shows. */
export function describeClient(client: AppClient): string {
  return `client ${client.name} (${client.address})`;
}
