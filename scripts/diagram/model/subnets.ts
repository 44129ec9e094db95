import { type Fields, referenceOf, resources, type Stack } from "./stacks";

/** A subnet of a zone. */
export interface Subnet {
  /** Range of a new subnet, id of an existing one. */
  readonly name: string;
  readonly hasNat: boolean;
  /** Such as `NAT in zone 1`; empty where the routes exist already and are not looked up. */
  readonly internet: string;
}

/** An availability zone; its name is known at apply only. */
export interface Zone {
  readonly name: string;
  readonly publicSubnets: readonly Subnet[];
  readonly privateSubnets: readonly Subnet[];
  /** The subnet that tasks are in: a public one where the network has no others. */
  readonly taskSubnet: Subnet | undefined;
}

type ZoneSubnets = Omit<Zone, "taskSubnet">;

interface Found {
  readonly address: string;
  readonly fields: Fields;
}

/** The zones of the network that a stack creates or looks up. */
export function readSubnets(owner: Stack): Zone[] {
  const subnets = inOrder(resources(owner, "aws_subnet"));
  const zones = subnets.length === 0 ? existingSubnets(owner) : newSubnets(owner, subnets);
  const tasksArePublic = zones.every(({ privateSubnets }) => privateSubnets.length === 0);
  return zones.map((zone) => ({
    ...zone,
    taskSubnet: (tasksArePublic ? zone.publicSubnets : zone.privateSubnets)[0],
  }));
}

function newSubnets(owner: Stack, subnets: readonly Found[]): ZoneSubnets[] {
  const zoneOf = (subnet: Found): string => {
    const zone = referenceOf(subnet.fields.availability_zone);
    const other = subnets.find(({ address }) => address === zone && address !== subnet.address);
    if (other !== undefined) return zoneOf(other);
    const name = String(subnet.fields.availability_zone);
    return name.startsWith("${") ? subnet.address : name;
  };
  const zones = [...new Set(subnets.map(zoneOf))].sort((one, other) => order(one, other));
  const nats = resources(owner, "aws_nat_gateway");
  const natZone = (reference: string | undefined) => {
    const nat = nats.find(({ address }) => address === reference);
    const subnet = subnets.find(({ address }) => address === referenceOf(nat?.fields.subnet_id));
    return subnet === undefined ? undefined : zones.indexOf(zoneOf(subnet)) + 1;
  };
  const describe = (subnet: Found): Subnet & { readonly isPublic: boolean } => {
    const route = defaultRouteOf(owner, subnet.address);
    const nat = natZone(referenceOf(route?.nat_gateway_id));
    const isPublic = route?.gateway_id !== undefined;
    return {
      name: String(subnet.fields.cidr_block),
      hasNat: nats.some(({ fields }) => referenceOf(fields.subnet_id) === subnet.address),
      internet: internetText(isPublic, nat),
      isPublic,
    };
  };
  return zones.map((zone, index) => {
    const members = subnets.filter((subnet) => zoneOf(subnet) === zone).map(describe);
    return {
      name: zone.startsWith("aws_subnet.") ? `Zone ${index + 1}` : zone,
      publicSubnets: members.filter(({ isPublic }) => isPublic),
      privateSubnets: members.filter(({ isPublic }) => !isPublic),
    };
  });
}

function internetText(isPublic: boolean, natZone: number | undefined): string {
  if (isPublic) return "internet gateway";
  return natZone === undefined ? "no internet" : `NAT in zone ${natZone}`;
}

/** The route to the internet of the table that a subnet is associated with. */
function defaultRouteOf(owner: Stack, subnet: string): Fields | undefined {
  const table = resources(owner, "aws_route_table_association").find(
    ({ fields }) => referenceOf(fields.subnet_id) === subnet,
  )?.fields.route_table_id;
  return resources(owner, "aws_route")
    .map(({ fields }) => fields)
    .find(
      (route) =>
        route.destination_cidr_block === "0.0.0.0/0" &&
        referenceOf(route.route_table_id) === referenceOf(table),
    );
}

/** Subnets that are looked up: which zone each is in is known at plan only. */
function existingSubnets(owner: Stack): ZoneSubnets[] {
  const found = Object.entries(owner.json.data?.aws_subnet ?? {});
  const named = (part: string) =>
    found
      .filter(([name]) => name.includes(part))
      .sort(([one], [other]) => order(one, other))
      .map(([, { id }]) => ({
        name: String(id),
        hasNat: false,
        internet: "",
      }));
  const publicSubnets = named("public_subnets");
  const privateSubnets = named("private_subnets");
  const count = Math.max(publicSubnets.length, privateSubnets.length);
  return Array.from({ length: count }, (_, index) => ({
    name: "",
    publicSubnets: publicSubnets.slice(index, index + 1),
    privateSubnets: privateSubnets.slice(index, index + 1),
  }));
}

function inOrder(subnets: readonly Found[]): Found[] {
  return [...subnets].sort((one, other) => order(one.address, other.address));
}

/** By number where names have one, without a locale: the pictures are the same on every machine. */
function order(one: string, other: string): number {
  const number = (text: string) => Number(/_(\d+)_[0-9A-F]{8}$/.exec(text)?.[1] ?? 0);
  return number(one) - number(other) || (one < other ? -1 : Number(one > other));
}
