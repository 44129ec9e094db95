import { UserError } from "../../config/user-error";
import { type BuiltService, buildImages } from "../deploy/images/build-images";
import { endWhenInterrupted, Interrupted } from "../deploy/run-program";
import { synthesize } from "../deploy/synthesize";
import { type CommandLine, parseCommandLine, usage } from "./command-line";
import { repositoryUrls } from "./repository-urls";

/**
 * `npm run images`: builds and pushes the images of an environment, as a role that may do nothing else
 * can.
 * @param root the project's folder
 * @returns the exit status
 */
export async function images(root: string, args: readonly string[]): Promise<number> {
  try {
    const commandLine = parseCommandLine(args);
    if (commandLine.help) {
      console.log(usage);
      return 0;
    }
    endWhenInterrupted();
    for (const line of await linesOf(root, commandLine)) console.log(line);
    return 0;
  } catch (error) {
    if (error instanceof Interrupted) {
      console.error("Interrupted. Run the same command again to continue.");
      return 130;
    }
    // Anything else is a bug of this program, and keeps its stack trace.
    if (!(error instanceof UserError)) throw error;
    console.error(error.message);
    return 1;
  }
}

/** Progress goes to standard error; the images to standard output. */
function report(line: string): void {
  console.error(line);
}

async function linesOf(
  root: string,
  { environment, buildWith, missing: onlyMissing }: CommandLine,
): Promise<readonly string[]> {
  const { deployment } = await synthesize(root, environment ?? process.env.ENVIRONMENT);
  const services = deployment.services.filter(
    (service): service is BuiltService => service.build !== undefined,
  );
  const names = services.map(({ repositoryName }) => repositoryName);
  const urls = await repositoryUrls(deployment, names);
  const missing = names.filter((name) => !urls.has(name));
  if (onlyMissing) return missing;
  if (missing.length > 0) {
    throw new UserError(
      `There is no image repository ${missing.join(", ")} yet, so nothing was built. Create it with ` +
        `npm run deploy -- --environment ${deployment.name} --no-build.`,
    );
  }
  const lines: string[] = [];
  for (const service of services) {
    report(`${service.application}/${service.service}`);
    const repositories = { [service.service]: urls.get(service.repositoryName) ?? "" };
    const options = { root, deployment, repositories, buildWith, report };
    const built = await buildImages([service], options);
    lines.push(`${service.application}/${service.service}=${built[service.service]}`);
  }
  return lines;
}
