import { CognitoUserPool } from "@cdktf/provider-aws/lib/cognito-user-pool";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { plainAddress } from "../plain-address";
import { type CustomAttribute, customAttributeSchema } from "./custom-attribute";
import { type EmailSender, emailConfiguration } from "./email-sender";
import { recoveryMechanisms, type SignInFactors, signInFactorSettings } from "./sign-in-factors";
import {
  inviteMessageTemplate,
  type UserMessage,
  type Verification,
  verificationMessageTemplate,
} from "./user-messages";
import type { UserPoolReference } from "./user-pool-reference";

/** Requirements for passwords. */
export interface PasswordPolicy {
  readonly minimumLength: number;
  readonly requireLowercase: boolean;
  readonly requireUppercase: boolean;
  readonly requireNumbers: boolean;
  readonly requireSymbols: boolean;
  readonly temporaryPasswordValidityDays: number;
}

/** A function that Cognito calls before it signs tokens. */
export interface PreTokenGeneration {
  readonly functionArn: string;
  /** Allows Cognito to call it. */
  readonly invokePermission: ITerraformDependable;
  /** `V2_0` for tokens of users, `V3_0` for those of machines as well. */
  readonly version: "V2_0" | "V3_0";
}

/** Properties for {@link UserPool}. */
export interface UserPoolProps {
  /** Name shown in the console. */
  readonly name: string;
  /** `self` allows anyone on the internet to create an account. */
  readonly signUp: "self" | "admins-only";
  readonly passwordPolicy: PasswordPolicy;
  readonly signInFactors: SignInFactors;
  readonly plan: "lite" | "essentials" | "plus";
  /** Threat protection; `audit` and `enforced` need the Plus feature plan. */
  readonly threatProtection: "off" | "audit" | "enforced";
  /** @default - tokens contain what was requested */
  readonly preTokenGeneration?: PreTokenGeneration | undefined;
  /** Whether Cognito and Terraform reject the deletion of the pool. */
  readonly deletionProtection: boolean;
  /** Attributes beside the standard ones, by name without `custom:`. */
  readonly customAttributes: Readonly<Record<string, CustomAttribute>>;
  /** @default - Cognito's text */
  readonly invitation?: UserMessage | undefined;
  /** @default - by a code, in Cognito's text */
  readonly verification?: Verification | undefined;
  /** @default - the one that the pool has, and Cognito for a new pool */
  readonly emailSender?: EmailSender | undefined;
}

/**
 * The directory of users, who sign in with their email address.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools.html
 */
export class UserPool extends Construct implements UserPoolReference {
  readonly userPoolId: string;
  readonly userPoolArn: string;
  readonly userPoolEndpoint: string;
  /** What must exist before an app client may use a custom attribute. */
  readonly resource: ITerraformDependable;

  constructor(scope: Construct, id: string, props: UserPoolProps) {
    super(scope, id);
    const {
      passwordPolicy,
      signInFactors,
      threatProtection,
      deletionProtection,
      preTokenGeneration,
    } = props;
    const schema = Object.entries(props.customAttributes).map(([name, attribute]) =>
      customAttributeSchema(name, attribute),
    );
    const pool = new CognitoUserPool(this, "pool", {
      name: props.name,
      // Changing one of these two replaces the pool and loses every user.
      usernameAttributes: ["email"],
      usernameConfiguration: { caseSensitive: false },
      autoVerifiedAttributes: ["email"],
      userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdate: ["email"] },
      accountRecoverySetting: {
        recoveryMechanism: recoveryMechanisms(props.emailSender?.type === "ses"),
      },
      verificationMessageTemplate: verificationMessageTemplate(
        props.verification ?? { type: "code" },
      ),
      adminCreateUserConfig: {
        allowAdminCreateUserOnly: props.signUp === "admins-only",
        ...(props.invitation === undefined
          ? {}
          : { inviteMessageTemplate: inviteMessageTemplate(props.invitation) }),
      },
      ...(props.emailSender === undefined
        ? {}
        : { emailConfiguration: emailConfiguration(props.emailSender) }),
      passwordPolicy: {
        minimumLength: passwordPolicy.minimumLength,
        requireLowercase: passwordPolicy.requireLowercase,
        requireUppercase: passwordPolicy.requireUppercase,
        requireNumbers: passwordPolicy.requireNumbers,
        requireSymbols: passwordPolicy.requireSymbols,
        temporaryPasswordValidityDays: passwordPolicy.temporaryPasswordValidityDays,
      },
      ...signInFactorSettings(signInFactors),
      // Both always: what is left out keeps its value, so that turning protection off would still pay
      // for the plan that it needed.
      userPoolTier: props.plan.toUpperCase(),
      userPoolAddOns: { advancedSecurityMode: threatProtection.toUpperCase() },
      ...(preTokenGeneration === undefined
        ? {}
        : {
            lambdaConfig: {
              preTokenGenerationConfig: {
                lambdaArn: preTokenGeneration.functionArn,
                lambdaVersion: preTokenGeneration.version,
              },
            },
            dependsOn: [preTokenGeneration.invokePermission],
          }),
      deletionProtection: deletionProtection ? "ACTIVE" : "INACTIVE",
      ...(schema.length === 0 ? {} : { schema }),
      lifecycle: {
        preventDestroy: deletionProtection,
        // Attributes that somebody added by hand: Cognito can neither change nor remove one, so a plan
        // that tried to would fail every apply. Declared ones must not be ignored: more can be added.
        ...(schema.length === 0 ? { ignoreChanges: ["schema"] } : {}),
      },
    });
    this.userPoolId = pool.id;
    this.userPoolArn = pool.arn;
    this.userPoolEndpoint = pool.endpoint;
    this.resource = plainAddress(pool);
  }
}
