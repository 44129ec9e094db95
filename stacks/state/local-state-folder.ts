import { isAbsolute, relative, resolve, sep } from "node:path";

const folderName = "terraform-state";

/** Local state as the folder of a stack in `cdktf.out/stacks` sees it. */
export const defaultLocalStateFolder = `../../../${folderName}`;

/**
 * The project's `terraform-state` folder as the folder of a stack sees it, so that another output
 * folder of the project does not make a deployed stack look as if it had no state. Outside the
 * project, state is kept beside the output folder: the JSON contains no path of this machine.
 *
 * @param outdir folder that contains `stacks/`
 */
export function localStateFolder(outdir: string, projectFolder = process.cwd()): string {
  const fromProject = relative(projectFolder, resolve(projectFolder, outdir));
  const [first, ...others] = fromProject.split(sep);
  const isInside = first !== "" && first !== ".." && !isAbsolute(fromProject);
  if (!isInside) return defaultLocalStateFolder;
  return `${"../".repeat(others.length)}${defaultLocalStateFolder}`;
}
