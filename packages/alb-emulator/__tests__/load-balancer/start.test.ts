import { startLoadBalancer } from "../../src/load-balancer/start-load-balancer.ts";
import { AddressBook } from "../../src/model/address-book.ts";
import { Browser } from "./support/browser.ts";
import { forward, host, model, paths, rule, withListener } from "./support/model.ts";
import { setStage } from "./support/stage.ts";

describe(startLoadBalancer, () => {
  it("serves the HTTP listener beside the HTTPS listener, and redirects to its local URL", async () => {
    const stage = await setStage(
      withListener([
        {
          type: "redirect",
          statusCode: 301,
          protocol: "HTTPS",
          host: "#{host}",
          port: "443",
          path: "/#{path}",
          query: "#{query}",
        },
      ]),
    );
    const plain = new Browser(() => stage.loadBalancer.ports.get(80) ?? 0);
    for (const name of [host, "unknown.example.org"]) {
      const { status, location } = await plain.get("/a?b=c", { host: name });
      expect([status, location]).toEqual([
        301,
        `http://${name}.localhost:${stage.loadBalancer.port}/a?b=c`,
      ]);
    }
    expect(stage.loadBalancer.url).toBe(`http://${host}.localhost:${stage.loadBalancer.port}/`);
    await stage.close();
  });

  it("is reached by Host header, with or without .localhost and port", async () => {
    const stage = await setStage(model([rule(1, [paths("/*")], forward)]));
    for (const name of [host, `${host}:443`, `${host}.localhost`, host.toUpperCase()]) {
      const { body } = await stage.browser.get("/", { headers: { host: name } });
      expect(JSON.parse(body).headers.host).toBe(host);
    }
    await stage.close();
  });

  it("applies peerAddress to source IP conditions", async () => {
    const rules = [rule(1, [{ field: "source-ip", values: ["203.0.113.0/24"] }], forward)];
    const stage = await setStage(model(rules), { peerAddress: "203.0.113.9" });
    const { status, body } = await stage.browser.get("/");

    expect(status).toBe(200);
    expect(JSON.parse(body).headers["x-forwarded-for"]).toBe("203.0.113.9");
    await stage.close();
  });

  it("frees its ports when it cannot start", async () => {
    const taken = await setStage(model());
    const options = {
      identity: () => ({ tokenUrl: "", userInfoUrl: "" }),
      addresses: new AddressBook(),
      resolveTarget: () => undefined,
      onEvent: () => undefined,
      port: taken.loadBalancer.port,
    };
    await expect(startLoadBalancer(model(), options)).rejects.toThrow(/EADDRINUSE/);
    await taken.close();
    const free = await startLoadBalancer(model(), options);
    await free.close();
  });
});
