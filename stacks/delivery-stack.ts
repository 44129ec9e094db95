import type { Construct } from "constructs";
import { deliveryStackName } from "../config/constraints/delivery";
import type { Delivery, Environment } from "../config/schema/environment";
import { accountIdOf } from "../constructs/account-id";
import { type GithubWorkflows, githubTokens } from "../constructs/delivery/github-tokens";
import { hcpTerraformTokens } from "../constructs/delivery/hcp-terraform-tokens";
import {
  manageAccessLogTables,
  readAccessLogTables,
} from "../constructs/delivery/permissions/access-log-tables";
import {
  manageExistingResources,
  readExistingResources,
} from "../constructs/delivery/permissions/existing-resources";
import { manageFirewalls, readFirewalls } from "../constructs/delivery/permissions/firewalls";
import { manageFunctions, readFunctions } from "../constructs/delivery/permissions/functions";
import { manageIdentity } from "../constructs/delivery/permissions/identity";
import { pushImages } from "../constructs/delivery/permissions/image";
import { manageLoadBalancers } from "../constructs/delivery/permissions/load-balancers";
import { manageMonitoring, readMonitoring } from "../constructs/delivery/permissions/monitoring";
import { manageNetworks } from "../constructs/delivery/permissions/network";
import { readResources } from "../constructs/delivery/permissions/read";
import { manageRoles } from "../constructs/delivery/permissions/roles";
import type { DeliveryScope } from "../constructs/delivery/permissions/scope";
import { manageServices } from "../constructs/delivery/permissions/services";
import {
  manageSignInPages,
  readSignInPages,
  type SignInFeatures,
} from "../constructs/delivery/permissions/sign-in-pages";
import { readState, writeState } from "../constructs/delivery/permissions/state";
import { PipelineRole } from "../constructs/delivery/pipeline-role";
import { StateBucket } from "../constructs/delivery/state-bucket";
import type { TrustedTokens } from "../constructs/delivery/trusted-tokens";
import { partitionOf } from "../constructs/partition";
import { hasAccessLogTable } from "./access-log-table";
import { declareIssuers, type Issuers } from "./delivery-issuers";
import { publishDelivery } from "./delivery-outputs";
import { existingResources } from "./existing-resources";
import { ProjectStack } from "./project-stack";
import { s3StateKey, stackAddress } from "./state/stack-address";
import type { TerraformLiterals } from "./terraform-literals";

/** An environment that has a bootstrap stack. */
export type DeliveredEnvironment = TerraformLiterals<Environment> & {
  readonly delivery: Delivery;
};

/**
 * What a pipeline needs in the AWS account before it can deploy the other stacks: the bucket of the
 * state, and roles that its workflows assume. An administrator deploys it; no pipeline may change it.
 */
export class DeliveryStack extends ProjectStack {
  /** @param environmentFile name of the environment's file, for commands */
  constructor(
    scope: Construct,
    environment: DeliveredEnvironment,
    environmentFile: TerraformLiterals<string>,
  ) {
    super(scope, deliveryStackName, environment, environmentFile);
    const { delivery, state, region, name } = environment;
    const { additionalPolicyArns, deletionProtection } = delivery;
    const bucket =
      state.type === "s3" && delivery.stateBucket.type === "new"
        ? new StateBucket(this, "state_bucket", {
            bucketName: state.bucket,
            kmsKeyArn: state.kmsKeyArn,
            deletionProtection,
          })
        : undefined;
    const issuers = declareIssuers(this, delivery, state);
    const permissions = deliveryScope(this, environment);
    // Without functions, roles have no permission for any.
    const usesFunctions = environment.identity.tokenClaims !== undefined;
    const usesFirewalls = hasFirewall(environment);
    const isMonitored = environment.monitoring !== undefined;
    const features = signInFeatures(environment);
    const existing = existingResources(environment);
    const hasTable = hasAccessLogTable(environment);
    const read = [
      ...readResources(permissions),
      ...readExistingResources(permissions, existing),
      ...readSignInPages(permissions, features),
      ...(hasTable ? readAccessLogTables(permissions) : []),
      ...readState(permissions),
    ];
    const planRole = new PipelineRole(this, "plan", {
      name: `${name}-delivery-plan`,
      description: `Plans environment ${name}`,
      trusted: trusted(issuers, environment, "plan"),
      permissions: {
        read,
        ...(usesFunctions ? { functions: readFunctions(permissions) } : {}),
        ...(isMonitored ? { monitoring: readMonitoring(permissions) } : {}),
        ...(usesFirewalls ? { firewalls: readFirewalls(permissions) } : {}),
      },
      policyArns: additionalPolicyArns.plan,
    });
    const imageRole =
      issuers.github &&
      new PipelineRole(this, "image", {
        name: `${name}-delivery-image`,
        description: `Pushes images of environment ${name}`,
        trusted: trusted({ github: issuers.github }, environment, "image"),
        permissions: { push: pushImages(permissions) },
        policyArns: [],
      });
    const applyRole = new PipelineRole(this, "apply", {
      name: `${name}-delivery-apply`,
      description: `Applies environment ${name}`,
      trusted: trusted(issuers, environment, "apply"),
      permissions: {
        read,
        network: manageNetworks(permissions),
        "load-balancers": [
          ...manageLoadBalancers(permissions),
          ...(hasTable ? manageAccessLogTables(permissions) : []),
        ],
        services: [
          ...manageServices(permissions),
          ...manageExistingResources(permissions, existing),
        ],
        identity: [...manageIdentity(permissions), ...manageSignInPages(permissions, features)],
        roles: [...manageRoles(permissions), ...writeState(permissions)],
        ...(usesFunctions
          ? { functions: [...readFunctions(permissions), ...manageFunctions(permissions)] }
          : {}),
        ...(isMonitored
          ? { monitoring: [...readMonitoring(permissions), ...manageMonitoring(permissions)] }
          : {}),
        ...(usesFirewalls
          ? { firewalls: [...readFirewalls(permissions), ...manageFirewalls(permissions)] }
          : {}),
      },
      policyArns: additionalPolicyArns.apply,
    });
    publishDelivery(this, {
      environmentFile,
      region,
      github: delivery.github,
      usesHcpTerraform: issuers.hcpTerraform !== undefined,
      stateBucketName: bucket?.bucketName ?? (state.type === "s3" ? state.bucket : undefined),
      planRoleArn: planRole.roleArn,
      imageRoleArn: imageRole?.roleArn,
      applyRoleArn: applyRole.roleArn,
    });
  }
}

function deliveryScope(stack: DeliveryStack, environment: DeliveredEnvironment): DeliveryScope {
  const { applications, edge, iam, identity, region, name, state } = environment;
  const all = Object.values(applications);
  return {
    partition: partitionOf(stack),
    accountId: accountIdOf(stack),
    region,
    environmentName: name,
    hostedZoneIds: unique([
      ...(edge === undefined ? [] : [edge.hostedZone.id]),
      ...all.map(({ hostedZone }) => hostedZone.id),
      ...(identity.type !== "existing" && identity.domain.hostedZone !== undefined
        ? [identity.domain.hostedZone.id]
        : []),
    ]),
    taskRolePolicyArns: unique(
      all.flatMap(({ services }) =>
        Object.values(services).flatMap(({ taskRolePolicyArns }) => taskRolePolicyArns),
      ),
    ),
    rolePath: iam.rolePath,
    permissionsBoundaryArn: iam.permissionsBoundaryArn,
    state:
      state.type !== "s3"
        ? undefined
        : {
            bucketName: state.bucket,
            keyPrefix: `${state.keyPrefix}/${name}`,
            deliveryKey: s3StateKey(state.keyPrefix, stackAddress(environment, deliveryStackName)),
            kmsKeyArn: state.kmsKeyArn,
          },
  };
}

/** Whether a load balancer or the user pool has one: without, roles have no permission for any. */
function hasFirewall({ applications, edge, identity }: DeliveredEnvironment): boolean {
  const ofPool = identity.type === "existing" ? undefined : identity.firewall;
  const ofLoadBalancers = Object.values(applications).map(({ firewall }) => firewall);
  return [ofPool, edge?.firewall, ...ofLoadBalancers].some((firewall) => firewall !== undefined);
}

function signInFeatures({ identity }: DeliveredEnvironment): SignInFeatures {
  const isNew = identity.type !== "existing";
  return {
    ownDomain: isNew && identity.domain.hostName !== undefined,
    pages: identity.pages !== undefined,
    sendsWithSes: isNew && identity.email?.type === "ses",
  };
}

/** Who may assume a role: the plan role for every proposed change, the others for accepted ones alone. */
function trusted(
  { github, hcpTerraform }: Issuers,
  { delivery, state, name }: DeliveredEnvironment,
  purpose: "plan" | "image" | "apply",
): TrustedTokens[] {
  const tokens: TrustedTokens[] = [];
  if (github !== undefined && delivery.github !== undefined) {
    for (const workflows of githubWorkflows(delivery.github, purpose)) {
      tokens.push(githubTokens(github, delivery.github, workflows));
    }
  }
  if (hcpTerraform !== undefined && state.type === "cloud" && purpose !== "image") {
    const { organization, project } = state;
    tokens.push(
      hcpTerraformTokens(hcpTerraform, { organization, project, environmentName: name }, purpose),
    );
  }
  return tokens;
}

function githubWorkflows(
  { environment }: NonNullable<Delivery["github"]>,
  purpose: "plan" | "image" | "apply",
): GithubWorkflows[] {
  if (purpose === "plan") return ["pull-requests-and-default-branch"];
  if (environment === undefined) return ["default-branch"];
  // Images are harmless until somebody applies them: a job that builds needs no approval.
  return purpose === "image" ? ["default-branch", "environment"] : ["environment"];
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
