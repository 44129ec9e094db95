/** The variables of docs/container-contract.md besides those that say whose users to accept. */
export const contractVariables = {
  PORT: "0",
  HOST: "127.0.0.1",
  APP_URL: "https://app.example.com",
  APP_URLS: "https://app.example.com,https://other.example.com",
  COGNITO_DOMAIN_URL: "https://example.auth.eu-central-1.amazoncognito.com",
  SESSION_COOKIE_NAMES: "AWSELBAuthSessionCookie,admin",
  SIGN_OUT_PATH: "/logout",
  SIGNED_OUT_PATH: "/signed-out",
  IDLE_TIMEOUT_SECONDS: "60",
  STOP_TIMEOUT_SECONDS: "30",
} as const;

/** Without these, a program must not start. */
export const requiredVariables = [
  "PORT",
  "APP_URL",
  "ALB_ARN",
  "COGNITO_ISSUER",
  "COGNITO_CLIENT_ID",
  "COGNITO_DOMAIN_URL",
  "SESSION_COOKIE_NAMES",
  "SIGN_OUT_PATH",
  "SIGNED_OUT_PATH",
] as const;
