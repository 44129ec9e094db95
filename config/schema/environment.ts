import type * as z from "zod";
import { applicationSchema, nameSchema } from "./application";
import { matches } from "./check";
import { identitySchema } from "./identity";
import type { Kit } from "./kit";
import { regionSchema, stateSchema } from "./state";

/** A whole environment file. */
export function environmentSchema(kit: Kit) {
  return kit.object({
    /** Becomes part of every AWS name, so that environments can share an account. @default - the file's name */
    name: nameSchema(kit, "example").optional(),
    /** AWS region of everything. */
    region: regionSchema(kit),
    /** Tags of every taggable resource. @default - none */
    tags: kit
      .record(
        kit.text(
          "Key",
          matches(
            /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u,
            "the tag's key must be 1 to 128 letters, digits, spaces and _.:/=+-@",
            "shorten it, or leave other characters out",
          ),
          matches(
            /^(?!aws:)/i,
            'the tag\'s key must not begin with "aws:"',
            "choose another prefix",
          ),
        ),
        kit.text(
          "value",
          matches(
            /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u,
            "must be at most 256 letters, digits, spaces and _.:/=+-@",
            "shorten it, or leave other characters out",
          ),
        ),
      )
      .default({}),
    /** Where Terraform's state is kept. @default { type: "local" } */
    state: stateSchema(kit).prefault({ type: "local" }),
    /** Users and how they sign in, shared by all applications. */
    identity: identitySchema(kit),
    /** Applications, by name. */
    applications: kit.record(nameSchema(kit, "app"), applicationSchema(kit)),
  });
}

/** What an environment file says. */
export interface EnvironmentInput extends z.input<ReturnType<typeof environmentSchema>> {}

/** A checked environment, with every default filled in. */
export type Environment = z.output<ReturnType<typeof environmentSchema>> & { name: string };

/** The shared identity's part of an {@link Environment}. */
export type Identity = Environment["identity"];

/** An application's part of an {@link Environment}. */
export type Application = Environment["applications"][string];

/** A service's part of an {@link Application}. */
export type Service = Application["services"][string];

/** Where an application lives. */
export type NetworkChoice = Application["network"];

/** Where state is kept. */
export type State = Environment["state"];
