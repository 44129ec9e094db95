import { matches } from "./check";
import * as field from "./field";

/** What `npm start` runs instead of the container; nothing of it is deployed. */
export const localProgramSchema = field.object({
  /** Address of a program that runs already. @default - none, where `command` is given */
  url: field
    .string(
      matches(
        /^https?:\/\/([\w.-]+|\[[\da-fA-F:]+\])(:\d{1,5})?\/?$/,
        "must be the address of a program, without a path",
        'write it like "http://localhost:3000"',
      ),
    )
    .optional(),
  /** Command line for the shell that listens on `PORT`. @default - none, where `url` is given */
  command: field
    .string(matches(/\S/, "must not be empty", 'write it like "npm run dev"'))
    .optional(),
  /** Folder that the command runs in, from the project's folder. @default - the project's folder */
  directory: field
    .string(matches(/\S/, "must not be empty", 'write it like "../my-app"'))
    .optional(),
});
