import { matches } from "./check";
import * as field from "./field";

/** Path of a file that is read at synthesis, from the project's folder. */
export function filePath(example: string) {
  return field.string(
    matches(
      /^(?!.*[$%]\{)[^\s\0][^\r\n\0]*$/,
      "must be the path of a file, from the project's folder",
      `write it like ${JSON.stringify(example)}`,
    ),
  );
}
