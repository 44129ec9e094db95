import type { DeclaredResource, ResourceSource } from "../resource-source.ts";
import { canonicalType } from "./canonical-type.ts";
import type { ResourceValues } from "./resource-values.ts";

/** Resources whose values are all known. */
export function valueResources(
  resources: readonly ResourceValues[],
  issues: readonly string[] = [],
): ResourceSource {
  const regions = resources.flatMap(({ values }) => regionIn(values.arn) ?? []);
  return { resources: resources.map((each) => declared(each, regions[0])), issues };
}

function declared(resource: ResourceValues, otherRegion: string | undefined): DeclaredResource {
  const { application, address, name, values, isData = false } = resource;
  const type = canonicalType(resource.type);
  return {
    application,
    // As in addresses; no other type begins so.
    type: isData ? `data.${type}` : type,
    name,
    address: `${address} in ${application}`,
    attributes: values,
    isComplete: true,
    resolve: (value) => value,
    computed: (attribute) => {
      const value = values[attribute];
      if (typeof value === "string" && value !== "") return value;
      throw new Error(`${address} has no ${attribute}`);
    },
    region: () => {
      const region = regionIn(values.arn) ?? otherRegion;
      if (region !== undefined) return region;
      throw new Error(`${address} has no ARN, so its region is not known`);
    },
  };
}

function regionIn(arn: unknown): string | undefined {
  return typeof arn === "string" ? /^arn:[\w-]+:[\w-]+:([\w-]+):/.exec(arn)?.[1] : undefined;
}
