import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectToAws } from "../../../scripts/doctor/aws/connect-to-aws";

const root = join(__dirname, "..", "..", "..");
const folder = mkdtempSync(join(tmpdir(), "connect-to-aws-"));
const before = { ...process.env };

/** A program that prints the outputs of each stack, as `terraform output -json` does. */
function fakeTerraform(outputs: object): void {
  const file = join(folder, "terraform");
  const text = JSON.stringify(outputs);
  writeFileSync(
    file,
    `#!/bin/sh\ncase "$*" in *" output "*) case "$1" in *edge) echo '${text}';; *) echo '{}';; esac;; esac\n`,
  );
  chmodSync(file, 0o755);
  process.env.TERRAFORM_BINARY_NAME = file;
}

describe("the connection to the account of an environment with an edge", () => {
  beforeAll(() => {
    process.env.CDKTF_OUTDIR = join(folder, "cdktf.out");
  });
  afterAll(() => {
    process.env = before;
    rmSync(folder, { recursive: true, force: true });
  });

  async function connected(host: string) {
    const options = { environment: "company", region: undefined };
    const connection = await connectToAws(root, host, options);
    if ("reason" in connection) throw new Error(connection.reason);
    connection.clients.destroy();
    return connection;
  }

  it("knows the load balancer and the slots from the state of the edge", async () => {
    fakeTerraform({ load_balancer_arn: { value: "arn" }, slots: { value: { orders: 1 } } });

    expect(await connected("orders.example.com")).toMatchObject({
      loadBalancerArn: "arn",
      edge: {
        stackName: "company--edge",
        loadBalancerArn: "arn",
        registeredSlots: { orders: 1 },
        applications: [
          { application: "orders", slot: 1, hostNames: ["orders.example.com"] },
          { application: "intranet", slot: 2 },
          { application: "reports", slot: 3 },
        ],
      },
    });
    // A host of no application may be served by another load balancer.
    expect(await connected("other.example.com")).toMatchObject({
      loadBalancerArn: undefined,
      edge: { loadBalancerArn: "arn" },
    });
  }, 60_000);

  it("knows that the edge is not deployed", async () => {
    fakeTerraform({});

    expect((await connected("orders.example.com")).edge).toMatchObject({
      loadBalancerArn: undefined,
      registeredSlots: {},
    });
  }, 60_000);
});
