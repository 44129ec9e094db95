import { isDeepStrictEqual } from "node:util";
import { isObject, type JsonObject, objectAt, type TerraformStack } from "../terraform-stack.ts";

/**
 * The stack whose state a `terraform_remote_state` data source reads: the one with the same backend
 * and location. `undefined` when there is none.
 * @see https://developer.hashicorp.com/terraform/language/state/remote-state-data
 */
export function stackBehind(dataSource: JsonObject, stacks: readonly TerraformStack[]) {
  const read = placeOfDataSource(dataSource);
  return stacks.find(({ json }) => isDeepStrictEqual(placeOfStack(json), read));
}

/** The backend and location only: credentials and locks may differ. */
function place(backend: string, config: JsonObject) {
  switch (backend) {
    case "local":
      return { backend, path: config.path };
    case "s3":
      return { backend, bucket: config.bucket, key: config.key };
    case "cloud":
    case "remote": {
      const workspace = objectAt(config, "workspaces").name;
      return { backend: "cloud", organization: config.organization, workspace };
    }
    default:
      return { backend, config };
  }
}

function placeOfStack(json: JsonObject) {
  const terraform = objectAt(json, "terraform");
  if (isObject(terraform.cloud)) return place("cloud", terraform.cloud);
  const [entry] = Object.entries(objectAt(terraform, "backend"));
  if (entry === undefined) return undefined;
  return place(entry[0], isObject(entry[1]) ? entry[1] : {});
}

function placeOfDataSource(dataSource: JsonObject) {
  return place(String(dataSource.backend), objectAt(dataSource, "config"));
}
