import type { AlbEmulator } from "alb-emulator";
import type { EnvironmentInput } from "../../config/schema/environment";
import { testEnvironment } from "../support/synth-environment";
import { findingIds, walked } from "./support/walked";

const hostedZone = { id: "Z0123456789ABCDEFGHIJ", name: "example.com" };

/** Applications behind one load balancer, each at `<name>.example.com`. */
function behindEdge(...names: string[]): EnvironmentInput {
  return testEnvironment({
    edge: { hostName: "edge.example.com", hostedZone },
    applications: Object.fromEntries(
      names.map((name, index) => [
        name,
        {
          hostName: `${name}.example.com`,
          hostedZone,
          loadBalancer: { type: "edge" as const, slot: index + 1 },
        },
      ]),
    ),
  });
}

/** Goes to another host name of the load balancer. */
const at = (host: string) => (emulator: AlbEmulator) => {
  const url = new URL(Object.values(emulator.urls)[0] ?? "");
  url.hostname = `${host}.localhost`;
  return { url };
};

describe("an edge", () => {
  const environment = behindEdge("orders", "wiki");

  it.each(["orders", "wiki"])("has no finding at %s", async (name) => {
    const diagnosis = await walked({
      environment,
      compareWith: environment,
      prepare: at(`${name}.example.com`),
    });

    expect(findingIds(diagnosis)).toEqual([]);
  });

  it.each([["alone"], ["with an environment"]])(
    "explains its 404 for the host of no application, %s",
    async (way) => {
      const { findings } = await walked({
        environment,
        ...(way === "alone" ? {} : { compareWith: environment }),
        prepare: at("other.example.com"),
      });

      expect(findings).toEqual([
        expect.objectContaining({
          id: "edge-unknown-host",
          summary: expect.stringMatching(
            /^No application of this environment has this host name, so the shared load balancer returns 404/,
          ),
          fix: expect.stringContaining("additionalHostNames"),
        }),
      ]);
    },
  );

  it("names the application that the environment has, and that is not deployed", async () => {
    const { findings } = await walked({
      environment,
      compareWith: behindEdge("orders", "wiki", "reports"),
      prepare: at("reports.example.com"),
    });

    expect(findings).toEqual([
      expect.objectContaining({
        id: "edge-unknown-host",
        summary: expect.stringMatching(/application reports of the environment .* is not deployed/),
        fix: expect.stringContaining("--only edge --only reports"),
      }),
    ]);
  });

  it("leaves a 404 of a route alone", async () => {
    const notFound = behindEdge("orders");
    const [orders] = Object.values(notFound.applications);
    const environment: EnvironmentInput = {
      ...notFound,
      applications: {
        orders: {
          ...(orders as (typeof notFound.applications)[string]),
          routes: [
            {
              conditions: { paths: ["/gone"] },
              access: { type: "public" },
              target: {
                type: "fixed-response",
                statusCode: 404,
                contentType: "text/plain",
                messageBody: "Gone",
              },
            },
          ],
        },
      },
    };

    const diagnosis = await walked({
      environment,
      compareWith: environment,
      path: "/gone",
    });

    expect(findingIds(diagnosis)).toEqual([]);
  });
});
