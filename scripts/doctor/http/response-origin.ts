import type { HttpResponse } from "./doctor-client";

/** Who made a response, and of which kind it is. */
export type ResponseOrigin =
  | {
      /** To the authorization endpoint of an identity provider. */
      readonly type: "sign-in";
      readonly location: URL;
    }
  | {
      /** A page of the load balancer itself. */ readonly type: "error-page";
      readonly status: number;
    }
  | {
      /** Declared in a rule: a redirect or a fixed response. */
      readonly type: "load-balancer";
      readonly status: number;
    }
  | { readonly type: "application"; readonly status: number };

/** Reserved by the load balancer on every host name. */
export const callbackPath = "/oauth2/idpresponse";

/**
 * Tells from a response who made it. A load balancer's own responses have `Server: awselb/2.0`, unless a
 * listener attribute removes it; its error pages have nginx's form without nginx's signature.
 */
export function originOf({ status, headers, body, location }: HttpResponse): ResponseOrigin {
  if (location !== undefined && isAuthorizationUrl(location)) return { type: "sign-in", location };
  const server = headers.server?.toString();
  const isLoadBalancer = server === undefined ? undefined : /^awselb\//.test(server);
  if (isLoadBalancer !== false && isErrorPage(status, body)) return { type: "error-page", status };
  return { type: isLoadBalancer ? "load-balancer" : "application", status };
}

function isAuthorizationUrl({ searchParams }: URL): boolean {
  const redirectUri = searchParams.get("redirect_uri") ?? "";
  return (
    searchParams.get("response_type") === "code" &&
    URL.canParse(redirectUri) &&
    new URL(redirectUri).pathname === callbackPath
  );
}

/** A fixed response has the body that the rule declares, such as a maintenance page with 503. */
function isErrorPage(status: number, body: string): boolean {
  if (status < 400) return false;
  const [, heading] = /<center><h1>(\d{3}) [^<]*<\/h1><\/center>/.exec(body) ?? [];
  return Number(heading) === status && !body.includes("<hr>");
}

/** In words, for what was seen. */
export function describeOrigin(origin: ResponseOrigin): string {
  switch (origin.type) {
    case "sign-in":
      return `a redirect to sign-in at ${origin.location.host}`;
    case "error-page":
      return `${origin.status}, an error page of the load balancer`;
    case "load-balancer":
      return `${origin.status}, which a rule of the load balancer declares`;
    case "application":
      return `${origin.status} from the application`;
  }
}
