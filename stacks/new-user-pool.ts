import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { featurePlanOf } from "../config/feature-plan";
import { readPageFile } from "../config/page-files";
import { relyingPartyIdOf } from "../config/relying-party";
import type { Environment, Identity } from "../config/schema/environment";
import { mfaOf } from "../config/second-factor";
import { HostedUiCustomization } from "../constructs/identity/hosted-ui-customization";
import { OwnDomain } from "../constructs/identity/own-domain";
import { UserPool } from "../constructs/identity/user-pool";
import { UserPoolDomain } from "../constructs/identity/user-pool-domain";
import type { SignInDomain, UserPoolReference } from "../constructs/identity/user-pool-reference";
import { createUserPoolFirewall } from "./firewalls";
import { invitationOf } from "./invitation";
import { preTokenGeneration } from "./pre-token-generation";
import { type TerraformLiterals, terraformLiterals } from "./terraform-literals";

type NewPool = Exclude<Identity, { type: "existing" }>;

/** A user pool and the domain that users sign in at. */
export interface PoolWithDomain {
  readonly userPool: UserPoolReference;
  readonly domain: SignInDomain;
  /** A pool that the stack creates. */
  readonly resource?: ITerraformDependable;
}

/** Creates the user pool of an environment, with its domain and what its pages look like. */
export function createUserPool(
  scope: Construct,
  environment: TerraformLiterals<Environment>,
  identity: NewPool,
): PoolWithDomain {
  const { tokenClaims } = identity;
  const userPool = new UserPool(scope, "user_pool", {
    name: identity.poolName ?? environment.name,
    signUp: identity.signUp,
    passwordPolicy: identity.passwordPolicy,
    signInFactors: {
      mfa: mfaOf(identity),
      secondFactors: identity.secondFactors,
      signInMethods: identity.signInMethods,
      passkeys: {
        relyingPartyId: relyingPartyIdOf(identity, environment.region),
        userVerification: identity.passkeys.userVerification,
      },
    },
    plan: featurePlanOf(identity),
    threatProtection: identity.threatProtection,
    preTokenGeneration:
      tokenClaims &&
      preTokenGeneration(scope, {
        tokenClaims,
        name: environment.name,
        region: environment.region,
      }),
    deletionProtection: identity.deletionProtection,
    customAttributes: identity.customAttributes,
    invitation: invitationOf(environment),
    verification: identity.messages?.verification,
    emailSender: identity.email,
  });
  const domain = createDomain(scope, environment, identity, userPool);
  createCustomization(scope, identity, domain.userPoolId);
  createUserPoolFirewall(scope, environment, userPool);
  return { userPool, domain, resource: userPool.resource };
}

function createDomain(
  scope: Construct,
  { region }: Environment,
  { domain, pages }: NewPool,
  userPool: UserPoolReference,
): OwnDomain | UserPoolDomain {
  const { prefix, hostName, hostedZone, previousPrefix } = domain;
  const managedLoginVersion = pages?.type === "managed-login" ? 2 : 1;
  const prefixes = [prefix, previousPrefix].flatMap((each) =>
    each === undefined
      ? []
      : [
          new UserPoolDomain(scope, "user_pool_domain", {
            userPool,
            prefix: each,
            region,
            managedLoginVersion,
          }),
        ],
  );
  if (hostName !== undefined && hostedZone !== undefined) {
    return new OwnDomain(scope, "own_domain", {
      userPool,
      hostName,
      hostedZoneId: hostedZone.id,
      hostedZoneName: hostedZone.name,
      managedLoginVersion,
    });
  }
  const [only] = prefixes;
  if (only === undefined) throw new Error("identity.domain has neither prefix nor hostName");
  return only;
}

function createCustomization(scope: Construct, { pages }: NewPool, userPoolId: string): void {
  if (pages?.type !== "hosted-ui") return;
  const { css, logo } = pages;
  if (css === undefined && logo === undefined) return;
  new HostedUiCustomization(scope, "hosted_ui", {
    userPoolId,
    css: css && terraformLiterals(readPageFile(css).toString("utf8")),
    logo: logo && readPageFile(logo).toString("base64"),
  });
}
