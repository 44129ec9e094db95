/** Endpoints on several hosts, as Entra and Google have them. */
export const oidc = {
  issuer: "https://id.example.org/tenant/v2.0",
  authorization_endpoint: "https://id.example.org/tenant/oauth2/v2.0/authorize",
  token_endpoint: "https://id.example.org/tenant/oauth2/v2.0/token",
  user_info_endpoint: "https://graph.example.org/oidc/userinfo",
  client_id: "client-of-the-team",
  client_secret: "not-to-be-shown",
  scope: "openid profile email offline_access",
  session_cookie_name: "TeamSession",
};

/** A stack whose authenticate-cognito actions sign in at another identity provider instead. */
export function withOidc(stackText: string, changes: Readonly<Record<string, unknown>> = {}) {
  const stack = JSON.parse(stackText);
  const { aws_lb_listener, aws_lb_listener_rule } = stack.resource;
  for (const list of [
    ...Object.values<Record<string, unknown>>(aws_lb_listener).map((one) => one.default_action),
    ...Object.values<Record<string, unknown>>(aws_lb_listener_rule).map((one) => one.action),
  ]) {
    for (const action of [list].flat() as Record<string, unknown>[]) {
      if (action.type !== "authenticate-cognito") continue;
      action.type = "authenticate-oidc";
      delete action.authenticate_cognito;
      action.authenticate_oidc = { ...oidc, ...changes };
    }
  }
  return JSON.stringify(stack);
}
