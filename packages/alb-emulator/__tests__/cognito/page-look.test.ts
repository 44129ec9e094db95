import type { PageStyles } from "../../src/model/sign-in-pages.ts";
import type { UserPoolModel } from "../../src/model/user-pool.ts";
import { page, Visitor } from "../support/visitor.ts";
import {
  authorizeUrl,
  client,
  machine,
  model,
  password,
  type TestPool,
  withPool,
} from "./support.ts";

const png = Buffer.from("89504e470d0a1a0a00", "hex");
const svg = (name: string) =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg"><title>${name}</title></svg>`);
const none: PageStyles = { hostedUi: [], managedLogin: [] };
const domain = model.domain && { ...model.domain, managedLoginVersion: 2 };

async function open(pool: TestPool, visitor = new Visitor()) {
  const shown = page(await visitor.visit(authorizeUrl(pool.base)));
  const fetched = async (path: string) => page(await visitor.visit(new URL(path, shown.url).href));
  return { visitor, shown, fetched };
}

/** The page, and the style sheet that follows the emulator's own. */
async function look(
  overrides: Partial<UserPoolModel>,
  test: (look: Awaited<ReturnType<typeof open>> & { css: string }) => Promise<void> | void,
) {
  await withPool(overrides, async (pool) => {
    const opened = await open(pool);
    const css = await opened.fetched(`/assets/look.css?client_id=${client.clientId}`);
    await test({ ...opened, css: css.text });
  });
}

const hrefs = (html: string, pattern: RegExp) =>
  [...html.matchAll(pattern)].map(([, href]) => href?.replaceAll("&amp;", "&"));

describe("the hosted UI", () => {
  const style = { clientId: "ALL", css: ".submitButton-customizable { color: red; }", logo: png };

  it("is light whatever the browser prefers, with the pool's name", async () => {
    await look({ pageStyles: none }, ({ shown, css }) => {
      expect(css).toContain("color-scheme: light;");
      expect(css).toContain("--bg: #f5f6f8;");
      expect(shown.text).toContain("<span>example</span>");
      expect(shown.text).toContain("classic hosted UI");
    });
  });

  it("has the style sheet on elements with Cognito's classes, and the logo in place of the name", async () => {
    await look({ pageStyles: { ...none, hostedUi: [style] } }, async ({ shown, css, fetched }) => {
      expect(css).toContain(style.css);
      for (const name of ["background", "banner", "inputField", "label", "logo", "submitButton"]) {
        expect(shown.text).toMatch(new RegExp(`class="[^"]*\\b${name}-customizable[ "]`));
      }
      expect(shown.text).not.toContain("<span>example</span>");
      const [logo = ""] = hrefs(shown.text, /<img class="logo[^>]*src="([^"]*)"/g);
      const image = await fetched(logo);
      expect(image.headers["content-type"]).toBe("image/png");
      expect(shown.text).not.toContain("<source");
    });
  });

  it("prefers the style of the app client to that of all", async () => {
    const own = {
      clientId: client.clientId,
      css: ".label-customizable { color: blue; }",
      logo: undefined,
    };

    await look({ pageStyles: { ...none, hostedUi: [style, own] } }, ({ css, shown }) => {
      expect(css).toContain(own.css);
      expect(css).not.toContain(style.css);
      expect(shown.text).not.toContain("<img");
    });
  });
});

describe("managed login", () => {
  const assets = [
    { category: "FORM_LOGO", colorMode: "LIGHT", extension: "SVG", bytes: svg("light") },
    { category: "FORM_LOGO", colorMode: "DARK", extension: "SVG", bytes: svg("dark") },
    { category: "PAGE_BACKGROUND", colorMode: "DYNAMIC", extension: "SVG", bytes: svg("any") },
    { category: "FAVICON_ICO", colorMode: "DYNAMIC", extension: "ICO", bytes: svg("icon") },
  ] as const;
  const settings = (colorSchemeMode?: string) => ({
    categories: { global: { colorSchemeMode } },
    components: {
      form: { logo: { enabled: true }, borderRadius: 3 },
      primaryButton: {
        lightMode: { defaults: { backgroundColor: "112233ff", textColor: "red; } body {" } },
        darkMode: { defaults: { backgroundColor: "445566ff" } },
      },
    },
  });
  const styled = (style: object): Partial<UserPoolModel> => ({
    domain,
    pageStyles: {
      ...none,
      managedLogin: [{ clientId: client.clientId, settings: {}, assets: [], ...style }],
    },
  });

  it("is light in Cognito's colors without settings, and shows no logo", async () => {
    await look(styled({ assets }), ({ shown, css }) => {
      expect(css).toContain("color-scheme: light;");
      expect(css).toContain("--brand: #0972d3;");
      expect(css).not.toContain("prefers-color-scheme");
      expect(shown.text).not.toContain("<img");
      expect(shown.text).not.toContain("<span>example</span>");
      expect(shown.text).toContain("managed login");
    });
  });

  it("follows the browser with both logos, where the settings say so", async () => {
    await look(
      styled({ assets, settings: settings("DYNAMIC") }),
      async ({ shown, css, fetched }) => {
        const [light = "", dark = ""] = css.split("@media (prefers-color-scheme: dark)");
        expect(light).toContain("--brand: #112233ff;");
        expect(dark).toContain("--brand: #445566ff;");
        expect(css).toContain(".auth .card { border-radius: 3px; }");
        expect(css).toContain(`url("/assets/look/background?client_id=${client.clientId}")`);
        const [darkLogo = ""] = hrefs(shown.text, /<source[^>]*srcset="([^"]*)"/g);
        const [lightLogo = ""] = hrefs(shown.text, /<img class="logo[^>]*src="([^"]*)"/g);
        expect((await fetched(lightLogo)).text).toContain("<title>light</title>");
        expect((await fetched(darkLogo)).text).toContain("<title>dark</title>");
        const [favicon = ""] = hrefs(shown.text, /<link rel="icon" href="([^"]*)"/g);
        expect((await fetched(favicon)).headers["content-type"]).toBe("image/x-icon");
      },
    );
  });

  it("is dark where the settings say so, with the dark logo only", async () => {
    await look(styled({ assets, settings: settings("DARK") }), async ({ shown, css, fetched }) => {
      expect(css).toContain("color-scheme: dark;");
      expect(css).toContain("--brand: #445566ff;");
      const [logo = ""] = hrefs(shown.text, /<img class="logo[^>]*src="([^"]*)"/g);
      expect((await fetched(logo)).text).toContain("<title>dark</title>");
      expect(shown.text).not.toContain("<source");
    });
  });

  it("takes nothing but eight hexadecimal digits for a color", async () => {
    await look(styled({ settings: settings() }), ({ css }) => {
      expect(css).toContain("--on-brand: #ffffff;");
      expect(css).not.toContain("red");
    });
  });

  it("shows an SVG file that is opened by itself without scripts", async () => {
    await look(styled({ assets, settings: settings() }), async ({ fetched }) => {
      const image = await fetched(`/assets/look/logo?client_id=${client.clientId}`);

      expect(image.headers["content-security-policy"]).toContain("default-src 'none'");
      expect(image.headers["x-content-type-options"]).toBe("nosniff");
    });
  });

  it("shows an error to a client without a style, with the reason and a way to continue", async () => {
    const pageStyles = {
      ...none,
      managedLogin: [{ clientId: machine.clientId, settings: {}, assets: [] }],
    };

    await withPool({ domain, pageStyles }, async (pool) => {
      await pool.users.create({ email: "una@example.com", password });
      const { visitor, shown } = await open(pool);

      expect(shown.status).toBe(403);
      expect(shown.text).toContain('<h1 id="title">Login pages unavailable</h1>');
      expect(shown.text).toContain('<code class="wrap">aws_cognito_user_pool_client.app</code>');
      expect(pool.events.at(-1)).toMatchObject({
        type: "sign-in-failed",
        explanation: expect.stringContaining("Declare an aws_cognito_managed_login_branding"),
      });

      const signIn = page(await visitor.submit(shown, "/unbranded", {}));
      expect(signIn.status).toBe(200);
      const done = await visitor.submitOnce(signIn, "/login", {
        username: "una@example.com",
        password,
      });
      expect(done.location).toMatch(/^https:\/\/tasks\.example\.com\/oauth2\/idpresponse\?code=/);
    });
  });
});
