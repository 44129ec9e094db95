import type * as z from "zod";
import { applicationSchema } from "./application";
import { matches } from "./check";
import * as field from "./field";
import { identitySchema } from "./identity";
import { nameSchema } from "./name";
import { regionSchema, stateSchema } from "./state";

/** A whole environment file. */
export const environmentSchema = field.object({
  /** Part of every AWS name, so that environments can share an account. @default - the file's name */
  name: nameSchema("example").optional(),
  /** AWS region of all resources. */
  region: regionSchema,
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
  /** Where Terraform stores its state. @default { type: "local" } */
  state: stateSchema.prefault({ type: "local" }),
  /** The user pool and how users sign in; shared by all applications. */
  identity: identitySchema,
  /** Applications, by name. */
  applications: field.record(nameSchema("app"), applicationSchema),
});

/** What an environment file exports. */
export interface EnvironmentInput extends z.input<typeof environmentSchema> {}

/** A checked environment, with every default filled in. */
export type Environment = z.output<typeof environmentSchema> & { name: string };

/** The shared identity's part of an {@link Environment}. */
export type Identity = Environment["identity"];

/** An application's part of an {@link Environment}. */
export type Application = Environment["applications"][string];

/** A service's part of an {@link Application}. */
export type Service = Application["services"][string];

/** A new or an existing VPC. */
export type NetworkChoice = Application["network"];

/** The Terraform backend and its settings. */
export type State = Environment["state"];
