import { type StepResult, skipped } from "../step";
import { type AwsOptions, connectToAws } from "./connect-to-aws";
import { lookInAws } from "./look-in-aws";

/** `--aws`: reads what belongs to a host, and judges it. */
export async function diagnoseInAws(
  root: string,
  host: string,
  options: AwsOptions & { readonly logMinutes: number },
): Promise<StepResult[]> {
  const connection = await connectToAws(root, host, options);
  if ("reason" in connection) return [skipped("aws-rules", connection.reason)];
  const { clients, loadBalancerArn, edge } = connection;
  try {
    const { logMinutes } = options;
    const now = new Date();
    return await lookInAws(clients, { host, loadBalancerArn, edge, logMinutes, now });
  } finally {
    clients.destroy();
  }
}
