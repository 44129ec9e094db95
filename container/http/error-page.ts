import type { ErrorDescription, Identity } from "alb-auth";
import type { DemoPage } from "../config/checks";
import type { Link, PageData, Sentence } from "../views/page-data";
import { authErrors } from "./auth-errors";
import { requestErrors } from "./request-error";

/** What an error page needs to know of an error. */
export interface PageError {
  readonly status: number;
  readonly code: string;
  /** Shown for errors of the request itself, such as an invalid field. */
  readonly detail: string;
  /** Scopes or groups that the user lacks. */
  readonly missing: readonly string[];
}

export interface ErrorPageRequest {
  readonly method: string;
  readonly path: string;
  readonly identity: Identity | undefined;
  readonly requestId: string;
}

/** Where an error page can lead to. */
export interface ErrorPageOptions {
  readonly signOutPath: string;
  readonly demoPages: readonly DemoPage[];
}

interface ErrorText {
  readonly heading: string;
  readonly sentences: readonly Sentence[];
  readonly action: Link;
  readonly otherAction?: Link;
  readonly localHint: string;
}

const startPage = { text: "Go to the start page", href: "/" };

const maxShownCharacters = 80;

/** The text of an error page: what happened, why, and what to do, without codes and header names. */
export function errorPage(
  error: PageError,
  request: ErrorPageRequest,
  options: ErrorPageOptions,
): PageData["error"] & { title: string } {
  const { heading, sentences, action, otherAction, localHint } = textOf(error, request, options);
  return {
    title: heading,
    status: error.status,
    requestId: request.requestId,
    heading,
    sentences,
    action,
    otherAction,
    localHint,
  };
}

function textOf(error: PageError, request: ErrorPageRequest, options: ErrorPageOptions): ErrorText {
  const tryAgain = { text: "Try again", href: repeatable(request) };
  switch (error.status) {
    case 401:
      return unauthorizedText(error, options);
    case 403:
      return forbiddenText(error, request, options);
    case 404:
      return {
        heading: "Page not found",
        sentences: [
          [
            "There is no page at ",
            { name: shortened(request.path) },
            ". Check the address for a typing error.",
          ],
        ],
        action: startPage,
        localHint:
          "the load balancer sent the request to this app, which has no route for this path.",
      };
    case 500:
      return {
        heading: "Something went wrong",
        sentences: [
          [
            "The error is on our side, and it has been logged. What you entered may not have been saved.",
          ],
        ],
        action: tryAgain,
        otherAction: startPage,
        localHint: "the stack trace is in the output of npm start, with the number below.",
      };
    case 503:
      return {
        heading: "Sign-in is not available right now",
        sentences: [
          ["We cannot check who you are at the moment. This usually takes less than a minute."],
        ],
        action: tryAgain,
        localHint: explanationOf(error.code),
      };
    default:
      return {
        heading: "The request could not be processed",
        sentences: [[error.detail]],
        action: startPage,
        localHint: explanationOf(error.code),
      };
  }
}

/** The address of the request, if following a link repeats it. A path like //host is another site. */
function repeatable({ method, path }: ErrorPageRequest): string {
  return method === "GET" && !/^\/[/\\]/.test(path) ? path : "/";
}

function unauthorizedText({ code }: PageError, { demoPages }: ErrorPageOptions): ErrorText {
  const isStranger = code === "ERR_DATA_MISSING" || code === "ERR_BEARER_MISSING";
  const publicPage = { text: "Go to the public page", href: "/public" };
  return {
    heading: "Please sign in",
    sentences: [
      [
        isStranger
          ? "This page is for people who are signed in."
          : "We could not confirm who you are. Signing in again usually helps.",
      ],
    ],
    action: { text: "Sign in", href: "/" },
    ...(demoPages.includes("public") && { otherAction: publicPage }),
    localHint: isStranger
      ? "the request carried no identity, because its route does not require a sign-in."
      : explanationOf(code),
  };
}

function forbiddenText(
  { code, missing, detail }: PageError,
  { identity }: ErrorPageRequest,
  { signOutPath }: ErrorPageOptions,
): ErrorText {
  const otherAction = { text: "Sign in as someone else", href: signOutPath };
  const user = { name: identity?.email ?? identity?.username ?? "" };
  const names = { name: missing.join(", ") };
  if (code === "ERR_ROUTE_GROUP_MISSING") {
    const groups = missing.length === 1 ? "the group " : "one of the groups ";
    return {
      heading: "You don’t have access to this page",
      sentences: [
        ["This page is open to members of ", groups, names, ", and you are not a member."],
        ["An administrator can add you. You then sign out and in again."],
      ],
      action: startPage,
      otherAction,
      localHint: `sign in as a demo user of ${groups}${names.name}; the environment file names them in access.groups.`,
    };
  }
  if (code === "ERR_GROUP_MISSING") {
    return {
      heading: "You don’t have access to this page",
      sentences: [
        [
          "This page is open to members of the group ",
          names,
          ". You are signed in as ",
          user,
          ", who is not a member.",
        ],
        ["An administrator can add you. You then sign out and in again."],
      ],
      action: startPage,
      otherAction,
      localHint: `sign in as a demo user of the group ${names.name}; the sign-in page lists them.`,
    };
  }
  if (code === "ERR_SCOPE_MISSING") {
    return {
      heading: "You don’t have access to this page",
      sentences: [
        ["You are signed in as ", user, ", but your session has no permission for this page."],
        ["Whoever runs this app can allow it."],
      ],
      action: startPage,
      otherAction,
      localHint: `the route that matched does not request ${names.name} (access.scopes in the environment file), or identity.tokenClaims grants it to other groups.`,
    };
  }
  return {
    heading: "The request was blocked",
    sentences: [[detail]],
    action: startPage,
    localHint: explanationOf(code),
  };
}

const descriptions: Readonly<Record<string, ErrorDescription>> = {
  ...authErrors,
  ...requestErrors,
};

/** What a code means and what to do, as docs/errors.md says it. */
function explanationOf(code: string): string {
  const { meaning, remedy } = descriptions[code] ?? requestErrors.ERR_INTERNAL;
  return `${meaning} ${remedy} (${code})`.replaceAll("`", "");
}

function shortened(path: string): string {
  return path.length > maxShownCharacters ? `${path.slice(0, maxShownCharacters)}…` : path;
}
