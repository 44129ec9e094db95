import { networkUsers } from "../network-owner";
import type { FindWarnings } from "./warning";

/** Tasks in public subnets: safe by one security group, and with addresses that change. */
export const warnOfPublicTasks: FindWarnings = (environment) =>
  Object.entries(environment.applications).flatMap(([name, { network }]) => {
    if (network.type !== "new" || network.nat !== "none") return [];
    const users = networkUsers(environment, name);
    const of = users.length === 0 ? "its tasks" : `the tasks of ${[name, ...users].join(", ")}`;
    return [
      {
        path: ["applications", name, "network", "nat"],
        message: `gives ${of} public addresses: only their security groups keep the internet out, scanners report it (CKV_AWS_333, Security Hub ECS.2), and the address that other systems see changes with every task`,
        fix: 'use nat: "single" where an allowlist needs a fixed address, or where public addresses are forbidden',
      },
    ];
  });
