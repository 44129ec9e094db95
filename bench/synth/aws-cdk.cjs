// The first application of environments/example.ts, with its identity, written for AWS CDK: the same
// network, load balancer, rules, service and autoscaling.
const { App, Duration, Stack } = require("aws-cdk-lib");
const acm = require("aws-cdk-lib/aws-certificatemanager");
const cognito = require("aws-cdk-lib/aws-cognito");
const ec2 = require("aws-cdk-lib/aws-ec2");
const ecr = require("aws-cdk-lib/aws-ecr");
const ecs = require("aws-cdk-lib/aws-ecs");
const elb = require("aws-cdk-lib/aws-elasticloadbalancingv2");
const { AuthenticateCognitoAction } = require("aws-cdk-lib/aws-elasticloadbalancingv2-actions");
const logs = require("aws-cdk-lib/aws-logs");
const route53 = require("aws-cdk-lib/aws-route53");
const { LoadBalancerTarget } = require("aws-cdk-lib/aws-route53-targets");
const s3 = require("aws-cdk-lib/aws-s3");

const env = { account: "111122223333", region: "eu-central-1" };
const hostName = "tasks.example.com";
const app = new App({ outdir: process.env.CDK_OUTDIR });

const identity = new Stack(app, "shared-identity", { env });
const userPool = new cognito.UserPool(identity, "user_pool", {
  signInAliases: { email: true },
  mfa: cognito.Mfa.OPTIONAL,
  mfaSecondFactor: { otp: true, sms: false },
  deletionProtection: true,
});
const domain = userPool.addDomain("domain", { cognitoDomain: { domainPrefix: "example-login" } });
const read = new cognito.ResourceServerScope({ scopeName: "read", scopeDescription: "Read tasks" });
const write = new cognito.ResourceServerScope({
  scopeName: "write",
  scopeDescription: "Add tasks",
});
const server = userPool.addResourceServer("tasks", { identifier: "tasks", scopes: [read, write] });
new cognito.CfnUserPoolGroup(identity, "admins", {
  userPoolId: userPool.userPoolId,
  groupName: "admins",
  precedence: 1,
});

const stack = new Stack(app, "tasks", { env });
const client = new cognito.UserPoolClient(stack, "app_client", {
  userPool,
  generateSecret: true,
  oAuth: {
    flows: { authorizationCodeGrant: true },
    scopes: [
      cognito.OAuthScope.OPENID,
      cognito.OAuthScope.EMAIL,
      cognito.OAuthScope.PROFILE,
      cognito.OAuthScope.resourceServer(server, read),
      cognito.OAuthScope.resourceServer(server, write),
    ],
    callbackUrls: [`https://${hostName}/oauth2/idpresponse`],
    logoutUrls: [`https://${hostName}/signed-out`],
  },
  accessTokenValidity: Duration.minutes(15),
  refreshTokenValidity: Duration.hours(12),
});
const vpc = new ec2.Vpc(stack, "network", {
  ipAddresses: ec2.IpAddresses.cidr("10.0.0.0/16"),
  availabilityZones: ["eu-central-1a", "eu-central-1b"],
  natGateways: 1,
  gatewayEndpoints: { s3: { service: ec2.GatewayVpcEndpointAwsService.S3 } },
  flowLogs: { all: { destination: ec2.FlowLogDestination.toCloudWatchLogs() } },
  restrictDefaultSecurityGroup: false,
});
const zone = route53.HostedZone.fromHostedZoneAttributes(stack, "zone", {
  hostedZoneId: "Z0123456789ABCDEFGHIJ",
  zoneName: "example.com",
});
const loadBalancer = new elb.ApplicationLoadBalancer(stack, "load_balancer", {
  vpc,
  internetFacing: true,
  deletionProtection: true,
  dropInvalidHeaderFields: true,
});
const bucket = new s3.Bucket(stack, "access_logs", {
  blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
  enforceSSL: true,
  lifecycleRules: [{ expiration: Duration.days(365) }],
});
loadBalancer.logAccessLogs(bucket);
loadBalancer.addRedirect();
const certificate = new acm.Certificate(stack, "certificate", {
  domainName: hostName,
  validation: acm.CertificateValidation.fromDns(zone),
});
new route53.ARecord(stack, "dns", {
  zone,
  recordName: hostName,
  target: route53.RecordTarget.fromAlias(new LoadBalancerTarget(loadBalancer)),
});
const cluster = new ecs.Cluster(stack, "cluster", {
  vpc,
  containerInsightsV2: ecs.ContainerInsights.ENABLED,
});
const repository = new ecr.Repository(stack, "repository", {
  imageScanOnPush: true,
  imageTagMutability: ecr.TagMutability.IMMUTABLE,
  lifecycleRules: [{ maxImageCount: 50 }],
});
const taskDefinition = new ecs.FargateTaskDefinition(stack, "task_definition", {
  cpu: 256,
  memoryLimitMiB: 512,
  runtimePlatform: { cpuArchitecture: ecs.CpuArchitecture.ARM64 },
});
taskDefinition.addContainer("web", {
  image: ecs.ContainerImage.fromEcrRepository(repository),
  portMappings: [{ containerPort: 8080 }],
  environment: {
    PORT: "8080",
    APP_URL: `https://${hostName}`,
    ALB_ARN: loadBalancer.loadBalancerArn,
    COGNITO_ISSUER: userPool.userPoolProviderUrl,
    COGNITO_CLIENT_ID: client.userPoolClientId,
    COGNITO_DOMAIN_URL: domain.baseUrl(),
  },
  readonlyRootFilesystem: true,
  user: "1000:1000",
  logging: ecs.LogDrivers.awsLogs({
    streamPrefix: "web",
    logRetention: logs.RetentionDays.ONE_YEAR,
  }),
});
const service = new ecs.FargateService(stack, "service", {
  cluster,
  taskDefinition,
  desiredCount: 2,
  minHealthyPercent: 100,
  maxHealthyPercent: 200,
  circuitBreaker: { rollback: true },
  availabilityZoneRebalancing: ecs.AvailabilityZoneRebalancing.ENABLED,
});
const targetGroup = new elb.ApplicationTargetGroup(stack, "target_group", {
  vpc,
  port: 8080,
  protocol: elb.ApplicationProtocol.HTTP,
  targets: [service],
  deregistrationDelay: Duration.seconds(10),
  healthCheck: { path: "/healthz" },
});
const scaling = service.autoScaleTaskCount({ minCapacity: 2, maxCapacity: 4 });
scaling.scaleOnCpuUtilization("cpu", { targetUtilizationPercent: 60 });

const forward = elb.ListenerAction.forward([targetGroup]);
const login = (scope, sessionCookieName, onUnauthenticatedRequest) =>
  new AuthenticateCognitoAction({
    userPool,
    userPoolClient: client,
    userPoolDomain: domain,
    scope,
    sessionCookieName,
    sessionTimeout: Duration.hours(12),
    onUnauthenticatedRequest,
    next: forward,
  });
const listener = loadBalancer.addListener("https", {
  port: 443,
  certificates: [certificate],
  sslPolicy: elb.SslPolicy.RECOMMENDED_TLS,
  defaultAction: login("openid email profile", "session-0"),
});
const rule = (priority, conditions, action) =>
  listener.addAction(`rule_${priority}`, { priority, conditions, action });
const paths = (...values) => elb.ListenerCondition.pathPatterns(values);
rule(10, [paths("/logout", "/signed-out")], forward);
rule(100, [paths("/public", "/public/*")], forward);
rule(
  200,
  [paths("/api/*")],
  login("openid email profile", "session-0", elb.UnauthenticatedAction.DENY),
);
rule(
  300,
  [
    paths("/tasks", "/tasks/*"),
    elb.ListenerCondition.httpRequestMethods(["POST", "PUT", "DELETE"]),
  ],
  login("openid tasks/read tasks/write", "session-1"),
);
rule(400, [paths("/tasks", "/tasks/*")], login("openid tasks/read", "session-2"));
rule(
  500,
  [paths("/.well-known/security.txt")],
  elb.ListenerAction.fixedResponse(200, { contentType: "text/plain", messageBody: "Contact" }),
);
// Only a target group that a listener uses can be scaled by.
scaling.scaleOnRequestCount("requests", { requestsPerTarget: 1000, targetGroup });

app.synth();
