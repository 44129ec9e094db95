import { DataAwsAvailabilityZones } from "@cdktf/provider-aws/lib/data-aws-availability-zones";
import { Fn } from "cdktf";
import { Construct } from "constructs";

/**
 * Zones in which Fargate runs no tasks. Only accounts that are old enough see them.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/AWS_Fargate-Regions.html
 */
export const zoneIdsWithoutFargate: string[] = ["apne1-az3", "usw1-az2"];

/** Properties for {@link AvailabilityZones}. */
export interface AvailabilityZonesProps {
  readonly region: string;
  /** Number of zones that get subnets. */
  readonly count: number;
}

/** The availability zones that new subnets are created in. */
export class AvailabilityZones extends Construct {
  private readonly available: string[];
  private readonly all: string[];

  constructor(scope: Construct, id: string, { region, count }: AvailabilityZonesProps) {
    super(scope, id);
    const selection = {
      // No local zones: they have neither Fargate nor the load balancer's features.
      filter: [{ name: "opt-in-status", values: ["opt-in-not-required"] }],
      excludeZoneIds: zoneIdsWithoutFargate,
    };
    this.available = new DataAwsAvailabilityZones(this, "available", {
      ...selection,
      state: "available",
    }).names;
    // Whatever their state: a zone that is impaired does not make a network too small.
    this.all = new DataAwsAvailabilityZones(this, "all", {
      ...selection,
      lifecycle: {
        postcondition: [
          {
            // Two subnets would share a zone, which the load balancer rejects in the middle of an apply.
            condition: `\${length(self.names) >= ${count}}`,
            errorMessage: `Region ${region} has fewer than ${count} availability zones with Fargate, the value of network.availabilityZoneCount. Every zone gets a subnet of its own. Choose a lower value.`,
          },
        ],
      },
    }).names;
  }

  /**
   * The first zone that is not taken, an available one if there is one.
   * @param taken zones of the subnets that exist or are created before
   */
  next(taken: readonly string[]): string {
    const free = (names: string[]) => Fn.tolist(Fn.setsubtract(names, [...taken]));
    return Fn.element(Fn.coalescelist([free(this.available), free(this.all)]), 0);
  }
}
