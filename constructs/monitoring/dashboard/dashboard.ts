import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import { Construct } from "constructs";
import { accountIdOf } from "../../account-id";
import { partitionOf } from "../../partition";
import { alarmStates, type Widget } from "./widgets";

/** Widgets beside each other, which share the width. */
export interface Row {
  /** In units of the grid, about 45 pixels. */
  readonly height: number;
  readonly widgets: readonly Widget[];
}

/** Properties for {@link Dashboard}. */
export interface DashboardProps {
  /** `<environment>-<stack>` */
  readonly name: string;
  readonly region: string;
  readonly rows: readonly Row[];
  /** Alarms to show the state of, above the rows. */
  readonly alarmNames: readonly string[];
}

/** Columns of a dashboard. */
const columns = 24;

/** Columns of a dashboard that one alarm needs to show its whole name, and their height. */
const alarmColumns = 4;

/**
 * A dashboard of rows. Its body is JSON text rather than a `jsonencode` expression, as policies are.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    const { name, region, rows, alarmNames } = props;
    const alarms = `arn:${partitionOf(this)}:cloudwatch:${region}:${accountIdOf(this)}:alarm`;
    const states: Row[] =
      alarmNames.length === 0
        ? []
        : [
            {
              height: 1 + Math.ceil((alarmNames.length * alarmColumns) / columns),
              widgets: [
                alarmStates(
                  "Alarms",
                  [...alarmNames].sort().map((alarm) => `${alarms}:${alarm}`),
                ),
              ],
            },
          ];
    const [heading = { height: 0, widgets: [] }, ...others] = rows;
    new CloudwatchDashboard(this, "dashboard", {
      dashboardName: name,
      dashboardBody: JSON.stringify({ widgets: placed([heading, ...states, ...others]) }),
    });
  }
}

/** The widgets with their places: each row below the one before. */
function placed(rows: readonly Row[]) {
  let top = 0;
  return rows.flatMap(({ height, widgets }) => {
    const y = top;
    top += height;
    const edgeOf = (index: number) => Math.round((index * columns) / widgets.length);
    return widgets.map((widget, index) => ({
      type: widget.type,
      x: edgeOf(index),
      y,
      width: edgeOf(index + 1) - edgeOf(index),
      height,
      properties: widget.properties,
    }));
  });
}
