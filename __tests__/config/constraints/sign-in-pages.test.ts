import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pngLogo } from "../../fixtures/png-logo";
import { branding } from "../full-identity";
import { changed, issue, issuesOf, rejectsEach } from "../valid-environment";

const folder = mkdtempSync(join(tmpdir(), "pages-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A file with this content, and its path. */
function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const png = (sizeBytes: number) =>
  Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), Buffer.alloc(sizeBytes - 8)]);

const hostedUi = (settings: object) =>
  changed(
    ["identity.pages", { type: "hosted-ui", ...settings }],
    ["identity.signInMethods", ["password"]],
    ["identity.passkeys", {}],
  );

describe("the hosted UI's files", () => {
  it("are accepted, a PNG file with the name of a JPEG too", () => {
    const logo = file("logo.jpg", png(100));

    expect(issuesOf(hostedUi({ css: `${branding}/login.css`, logo }))).toEqual([]);
    expect(issuesOf(hostedUi({}))).toEqual([]);
  });

  it.each([
    ["css", "none.css", "must be a file that exists: ENOENT", "begins at the project's folder"],
    ["logo", `${branding}/logo.svg`, "type PNG, JPEG: by its first bytes it is SVG", "convert"],
    ["logo", `${branding}/login.css`, "it is no image", "convert"],
    ["logo", file("big.png", png(102_401)), "at most 102400 bytes, the limit", "smaller image"],
    ["css", file("big.css", `/*${"x".repeat(3100)}*/`), "at most 3072 bytes", "shorten"],
    ["css", file("open.css", "\n.logo-customizable {"), "not valid CSS in line 2", "correct"],
    [
      "css",
      file("dark.css", "@media (prefers-color-scheme: dark) {}"),
      "contains @media in line 1: Cognito rejects",
      "neither dark pages",
    ],
    [
      "css",
      file("id.css", ".label-customizable,\n#password {}"),
      'contains the selector "#password" in line 1',
      "use only .background-customizable",
    ],
  ])("are rejected: %s = %s", (field, path, message, fix) => {
    expect(issuesOf(hostedUi({ [field]: path }))).toEqual([
      issue(`identity.pages.${field}`, path, message, fix),
    ]);
  });

  it("are rejected where Cognito would reject the request with both", () => {
    const css = file("long.css", `/*${"x".repeat(3000)}*/`);
    const logo = file("large.png", png(102_400));

    expect(issuesOf(hostedUi({ css, logo }))).toEqual([
      issue("identity.pages.logo", logo, "a request of 139540 bytes with css", "smaller image"),
    ]);
  });
});

describe("managed login's files", () => {
  rejectsEach([
    ["identity.pages.favicon", pngLogo, "type ICO, SVG: by its first", "convert"],
    ["identity.pages.logo.dark", "none.svg", "must be a file that exists", "correct the path"],
    ["identity.pages.settings", `${branding}/logo.svg`, "must be a file with JSON", "describe-"],
    [
      "identity.pages.settings",
      file("list.json", "[]"),
      "must be a file with a JSON object",
      "describe-managed-login-branding-by-client",
    ],
    [
      "identity.pages.settings",
      file("hash.json", '{"components":{"form":{"lightMode":{"borderColor":"#0f766e"}}}}'),
      'contains the color "#0f766e" (components.form.lightMode.borderColor)',
      "without #",
    ],
    [
      "identity.pages.settings",
      file("no-logo.json", '{"components":{"form":{"logo":{"enabled":false}}}}'),
      "switches off the logo (components.form.logo.enabled)",
      "remove the setting",
    ],
  ]);

  it("are rejected beyond 2 MiB in Base64", () => {
    const pages = {
      type: "managed-login",
      background: { light: file("huge.png", png(1_600_000)) },
    };

    expect(issuesOf(changed(["identity.pages", pages]))).toEqual([
      issue("identity.pages", pages, "files of 2133", "use smaller images"),
    ]);
  });

  it("are those of an existing pool's app clients, too", () => {
    const existing = (pages: unknown) =>
      changed([
        "identity",
        {
          type: "existing",
          userPoolId: "eu-central-1_Ab1Cd2Ef3",
          domain: { prefix: "example-login" },
          resourceServers: { tasks: { existing: true, scopes: { read: "Read" } } },
          pages,
        },
      ]);

    expect(issuesOf(existing({ type: "managed-login", favicon: "none.ico" }))).toEqual([
      issue("identity.pages.favicon", "none.ico", "a file that exists", "correct the path"),
    ]);
    expect(issuesOf(existing({ type: "managed-login" }))).toEqual([]);
  });
});

describe("sign-in methods other than the password", () => {
  const methods = (pages: unknown) =>
    changed(
      ["identity.pages", pages],
      ["identity.passkeys", {}],
      ["identity.mfa", "optional"],
      ["identity.signInMethods", ["password", "passkey", "email-code"]],
    );

  it.each([undefined, { type: "hosted-ui" }])("are rejected with pages: %j", (pages) => {
    const fix = 'pages: { type: "managed-login" }';

    expect(issuesOf(methods(pages))).toEqual([
      issue("identity.signInMethods[1]", "passkey", "must be left out on the hosted UI", fix),
      issue("identity.signInMethods[2]", "email-code", "nobody could use email-code", fix),
    ]);
  });

  it("are accepted with managed login", () => {
    expect(issuesOf(methods({ type: "managed-login" }))).toEqual([]);
  });
});
