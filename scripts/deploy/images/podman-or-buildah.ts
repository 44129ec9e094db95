import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ImageTool } from "./image-tool";
import { isLoopbackRegistry } from "./loopback-registry";
import { checkedDigest, runImageTool } from "./run-image-tool";

/**
 * Podman and Buildah, which need no daemon and have the same commands.
 * @see https://docs.podman.io/en/latest/markdown/podman-push.1.html
 */
export function podmanOrBuildah(name: "podman" | "buildah", program: string): ImageTool {
  return {
    name,

    logIn: (registry, user, password) =>
      runImageTool(
        program,
        ["login", ...tls(registry), "--username", user, "--password-stdin", registry],
        password,
      ),

    async buildAndPush({ context, dockerfile, target, platform, reference }) {
      await runImageTool(program, [
        ...["build", "--platform", platform, "--file", dockerfile],
        ...(target === undefined ? [] : ["--target", target]),
        ...["--tag", reference, context],
      ]);
      const folder = mkdtempSync(join(tmpdir(), "image-"));
      const digestFile = join(folder, "digest");
      try {
        await runImageTool(program, [
          ...["push", ...tls(reference.split("/")[0] ?? "")],
          ...["--digestfile", digestFile, reference],
        ]);
        return checkedDigest(readFileSync(digestFile, "utf8").trim(), program);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

function tls(registry: string): string[] {
  return isLoopbackRegistry(registry) ? ["--tls-verify=false"] : [];
}
