import {
  managedLoginBranding,
  resourceServer,
  typeOnly,
  uiCustomization,
  userPool,
  userPoolClient,
  userPoolDomain,
  userPoolGroup,
} from "./properties/cognito.ts";
import { certificate, recordSet } from "./properties/dns.ts";
import { lambdaFunction } from "./properties/lambda.ts";
import { listener, listenerRule } from "./properties/listener.ts";
import { loadBalancer } from "./properties/load-balancer.ts";
import type { ResourceMapping } from "./properties/mapping.ts";
import {
  securityGroup,
  securityGroupEgress,
  securityGroupIngress,
} from "./properties/security-group.ts";
import { cluster, service, taskDefinition } from "./properties/service.ts";
import { targetGroup } from "./properties/target-group.ts";

/** What the emulator reads, by CloudFormation type. No other type has an effect on sign-in here. */
export const resourceMappings: Readonly<Record<string, ResourceMapping>> = {
  "AWS::CertificateManager::Certificate": certificate,
  "AWS::Cognito::LogDeliveryConfiguration": typeOnly("aws_cognito_log_delivery_configuration"),
  "AWS::Cognito::ManagedLoginBranding": managedLoginBranding,
  "AWS::Cognito::UserPool": userPool,
  "AWS::Cognito::UserPoolClient": userPoolClient,
  "AWS::Cognito::UserPoolDomain": userPoolDomain,
  "AWS::Cognito::UserPoolGroup": userPoolGroup,
  "AWS::Cognito::UserPoolIdentityProvider": typeOnly(
    "aws_cognito_identity_provider",
    "provider_name",
  ),
  "AWS::Cognito::UserPoolResourceServer": resourceServer,
  "AWS::Cognito::UserPoolRiskConfigurationAttachment": typeOnly("aws_cognito_risk_configuration"),
  "AWS::Cognito::UserPoolUICustomizationAttachment": uiCustomization,
  "AWS::Cognito::UserPoolUser": typeOnly("aws_cognito_user"),
  "AWS::Cognito::UserPoolUserToGroupAttachment": typeOnly("aws_cognito_user_in_group"),
  "AWS::EC2::SecurityGroup": securityGroup,
  "AWS::EC2::SecurityGroupEgress": securityGroupEgress,
  "AWS::EC2::SecurityGroupIngress": securityGroupIngress,
  "AWS::ECS::Cluster": cluster,
  "AWS::ECS::Service": service,
  "AWS::ECS::TaskDefinition": taskDefinition,
  "AWS::ElasticLoadBalancingV2::Listener": listener,
  "AWS::ElasticLoadBalancingV2::ListenerCertificate": typeOnly("aws_lb_listener_certificate"),
  "AWS::ElasticLoadBalancingV2::ListenerRule": listenerRule,
  "AWS::ElasticLoadBalancingV2::LoadBalancer": loadBalancer,
  "AWS::ElasticLoadBalancingV2::TargetGroup": targetGroup,
  "AWS::ElasticLoadBalancingV2::TrustStore": typeOnly("aws_lb_trust_store"),
  "AWS::Lambda::Function": lambdaFunction,
  "AWS::Route53::RecordSet": recordSet,
};
