/** Programs that build images, in the order in which they are looked for. */
export const imageToolNames = ["docker", "podman", "buildah"] as const;

export type ImageToolName = (typeof imageToolNames)[number];

/** An image to build. */
export interface ImageToBuild {
  /** Folder whose files the build may read. */
  readonly context: string;
  readonly dockerfile: string;
  readonly target: string | undefined;
  /** Such as `linux/arm64`. */
  readonly platform: string;
  /** Repository and tag to push to. */
  readonly reference: string;
}

/** Builds images and pushes them to a registry. */
export interface ImageTool {
  readonly name: ImageToolName;
  /** Signs in to a registry; the password goes through standard input. */
  logIn(registry: string, user: string, password: string): Promise<void>;
  /** @returns the digest of what was pushed, `sha256:` and 64 hex digits, as the tool reports it */
  buildAndPush(image: ImageToBuild): Promise<string>;
}
