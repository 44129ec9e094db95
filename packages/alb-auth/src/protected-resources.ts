import { type Environment, listFrom, textOf } from "./environment-text.ts";
import { isScope } from "./scope.ts";

/** An API or MCP server that takes bearer tokens. */
export interface ProtectedResource {
  /** Path without a slash at the end, such as `/mcp`. What is below it belongs to the resource too. */
  readonly path: string;
  /** Scopes that a token must have. */
  readonly scopes: readonly string[];
}

/** Options of {@link ProtectedResources}. */
export interface ProtectedResourcesOptions {
  readonly resources: readonly ProtectedResource[];
  /** Issuers of the user pools whose tokens are accepted. */
  readonly issuers: readonly string[];
  /** Origins of the application, such as `https://app.example.com`, the main one first: 1 or more. */
  readonly appUrls: readonly string[];
}

/**
 * Metadata of a protected resource.
 * @see https://www.rfc-editor.org/rfc/rfc9728#section-2
 */
export interface ProtectedResourceMetadata {
  readonly resource: string;
  readonly authorization_servers: readonly string[];
  readonly scopes_supported: readonly string[];
  readonly bearer_methods_supported: readonly string[];
}

const wellKnownPath = "/.well-known/oauth-protected-resource";

/**
 * What clients such as those of MCP servers have to find out: whose tokens a path takes, and with which
 * scopes. Serve {@link ProtectedResources.metadata} to everybody, and give every 401 the header of
 * {@link ProtectedResources.challenge}.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9728
 * @see https://modelcontextprotocol.io/specification/2025-11-25/basic/authorization
 * @example
 * ```ts
 * const resources = ProtectedResources.fromEnvironment(process.env);
 * const metadata = resources.metadata(request.url, request.headers.host);
 * if (metadata !== undefined) response.end(JSON.stringify(metadata));
 * ```
 */
export class ProtectedResources {
  readonly #resources: readonly ProtectedResource[];
  readonly #issuers: readonly string[];
  readonly #origins: readonly string[];

  /** @throws TypeError that lists every invalid option */
  constructor({ resources, issuers, appUrls }: ProtectedResourcesOptions) {
    const issues = [
      ...resources.flatMap(resourceIssues),
      ...appUrls
        .filter((url) => !URL.canParse(url))
        .map((url) => `"appUrls" has "${url}", which is not a URL.`),
      ...(appUrls.length === 0 && resources.length > 0 ? ['"appUrls" is empty.'] : []),
      ...(issuers.length === 0 && resources.length > 0 ? ['"issuers" is empty.'] : []),
    ];
    if (issues.length > 0) {
      throw new TypeError(`ProtectedResources has invalid options. ${issues.join(" ")}`);
    }
    // The longest path first: it says most about a request.
    this.#resources = [...resources].sort((one, other) => other.path.length - one.path.length);
    this.#issuers = [...issuers];
    this.#origins = appUrls.map((url) => new URL(url).origin);
  }

  /**
   * Reads PROTECTED_RESOURCES, COGNITO_ISSUER, APP_URL and APP_URLS, which the task definition of this
   * project sets. Without PROTECTED_RESOURCES there are none.
   *
   * @param env usually `process.env`
   * @throws TypeError for invalid variables
   */
  static fromEnvironment(env: Environment): ProtectedResources {
    return new ProtectedResources({
      resources: parseResources(textOf(env, "PROTECTED_RESOURCES")),
      issuers: listFrom(env, "COGNITO_ISSUER"),
      appUrls: [...listFrom(env, "APP_URL"), ...listFrom(env, "APP_URLS")],
    });
  }

  /** Paths of the metadata of all resources. */
  get metadataPaths(): readonly string[] {
    return this.#resources.map(({ path }) => wellKnownPath + path);
  }

  /**
   * @param requestPath path of a request, with or without its query
   * @param host `Host` header of the request. @default - the main one
   * @returns the metadata that the path names; `undefined` for every other path
   */
  metadata(requestPath: string, host?: string): ProtectedResourceMetadata | undefined {
    const path = withoutQuery(requestPath);
    const resource = this.#resources.find((each) => wellKnownPath + each.path === path);
    if (resource === undefined) return undefined;
    return {
      resource: this.#originFor(host) + resource.path,
      authorization_servers: this.#issuers,
      scopes_supported: resource.scopes,
      bearer_methods_supported: ["header"],
    };
  }

  /**
   * Adds the address of the metadata to a `WWW-Authenticate` header.
   *
   * @param wwwAuthenticate the header of an `AlbAuthError`
   * @param requestPath path of the rejected request, with or without its query
   * @param host `Host` header of the request. @default - the main one
   * @returns the header as it was where the path belongs to no resource
   * @see https://www.rfc-editor.org/rfc/rfc9728#section-5.1
   */
  challenge(wwwAuthenticate: string, requestPath: string, host?: string): string {
    const path = withoutQuery(requestPath);
    const resource = this.#resources.find(
      (each) => path === each.path || path.startsWith(`${each.path}/`),
    );
    if (resource === undefined || !/^Bearer\b/i.test(wwwAuthenticate)) return wwwAuthenticate;
    const url = this.#originFor(host) + wellKnownPath + resource.path;
    const parameters = [
      ...(/\bscope=/.test(wwwAuthenticate) ? [] : [`scope="${resource.scopes.join(" ")}"`]),
      `resource_metadata="${url}"`,
    ].join(", ");
    return `${wwwAuthenticate}${wwwAuthenticate === "Bearer" ? " " : ", "}${parameters}`;
  }

  /** A client can send any host, so only those of the application are repeated. */
  #originFor(host: string | undefined): string {
    const found = this.#origins.find((origin) => new URL(origin).host === host?.toLowerCase());
    return found ?? String(this.#origins[0]);
  }
}

function withoutQuery(path: string): string {
  return path.split("?", 1)[0] ?? "";
}

function resourceIssues({ path, scopes }: ProtectedResource): string[] {
  return [
    ...(/^\/[\w\-.~/]*[\w\-.~]$/.test(path)
      ? []
      : [`"resources" has the path "${path}". Write an absolute path without a slash at the end.`]),
    ...scopes
      .filter((scope) => !isScope(scope))
      .map((scope) => `"resources" has the scope "${scope}", which is not a valid OAuth scope.`),
  ];
}

function parseResources(text: string | undefined): readonly ProtectedResource[] {
  if (text === undefined) return [];
  try {
    const parsed: unknown = JSON.parse(text);
    if (Array.isArray(parsed) && parsed.every(isResource)) return parsed;
  } catch {
    // Reported below, as any other value that is not a list of resources.
  }
  throw new TypeError(
    `PROTECTED_RESOURCES is not a list of resources. Write JSON, such as [{"path":"/mcp","scopes":["tasks/read"]}].`,
  );
}

function isResource(value: unknown): value is ProtectedResource {
  const { path, scopes } = (value ?? {}) as Partial<Record<string, unknown>>;
  return (
    typeof path === "string" &&
    Array.isArray(scopes) &&
    scopes.every((scope) => typeof scope === "string")
  );
}
