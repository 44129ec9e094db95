import type { Rule, Transform } from "../../src/model/load-balancer.ts";
import { fixed, forward, host, login, model, paths, rule } from "./support/model.ts";
import { received, type Stage, setStage } from "./support/stage.ts";

const url = (regex: string, replace: string): Transform => ({
  type: "url-rewrite",
  regex,
  replace,
});
const toHost = (regex: string, replace: string): Transform => ({
  type: "host-header-rewrite",
  regex,
  replace,
});

function transforming(
  priority: number,
  path: string,
  transforms: readonly Transform[],
  ...actions: Rule["actions"]
): Rule {
  return { ...rule(priority, [paths(path)], ...actions), transforms };
}

describe("transforms of a rule", () => {
  let stage: Stage;

  beforeAll(async () => {
    const products = [url("^/dp/([A-Z0-9]+)/?$", "/product.php?id=$1")];
    const internal = [toHost("^app\\.(.+)$", "internal.$1"), url("^/both/(.*)$", "/$1")];
    stage = await setStage(
      model([
        transforming(1, "/dp/*", products, forward),
        transforming(2, "/both/*", internal, forward),
        transforming(3, "/query*", [url("\\?a=([^&]*)", "/$1?")], forward),
        transforming(4, "/no-path", [url("^/", "")], forward),
        transforming(5, "/no-host", [toHost(".*", "not a host")], forward),
        transforming(6, "/no-group", [url("^/no-group", "/$1")], forward),
        transforming(7, "/signed-in/*", [url("^/signed-in", "")], login(), forward),
        transforming(8, "/fixed", [url("^/", "")], fixed),
        // Rules are chosen by the original request.
        rule(9, [paths("/product.php")], { ...fixed, statusCode: 404 }),
      ]),
    );
  });

  afterAll(() => stage.close());

  const get = async (path: string) => {
    const count = stage.events.length;
    const response = await stage.browser.get(path);
    return { ...response, event: await stage.lastEvent(count + 1) };
  };

  it("rewrite path and query with the groups of the expression", async () => {
    const { body, event } = await get("/dp/B09G3HRMW");

    expect(received(body).url).toBe("/product.php?id=B09G3HRMW");
    expect(received(body).headers.host).toBe(host);
    expect(event).toMatchObject({
      request: { path: "/dp/B09G3HRMW" },
      target: { rewrittenUrl: "/product.php?id=B09G3HRMW", rewrittenHost: undefined },
    });
  });

  it("rewrite host and URL together", async () => {
    const { body, event } = await get("/both/a/b?c=d");

    expect(received(body).url).toBe("/a/b?c=d");
    expect(received(body).headers.host).toBe("internal.example.com");
    expect(event?.target).toMatchObject({
      rewrittenUrl: "/a/b?c=d",
      rewrittenHost: "internal.example.com",
    });
  });

  it("match the query as well", async () => {
    expect(received((await get("/query?a=1&b=2")).body).url).toBe("/query/1?&b=2");
  });

  it("leave a request alone that they do not match", async () => {
    const { body, event } = await get("/dp/lower-case?x=%20");

    expect(received(body).url).toBe("/dp/lower-case?x=%20");
    expect(event?.target).toMatchObject({ rewrittenUrl: undefined, rewrittenHost: undefined });
  });

  it.each([
    ["/no-path", "TransformInvalidPath", /makes "no-path" of \/no-path/],
    ["/no-host", "TransformInvalidHost", /makes "not a host" of host app\.example\.com/],
    ["/no-group", "TransformReplaceError", /names a group that \^\/no-group does not have/],
  ])("return 500 for %s when they fail", async (path, status, explanation) => {
    const { status: returned, event } = await get(path);

    expect(returned).toBe(500);
    expect(event?.explanation).toMatch(explanation);
    expect(event?.target).toBeUndefined();
    expect(stage.lines.at(-1)).toMatch(new RegExp(` "-" "-" "${status}" `));
  });

  it("write host, URL and status into the access log", async () => {
    await get("/both/x");
    expect(stage.lines.at(-1)).toMatch(/ "internal\.example\.com" "\/x" "TransformSuccess" /);
    await get("/dp/-");
    expect(stage.lines.at(-1)).toMatch(/ "-" "-" "-" \S+$/);
  });

  it("apply after sign-in, to what is forwarded only", async () => {
    const { location } = await stage.browser.signIn("/signed-in/page?a=b");
    expect(new URL(location).pathname).toBe("/signed-in/page");
    expect(received((await get("/signed-in/page?a=b")).body).url).toBe("/page?a=b");
    expect((await get("/fixed")).status).toBe(200);
  });
});
