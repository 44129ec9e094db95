/** What one unit costs. */
export interface Price {
  /** US dollars for one unit. */
  readonly usd: number;
  /** The unit: an hour, a month, or what is used. */
  readonly per: string;
  /** AWS's page to check it on. */
  readonly source: string;
}

/** Hours of a month, as AWS's own calculator counts them. */
export const hoursPerMonth = 730;

const elb = "https://aws.amazon.com/elasticloadbalancing/pricing/";
const vpc = "https://aws.amazon.com/vpc/pricing/";
const ec2 = "https://aws.amazon.com/ec2/pricing/on-demand/";
const fargate = "https://aws.amazon.com/fargate/pricing/";
const privateLink = "https://aws.amazon.com/privatelink/pricing/";
const cloudWatch = "https://aws.amazon.com/cloudwatch/pricing/";
const cognito = "https://aws.amazon.com/cognito/pricing/";

/**
 * List prices, without free tiers, which an account has once, and without discounts. Whoever changes
 * one checks all of them, and sets `readOn` to the day.
 *
 * No price was read on AWS's own pages. Those of November 2026 come from other publications of AWS's list
 * prices, and some from memory: each must be checked on the page that it names.
 */
export const priceTable = {
  /** Day on which the prices were collected, as YYYY-MM-DD. */
  readOn: "2026-11-21",
  region: "us-east-1",
  /** Months after which `npm run cost` warns. */
  validMonths: 6,
  prices: {
    loadBalancer: { usd: 0.0225, per: "hour", source: elb },
    loadBalancerCapacityUnit: { usd: 0.008, per: "LCU and hour", source: elb },
    publicIpv4Address: { usd: 0.005, per: "hour", source: vpc },
    natGateway: { usd: 0.045, per: "hour", source: vpc },
    natGatewayTraffic: { usd: 0.045, per: "GB", source: vpc },
    trafficToInternet: { usd: 0.09, per: "GB", source: ec2 },
    interfaceEndpoint: { usd: 0.01, per: "hour and zone", source: privateLink },
    interfaceEndpointTraffic: { usd: 0.01, per: "GB", source: privateLink },
    fargateCpuArm64: { usd: 0.03238, per: "vCPU and hour", source: fargate },
    fargateMemoryArm64: { usd: 0.00356, per: "GB and hour", source: fargate },
    fargateCpuX86: { usd: 0.04048, per: "vCPU and hour", source: fargate },
    fargateMemoryX86: { usd: 0.004445, per: "GB and hour", source: fargate },
    fargateStorage: { usd: 0.000111, per: "GB above 20 and hour", source: fargate },
    metric: { usd: 0.3, per: "metric and month", source: cloudWatch },
    enhancedMetric: { usd: 0.07, per: "metric and month", source: cloudWatch },
    alarm: { usd: 0.1, per: "metric and month", source: cloudWatch },
    dashboard: { usd: 3, per: "month", source: cloudWatch },
    logsTakenIn: { usd: 0.5, per: "GB taken in", source: cloudWatch },
    logsToBucket: { usd: 0.25, per: "GB delivered", source: cloudWatch },
    logsStored: { usd: 0.03, per: "GB stored and month", source: cloudWatch },
    bucketStored: {
      usd: 0.023,
      per: "GB stored and month",
      source: "https://aws.amazon.com/s3/pricing/",
    },
    imageStored: {
      usd: 0.1,
      per: "GB stored and month",
      source: "https://aws.amazon.com/ecr/pricing/",
    },
    liteUser: { usd: 0.0055, per: "active user a month", source: cognito },
    essentialsUser: { usd: 0.015, per: "active user a month", source: cognito },
    plusUser: { usd: 0.02, per: "active user a month", source: cognito },
    federatedUser: { usd: 0.015, per: "active user a month", source: cognito },
    machineTokens: { usd: 2.25, per: "1000 tokens", source: cognito },
    emails: { usd: 0.1, per: "1000 emails", source: "https://aws.amazon.com/ses/pricing/" },
    functionCalls: {
      usd: 0.2,
      per: "million calls",
      source: "https://aws.amazon.com/lambda/pricing/",
    },
    logQueries: {
      usd: 5,
      per: "TB scanned",
      source: "https://aws.amazon.com/athena/pricing/",
    },
    notifications: {
      usd: 0.5,
      per: "million messages",
      source: "https://aws.amazon.com/sns/pricing/",
    },
    kmsKey: { usd: 1, per: "month", source: "https://aws.amazon.com/kms/pricing/" },
    secret: { usd: 0.4, per: "month", source: "https://aws.amazon.com/secrets-manager/pricing/" },
    hostedZone: { usd: 0.5, per: "month", source: "https://aws.amazon.com/route53/pricing/" },
    dnsQueries: {
      usd: 0.4,
      per: "million queries",
      source: "https://aws.amazon.com/route53/pricing/",
    },
    webAcl: { usd: 5, per: "month", source: "https://aws.amazon.com/waf/pricing/" },
    webAclRule: { usd: 1, per: "month", source: "https://aws.amazon.com/waf/pricing/" },
    webAclRequests: {
      usd: 0.6,
      per: "million requests",
      source: "https://aws.amazon.com/waf/pricing/",
    },
  },
  /**
   * Share of the on-demand price that a task on Spot costs. AWS changes it with supply; 0.31 is what
   * was seen when the prices were collected.
   */
  spotShare: 0.31,
  /** Part by which prices of other regions differ at most, roughly. */
  otherRegionsDiffer: 0.3,
} as const satisfies {
  readonly prices: Readonly<Record<string, Price>>;
  readonly [name: string]: unknown;
};

/** Name of a price. */
export type PriceName = keyof typeof priceTable.prices;

/** A price in US dollars a month, for what is billed by the hour. */
export function monthly(name: PriceName): number {
  const { usd, per }: Price = priceTable.prices[name];
  return /\bhour\b/.test(per) ? usd * hoursPerMonth : usd;
}

/** A price as text, such as `0.045 per GB`. */
export function priceText(name: PriceName): string {
  const { usd, per }: Price = priceTable.prices[name];
  return `${usd} per ${per}`;
}
