/** One resource whose address has changed. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

/** How declared addresses differ from the recorded ones. */
export interface AddressChanges {
  /** Recorded addresses that are gone, with the new address that most resembles each. */
  readonly moved: readonly Move[];
  /** Recorded addresses that are gone, without a new address of the same type. */
  readonly vanished: readonly string[];
  /** Other addresses that are not recorded. */
  readonly added: readonly string[];
}

/** What a stack declares. */
export interface DeclaredAddresses {
  readonly addresses: readonly string[];
  /** The `moved` blocks of its JSON: a recorded address that one of them moves is accounted for. */
  readonly moves: readonly Move[];
}

/** What replacing a resource loses, for every type whose resources hold data or have an identity. */
const losses: Readonly<Record<string, string>> = {
  aws_acm_certificate: "the certificate's ARN",
  aws_cloudwatch_log_group: "all logs",
  aws_cognito_resource_server: "the scopes, until it exists again",
  aws_cognito_user_group: "the membership of every user",
  aws_cognito_user_pool: "every user",
  aws_cognito_user_pool_client: "the client's ID and secret, and every session",
  aws_cognito_user_pool_domain: "sign-in, until it exists again",
  aws_ecr_repository: "every image",
  aws_ecs_cluster: "every running service",
  aws_ecs_service: "every running task",
  aws_eip: "the public IP address that others may allow",
  aws_lb: "the load balancer's ARN and DNS name",
  aws_lb_target_group: "the target group's ARN",
  aws_nat_gateway: "egress of the containers, until it exists again",
  aws_s3_bucket: "all access logs",
  aws_security_group: "the security group's ID, which others may reference",
  aws_subnet: "the subnet's ID and everything in it",
  aws_vpc: "the VPC and everything in it",
};

const typeOf = (address: string): string => address.slice(0, address.indexOf("."));

/** Words of the address, without the hash that cdktf appends. */
const wordsOf = (address: string): Set<string> =>
  new Set(address.replace(/_[0-9A-F]{8}$/, "").split(/[._]/));

/** Share of the words that two addresses have in common, 0 to 1. */
function resemblance(one: string, other: string): number {
  const [words, otherWords] = [wordsOf(one), wordsOf(other)];
  const common = [...words].filter((word) => otherWords.has(word)).length;
  return common / (words.size + otherWords.size - common);
}

/** Compares the addresses of a stack with those that were recorded before. */
export function compareAddresses(
  recorded: readonly string[],
  { addresses, moves }: DeclaredAddresses,
): AddressChanges {
  const isAccounted = (address: string) =>
    addresses.includes(address) ||
    moves.some(({ from, to }) => from === address && addresses.includes(to));
  const missing = new Set(recorded.filter((address) => !isAccounted(address)));
  const added = new Set(
    addresses.filter(
      (address) => !recorded.includes(address) && !moves.some(({ to }) => to === address),
    ),
  );
  const pairs = [...missing]
    .flatMap((from) => [...added].map((to) => ({ from, to })))
    .filter(({ from, to }) => typeOf(from) === typeOf(to))
    .sort((a, b) => resemblance(b.from, b.to) - resemblance(a.from, a.to));
  const moved = pairs.filter(({ from, to }) => {
    if (!missing.has(from) || !added.has(to)) return false;
    missing.delete(from);
    return added.delete(to);
  });
  return { moved, vanished: [...missing], added: [...added] };
}

/** Names that {@link explainChanges} mentions. */
export interface Explained {
  /** Name of the stack. */
  readonly stack: string;
  /** Path of the file with the recorded addresses. */
  readonly file: string;
  /** Command that records the declared addresses. */
  readonly update: string;
}

/**
 * Explains what the changes do to whoever has applied the stack, and what to write.
 * @returns empty if nothing has changed
 */
export function explainChanges(
  { moved, vanished, added }: AddressChanges,
  { stack, file, update }: Explained,
): string {
  return [
    ...(moved.length === 0
      ? []
      : [
          `Addresses have moved in stack ${stack}. An apply destroys each resource and creates it again:`,
          list(moved.map(({ from, to }) => `${from}\n    -> ${to}\n    ${lossOf(from)}`)),
          "Keep the old construct ids, or declare the moves in the stack's constructor, and this test passes:",
          indent(`this.addOverride("moved", ${JSON.stringify(moved, null, 2)});`),
          "The block in Terraform JSON:",
          indent(JSON.stringify({ moved }, null, 2)),
          "The block in HCL:",
          indent(moved.map(movedBlock).join("\n")),
          `If a pair is not the same resource, delete the old address from ${file}.`,
        ]),
    ...(vanished.length === 0
      ? []
      : [
          `Stack ${stack} no longer declares these resources. An apply destroys each:`,
          list(vanished.map((address) => `${address}\n    ${lossOf(address)}`)),
          `Declare them again, or delete them from ${file} and mention it in CHANGELOG.md.`,
        ]),
    ...(added.length === 0
      ? []
      : [
          `Stack ${stack} declares resources that ${file} does not contain:`,
          list(added),
          `Record them: ${update}`,
        ]),
  ].join("\n\n");
}

function movedBlock({ from, to }: Move): string {
  return `moved {\n  from = ${from}\n  to   = ${to}\n}`;
}

function lossOf(address: string): string {
  const loss = losses[typeOf(address)];
  return loss === undefined
    ? "loses no data, but the apply can fail or end without the resource"
    : `loses ${loss}`;
}

function list(items: readonly string[]): string {
  return items.map((item) => `  ${item}`).join("\n");
}

function indent(text: string): string {
  return text.replace(/^/gm, "  ");
}
