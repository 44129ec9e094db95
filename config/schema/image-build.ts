import { matches } from "./check";
import * as field from "./field";

/** A path that no build tool can mistake for an option. */
function pathField(example: string) {
  return field.string(
    matches(
      /^[^-\s][^\r\n\0]*$/,
      "must be a path that begins with neither a space nor a hyphen",
      `write it like ${JSON.stringify(example)}`,
    ),
  );
}

/** How `npm run deploy` builds a service's image. Nothing of it is in the Terraform JSON. */
export const imageBuildSchema = field.object({
  /** Folder whose files the build may read, from the project's folder. */
  context: pathField("../my-app"),
  /** The Dockerfile, from the project's folder. @default - the file `Dockerfile` in the context */
  dockerfile: pathField("../my-app/Dockerfile").optional(),
  /** Stage of the Dockerfile to build. @default - the last one */
  target: field
    .string(
      matches(
        /^[A-Za-z0-9][A-Za-z0-9_.-]*$/,
        "must be the name of a stage",
        'write it like "production"',
      ),
    )
    .optional(),
});
