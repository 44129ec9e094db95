import { UserError } from "../../../config/user-error";
import { findExecutable } from "../../find-executable";
import { docker } from "./docker";
import { type ImageTool, type ImageToolName, imageToolNames } from "./image-tool";
import { podmanOrBuildah } from "./podman-or-buildah";

/**
 * The tool that the user chose, or the first one that is installed.
 * @throws UserError when it is not installed
 */
export function findImageTool(
  chosen: ImageToolName | undefined,
  env: NodeJS.ProcessEnv = process.env,
): ImageTool {
  const names = chosen === undefined ? imageToolNames : [chosen];
  for (const name of names) {
    const program = findExecutable(name, env);
    if (program !== undefined)
      return name === "docker" ? docker(program) : podmanOrBuildah(name, program);
  }
  throw new UserError(
    `No image can be built: ${names.join(", ")} ${names.length === 1 ? "is" : "are"} not in PATH. Install one ` +
      "of docker (with buildx), podman and buildah, or name an image that was pushed elsewhere with --image.",
  );
}
