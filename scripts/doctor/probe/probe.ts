import { UserError } from "../../../config/user-error";
import type { AwsClients } from "../aws/aws-clients";
import type { Secrets } from "../hide-secrets";
import { realHostOf } from "../http/address";
import { findSignIn } from "../steps/find-sign-in";
import { contextOf, type WalkOptions } from "../walk";
import { notObserved, observeAws } from "./observe-aws";
import { observeCognito } from "./observe-cognito";
import { observeSignIn } from "./observe-sign-in";
import { type Answers, type ProbeReport, probeReport } from "./probe-report";
import { shareable } from "./shareable";

/** What `--probe` needs besides the URL. */
export interface ProbeOptions {
  readonly walk: WalkOptions;
  readonly aws:
    | { readonly clients: AwsClients; readonly loadBalancerArn: string | undefined }
    | { readonly reason: string };
  readonly logMinutes: number;
  readonly now: Date;
}

/**
 * Observes what no document tells about AWS, for a file that can be shared. It reads, and sends sign-ins
 * that are bound to fail; it creates and changes nothing.
 * @throws UserError when the URL does not respond
 */
export async function probe(options: ProbeOptions, secrets: Secrets): Promise<ProbeReport> {
  const { walk, aws, logMinutes, now } = options;
  const context = contextOf(walk, secrets);
  const host = realHostOf(context.url);
  const { signIn, pages } = await findSignIn(context);
  if (pages.length === 0) {
    throw new UserError(
      `${context.url.href} does not respond, so there is nothing to observe. npm run doctor -- ${context.url.href} says why.`,
    );
  }
  let answers: Answers =
    "reason" in aws
      ? notObserved(aws.reason)
      : await observeAws(aws.clients, {
          host,
          url: signIn?.url ?? context.url,
          client: context.client,
          loadBalancerArn: aws.loadBalancerArn,
          logMinutes,
          now,
        });
  if (signIn !== undefined) {
    answers = {
      ...answers,
      ...(await observeSignIn(context, signIn)),
      ...(await observeCognito(context, signIn)),
    };
  }
  const hosts = [host, context.url.hostname, signIn?.origin.location.hostname ?? ""];
  const report = probeReport(answers, regionOf(signIn?.origin.location, aws), now);
  return secrets.hideIn(shareable(report, hosts));
}

function regionOf(location: URL | undefined, aws: ProbeOptions["aws"]): string {
  if ("clients" in aws) return aws.clients.region;
  return (
    /\.auth\.([a-z0-9-]+)\.amazoncognito\.com/.exec(location?.hostname ?? "")?.[1] ?? "unknown"
  );
}
