import type { LoadBalancerModel } from "../../src/model/load-balancer.ts";
import { stateOf } from "./support/browser.ts";
import { forward, host, login, model, paths, rule, tcpRule } from "./support/model.ts";
import { received, type Stage, setStage } from "./support/stage.ts";

const callbackUrl = `https://${host}:8443/oauth2/idpresponse`;

/** A load balancer whose HTTPS listener is on port 8443. */
function onPort8443(
  callbackUrls: readonly string[],
  options: Partial<LoadBalancerModel> = {},
): LoadBalancerModel {
  const { provider } = login();
  const action = login({ provider: { ...provider, callbackUrls } });
  const base = model([rule(1, [paths("/public")], forward)], {
    defaultRule: rule("default", [], action, forward),
    ...options,
  });
  return {
    ...base,
    listeners: base.listeners.map((listener) => ({ ...listener, port: 8443 })),
    network: { ...base.network, ingress: [tcpRule(8443, { cidr: "0.0.0.0/0" })] },
  };
}

describe("a listener on another port than 443", () => {
  let stage: Stage;

  beforeEach(async () => {
    stage = await setStage(onPort8443([callbackUrl]));
  });

  afterEach(() => stage.close());

  it("names its port in redirect_uri, at the token endpoint and in the page to return to", async () => {
    const { location } = await stage.browser.get("/x?y=1");
    expect(location).toContain(`redirect_uri=${encodeURIComponent(callbackUrl)}&`);
    expect((await stage.lastEvent())?.request.url).toBe(`https://${host}:8443/x?y=1`);

    const back = await stage.browser.signIn("/x?y=1");
    expect(stage.cognito.tokenRequests.at(-1)?.form.redirect_uri).toBe(callbackUrl);
    expect(back.location).toBe(`http://${host}.localhost:${stage.loadBalancer.port}/x?y=1`);
    expect((await stage.lastEvent(3))?.response.location).toBe(`https://${host}:8443/x?y=1`);
    expect((await stage.browser.get("/x")).status).toBe(200);
  });

  it("takes a Host header without a port as it is", async () => {
    const headers = { host };
    const redirect = await stage.browser.get("/", { headers });
    const uri = encodeURIComponent(`https://${host}/oauth2/idpresponse`);
    expect(redirect.location).toContain(`redirect_uri=${uri}&`);

    const callback = `/oauth2/idpresponse?code=c1&state=${stateOf(redirect)}`;
    expect((await stage.browser.get(callback)).status).toBe(401);
    expect((await stage.browser.get(callback, { headers })).status).toBe(302);
  });

  it("appends its port to the Host header of every request to a target", async () => {
    const cases: Record<string, string>[] = [{}, { host }];
    for (const headers of cases) {
      const { body } = await stage.browser.get("/public", { headers });
      expect(received(body).headers.host).toBe(`${host}:8443`);
    }
  });

  it("leaves the Host header alone with preserve_host_header", async () => {
    const preserving = await setStage(onPort8443([callbackUrl], { preserveHostHeader: true }));
    const hostOf = async (headers = {}) =>
      received((await preserving.browser.get("/public", { headers })).body).headers.host;

    expect(await hostOf()).toBe(`${host}:8443`);
    expect(await hostOf({ host })).toBe(host);
    await preserving.close();
  });

  it("warns of a callback URL that is registered without the port", async () => {
    expect(stage.loadBalancer.warnings).toEqual([]);
    const wrong = await setStage(onPort8443([`https://${host}/oauth2/idpresponse`]));

    expect(wrong.loadBalancer.warnings).toEqual([
      expect.stringContaining(`Callback URL ${callbackUrl} is not registered`),
    ]);
    await wrong.close();
  });
});
