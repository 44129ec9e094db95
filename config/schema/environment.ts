import type * as z from "zod";
import { applicationSchema } from "./application";
import { matches } from "./check";
import { deliverySchema } from "./delivery";
import { edgeSchema } from "./edge";
import * as field from "./field";
import { iamPolicyArnSchema } from "./iam";
import { identitySchema } from "./identity";
import { monitoringSchema } from "./monitoring";
import { nameSchema } from "./name";
import { providerSchema } from "./provider";
import { regionSchema, stateSchema } from "./state";

/** A whole environment file. */
export const environmentSchema = field.object({
  /** Part of every AWS name, so that environments can share an account. @default - the file's name */
  name: nameSchema("example").optional(),
  /** AWS region of all resources. It must be one in which a load balancer can sign users in with Cognito. */
  region: regionSchema,
  /**
   * Accept regions that AWS did not list when this project was released: unknown ones, and those in
   * which no load balancer could sign users in. @default false
   */
  allowUnlistedRegion: field.boolean().default(false),
  /** Tags of every taggable resource. @default - none */
  tags: field
    .record(
      field.string(
        matches(
          /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u,
          "the tag's key must be 1 to 128 letters, digits, spaces and _.:/=+-@",
          "shorten it, and leave other characters out",
        ),
        matches(
          /^(?!aws:)/i,
          'the tag\'s key must not start with "aws:", which AWS reserves',
          "choose another prefix",
        ),
      ),
      field.string(
        matches(
          /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u,
          "must be at most 256 letters, digits, spaces and _.:/=+-@",
          "shorten it, and leave other characters out",
        ),
      ),
    )
    .default({}),
  /** The AWS account that Terraform works in, and the role that it assumes. @default - the account of the caller's credentials */
  provider: providerSchema.prefault({}),
  /** What your organization demands of every IAM role. */
  iam: field
    .object({
      /** Policy that limits what any role of the stacks may do. @default - none */
      permissionsBoundaryArn: iamPolicyArnSchema.optional(),
      /** Path of every role. Terraform replaces the roles when it changes. @default "/" */
      rolePath: field
        .string(
          matches(
            /^\/([\w+=,.@-]+\/){0,20}$/,
            "must begin and end with a slash",
            'write it like "/applications/"',
          ),
        )
        .default("/"),
    })
    .prefault({}),
  /** Where Terraform stores its state. @default { type: "local" } */
  state: stateSchema.prefault({ type: "local" }),
  /** What a pipeline needs in the account, as a stack of its own: a bucket for state, and roles for GitHub Actions or HCP Terraform. @default - none */
  delivery: deliverySchema.optional(),
  /** The user pool and how users sign in; shared by all applications. */
  identity: identitySchema,
  /** Alarms, dashboards and the logs of Cognito. @default - nothing is monitored */
  monitoring: monitoringSchema.optional(),
  /** One load balancer, VPC and cluster for many applications, which are told apart by host name. @default - none: each application has its own */
  edge: edgeSchema.optional(),
  /** Applications, by name. */
  applications: field.record(nameSchema("app"), applicationSchema),
});

/** Data that is only read, at every depth: a shared constant may be declared `as const`. */
type DeepReadonly<T> = T extends (...args: never) => unknown
  ? T
  : T extends object
    ? { readonly [K in keyof T]: DeepReadonly<T[K]> }
    : T;

/** What an environment file exports. */
export interface EnvironmentInput extends DeepReadonly<z.input<typeof environmentSchema>> {}

/** The shared identity as an environment file describes it. */
export type IdentityInput = EnvironmentInput["identity"];

/** The shared load balancer as an environment file describes it. */
export type EdgeInput = NonNullable<EnvironmentInput["edge"]>;

/** The bootstrap stack as an environment file describes it. */
export type DeliveryInput = NonNullable<EnvironmentInput["delivery"]>;

/** An application as an environment file describes it. */
export type ApplicationInput = EnvironmentInput["applications"][string];

/** A service as an environment file describes it. */
export type ServiceInput = NonNullable<ApplicationInput["services"]>[string];

/** A new or an existing VPC as an environment file describes it. */
export type NetworkInput = NonNullable<ApplicationInput["network"]>;

/** A route as an environment file describes it. */
export type RouteInput = NonNullable<ApplicationInput["routes"]>[number];

/** Conditions of a route as an environment file describes them. */
export type ConditionsInput = RouteInput["conditions"];

/** Who may pass a route, as an environment file describes it. */
export type AccessInput = RouteInput["access"];

/** Where the requests of a route go, as an environment file describes it. */
export type TargetInput = RouteInput["target"];

/** A checked environment, with every default filled in. */
export type Environment = z.output<typeof environmentSchema> & { name: string };

/** The shared identity's part of an {@link Environment}. */
export type Identity = Environment["identity"];

/** The shared load balancer's part of an {@link Environment}. */
export type Edge = NonNullable<Environment["edge"]>;

/** An application's part of an {@link Environment}. */
export type Application = Environment["applications"][string];

/** A service's part of an {@link Application}. */
export type Service = Application["services"][string];

/** A new or an existing VPC. */
export type NetworkChoice = Application["network"];

/** The bootstrap stack's part of an {@link Environment}. */
export type Delivery = NonNullable<Environment["delivery"]>;

/** What watches an environment. */
export type Monitoring = NonNullable<Environment["monitoring"]>;

/** The workspaces of HCP Terraform, as the stack that creates them gets them. */
export type Workspaces = NonNullable<Extract<State, { type: "cloud" }>["workspaces"]>;

/** The Terraform backend and its settings. */
export type State = Environment["state"];
