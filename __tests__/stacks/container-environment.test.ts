import {
  type ContainerEnvironmentOptions,
  containerEnvironment,
} from "../../stacks/container-environment";

const options: ContainerEnvironmentOptions = {
  port: 3000,
  hostNames: ["app.example.com", "wiki.example.com"],
  loadBalancerArn: "load-balancer-arn",
  identity: {
    userPoolId: "eu-central-1_pool",
    userPoolArn: "pool-arn",
    userPoolIssuer: "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_pool",
    userPoolJwksUrl: "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_pool/jwks",
    userPoolDomain: "test-login",
    userPoolDomainBaseUrl: "https://test-login.auth.eu-central-1.amazoncognito.com",
    userPoolRegion: "eu-central-1",
  },
  appClientIds: ["client-2", "client-1"],
  machineClientIds: ["machine-1", "machine-2"],
  protectedResources: [{ path: "/mcp", scopes: ["tasks/read"] }],
  sessionCookieNames: ["AWSELBAuthSessionCookie", "AWSELBAuthSessionCookie-0123abcd"],
  routeGroups: undefined,
  signOut: { path: "/bye", redirectPath: "/gone" },
  idleTimeoutSeconds: 300,
  stopTimeoutSeconds: 45,
};

describe(containerEnvironment, () => {
  it("contains exactly what a container needs behind its load balancer", () => {
    const environment = containerEnvironment(options);

    expect(environment).toEqual({
      PORT: "3000",
      APP_URL: "https://app.example.com",
      APP_URLS: "https://app.example.com,https://wiki.example.com",
      ALB_ARN: "load-balancer-arn",
      COGNITO_ISSUER: "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_pool",
      COGNITO_CLIENT_ID: "client-2,client-1",
      COGNITO_MACHINE_CLIENT_IDS: "machine-1,machine-2",
      PROTECTED_RESOURCES: '[{"path":"/mcp","scopes":["tasks/read"]}]',
      COGNITO_DOMAIN_URL: "https://test-login.auth.eu-central-1.amazoncognito.com",
      SESSION_COOKIE_NAMES: "AWSELBAuthSessionCookie,AWSELBAuthSessionCookie-0123abcd",
      SIGN_OUT_PATH: "/bye",
      SIGNED_OUT_PATH: "/gone",
      IDLE_TIMEOUT_SECONDS: "300",
      STOP_TIMEOUT_SECONDS: "45",
    });
  });

  it("contains the groups of routes as JSON where a route names any", () => {
    const routeGroups = {
      hosts: ["app.example.com"],
      routes: [{ paths: ["/admin", "/admin/*"], groups: ["admins"] }],
    };

    expect(containerEnvironment({ ...options, routeGroups })).toEqual({
      ...containerEnvironment(options),
      ROUTE_GROUPS:
        '{"hosts":["app.example.com"],"routes":[{"paths":["/admin","/admin/*"],"groups":["admins"]}]}',
    });
  });
});
