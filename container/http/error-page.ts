import type { Identity } from "alb-auth";
import type { PageData } from "../views/page-data";

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
  readonly signOutPath: string;
}

const startPage = { text: "Go to the start page", href: "/" };
const publicPage = { text: "Go to the public page", href: "/public/welcome" };

/** The text of an error page: what happened, why, and what to do, without codes and header names. */
export function errorPage(
  error: PageError,
  request: ErrorPageRequest,
): PageData["error"] & { title: string } {
  const { status, code } = error;
  const text = textOf(error, request);
  return {
    title: text.heading,
    status,
    requestId: request.requestId,
    localHint: `the code of this error is ${code}; the container's log has the line.`,
    ...text,
  };
}

type ErrorText = Pick<PageData["error"], "heading" | "sentences" | "action" | "otherAction">;

function textOf(error: PageError, request: ErrorPageRequest): ErrorText {
  const tryAgain = { text: "Try again", href: request.method === "GET" ? request.path : "/" };
  switch (error.status) {
    case 401:
      return {
        heading: "Please sign in",
        sentences: ["We could not confirm who you are. Signing in again usually helps."],
        action: { text: "Sign in", href: "/" },
        otherAction: publicPage,
      };
    case 403:
      return forbiddenText(error, request);
    case 404:
      return {
        heading: "Page not found",
        sentences: [`There is no page at ${request.path}. Check the address for a typing error.`],
        action: startPage,
        otherAction: undefined,
      };
    case 500:
      return {
        heading: "Something went wrong",
        sentences: [
          "The error is on our side, and it has been logged. What you entered may not have been saved.",
        ],
        action: tryAgain,
        otherAction: startPage,
      };
    case 503:
      return {
        heading: "Sign-in is not available right now",
        sentences: [
          "We cannot check who you are at the moment. This usually takes less than a minute.",
        ],
        action: tryAgain,
        otherAction: undefined,
      };
    default:
      return {
        heading: "The request could not be processed",
        sentences: [error.detail],
        action: startPage,
        otherAction: undefined,
      };
  }
}

function forbiddenText(
  { code, missing, detail }: PageError,
  { identity, signOutPath }: ErrorPageRequest,
): ErrorText {
  const otherAction = { text: "Sign in as someone else", href: signOutPath };
  const user = identity?.email ?? identity?.username;
  if (code === "ERR_GROUP_MISSING") {
    return {
      heading: "You don’t have access to this page",
      sentences: [
        `This page is open to members of the group ${missing.join(", ")}. You are signed in as ${user}, who is not a member.`,
        "An administrator can add you. You then sign out and in again.",
      ],
      action: startPage,
      otherAction,
    };
  }
  if (code === "ERR_SCOPE_MISSING") {
    return {
      heading: "You don’t have access to this page",
      sentences: [
        `You are signed in as ${user}, but your session has no permission for this page.`,
        "Whoever runs this app can allow it.",
      ],
      action: startPage,
      otherAction,
    };
  }
  return {
    heading: "The request was blocked",
    sentences: [detail],
    action: startPage,
    otherAction: undefined,
  };
}
