import { allow, type PolicyStatement } from "../../policy-document";
import type { DeliveryScope } from "./scope";

/** Actions on networks. Their ARNs contain IDs that AWS chooses, so the region is the only limit. */
const actions = [
  "ec2:AllocateAddress",
  "ec2:AssociateRouteTable",
  "ec2:AssociateSubnetCidrBlock",
  "ec2:AssociateVpcCidrBlock",
  "ec2:AttachInternetGateway",
  "ec2:AuthorizeSecurityGroupEgress",
  "ec2:AuthorizeSecurityGroupIngress",
  "ec2:CreateEgressOnlyInternetGateway",
  "ec2:CreateFlowLogs",
  "ec2:CreateInternetGateway",
  "ec2:CreateNatGateway",
  "ec2:CreateRoute",
  "ec2:CreateRouteTable",
  "ec2:CreateSecurityGroup",
  "ec2:CreateSubnet",
  "ec2:CreateTags",
  "ec2:CreateVpc",
  "ec2:CreateVpcEndpoint",
  "ec2:DeleteEgressOnlyInternetGateway",
  "ec2:DeleteFlowLogs",
  "ec2:DeleteInternetGateway",
  "ec2:DeleteNatGateway",
  "ec2:DeleteNetworkInterface",
  "ec2:DeleteRoute",
  "ec2:DeleteRouteTable",
  "ec2:DeleteSecurityGroup",
  "ec2:DeleteSubnet",
  "ec2:DeleteTags",
  "ec2:DeleteVpc",
  "ec2:DeleteVpcEndpoints",
  "ec2:DetachInternetGateway",
  "ec2:DetachNetworkInterface",
  "ec2:DisassociateAddress",
  "ec2:DisassociateRouteTable",
  "ec2:DisassociateSubnetCidrBlock",
  "ec2:DisassociateVpcCidrBlock",
  "ec2:ModifySecurityGroupRules",
  "ec2:ModifySubnetAttribute",
  "ec2:ModifyVpcAttribute",
  "ec2:ModifyVpcEndpoint",
  "ec2:ReleaseAddress",
  "ec2:ReplaceRoute",
  "ec2:ReplaceRouteTableAssociation",
  "ec2:RevokeSecurityGroupEgress",
  "ec2:RevokeSecurityGroupIngress",
  "ec2:UpdateSecurityGroupRuleDescriptionsEgress",
  "ec2:UpdateSecurityGroupRuleDescriptionsIngress",
];

/** Creates, changes and deletes VPCs with what is in them, and security groups, in the region. */
export function manageNetworks({ region }: DeliveryScope): PolicyStatement[] {
  return [
    {
      ...allow(actions, ["*"]),
      Condition: { StringEquals: { "aws:RequestedRegion": region } },
    },
  ];
}
