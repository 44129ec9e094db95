import { login, model, rule } from "./support/model.ts";
import { type Stage, setStage } from "./support/stage.ts";

const inspectorUrl = "http://localhost:8400/";
const html = { accept: "text/html,application/xhtml+xml" };

describe("errors of the load balancer itself", () => {
  let stage: Stage;

  const start = (options: Parameters<typeof setStage>[1]) => setStage(model(), options);

  afterEach(() => stage.close());

  it("lead a browser to their entry in the inspector, with the reason below AWS's page", async () => {
    stage = await start({ inspectorUrl });

    const { status, body, headers } = await stage.browser.get("/oauth2/idpresponse?code=x", {
      headers: html,
    });

    const event = await stage.lastEvent();
    expect(status).toBe(401);
    expect(body).toContain("<center><h1>401 Authorization Required</h1></center>");
    expect(body).toContain("The callback has no state, so it does not belong to a sign-in.");
    expect(body).toContain(`<a href="${inspectorUrl}#${event?.id}">See why in the inspector</a>`);
    expect(headers["x-local-inspector"]).toBe(`${inspectorUrl}#${event?.id}`);
  });

  it("are AWS's bytes for everything but a browser, with the link in a header", async () => {
    stage = await start({ inspectorUrl });

    const { body, headers } = await stage.browser.get("/oauth2/idpresponse?code=x");

    expect(body).toBe(
      "<html>\r\n<head><title>401 Authorization Required</title></head>\r\n<body>\r\n<center><h1>401 Authorization Required</h1></center>\r\n</body>\r\n</html>\r\n",
    );
    expect(headers["x-local-inspector"]).toContain(inspectorUrl);
  });

  it("have no link without an inspector", async () => {
    stage = await start({});

    const { body, headers } = await stage.browser.get("/oauth2/idpresponse?code=x", {
      headers: html,
    });

    expect(body).not.toContain("inspector");
    expect(headers).not.toHaveProperty("x-local-inspector");
  });

  it("escape what a request contains", async () => {
    stage = await start({ inspectorUrl });

    const state = "/oauth2/idpresponse?error=%3Cscript%3E&state=";
    const redirect = await stage.browser.get("/");
    const value = /state=([^&]+)/.exec(redirect.location)?.[1] ?? "";
    const { body } = await stage.browser.get(`${state}${value}`, { headers: html });

    expect(body).toContain("Cognito returned &lt;script&gt;");
    expect(body).not.toContain("<script>");
  });

  it("say why a target has no response", async () => {
    const unused = new URL("http://127.0.0.1:1");
    stage = await setStage(model([], { defaultRule: rule("default", [], ...forwardOnly()) }), {
      inspectorUrl,
      resolveTarget: () => unused,
    });

    const { status, body } = await stage.browser.get("/", { headers: html });

    expect(status).toBe(502);
    expect(body).toContain("Nothing listens at http://127.0.0.1:1");
  });

  it("leave redirects to the sign-in page alone", async () => {
    stage = await setStage(
      model([], { defaultRule: rule("default", [], login(), ...forwardOnly()) }),
      {
        inspectorUrl,
      },
    );

    const { status, body, headers } = await stage.browser.get("/", { headers: html });

    expect(status).toBe(302);
    expect(body).not.toContain("inspector");
    expect(headers).not.toHaveProperty("x-local-inspector");
  });
});

function forwardOnly() {
  return model().listeners[0]?.defaultRule.actions.filter(({ type }) => type === "forward") ?? [];
}
