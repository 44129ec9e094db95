import { once } from "node:events";
import { createServer } from "node:net";
import { freePort } from "../../src/runtime/ports.ts";

describe(freePort, () => {
  it("returns a port that no outgoing connection takes, and that a server can have", async () => {
    for (let count = 0; count < 20; count++) {
      const port = await freePort();

      expect(port).toBeGreaterThanOrEqual(20_000);
      expect(port).toBeLessThan(32_768);
      const server = createServer().listen(port, "127.0.0.1");
      await once(server, "listening");
      server.close();
      await once(server, "close");
    }
  });

  it("rejects an address that the machine does not have", async () => {
    await expect(freePort("192.0.2.1")).rejects.toMatchObject({ code: "EADDRNOTAVAIL" });
  });
});
