import { DataAwsRoute53Zone } from "@cdktf/provider-aws/lib/data-aws-route53-zone";
import { HostedZone } from "../../../constructs/load-balancer/hosted-zone";
import { dataSources, expose, exposed, synthStack } from "../../support/synth";

const synthZone = (mayBePrivate: boolean) =>
  synthStack((stack) => {
    const { hostedZoneId } = new HostedZone(stack, "hosted_zone", {
      hostedZoneId: "Z0123456789",
      name: "example.com",
      mayBePrivate,
    });
    expose(stack, { hostedZoneId });
  });

describe(HostedZone, () => {
  const json = synthZone(false);

  it("is looked up, and checked for its name and for being public", () => {
    expect(dataSources(json, DataAwsRoute53Zone)).toEqual([
      {
        zone_id: "Z0123456789",
        lifecycle: {
          postcondition: [
            {
              condition: '${trimsuffix(self.name, ".") == "example.com"}',
              error_message: expect.stringContaining("is ${self.name}, not example.com"),
            },
            {
              condition: "${!self.private_zone}",
              error_message: expect.stringContaining("Use the public hosted zone of example.com"),
            },
          ],
        },
      },
    ]);
  });

  it("is checked for its name only where it may be private", () => {
    const [zone] = dataSources(synthZone(true), DataAwsRoute53Zone);

    expect(JSON.stringify(zone)).toContain("not example.com");
    expect(JSON.stringify(zone)).not.toContain("private_zone");
  });

  it("exposes the ID as it is given", () => {
    expect(exposed(json)).toEqual({ hostedZoneId: "Z0123456789" });
  });
});
