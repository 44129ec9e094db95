/** What the doctor looks at, in the order of a sign-in. */
export const stepTitles = {
  dns: "DNS",
  certificate: "Certificate",
  "http-redirect": "HTTP to HTTPS",
  rule: "Listener rule",
  "authorize-url": "Authorization URL",
  "callback-url": "Callback URL",
  scopes: "Scopes",
  "login-page": "Login page",
  egress: "Egress to Cognito",
  target: "Target",
  "sign-in": "Sign-in",
  "session-cookies": "Session cookies",
  sizes: "Sizes",
  "health-check": "Health check",
  clock: "Clocks",
  issuer: "Issuer",
  "sign-out": "Sign-out",
  "aws-edge": "Edge in AWS",
  "aws-rules": "Rules in AWS",
  "aws-client": "App client in AWS",
  "aws-targets": "Targets in AWS",
  "access-log": "Access log",
} as const;

export type StepId = keyof typeof stepTitles;
