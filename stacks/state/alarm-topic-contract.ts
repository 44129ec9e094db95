import { TerraformOutput, type TerraformRemoteState, type TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { deployFirst, readRemoteState, type StateCondition, type StateOwner } from "./remote-state";
import { stackName } from "./stack-address";

const output = {
  name: "alarm_topic_arn",
  description: "ARN of the SNS topic that gets every alarm",
} as const;

/** Declares the topic of all alarms as an output of the identity's stack. */
export function publishAlarmTopic(stack: Construct, topicArn: string): void {
  const { name, description } = output;
  new TerraformOutput(new Construct(stack, "alarm_topic_output"), name, {
    value: topicArn,
    description,
    staticId: true,
  });
}

/** Condition of a stack with alarms: the identity's state has the topic. */
export function alarmTopicCondition(identity: StateOwner): StateCondition {
  return {
    condition: `try(self.outputs.${output.name}, "") != ""`,
    errorMessage: `This stack has alarms, and stack ${stackName(identity)} does not publish their topic yet, so nobody would get them. ${deployFirst(identity)}`,
  };
}

/** ARN of the topic in the identity's state, which {@link alarmTopicCondition} has checked. */
export function alarmTopicIn(remoteState: TerraformRemoteState): string {
  return remoteState.getString(output.name);
}

/** Reads the topic in a stack that reads nothing else of the identity. */
export function readAlarmTopic(stack: TerraformStack, identity: StateOwner): string {
  return alarmTopicIn(readRemoteState(stack, identity, [alarmTopicCondition(identity)]));
}
