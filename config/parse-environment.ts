import { types } from "node:util";
import { checkAttributeMappings } from "./constraints/attribute-mappings";
import { checkCanaries } from "./constraints/canaries";
import { checkCdktfTokens } from "./constraints/cdktf-tokens";
import { checkCertificateLookup, checkCertificateRegion } from "./constraints/certificates";
import { checkClientGenerations } from "./constraints/client-generations";
import { checkClusters } from "./constraints/clusters";
import { checkConditions } from "./constraints/conditions";
import type { Constraint } from "./constraints/constraint";
import { checkDefaultRoute } from "./constraints/default-route";
import { checkDelivery } from "./constraints/delivery";
import {
  checkEdge,
  checkEdgeApplications,
  checkEdgeClusters,
  checkEdgeFields,
  checkEdgeSlots,
} from "./constraints/edge";
import { checkEdgeEgress } from "./constraints/edge-egress";
import { checkEgress } from "./constraints/egress";
import { checkEmail } from "./constraints/email";
import {
  checkExistingListenerFields,
  checkExistingListenerPriorities,
  checkExistingListeners,
} from "./constraints/existing-listeners";
import { checkExistingSubnets } from "./constraints/existing-subnets";
import { checkExistingUserPool } from "./constraints/existing-user-pool";
import { checkFeaturePlan } from "./constraints/feature-plan";
import { checkFirewalls } from "./constraints/firewalls";
import {
  checkHostConditions,
  checkHostNames,
  checkUniqueHostNames,
} from "./constraints/host-names";
import { checkIdentityProviders } from "./constraints/identity-providers";
import { checkImageBuilds } from "./constraints/image-builds";
import { checkListenerRuleLimits } from "./constraints/listener-rule-limits";
import { checkLoadBalancerSubnets } from "./constraints/load-balancer-subnets";
import { checkLocalPrograms } from "./constraints/local-programs";
import { checkMachineClients } from "./constraints/machine-clients";
import { checkMessages } from "./constraints/messages";
import { checkMonitoring } from "./constraints/monitoring";
import {
  checkApplicationNames,
  checkEnvironmentName,
  checkRoleNames,
  checkSecurityGroupNames,
} from "./constraints/names";
import { checkOfferedProviders } from "./constraints/offered-providers";
import { checkPages } from "./constraints/pages";
import { checkPasskeys } from "./constraints/passkeys";
import { checkProvider } from "./constraints/provider";
import { checkInternalLoadBalancers } from "./constraints/public-tasks";
import { checkRegions } from "./constraints/regions";
import { checkResourceServers } from "./constraints/resource-servers";
import { checkRouteGroups } from "./constraints/route-groups";
import { checkScopes } from "./constraints/scopes";
import { checkServices } from "./constraints/services";
import { checkSharedCertificates } from "./constraints/shared-certificates";
import { checkSharedNetworks } from "./constraints/shared-networks";
import { checkSignInMethods } from "./constraints/sign-in-methods";
import { checkSignOut } from "./constraints/sign-out";
import { checkTags } from "./constraints/tags";
import { checkTargetGroupOwner, checkTargetGroupRegion } from "./constraints/target-groups";
import { checkRedirects, checkTargetServices } from "./constraints/targets";
import { checkTokenClaims } from "./constraints/token-claims";
import { checkTokenLifetimes } from "./constraints/token-lifetimes";
import { checkTokenRoutes } from "./constraints/token-routes";
import { checkUnreachableRoutes } from "./constraints/unreachable-routes";
import { checkUserPoolDomain } from "./constraints/user-pool-domain";
import { checkVariables } from "./constraints/variables";
import { checkVpcOverlap, checkVpcRanges } from "./constraints/vpcs";
import { checkWorkspaces } from "./constraints/workspaces";
import { withEdgeDefaults } from "./edge-defaults";
import { inFileOrder } from "./file-order";
import { type Issue, type Path, valueAt } from "./issue";
import { reasonOf } from "./reason-of";
import { type Environment, environmentSchema } from "./schema/environment";
import { shapeIssues } from "./shape-issues";

const constraints: readonly Constraint[] = [
  checkCdktfTokens,
  checkEnvironmentName,
  checkRegions,
  checkApplicationNames,
  checkRoleNames,
  checkSecurityGroupNames,
  checkTags,
  checkProvider,
  checkDelivery,
  checkExistingUserPool,
  checkFeaturePlan,
  checkFirewalls,
  checkSignInMethods,
  checkPasskeys,
  checkUserPoolDomain,
  checkPages,
  checkMessages,
  checkEmail,
  checkMonitoring,
  checkTokenLifetimes,
  checkClientGenerations,
  checkResourceServers,
  checkTokenClaims,
  checkMachineClients,
  checkIdentityProviders,
  checkAttributeMappings,
  checkUniqueHostNames,
  checkHostNames,
  checkHostConditions,
  checkEdge,
  checkEdgeApplications,
  checkEdgeClusters,
  checkEdgeFields,
  checkEdgeSlots,
  checkEdgeEgress,
  checkExistingListeners,
  checkExistingListenerFields,
  checkExistingListenerPriorities,
  checkVpcRanges,
  checkVpcOverlap,
  checkExistingSubnets,
  checkSharedNetworks,
  checkLoadBalancerSubnets,
  checkInternalLoadBalancers,
  checkCertificateLookup,
  checkSharedCertificates,
  checkCertificateRegion,
  checkClusters,
  checkEgress,
  checkLocalPrograms,
  checkImageBuilds,
  checkServices,
  checkCanaries,
  checkVariables,
  checkWorkspaces,
  checkScopes,
  checkRouteGroups,
  checkTokenRoutes,
  checkOfferedProviders,
  checkTargetServices,
  checkRedirects,
  checkTargetGroupRegion,
  checkTargetGroupOwner,
  checkDefaultRoute,
  checkSignOut,
  checkConditions,
  checkUnreachableRoutes,
  checkListenerRuleLimits,
];

/** A checked environment, or what is wrong with it. */
export type ParseResult =
  | { readonly ok: true; readonly environment: Environment }
  | { readonly ok: false; readonly issues: readonly Issue[] };

function withName(input: unknown, fallbackName: string): unknown {
  if (typeof input !== "object" || input === null || Array.isArray(input)) return input;
  const { name = fallbackName, ...fields } = input as { name?: unknown };
  return { name, ...fields };
}

function checkShape(input: unknown, fallbackName: string): ParseResult {
  if (types.isPromise(input)) {
    const message = "must not be a Promise: its values are not known when the file is loaded";
    const fix =
      "export the environment itself; read files and variables without async, such as with readFileSync";
    return { ok: false, issues: [{ path: [], value: input, message, fix }] };
  }
  try {
    const named = withName(input, fallbackName);
    const { success, data, error } = environmentSchema.safeParse(named);
    if (!success)
      return { ok: false, issues: inFileOrder(input, shapeIssues(named, error.issues)) };
    const isGiven = (...path: Path) => valueAt(input, ["applications", ...path]) !== undefined;
    return { ok: true, environment: withEdgeDefaults(data as Environment, isGiven) };
  } catch (error) {
    // zod throws nothing itself: a getter or a proxy in the environment does.
    const message = `cannot be read: ${reasonOf(error)}`;
    const fix = "write plain values, without getters and proxies";
    return { ok: false, issues: [{ path: [], value: input, message, fix }] };
  }
}

function checkConstraints(input: unknown, environment: Environment): Issue[] {
  const isGiven = (path: Path) => valueAt(input, path) !== undefined;
  const issues = constraints
    .flatMap((constraint) => constraint(environment, isGiven))
    .map(({ path, message, fix, value = valueAt(input, path) ?? valueAt(environment, path) }) => ({
      path,
      value,
      message,
      fix,
    }));
  return inFileOrder(input, issues);
}

/**
 * Checks an environment file and fills in every default. Issues of single fields are reported
 * together; once there are none, so are the issues between fields.
 *
 * @param input what the file exports
 * @param fallbackName the environment's name when the file does not contain one
 */
export function parseEnvironment(input: unknown, fallbackName: string): ParseResult {
  const parsed = checkShape(input, fallbackName);
  if (!parsed.ok) return parsed;
  const issues = checkConstraints(input, parsed.environment);
  return issues.length === 0 ? parsed : { ok: false, issues };
}
