import { isObject, type Json, type JsonObject } from "../../terraform/terraform-stack.ts";
import type { Neighbours } from "./neighbours.ts";
import { assertResolved } from "./unresolved.ts";

/** Properties that `Ref` and attributes of types return which the emulator does not serve. */
const properties: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "AWS::DynamoDB::Table": { Ref: "TableName" },
  "AWS::EC2::Subnet": { CidrBlock: "CidrBlock" },
  "AWS::EC2::VPC": { CidrBlock: "CidrBlock" },
  "AWS::ECR::Repository": { Ref: "RepositoryName" },
  "AWS::Kinesis::Stream": { Ref: "Name" },
  "AWS::Lambda::Function": { Ref: "FunctionName" },
  "AWS::Logs::LogGroup": { Ref: "LogGroupName" },
  "AWS::S3::Bucket": { Ref: "BucketName" },
  "AWS::SQS::Queue": { QueueName: "QueueName" },
  "AWS::SSM::Parameter": { Ref: "Name", Value: "Value", Type: "Type" },
};

/** @returns `undefined` for what is known only after deployment */
export function unmappedValue(
  type: string,
  attribute: string,
  declared: JsonObject,
  neighbours: Neighbours,
): Json | undefined {
  switch (type) {
    // How AWS CDK gets the secret of a client.
    case "Custom::DescribeCognitoUserPoolClient":
      return attribute === "UserPoolClient.ClientSecret"
        ? neighbours.clientSecret(describedClient(declared))
        : undefined;
    // How AWS CDK gets values of stacks in other regions.
    case "Custom::CrossRegionExportReader":
      return neighbours.ssmParameter(attribute);
    default: {
      const property = properties[type]?.[attribute];
      return property === undefined ? undefined : declared[property];
    }
  }
}

/** The call of the AWS SDK is JSON as a string. */
function describedClient({ Create: call }: JsonObject): string {
  const { parameters } = JSON.parse(String(assertResolved(call ?? "{}"))) as JsonObject;
  return String(isObject(parameters) ? parameters.ClientId : undefined);
}
