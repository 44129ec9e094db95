import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { AlarmProps } from "./alarm-settings";

/** A metric of CloudWatch, with the dimensions that identify it. */
export interface Metric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** What all alarms have. */
interface AlarmOptions {
  /** What an alarm means and what to do, for those who get it. */
  readonly description: string;
  readonly comparison: "at-least" | "above" | "below";
  readonly threshold: number;
  readonly periodSeconds: number;
  /** Data points that must break the threshold, and out of how many. */
  readonly dataPoints: readonly [breaching: number, outOf: number];
  /** Whether no data is as bad as bad data. @default false */
  readonly missingIsBreaching?: boolean;
  /** Terraform's `count`. @default - one alarm */
  readonly count?: string | undefined;
  readonly dependsOn?: readonly ITerraformDependable[];
}

/** An alarm on one metric. */
export interface MetricAlarmOptions extends AlarmOptions {
  readonly metric: Metric;
  /** `Sum`, `Average`, `Minimum`, `Maximum`, or a percentile such as `p99`. */
  readonly statistic: string;
}

/** An alarm on the percentage that one metric is of others. */
export interface RateAlarmOptions extends AlarmOptions {
  /** By the id that {@link expression} gives them. */
  readonly sums: Readonly<Record<string, Metric>>;
  readonly expression: string;
  /** What the percentage is, in the console. */
  readonly label: string;
}

const comparisonOperators = {
  "at-least": "GreaterThanOrEqualToThreshold",
  above: "GreaterThanThreshold",
  below: "LessThanThreshold",
} as const;

/**
 * The percentage that `part` is of `whole`, and 0 while `whole` is below a floor: of two requests, one
 * failing is 50 %. `FILL` is needed since a load balancer reports a metric only when it is not zero, and
 * an expression with a metric that is missing has no value.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export function percentageAbove(floor: number, part: string, whole: readonly string[]): string {
  const filled = (id: string) => `FILL(${id},0)`;
  const total = whole.map(filled).join("+");
  const divisor = whole.length === 1 ? total : `(${total})`;
  return `IF(${total} >= ${floor}, 100*${filled(part)}/${divisor}, 0)`;
}

/** Alarms of one part of a stack, which report both that they began and that they ended. */
export class Alarms extends Construct {
  /** In the order of creation. */
  readonly alarmNames: string[] = [];

  /** @param props `settings.off` names alarms that {@link onMetric} and {@link onRate} leave out */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: AlarmProps,
  ) {
    super(scope, id);
  }

  /** @param name last part of the alarm's name, such as `sign-in-errors` */
  onMetric(name: string, options: MetricAlarmOptions): void {
    const { metric, statistic, periodSeconds } = options;
    const isPercentile = statistic.startsWith("p");
    this.#create(name, options, {
      namespace: metric.namespace,
      metricName: metric.metricName,
      dimensions: { ...metric.dimensions },
      ...(isPercentile ? { extendedStatistic: statistic } : { statistic }),
      period: periodSeconds,
    });
  }

  /** @param name last part of the alarm's name, such as `service-errors` */
  onRate(name: string, options: RateAlarmOptions): void {
    const { sums, expression, label, periodSeconds } = options;
    this.#create(name, options, {
      metricQuery: [
        { id: "rate", expression, label, returnData: true },
        ...Object.entries(sums).map(([id, metric]) => ({
          id,
          returnData: false,
          metric: {
            namespace: metric.namespace,
            metricName: metric.metricName,
            dimensions: { ...metric.dimensions },
            stat: "Sum",
            period: periodSeconds,
          },
        })),
      ],
    });
  }

  #create(
    name: string,
    options: AlarmOptions,
    source: Partial<ConstructorParameters<typeof CloudwatchMetricAlarm>[2]>,
  ): void {
    const { topicArn, settings } = this.props;
    if (settings.off.includes(name)) return;
    const alarmName = `${this.props.name}-${name}`;
    const [datapointsToAlarm, evaluationPeriods] = options.dataPoints;
    const alarm = new CloudwatchMetricAlarm(this, name.replaceAll("-", "_"), {
      ...source,
      alarmName,
      alarmDescription: options.description,
      comparisonOperator: comparisonOperators[options.comparison],
      threshold: options.threshold,
      datapointsToAlarm,
      evaluationPeriods,
      treatMissingData: options.missingIsBreaching === true ? "breaching" : "notBreaching",
      alarmActions: [topicArn],
      okActions: [topicArn],
      dependsOn: [...(options.dependsOn ?? [])],
    });
    if (options.count !== undefined) alarm.addOverride("count", options.count);
    this.alarmNames.push(alarmName);
  }
}
