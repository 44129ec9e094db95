import { keepTypes } from "./plugin-schema";

/** A length-delimited field in protocol buffers. */
function field(number: number, content: Buffer | string): Buffer {
  const bytes = Buffer.from(content);
  const length = [];
  for (let rest = bytes.length; ; rest >>= 7) {
    length.push(rest > 0x7f ? (rest & 0x7f) | 0x80 : rest);
    if (rest <= 0x7f) break;
  }
  return Buffer.concat([Buffer.from([number * 8 + 2, ...length]), bytes]);
}

function entry(number: number, type: string, schema: string): Buffer {
  return field(number, Buffer.concat([field(1, type), field(2, schema)]));
}

function frame(...fields: Buffer[]): Buffer {
  const message = Buffer.concat(fields);
  const header = Buffer.alloc(5);
  header.writeUInt32BE(message.length, 1);
  return Buffer.concat([header, message]);
}

describe(keepTypes, () => {
  const long = "x".repeat(70_000);
  const provider = field(1, long);
  const capabilities = field(6, Buffer.from([8, 1]));
  const functions = entry(7, "arn_parse", "function");

  it("keeps resources and data sources of the types, and all that has no type", () => {
    const loadBalancer = entry(2, "aws_lb", long);
    const zones = entry(3, "aws_availability_zones", "zones");
    const others = [entry(2, "aws_lb_listener", "listener"), entry(3, "aws_vpc", long)];
    const schema = frame(provider, loadBalancer, ...others, zones, capabilities, functions);

    const kept = keepTypes(schema, new Set(["aws_lb", "aws_availability_zones"]));

    expect(kept.equals(frame(provider, loadBalancer, zones, capabilities, functions))).toBe(true);
  });

  it("fails on a response that is not of this protocol", () => {
    const withNumber = frame(provider, Buffer.from([6 * 8, 1]));

    expect(() => keepTypes(withNumber, new Set())).toThrow("wire type 0");
  });
});
