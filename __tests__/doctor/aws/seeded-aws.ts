import { gzipSync } from "node:zlib";
import { ACMClient, RequestCertificateCommand } from "@aws-sdk/client-acm";
import {
  CognitoIdentityProviderClient,
  CreateResourceServerCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  CreateUserPoolDomainCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import {
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  EC2Client,
  RevokeSecurityGroupEgressCommand,
} from "@aws-sdk/client-ec2";
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateRuleCommand,
  CreateTargetGroupCommand,
  ElasticLoadBalancingV2Client,
  ModifyLoadBalancerAttributesCommand,
  RegisterTargetsCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";

/** Where moto listens. */
export interface SeedAccess {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** What is different from an application that works. */
export interface SeedOptions {
  /** Part of every name, and the host: `<name>.example.com`. */
  readonly name: string;
  readonly callbackUrls?: readonly string[];
  readonly flows?: ("code" | "implicit")[];
  readonly clientScopes?: string[];
  readonly ruleScope?: string;
  readonly hasEgress?: boolean;
  readonly hasTarget?: boolean;
  readonly certificateName?: string;
  readonly hasDomain?: boolean;
  /** Lines of the access log, written now. */
  readonly logLines?: readonly string[];
  readonly now?: Date;
}

/** What was created. */
export interface Seeded {
  readonly host: string;
  readonly loadBalancerArn: string;
  readonly userPoolId: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Creates an application in moto: user pool, load balancer, rules, targets, certificate, log. */
export async function seedApplication(access: SeedAccess, options: SeedOptions): Promise<Seeded> {
  const host = `${options.name}.example.com`;
  const identity = await seedUserPool(access, host, options);
  const loadBalancerArn = await seedLoadBalancer(access, host, identity, options);
  return { host, loadBalancerArn, ...identity };
}

async function seedUserPool(access: SeedAccess, host: string, options: SeedOptions) {
  const cognito = new CognitoIdentityProviderClient(access);
  const { UserPool } = await cognito.send(new CreateUserPoolCommand({ PoolName: options.name }));
  const userPoolId = UserPool?.Id ?? "";
  const userPoolArn = UserPool?.Arn ?? "";
  await cognito.send(
    new CreateResourceServerCommand({
      UserPoolId: userPoolId,
      Identifier: "tasks",
      Name: "tasks",
      Scopes: [{ ScopeName: "read", ScopeDescription: "Read" }],
    }),
  );
  const { UserPoolClient: client } = await cognito.send(
    new CreateUserPoolClientCommand({
      UserPoolId: userPoolId,
      ClientName: `${options.name}-client`,
      GenerateSecret: true,
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: options.flows ?? ["code"],
      AllowedOAuthScopes: options.clientScopes ?? ["openid", "email", "tasks/read"],
      CallbackURLs: [...(options.callbackUrls ?? [`https://${host}/oauth2/idpresponse`])],
      SupportedIdentityProviders: ["COGNITO"],
    }),
  );
  if (options.hasDomain !== false) {
    await cognito.send(
      new CreateUserPoolDomainCommand({ UserPoolId: userPoolId, Domain: `${options.name}-login` }),
    );
  }
  cognito.destroy();
  const { ClientId: clientId = "", ClientSecret: clientSecret = "" } = client ?? {};
  return { userPoolId, userPoolArn, clientId, clientSecret };
}

async function seedLoadBalancer(
  access: SeedAccess,
  host: string,
  { userPoolArn, clientId }: { userPoolArn: string; clientId: string },
  options: SeedOptions,
): Promise<string> {
  const { vpcId, subnetIds, groupId } = await seedNetwork(access, options);
  const elb = new ElasticLoadBalancingV2Client(access);
  const acm = new ACMClient(access);
  const { CertificateArn } = await acm.send(
    new RequestCertificateCommand({ DomainName: options.certificateName ?? host }),
  );
  const { LoadBalancers: [balancer] = [] } = await elb.send(
    new CreateLoadBalancerCommand({
      Name: options.name,
      Subnets: subnetIds,
      SecurityGroups: [groupId],
      Type: "application",
    }),
  );
  const { TargetGroups: [group] = [] } = await elb.send(
    new CreateTargetGroupCommand({
      Name: `${options.name}-web`,
      Protocol: "HTTP",
      Port: 8080,
      VpcId: vpcId,
      TargetType: "ip",
      HealthCheckPath: "/readyz",
    }),
  );
  if (options.hasTarget !== false) {
    await elb.send(
      new RegisterTargetsCommand({
        TargetGroupArn: group?.TargetGroupArn,
        Targets: [{ Id: "10.0.0.10", Port: 8080 }],
      }),
    );
  }
  const { Listeners: [listener] = [] } = await elb.send(
    new CreateListenerCommand({
      LoadBalancerArn: balancer?.LoadBalancerArn,
      Protocol: "HTTPS",
      Port: 443,
      Certificates: [{ CertificateArn }],
      SslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
      DefaultActions: [
        {
          Type: "fixed-response",
          FixedResponseConfig: { StatusCode: "404", ContentType: "text/plain" },
        },
      ],
    }),
  );
  await elb.send(
    new CreateRuleCommand({
      ListenerArn: listener?.ListenerArn,
      Priority: 10,
      Conditions: [{ Field: "host-header", HostHeaderConfig: { Values: [host] } }],
      Actions: [
        {
          Type: "authenticate-cognito",
          Order: 1,
          AuthenticateCognitoConfig: {
            UserPoolArn: userPoolArn,
            UserPoolClientId: clientId,
            UserPoolDomain: `${options.name}-login`,
            Scope: options.ruleScope ?? "openid email tasks/read",
            SessionCookieName: "AWSELBAuthSessionCookie-1",
            SessionTimeout: 3600,
            OnUnauthenticatedRequest: "authenticate",
          },
        },
        { Type: "forward", Order: 2, TargetGroupArn: group?.TargetGroupArn },
      ],
    }),
  );
  if (options.logLines !== undefined) {
    await seedLog(access, elb, balancer?.LoadBalancerArn ?? "", options);
  }
  elb.destroy();
  acm.destroy();
  return balancer?.LoadBalancerArn ?? "";
}

async function seedNetwork(access: SeedAccess, { name, hasEgress }: SeedOptions) {
  const ec2 = new EC2Client(access);
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.0.0.0/16" }));
  const subnetIds: string[] = [];
  for (const [index, zone] of ["a", "b"].entries()) {
    const { Subnet } = await ec2.send(
      new CreateSubnetCommand({
        VpcId: Vpc?.VpcId,
        CidrBlock: `10.0.${index}.0/24`,
        AvailabilityZone: `${access.region}${zone}`,
      }),
    );
    subnetIds.push(Subnet?.SubnetId ?? "");
  }
  const { GroupId = "" } = await ec2.send(
    new CreateSecurityGroupCommand({ GroupName: name, Description: name, VpcId: Vpc?.VpcId }),
  );
  // A new group allows all egress.
  if (hasEgress === false) {
    await ec2.send(
      new RevokeSecurityGroupEgressCommand({
        GroupId,
        IpPermissions: [{ IpProtocol: "-1", IpRanges: [{ CidrIp: "0.0.0.0/0" }] }],
      }),
    );
  }
  ec2.destroy();
  return { vpcId: Vpc?.VpcId ?? "", subnetIds, groupId: GroupId };
}

async function seedLog(
  access: SeedAccess,
  elb: ElasticLoadBalancingV2Client,
  arn: string,
  { name, logLines = [], now = new Date() }: SeedOptions,
): Promise<void> {
  const s3 = new S3Client(access);
  const bucket = `${name}-log-bucket`;
  await s3.send(
    new CreateBucketCommand({
      Bucket: bucket,
      CreateBucketConfiguration: { LocationConstraint: "eu-central-1" },
    }),
  );
  await elb.send(
    new ModifyLoadBalancerAttributesCommand({
      LoadBalancerArn: arn,
      Attributes: [
        { Key: "access_logs.s3.enabled", Value: "true" },
        { Key: "access_logs.s3.bucket", Value: bucket },
        { Key: "access_logs.s3.prefix", Value: "" },
      ],
    }),
  );
  const [, account, id = ""] = /:(\d+):loadbalancer\/(.+)$/.exec(arn) ?? [];
  const put = async (time: Date, lines: readonly string[], balancer = id) => {
    const day = time.toISOString().slice(0, 10).replaceAll("-", "/");
    const stamp = `${time.toISOString().slice(0, 16).replace(/[-:]/g, "")}Z`;
    const folder = `AWSLogs/${account}/elasticloadbalancing/${access.region}/${day}`;
    await s3.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: `${folder}/${account}_elasticloadbalancing_${access.region}_${balancer.replaceAll("/", ".")}_${stamp}_10.0.0.5_abcd.log.gz`,
        Body: gzipSync(`${lines.join("\n")}\n`),
      }),
    );
  };
  await put(new Date(now.getTime() + 60_000), logLines);
  // Files of last week, and of another load balancer, are none of our business.
  await put(new Date(now.getTime() - 7 * 24 * 3_600_000), ["not a line"]);
  await put(now, ["not a line"], "app/another/0123456789abcdef");
  s3.destroy();
}
