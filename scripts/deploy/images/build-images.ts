import { existsSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { UserError } from "../../../config/user-error";
import type { Deployment, ServiceToDeploy } from "../../../synthesis/deployment";
import { findImageTool } from "./find-image-tool";
import type { ImageTool, ImageToolName } from "./image-tool";
import { digestOfTag, type RegistryLogin, registryLogin } from "./registry";
import { sourceHash } from "./source-hash";

/** A service whose image is built here. */
export interface BuiltService extends ServiceToDeploy {
  readonly build: NonNullable<ServiceToDeploy["build"]>;
}

/** Options of {@link buildImages}. */
export interface BuildOptions {
  /** The project's folder, from which paths of the environment file start. */
  readonly root: string;
  readonly deployment: Pick<Deployment, "provider" | "region">;
  /** Repository of every service, by its name. */
  readonly repositories: Readonly<Record<string, string>>;
  readonly buildWith: ImageToolName | undefined;
  /** Called with a line for people. */
  readonly report: (line: string) => void;
}

const platforms = { ARM64: "linux/arm64", X86_64: "linux/amd64" } as const;

/** A tag of 128 bits: enough that no two sources share one. */
const tagLength = 32;

/**
 * Builds and pushes what changed, and returns the image of every service by digest. The tag is a hash
 * of the sources, so an image that was pushed before, here or elsewhere, is not built again.
 * @throws UserError when a build or a push fails
 */
export async function buildImages(
  services: readonly BuiltService[],
  options: BuildOptions,
): Promise<Record<string, string>> {
  const login = await registryLogin(options.deployment);
  let tool: ImageTool | undefined;
  const signedIn = new Set<string>();
  const images: Record<string, string> = {};
  for (const { service: name, build, architecture } of services) {
    const repository = options.repositories[name] ?? "";
    const sources = { ...buildPaths(options.root, build), platform: platforms[architecture] };
    const tag = `sources-${(await sourceHash(sources)).slice(0, tagLength)}`;
    const pushed = await digestOfTag(repository, tag, login);
    if (pushed !== undefined) {
      options.report(`  ${name}: unchanged sources, ${shortDigest(pushed)} is used again`);
      images[name] = `${repository}@${pushed}`;
      continue;
    }
    tool ??= findImageTool(options.buildWith);
    await logInOnce(tool, repository, login, signedIn);
    options.report(`  ${name}: building for ${sources.platform} with ${tool.name} …`);
    const digest = await tool.buildAndPush({ ...sources, reference: `${repository}:${tag}` });
    options.report(`  ${name}: pushed ${shortDigest(digest)}`);
    images[name] = `${repository}@${digest}`;
  }
  return images;
}

/**
 * Where the files of a build are.
 * @throws UserError with what does not exist
 */
export function buildPaths(
  root: string,
  { context, dockerfile, target }: BuiltService["build"],
): { context: string; dockerfile: string; target: string | undefined } {
  const folder = resolve(root, context);
  const file = dockerfile === undefined ? join(folder, "Dockerfile") : resolve(root, dockerfile);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new UserError(
      `build.context is ${JSON.stringify(context)}, but there is no folder ${folder}. Paths start in the project's folder.`,
    );
  }
  if (!existsSync(file)) {
    throw new UserError(
      `There is no Dockerfile ${file}. Name it in build.dockerfile, from the project's folder.`,
    );
  }
  return { context: folder, dockerfile: file, target };
}

async function logInOnce(
  tool: ImageTool,
  repository: string,
  { user, password }: RegistryLogin,
  signedIn: Set<string>,
): Promise<void> {
  const registry = repository.split("/")[0] ?? "";
  if (signedIn.has(registry)) return;
  await tool.logIn(registry, user, password);
  signedIn.add(registry);
}

function shortDigest(digest: string): string {
  return digest.slice(0, "sha256:".length + 12);
}
