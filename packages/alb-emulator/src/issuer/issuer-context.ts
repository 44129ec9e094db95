import type { AuthorizationCodes } from "../cognito/stores/authorization-codes.ts";
import type { HostedUiSessions } from "../cognito/stores/hosted-ui-sessions.ts";
import type { RefreshTokens } from "../cognito/stores/refresh-tokens.ts";
import type { ReportEvent } from "../cognito/user-pool-context.ts";
import type { DemoUser } from "../cognito/users/demo-users.ts";
import type { UserDirectory } from "../cognito/users/user-directory.ts";
import type { AddressBook } from "../model/address-book.ts";
import type { IssuerModel } from "./issuer-model.ts";
import type { IssuerTokens } from "./issuer-tokens.ts";

/** What the endpoints and pages of one local identity provider work with. */
export interface IssuerContext {
  readonly model: IssuerModel;
  readonly addresses: AddressBook;
  readonly users: UserDirectory;
  readonly demoUsers: readonly DemoUser[];
  readonly tokens: IssuerTokens;
  readonly codes: AuthorizationCodes;
  readonly refreshTokens: RefreshTokens;
  readonly sessions: HostedUiSessions;
  readonly inspectorUrl: string | undefined;
  readonly report: ReportEvent;
}
