import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { UserError } from "../../../config/user-error";

/** Lines of a stream, one at a time. */
export function linesOf(stream: Readable): AsyncIterable<string> {
  return createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });
}

/**
 * Lines of a file, which may be compressed as AWS stores it.
 * @throws UserError when it cannot be read
 */
export async function* linesOfFile(path: string): AsyncGenerator<string> {
  try {
    const isCompressed = await isGzip(path);
    const file = createReadStream(path);
    const stream = isCompressed ? file.pipe(createGunzip()) : file;
    // `pipe` passes no errors on.
    file.once("error", (error) => stream.destroy(error));
    yield* linesOf(stream);
  } catch (error) {
    throw new UserError(
      `--log-file: ${JSON.stringify(path)} cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown"}). Name a file of an access log, as it is or compressed (.log.gz), or - for standard input.`,
    );
  }
}

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}
