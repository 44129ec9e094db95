import type { Construct } from "constructs";
import type { AlarmProps } from "./alarm-settings";
import { Alarms } from "./alarms";
import { EventNotification } from "./event-notification";

/** Properties for {@link CertificateAlarms}. */
export interface CertificateAlarmsProps extends AlarmProps {
  readonly certificateArn: string;
}

const alarmName = "certificate-expires";

/**
 * An alarm before a certificate expires, and Certificate Manager's own messages about it. It renews its
 * own certificates 60 days before the end, and imported ones never.
 * @see https://docs.aws.amazon.com/acm/latest/userguide/supported-events.html
 */
export class CertificateAlarms extends Alarms {
  constructor(scope: Construct, id: string, props: CertificateAlarmsProps) {
    super(scope, id, props);
    const { name, certificateArn, settings, topicArn } = props;
    this.onMetric(alarmName, {
      description: `The certificate expires in less than ${settings.certificateDays} days: its renewal has failed, or it was imported, and nobody has imported its successor. Of a certificate of Certificate Manager, check that the validation record still exists in the hosted zone.`,
      metric: {
        namespace: "AWS/CertificateManager",
        metricName: "DaysToExpiry",
        dimensions: { CertificateArn: certificateArn },
      },
      statistic: "Minimum",
      comparison: "below",
      threshold: settings.certificateDays,
      periodSeconds: 86_400,
      dataPoints: [1, 1],
    });
    if (settings.off.includes(alarmName)) return;
    new EventNotification(this, "notification", {
      name: `${name}-certificate`,
      description: `Certificate of ${name} that expires or needs somebody for its renewal`,
      pattern: {
        source: ["aws.acm"],
        "detail-type": [
          "ACM Certificate Approaching Expiration",
          "ACM Certificate Renewal Action Required",
        ],
        resources: [certificateArn],
      },
      values: { event: "$.detail-type", certificate: "$.resources[0]" },
      sentence:
        "<event>: <certificate>. Check that its validation record still exists in the hosted zone.",
      topicArn,
    });
  }
}
