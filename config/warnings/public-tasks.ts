import { edgeNetworkUsers, networkUsers, ownNetworks } from "../network-owner";
import type { FindWarnings } from "./warning";

/** Tasks in public subnets: safe by one security group, and with addresses that change. */
export const warnOfPublicTasks: FindWarnings = (environment) =>
  ownNetworks(environment).flatMap(({ network, path }) => {
    if (network.type !== "new" || network.nat !== "none") return [];
    const [, name] = path;
    const users =
      path[0] === "edge"
        ? edgeNetworkUsers(environment)
        : [String(name), ...networkUsers(environment, String(name))];
    const of = users.length === 1 ? "its tasks" : `the tasks of ${users.join(", ")}`;
    return [
      {
        path: [...path, "nat"],
        message: `gives ${of} public addresses: only their security groups keep the internet out, scanners report it (CKV_AWS_333, Security Hub ECS.2), and the address that other systems see changes with every task`,
        fix: 'use nat: "single" where an allowlist needs a fixed address, or where public addresses are forbidden',
      },
    ];
  });
