import type { Json, JsonObject } from "./terraform-stack.ts";

/** A resource as its source declares it. */
export interface DeclaredResource {
  /** Name of the stack or root module that declares it. */
  readonly application: string;
  readonly type: string;
  readonly name: string;
  /** `aws_lb.main in stack app`, for messages. */
  readonly address: string;
  readonly attributes: JsonObject;
  /**
   * Whether `attributes` holds every attribute of the type, as a state does, and not only those that
   * somebody set.
   */
  readonly isComplete: boolean;
  /**
   * An attribute's value without references.
   * @throws Error whose message starts in lower case, for what cannot be resolved
   */
  readonly resolve: (value: Json) => Json;
  /**
   * An attribute that is known only after apply, such as `arn`.
   * @throws Error whose message starts in lower case, when there is no such value
   */
  readonly computed: (attribute: string) => string;
  /** @throws Error whose message starts in lower case, when it is not known */
  readonly region: () => string;
  /**
   * What the source calls an attribute, for messages.
   * @param path Such as `default_action.0.type`.
   * @default - the same
   */
  readonly nameOf?: (path: string) => string;
}

/** Where resources come from. What they mean is the same for every source. */
export interface ResourceSource {
  /** Every resource that Terraform would create, of all types. */
  readonly resources: readonly DeclaredResource[];
  /** What the emulator cannot read of this source, with the reason. */
  readonly issues: readonly string[];
}
