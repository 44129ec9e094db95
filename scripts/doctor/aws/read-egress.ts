import { DescribeSecurityGroupsCommand } from "@aws-sdk/client-ec2";
import type { AwsClients } from "./aws-clients";
import type { EgressRule } from "./judge-rules";

/** Egress rules of security groups, over IPv4: Cognito's sign-in endpoints are reached by it. */
export async function readEgress(
  { ec2 }: AwsClients,
  groupIds: readonly string[],
): Promise<EgressRule[]> {
  if (groupIds.length === 0) return [];
  const { SecurityGroups = [] } = await ec2.send(
    new DescribeSecurityGroupsCommand({ GroupIds: [...groupIds] }),
  );
  return SecurityGroups.flatMap(({ IpPermissionsEgress = [] }) =>
    IpPermissionsEgress.map(
      ({ IpProtocol = "-1", FromPort, ToPort, IpRanges = [], PrefixListIds = [] }) => ({
        protocol: IpProtocol,
        fromPort: FromPort,
        toPort: ToPort,
        cidrs: [
          ...IpRanges.flatMap(({ CidrIp }) => CidrIp ?? []),
          ...PrefixListIds.flatMap(({ PrefixListId }) => PrefixListId ?? []),
        ],
      }),
    ),
  );
}
