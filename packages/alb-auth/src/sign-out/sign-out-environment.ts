import { type Environment, listFrom, textOf } from "../environment-text.ts";
import { type SignOutOptions, signOutIssues } from "./sign-out-options.ts";

/** The variables of the container contract, by the option that each one sets. */
const variables = {
  userPoolDomainUrl: "COGNITO_DOMAIN_URL",
  clientId: "COGNITO_CLIENT_ID",
  logoutUri: "APP_URL",
  sessionCookieNames: "SESSION_COOKIE_NAMES",
} as const;

/**
 * Reads the options from environment variables.
 * @throws TypeError that lists every missing or invalid variable
 */
export function signOutOptionsFromEnvironment(env: Environment): SignOutOptions {
  const [clientId = ""] = listFrom(env, variables.clientId);
  const appUrls = [...listFrom(env, variables.logoutUri), ...listFrom(env, "APP_URLS")];
  const path = textOf(env, "SIGNED_OUT_PATH") ?? "/signed-out";
  const options: SignOutOptions = {
    userPoolDomainUrl: textOf(env, variables.userPoolDomainUrl) ?? "",
    clientId,
    logoutUri: [
      ...new Set(appUrls.map((url) => (URL.canParse(path, url) ? new URL(path, url).href : url))),
    ],
    sessionCookieNames: listFrom(env, variables.sessionCookieNames),
  };
  const missing = Object.values(variables).filter((name) => textOf(env, name) === undefined);
  const issues = [
    ...missing.map((name) => `${name} is not set.`),
    ...signOutIssues(options, (option) => variables[option]).filter(
      (issue) => !missing.some((name) => issue.startsWith(`${name} `)),
    ),
  ];
  if (issues.length > 0) {
    throw new TypeError(
      `The environment does not say how users sign out. ${issues.join(" ")} The task definition of ` +
        "this project sets these variables, and so does its local emulator.",
    );
  }
  return options;
}
