import { type EdgeSlot, edgeSlots, isEdge } from "./edge";
import {
  blocksOf,
  type EnvironmentStacks,
  type Fields,
  referenceOf,
  refersTo,
  remoteStackOf,
  resourceCount,
  resources,
  type Stack,
  stringsOf,
} from "./stacks";
import { readSubnets, type Zone } from "./subnets";

/** A destination that a security group allows. */
export interface Egress {
  /** Such as `TCP 443`. */
  readonly port: string;
  /** A range of addresses. */
  readonly to: string;
  readonly description: string;
}

/** A service on ECS. */
export interface NetworkService {
  readonly name: string;
  readonly port: number;
  /** Such as `2 to 4 tasks`. */
  readonly tasks: string;
  readonly hasPublicIp: boolean;
  readonly egress: readonly Egress[];
}

/** The services of an application. */
export interface NetworkApplication {
  readonly name: string;
  /** Stack of its load balancer. */
  readonly balancer: string;
  readonly services: readonly NetworkService[];
}

/** A load balancer of one application, or of the edge. */
export interface NetworkBalancer {
  /** Stack that has it. */
  readonly stack: string;
  readonly name: string;
  /** `undefined` on the edge, whose users are those of all its applications. */
  readonly application: string | undefined;
  /** Applications that share it, by slot; none for one that a single application has. */
  readonly slots: readonly EdgeSlot[];
  readonly hasFirewall: boolean;
  /** Whether somebody else runs it; then only its name is known. */
  readonly isExisting: boolean;
  readonly isInternal: boolean;
  /** Such as `HTTPS 443`. */
  readonly listeners: readonly string[];
  /** Ranges that may connect. */
  readonly sources: readonly string[];
}

/** A VPC with every application in it. */
export interface NetworkOfVpc {
  /** Range of a new VPC, id of an existing one. */
  readonly name: string;
  readonly isExisting: boolean;
  readonly hasInternetGateway: boolean;
  /** Names of the AWS services with a gateway endpoint, such as `s3`. */
  readonly endpoints: readonly string[];
  readonly zones: readonly Zone[];
  readonly balancers: readonly NetworkBalancer[];
  readonly applications: readonly NetworkApplication[];
  /** Resources of the applications' stacks, drawn or not. */
  readonly resourceCount: number;
}

/** The networks of an environment, in the order of the applications that create them. */
export function readNetworks({ stacks, rules }: EnvironmentStacks): NetworkOfVpc[] {
  const slots = edgeSlots({ rules });
  const edge = stacks.find(isEdge)?.name;
  const members = new Map<string, Stack[]>();
  for (const stack of stacks) {
    const isBehindEdge = slots.some(({ application }) => application === stack.name);
    if (!hasLoadBalancer(stack) && !isBehindEdge) continue;
    const owner = isBehindEdge && edge !== undefined ? edge : ownerOf(stack, stacks);
    members.set(owner, [...(members.get(owner) ?? []), stack]);
  }
  return [...members].map(([owner, users]) =>
    readNetwork(stacks.find(({ name }) => name === owner) ?? (users[0] as Stack), users, slots),
  );
}

/** Name of the stack that has the VPC. */
function ownerOf(stack: Stack, stacks: readonly Stack[]): string {
  const [group] = resources(stack, "aws_security_group");
  const remote = remoteStackOf(group?.fields.vpc_id, stacks);
  const next = stacks.find(({ name }) => name === remote && name !== stack.name);
  return next === undefined ? stack.name : ownerOf(next, stacks);
}

function readNetwork(
  owner: Stack,
  users: readonly Stack[],
  slots: readonly EdgeSlot[],
): NetworkOfVpc {
  const [vpc] = resources(owner, "aws_vpc");
  const existing = Object.values(owner.json.data?.aws_vpc ?? {})[0];
  const [first] = users;
  return {
    name: String(vpc?.fields.cidr_block ?? existing?.id ?? first?.name),
    isExisting: vpc === undefined,
    hasInternetGateway: resources(owner, "aws_internet_gateway").length > 0,
    endpoints: resources(owner, "aws_vpc_endpoint").map(
      ({ fields }) => String(fields.service_name).split(".").at(-1) ?? "",
    ),
    zones: readSubnets(owner),
    balancers: users.filter(hasLoadBalancer).map((stack) => readBalancer(stack, slots)),
    applications: users
      .filter((stack) => !isEdge(stack))
      .map((stack) => ({
        name: stack.name,
        balancer: hasLoadBalancer(stack) ? stack.name : owner.name,
        services: resources(stack, "aws_ecs_service").map((each) => readService(stack, each)),
      })),
    resourceCount: users.reduce((sum, stack) => sum + resourceCount(stack), 0),
  };
}

/** Of its own, or an existing one. */
function hasLoadBalancer(stack: Stack): boolean {
  return resources(stack, "aws_lb").length > 0 || existingListener(stack) !== undefined;
}

function existingListener({ json }: Stack): string | undefined {
  const [listener] = Object.values(json.data?.aws_lb_listener ?? {});
  return listener === undefined ? undefined : String(listener.arn);
}

function readBalancer(stack: Stack, slots: readonly EdgeSlot[]): NetworkBalancer {
  const [loadBalancer] = resources(stack, "aws_lb");
  const { address = "", fields = {} } = loadBalancer ?? {};
  const groups = stringsOf(fields.security_groups);
  return {
    stack: stack.name,
    name: String(fields.name ?? existingListener(stack)?.split("/")[2]),
    isExisting: loadBalancer === undefined,
    application: isEdge(stack) ? undefined : stack.name,
    slots: isEdge(stack) ? slots : [],
    hasFirewall: resources(stack, "aws_wafv2_web_acl_association").some((association) =>
      refersTo(association.fields.resource_arn, address),
    ),
    isInternal: fields.internal === true,
    listeners: resources(stack, "aws_lb_listener")
      .map(({ fields: { protocol, port } }) => `${protocol} ${port}`)
      .sort()
      .reverse(),
    sources: [...new Set(ingressOf(stack, groups).map(({ to }) => to))],
  };
}

function readService(
  stack: Stack,
  { address, fields }: { address: string; fields: Fields },
): NetworkService {
  const [network = {}] = blocksOf(fields.network_configuration);
  const [target = {}] = blocksOf(fields.load_balancer);
  const scaling = resources(stack, "aws_appautoscaling_target").find(({ fields: each }) =>
    refersTo(each.resource_id, address),
  )?.fields;
  return {
    name: String(fields.name),
    port: Number(target.container_port),
    tasks: taskCount(
      Number(scaling?.min_capacity ?? fields.desired_count),
      Number(scaling?.max_capacity ?? fields.desired_count),
    ),
    hasPublicIp: network.assign_public_ip === true,
    egress: egressOf(stack, stringsOf(network.security_groups)),
  };
}

function taskCount(min: number, max: number): string {
  if (min !== max) return `${min} to ${max} tasks`;
  return max === 1 ? "1 task" : `${max} tasks`;
}

function egressOf(stack: Stack, groups: readonly string[]): Egress[] {
  return rangesOf(stack, "aws_vpc_security_group_egress_rule", groups);
}

function ingressOf(stack: Stack, groups: readonly string[]): Egress[] {
  return rangesOf(stack, "aws_vpc_security_group_ingress_rule", groups);
}

/** Rules of security groups that name a range of addresses. */
function rangesOf(stack: Stack, type: string, groups: readonly string[]): Egress[] {
  const owners = groups.map(referenceOf);
  return resources(stack, type)
    .map(({ fields }) => fields)
    .filter((fields) => owners.includes(referenceOf(fields.security_group_id)))
    .filter(({ cidr_ipv4, cidr_ipv6 }) => cidr_ipv4 !== undefined || cidr_ipv6 !== undefined)
    .map((fields) => ({
      port: portText(fields),
      to: String(fields.cidr_ipv4 ?? fields.cidr_ipv6),
      description: String(fields.description ?? ""),
    }));
}

function portText({ ip_protocol, from_port, to_port }: Fields): string {
  if (ip_protocol === "-1") return "all ports";
  const ports = from_port === to_port ? from_port : `${from_port} to ${to_port}`;
  return `${String(ip_protocol).toUpperCase()} ${ports}`;
}
