/** Options of {@link SignOut}. */
export interface SignOutOptions {
  /**
   * Base address of the user pool domain, such as `https://example.auth.eu-central-1.amazoncognito.com`
   * or the pool's own domain.
   */
  readonly userPoolDomainUrl: string;
  /** The app client that users sign in through. */
  readonly clientId: string;
  /**
   * Where Cognito sends the browser afterwards: a page that needs no sign-in, with its complete address,
   * which must be among the app client's allowed sign-out URLs. Several if the application has several
   * host names: users return to the one that they left, or else to the first.
   */
  readonly logoutUri: string | readonly string[];
  /**
   * `session_cookie_name` of every rule of the application with an authenticate action.
   * @default ["AWSELBAuthSessionCookie"]
   */
  readonly sessionCookieNames?: readonly string[];
}

/** A cookie name as RFC 6265 allows it, so that no name can add an attribute. */
const cookieName = /^[\w!#$%&'*+.^`|~-]+$/;

/** How an issue names an option: `"clientId"`, or the environment variable that it was read from. */
export type NameOfSignOutOption = (option: keyof SignOutOptions) => string;

/** What is wrong with the options, all of it. */
export function signOutIssues(
  options: SignOutOptions,
  nameOf: NameOfSignOutOption,
): readonly string[] {
  const { userPoolDomainUrl, clientId, logoutUri, sessionCookieNames } = options;
  const uris = [logoutUri].flat();
  const names = sessionCookieNames ?? [];
  return [
    ...(isWebAddress(userPoolDomainUrl)
      ? []
      : [
          `${nameOf("userPoolDomainUrl")} "${userPoolDomainUrl}" is not a URL, so Cognito's session ` +
            "cannot be ended. Set the complete address of the user pool domain.",
        ]),
    ...(typeof clientId === "string" && clientId !== ""
      ? []
      : [`${nameOf("clientId")} must not be empty: set the id of the app client.`]),
    ...(uris.length > 0 ? [] : [`${nameOf("logoutUri")} must have at least one entry.`]),
    ...uris
      .filter((uri) => !isWebAddress(uri))
      .map(
        (uri) =>
          `${nameOf("logoutUri")} "${uri}" is not a URL, so Cognito cannot redirect to it. Set a ` +
          "complete address that the app client allows as a sign-out URL.",
      ),
    ...(sessionCookieNames === undefined || names.length > 0
      ? []
      : [`${nameOf("sessionCookieNames")} must have at least one entry, or be left out.`]),
    ...names
      .filter((name) => !cookieName.test(name))
      .map(
        (name) =>
          `${nameOf("sessionCookieNames")} has "${name}", which is not a valid cookie name, so no ` +
          "browser would expire it. Give each name as its own entry.",
      ),
  ];
}

function isWebAddress(url: unknown): boolean {
  return typeof url === "string" && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}
