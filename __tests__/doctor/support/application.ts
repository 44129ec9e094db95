import type { RequestListener } from "node:http";

type Environment = Readonly<Record<string, string>>;

/** A small application that keeps the container contract: health check and both paths of sign-out. */
export function application(environment: Environment): RequestListener {
  return (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://app");
    if (pathname === "/health") {
      response.end("ok");
    } else if (pathname === environment.SIGN_OUT_PATH && request.method === "POST") {
      response.writeHead(303, {
        location: logoutUrl(environment),
        "set-cookie": expiredCookies(environment),
      });
      response.end();
    } else {
      response.setHeader("content-type", "text/html");
      response.end(`<h1>${request.headers["x-amzn-oidc-identity"] ? "Signed in" : "Hello"}</h1>`);
    }
  };
}

function logoutUrl({
  COGNITO_DOMAIN_URL,
  COGNITO_CLIENT_ID,
  APP_URL,
  SIGNED_OUT_PATH,
}: Environment) {
  const url = new URL("/logout", COGNITO_DOMAIN_URL);
  url.searchParams.set("client_id", COGNITO_CLIENT_ID ?? "");
  url.searchParams.set("logout_uri", new URL(SIGNED_OUT_PATH ?? "/", APP_URL).href);
  return url.href;
}

function expiredCookies({ SESSION_COOKIE_NAMES = "" }: Environment): string[] {
  return SESSION_COOKIE_NAMES.split(",").flatMap((name) =>
    [0, 1, 2, 3].map(
      (shard) => `${name}-${shard}=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=None`,
    ),
  );
}
