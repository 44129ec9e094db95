import type { Access, ExplainedResponse } from "./request-explanation.ts";

/** @param response What a visitor without a session sees. */
export function accessOf(response: ExplainedResponse): Access {
  switch (response.type) {
    case "sign-in":
      return "login";
    case "target":
    case "redirect":
      return "public";
    case "fixed-response":
      return response.status >= 400 ? "deny" : "public";
    case "error":
      // Targets that cannot be reached are no protection: the rule lets every visitor through.
      return response.status >= 500 ? "public" : "deny";
    case "no-connection":
      return "deny";
  }
}
