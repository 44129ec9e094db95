import type { JsonObject } from "../terraform-stack.ts";

/** A resource with the value of every attribute, as a state or Terraform itself has it. */
export interface ResourceValues {
  /** Name of the root module, for people. */
  readonly application: string;
  /** Terraform address, such as `module.alb.aws_lb.this[0]`. */
  readonly address: string;
  readonly type: string;
  readonly name: string;
  /** Whether it is a data source, which finds what exists, rather than a resource. @default false */
  readonly isData?: boolean;
  readonly values: JsonObject;
}
