import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ImageTool } from "./image-tool";
import { checkedDigest, runImageTool } from "./run-image-tool";

/**
 * Docker with Buildx, which builds for another processor too.
 * @see https://docs.docker.com/reference/cli/docker/buildx/build/#metadata-file
 */
export function docker(program: string): ImageTool {
  return {
    name: "docker",

    logIn: (registry, user, password) =>
      runImageTool(program, ["login", "--username", user, "--password-stdin", registry], password),

    async buildAndPush({ context, dockerfile, target, platform, reference }) {
      const folder = mkdtempSync(join(tmpdir(), "image-"));
      const metadata = join(folder, "metadata.json");
      try {
        await runImageTool(program, [
          ...["buildx", "build", "--platform", platform, "--file", dockerfile],
          ...(target === undefined ? [] : ["--target", target]),
          // With attestations the digest would be that of an index, which scanners do not expect.
          ...["--provenance=false", "--tag", reference, "--push", "--metadata-file", metadata],
          context,
        ]);
        const { "containerimage.digest": digest } = JSON.parse(readFileSync(metadata, "utf8"));
        return checkedDigest(digest, program);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}
