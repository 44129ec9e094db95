import type { SignIn } from "./sign-in";

/** Who takes part, from left to right. */
export type Participant = "browser" | "balancer" | "cognito" | "provider" | "container" | "program";

/** One message. */
export interface Step {
  readonly from: Participant;
  readonly to: Participant;
  readonly text: string;
  /** What else is worth knowing. */
  readonly detail: string;
}

/** Messages of one course of events. */
export interface Sequence {
  readonly title: string;
  readonly steps: readonly Step[];
}

/** Everybody who takes part, from left to right. */
export function participants(signIn: SignIn): { id: Participant; name: string; detail: string }[] {
  const { applications, providers } = signIn;
  const names = (each: readonly string[]) => [...new Set(each)].join(", ");
  return [
    ...(hasPrograms(signIn)
      ? [
          {
            id: "program" as const,
            name: "Program",
            detail: names(signIn.machineClients) || "a token",
          },
        ]
      : []),
    { id: "browser", name: "Browser", detail: "of a user" },
    {
      id: "balancer",
      name: "Load balancer",
      detail: names(applications.flatMap(({ hostNames }) => hostNames)),
    },
    {
      id: "cognito",
      name: signIn.isExistingPool ? "Cognito (existing pool)" : "Cognito",
      detail: signIn.domainUrl.replace("https://", ""),
    },
    ...(providers.length === 0
      ? []
      : [
          {
            id: "provider" as const,
            name: providers.length === 1 ? "Identity provider" : "Identity providers",
            detail: names(
              providers.map(({ name, type }) => (name === type ? name : `${name} (${type})`)),
            ),
          },
        ]),
    {
      id: "container",
      name: "Container",
      detail: names(
        applications.flatMap(({ name, services }) => services.map((each) => `${name} / ${each}`)),
      ),
    },
  ];
}

/** What happens when somebody signs in, and when a program calls. */
export function sequences(signIn: SignIn): Sequence[] {
  const { providers, hasTokenClaims } = signIn;
  const [first] = signIn.applications;
  const hostName = first?.hostNames[0] ?? "the application";
  return [
    {
      title: "A user signs in",
      steps: [
        step("browser", "balancer", "a path that needs a sign-in", `https://${hostName}/`),
        step("balancer", "browser", "redirects to Cognito", "/oauth2/authorize, with a state"),
        step(
          "browser",
          "cognito",
          "opens the sign-in page",
          providers.length === 0 ? "and signs in there" : "and signs in, or chooses a provider",
        ),
        ...(providers.length === 0 ? [] : providerSteps(signIn)),
        step("cognito", "browser", "redirects back with a code", "/oauth2/idpresponse"),
        step("browser", "balancer", "delivers the code", "/oauth2/idpresponse"),
        step(
          "balancer",
          "cognito",
          "exchanges the code for tokens",
          hasTokenClaims ? "with client secret; a function adds claims" : "with its client secret",
        ),
        step("balancer", "cognito", "reads the user's claims", "/oauth2/userInfo"),
        step("balancer", "browser", "sets the session cookie", "and redirects to the first path"),
      ],
    },
    {
      title: "Every request after that",
      steps: [
        step("browser", "balancer", "a request with the cookie", "encrypted by the load balancer"),
        step(
          "balancer",
          "container",
          "the request with the identity",
          "x-amzn-oidc-data, -accesstoken, -identity",
        ),
        step(
          "container",
          "balancer",
          "fetches the public key of x-amzn-oidc-data",
          `${publicKeyHosts(signIn)}, then cached`,
        ),
        step(
          "container",
          "cognito",
          "fetches the JWKS for x-amzn-oidc-accesstoken",
          `cognito-idp.${signIn.region}.amazonaws.com, then cached`,
        ),
      ],
    },
    ...(hasPrograms(signIn) ? [programSequence(signIn)] : []),
  ];
}

/** The endpoint that serves the public keys of a region's load balancers. */
function publicKeyHosts({ applications }: SignIn): string {
  const regions = [...new Set(applications.map(({ region }) => region))];
  return regions.map((region) => `public-keys.auth.elb.${region}.amazonaws.com`).join(", ");
}

function providerSteps({ providers }: SignIn): Step[] {
  const isSaml = providers.every(({ type }) => type === "SAML");
  const usesCodes = providers.some(({ type }) => type !== "SAML" && type !== "existing");
  return [
    step("browser", "provider", "signs in there, when chosen", "sent by Cognito"),
    step(
      "provider",
      "browser",
      "sends the browser back",
      isSaml ? "with a SAML response" : "SAML response or code",
    ),
    step("browser", "cognito", "delivers it to Cognito", "/saml2/idpresponse, /oauth2/idpresponse"),
    ...(usesCodes
      ? [step("cognito", "provider", "exchanges the code", "for the user's attributes")]
      : []),
  ];
}

function programSequence({ hasTokenRoutes }: SignIn): Sequence {
  return {
    title: "A program calls",
    steps: [
      step("program", "cognito", "gets a token", "client_credentials at /oauth2/token"),
      step("program", "balancer", "a request with the token", "authorization: Bearer …"),
      ...(hasTokenRoutes
        ? [
            step(
              "balancer",
              "container",
              "the request, once the token is valid",
              "signature, client and scopes checked",
            ),
          ]
        : [step("balancer", "container", "the request", "the container validates the token")]),
    ],
  };
}

function hasPrograms({ machineClients, hasTokenRoutes }: SignIn): boolean {
  return machineClients.length > 0 || hasTokenRoutes;
}

function step(from: Participant, to: Participant, text: string, detail: string): Step {
  return { from, to, text, detail };
}
