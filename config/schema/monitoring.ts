import * as z from "zod";
import { alarmsSchema } from "./alarms";
import { matches } from "./check";
import { emailAddressSchema } from "./email";
import * as field from "./field";
import { logRetentionDays } from "./log-retention";

/** Where alarms go. */
const alarmTopicSchema = field.variant([
  field.object({
    /** A new, encrypted SNS topic. */
    type: z.literal("new"),
    /** Addresses that get every alarm. Each must confirm the subscription that AWS sends it. @default - none */
    emails: field.list(emailAddressSchema).default(() => []),
  }),
  field.object({
    /** An SNS topic that exists. Its policy, and the policy of its key, must let CloudWatch and EventBridge publish. */
    type: z.literal("existing"),
    /** ARN of the topic, in the environment's region. */
    arn: field.string(
      matches(
        /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}$/,
        "must be the ARN of an SNS topic, and not of a FIFO topic, to which EventBridge cannot publish",
        'copy it from the SNS console, like "arn:aws:sns:eu-central-1:111122223333:alarms"',
      ),
    ),
  }),
]);

/** Alarms and dashboards of an environment. */
export const monitoringSchema = field.object({
  /** SNS topic that gets every alarm. @default - a new topic without subscribers */
  topic: alarmTopicSchema.prefault({ type: "new" }),
  /** When alarms change state, and which there are none of. */
  alarms: alarmsSchema.prefault({}),
  /** A CloudWatch dashboard for each application, and one for the edge. @default true */
  dashboards: field.boolean().default(true),
  /** What Cognito logs: `delivery-errors` are emails and text messages that it could not deliver, `all` has every sign-in too, which needs the Plus plan. @default "off" */
  userPoolLogs: field.oneOf(["off", "delivery-errors", "all"]).default("off"),
  /** Days to keep the logs of Cognito. @default 365 */
  userPoolLogRetentionDays: field.oneOf(logRetentionDays).default(365),
});
