import {
  AuthorizeSecurityGroupEgressCommand,
  CreateSecurityGroupCommand,
  RevokeSecurityGroupEgressCommand,
} from "@aws-sdk/client-ec2";
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  DescribeRulesCommand,
  ModifyLoadBalancerAttributesCommand,
  type ProtocolEnum,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { type EmulatedAws, loadBalancingClient } from "./emulated-aws";
import { issueCertificate } from "./existing-services";
import { type ExistingVpc, networkClient } from "./existing-vpc";

/** What a listener in moto is like that no stack has created. */
export interface ExistingListenerOptions {
  readonly name: string;
  readonly protocol?: ProtocolEnum;
  readonly securityPolicy?: string;
  readonly dropsInvalidHeaders?: boolean;
  readonly idleTimeoutSeconds?: number;
  /** Whether its security group allows egress to anywhere, as AWS creates it. */
  readonly egress?: boolean;
}

/** A listener of a load balancer, with the security group of the latter. */
export interface ExistingListener {
  readonly listenerArn: string;
  readonly securityGroupId: string;
}

/** Creates a load balancer with a listener that sends every request a 404, as a team runs it for others. */
export async function createListener(
  aws: EmulatedAws,
  { vpcId, publicSubnetIds }: ExistingVpc,
  options: ExistingListenerOptions,
): Promise<ExistingListener> {
  const { name, protocol = "HTTPS", egress = true } = options;
  const ec2 = networkClient(aws);
  const { GroupId = "" } = await ec2.send(
    new CreateSecurityGroupCommand({ GroupName: name, Description: name, VpcId: vpcId }),
  );
  const all = {
    GroupId,
    IpPermissions: [{ IpProtocol: "-1", IpRanges: [{ CidrIp: "0.0.0.0/0" }] }],
  };
  if (!egress) await ec2.send(new RevokeSecurityGroupEgressCommand(all));
  ec2.destroy();
  const elb = loadBalancingClient(aws);
  const { LoadBalancers: [balancer] = [] } = await elb.send(
    new CreateLoadBalancerCommand({
      Name: name,
      Subnets: publicSubnetIds,
      SecurityGroups: [GroupId],
    }),
  );
  await elb.send(
    new ModifyLoadBalancerAttributesCommand({
      LoadBalancerArn: balancer?.LoadBalancerArn,
      Attributes: [
        {
          Key: "routing.http.drop_invalid_header_fields.enabled",
          Value: String(options.dropsInvalidHeaders ?? true),
        },
        { Key: "idle_timeout.timeout_seconds", Value: String(options.idleTimeoutSeconds ?? 60) },
      ],
    }),
  );
  const { Listeners: [listener] = [] } = await elb.send(
    new CreateListenerCommand({
      LoadBalancerArn: balancer?.LoadBalancerArn,
      Protocol: protocol,
      Port: 443,
      DefaultActions: [{ Type: "fixed-response", FixedResponseConfig: { StatusCode: "404" } }],
      ...(protocol === "HTTPS"
        ? {
            SslPolicy: options.securityPolicy ?? "ELBSecurityPolicy-TLS13-1-2-2021-06",
            Certificates: [{ CertificateArn: await issueCertificate(aws, `${name}.example.com`) }],
          }
        : {}),
    }),
  );
  elb.destroy();
  return { listenerArn: listener?.ListenerArn ?? "", securityGroupId: GroupId };
}

/** Allows a security group what a load balancer needs to reach Cognito. */
export async function allowHttps(aws: EmulatedAws, GroupId: string): Promise<void> {
  const ec2 = networkClient(aws);
  await ec2.send(
    new AuthorizeSecurityGroupEgressCommand({
      GroupId,
      IpPermissions: [
        { IpProtocol: "tcp", FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: "0.0.0.0/0" }] },
      ],
    }),
  );
  ec2.destroy();
}

/** Priorities of a listener's rules, without its default action. */
export async function prioritiesOf(aws: EmulatedAws, ListenerArn: string): Promise<number[]> {
  const elb = loadBalancingClient(aws);
  const { Rules = [] } = await elb.send(new DescribeRulesCommand({ ListenerArn }));
  elb.destroy();
  return Rules.flatMap(({ Priority }) => (Priority === "default" ? [] : [Number(Priority)]));
}
