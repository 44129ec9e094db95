/**
 * Fields of `GetProviderSchema.Response` that map names of types to their schemas: resources, data
 * sources, ephemeral resources.
 *
 * @see https://github.com/hashicorp/terraform/blob/main/docs/plugin-protocol/tfplugin5.proto
 */
const typeFields = new Set([2, 3, 8]);

const lengthDelimited = 2;
const frameHeaderBytes = 5;

/** Reads one varint; returns its value and the offset behind it. */
function readVarint(bytes: Buffer, start: number): { value: number; end: number } {
  let value = 0;
  for (let offset = start, factor = 1; ; offset++, factor *= 128) {
    const byte = bytes.readUInt8(offset);
    value += (byte & 0x7f) * factor;
    if (byte < 0x80) return { value, end: offset + 1 };
  }
}

/** Reads one length-delimited field; returns its number, its content and the offset behind it. */
function readField(bytes: Buffer, start: number): { field: number; content: Buffer; end: number } {
  const key = readVarint(bytes, start);
  if ((key.value & 7) !== lengthDelimited) {
    throw new Error(
      `A field of wire type ${key.value & 7} in a provider's schema is not expected.`,
    );
  }
  const length = readVarint(bytes, key.end);
  const end = length.end + length.value;
  return { field: key.value >> 3, content: bytes.subarray(length.end, end), end };
}

/**
 * Removes the schemas of all other types from a provider's response, without decoding what remains.
 *
 * @param frame one gRPC message: a flag, the length in 4 bytes, and the response in protocol buffers
 * @param types names such as `aws_lb` of the resource types and data sources that stay
 */
export function keepTypes(frame: Buffer, types: ReadonlySet<string>): Buffer {
  const kept: Buffer[] = [];
  for (let start = frameHeaderBytes; start < frame.length; ) {
    const { field, content, end } = readField(frame, start);
    // An entry of a map is a message with the key as its first field.
    if (!typeFields.has(field) || types.has(readField(content, 0).content.toString())) {
      kept.push(frame.subarray(start, end));
    }
    start = end;
  }
  const message = Buffer.concat(kept);
  const header = Buffer.alloc(frameHeaderBytes);
  header.writeUInt32BE(message.length, 1);
  return Buffer.concat([header, message]);
}
