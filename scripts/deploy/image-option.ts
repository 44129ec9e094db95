/** An image from the command line. */
export interface GivenImage {
  /** Name of the application; absent when the service's name says enough. */
  readonly stack: string | undefined;
  readonly service: string;
  readonly image: string;
}

/** Reads `[STACK/]SERVICE=REPOSITORY@sha256:…`; `undefined` for anything else. */
export function parseGivenImage(text: string): GivenImage | undefined {
  const [, stack, service = "", image = ""] =
    /^(?:([a-z0-9-]+)\/)?([a-z0-9-]+)=([a-z0-9][\w./:-]*@sha256:[0-9a-f]{64})$/.exec(text) ?? [];
  return service === "" ? undefined : { stack, service, image };
}

/** What is wrong with a text that {@link parseGivenImage} does not understand. */
export function imageMistake(text: string): string {
  return (
    `--image ${text}: must be SERVICE=REPOSITORY@sha256:… with 64 hex digits. ` +
    "A tag is not enough: Terraform does not detect that a tag has moved. The tool that pushed the image prints the digest."
  );
}
