import {
  DescribeUserPoolClientCommand,
  DescribeUserPoolDomainCommand,
  paginateListResourceServers,
  ResourceNotFoundException,
} from "@aws-sdk/client-cognito-identity-provider";
import type { AwsClients } from "./aws-clients";
import type { SignInAction } from "./sign-in-actions";

/** An app client, without its secret. */
export interface ReadAppClient {
  readonly name: string;
  readonly hasSecret: boolean;
  readonly callbackUrls: readonly string[];
  readonly logoutUrls: readonly string[];
  readonly oAuthFlows: readonly string[];
  readonly scopes: readonly string[];
  /** Whether the app client may use OAuth at all. */
  readonly isOAuthAllowed: boolean;
  readonly identityProviders: readonly string[];
  readonly explicitAuthFlows: readonly string[];
}

/** What belongs to one authenticate action. */
export interface ReadSignIn {
  /** `undefined` if Cognito has none with this id. */
  readonly client: ReadAppClient | undefined;
  /** Status of the user pool domain, and the pool that it leads to. */
  readonly domain: { readonly status: string; readonly userPoolId: string | undefined } | undefined;
  /** Scopes that the pool's resource servers define, as `<identifier>/<name>`. */
  readonly resourceScopes: readonly string[];
}

/** Reads the app client, the domain and the scopes of an authenticate action. */
export async function readSignIn(clients: AwsClients, action: SignInAction): Promise<ReadSignIn> {
  return {
    client: await readAppClient(clients, action),
    domain: await readDomain(clients, action),
    resourceScopes: await readResourceScopes(clients, action),
  };
}

async function readAppClient(
  { cognito }: AwsClients,
  { userPoolId, clientId }: SignInAction,
): Promise<ReadAppClient | undefined> {
  try {
    const { UserPoolClient: client } = await cognito.send(
      new DescribeUserPoolClientCommand({ UserPoolId: userPoolId, ClientId: clientId }),
    );
    if (client === undefined) return undefined;
    // The secret itself goes no further than this line.
    return {
      name: client.ClientName ?? "",
      hasSecret: (client.ClientSecret ?? "") !== "",
      callbackUrls: client.CallbackURLs ?? [],
      logoutUrls: client.LogoutURLs ?? [],
      oAuthFlows: client.AllowedOAuthFlows ?? [],
      scopes: client.AllowedOAuthScopes ?? [],
      isOAuthAllowed: client.AllowedOAuthFlowsUserPoolClient ?? false,
      identityProviders: client.SupportedIdentityProviders ?? [],
      explicitAuthFlows: client.ExplicitAuthFlows ?? [],
    };
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

async function readDomain(
  { cognito }: AwsClients,
  { domain }: SignInAction,
): Promise<ReadSignIn["domain"]> {
  const { DomainDescription } = await cognito.send(
    new DescribeUserPoolDomainCommand({ Domain: domain }),
  );
  const { Status, UserPoolId } = DomainDescription ?? {};
  if (Status === undefined && UserPoolId === undefined) return undefined;
  return { status: Status ?? "unknown", userPoolId: UserPoolId };
}

async function readResourceScopes(
  { cognito: client }: AwsClients,
  { userPoolId }: SignInAction,
): Promise<string[]> {
  const scopes: string[] = [];
  try {
    const pages = paginateListResourceServers({ client, pageSize: 50 }, { UserPoolId: userPoolId });
    for await (const { ResourceServers = [] } of pages) {
      for (const { Identifier, Scopes = [] } of ResourceServers) {
        scopes.push(...Scopes.map(({ ScopeName }) => `${Identifier}/${ScopeName}`));
      }
    }
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
  }
  return scopes;
}
