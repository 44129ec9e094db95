import type { Metric } from "../alarms";

/** What a widget shows, as the body of a dashboard contains it. */
export interface Widget {
  readonly type: "metric" | "text" | "alarm";
  readonly properties: Readonly<Record<string, unknown>>;
}

/** One line of a graph. */
export interface Line extends Metric {
  readonly label: string;
  /** @default - the statistic of the graph */
  readonly statistic?: string;
  /** Hexadecimal. @default - one of CloudWatch's */
  readonly color?: string;
  /** Which scale it has. @default "left" */
  readonly side?: "left" | "right";
}

/** Colors with one meaning on every graph. */
export const colors = {
  good: "#2ca02c",
  bad: "#d62728",
  warning: "#ff7f0e",
  calm: "#1f77b4",
} as const;

/** Options of {@link graph}. */
export interface GraphOptions {
  readonly title: string;
  readonly region: string;
  /** `Sum`, `Average`, `Maximum`, or a percentile such as `p99`. */
  readonly statistic: string;
  readonly lines: readonly Line[];
  /** Unit of the left scale. */
  readonly unit: string;
  /** Unit of the right scale. @default - there is none */
  readonly rightUnit?: string;
  /** Whether the lines are parts of a whole. @default false */
  readonly stacked?: boolean;
}

/** A graph over time. */
export function graph(options: GraphOptions): Widget {
  const axis = (label: string) => ({ label, showUnits: false, min: 0 });
  return {
    type: "metric",
    properties: {
      title: options.title,
      region: options.region,
      view: "timeSeries",
      stacked: options.stacked ?? false,
      period: 60,
      stat: options.statistic,
      metrics: options.lines.map(metricOf),
      yAxis: {
        left: axis(options.unit),
        ...(options.rightUnit === undefined ? {} : { right: axis(options.rightUnit) }),
      },
    },
  };
}

function metricOf({ namespace, metricName, dimensions, ...line }: Line): unknown[] {
  return [
    namespace,
    metricName,
    ...Object.entries(dimensions).flat(),
    {
      label: line.label,
      ...(line.statistic === undefined ? {} : { stat: line.statistic }),
      ...(line.color === undefined ? {} : { color: line.color }),
      ...(line.side === "right" ? { yAxis: "right" } : {}),
    },
  ];
}

/** Markdown. */
export function text(markdown: string): Widget {
  return { type: "text", properties: { markdown } };
}

/** The state of alarms, as colored boxes. */
export function alarmStates(title: string, alarmArns: readonly string[]): Widget {
  return { type: "alarm", properties: { title, alarms: alarmArns } };
}
