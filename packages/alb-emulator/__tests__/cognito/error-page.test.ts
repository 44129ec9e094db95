import { markDifference } from "../../src/cognito/pages/marked-difference.ts";
import { startUserPool } from "../../src/cognito/start-user-pool.ts";
import { AddressBook } from "../../src/model/address-book.ts";
import { signInIdOf } from "../../src/model/sign-in-id.ts";
import { page, Visitor } from "../support/visitor.ts";
import { authorizeUrl, model } from "./support.ts";

const inspectorUrl = "http://localhost:8400/";

async function errorPageFor(parameters: Record<string, string | undefined>, withFix = true) {
  const addresses = new AddressBook();
  addresses.add(
    "tasks.example.com",
    { scheme: "https", port: 443 },
    { scheme: "http", port: 8444 },
  );
  const pool = await startUserPool(model, {
    addresses,
    inspectorUrl,
    hostNameFix: withFix
      ? (hosts, missing) => ({
          text: "Edit the file.",
          lines: [{ text: `names: ${[...hosts, missing].join(" ")}`, isNew: true }],
        })
      : undefined,
  });
  const base = addresses.localUrl(model.domain?.baseUrl ?? "");
  try {
    return page(await new Visitor().visit(authorizeUrl(base, parameters))).text;
  } finally {
    await pool.close();
  }
}

const docs = "https://docs.example.com/oauth2/idpresponse";

describe("Cognito's error page", () => {
  it("marks what differs, shows the change in the source and leads on", async () => {
    const text = await errorPageFor({ redirect_uri: docs });

    expect(text).toContain("Cognito refused the sign-in");
    expect(text).toContain('https://<span class="del">docs</span>.example.com/oauth2/idpresponse');
    expect(text).toContain('https://<span class="ins">tasks</span>.example.com/oauth2/idpresponse');
    expect(text).toContain("Edit the file.");
    expect(text).toContain("names: tasks.example.com docs.example.com");
    expect(text).toContain('href="http://tasks.example.com.localhost:8444/"');
    expect(text).toContain("Open tasks.example.com.localhost:8444");
    expect(text).toContain(`href="${inspectorUrl}#${signInIdOf("a/state+with=signs")}"`);
  });

  it("speaks Terraform where the source has no words of its own", async () => {
    expect(await errorPageFor({ redirect_uri: docs }, false)).toContain(
      "Add the URL to callback_urls of aws_cognito_user_pool_client.app",
    );
  });

  it.each(["https://localhost/oauth2/idpresponse", "https://127.0.0.1/oauth2/idpresponse"])(
    "says which address to open instead of %s",
    async (redirect_uri) => {
      const text = await errorPageFor({ redirect_uri });

      expect(text).toContain("This app has another address");
      expect(text).toContain(`You opened it as <code>${new URL(redirect_uri).hostname}</code>.`);
      expect(text).toContain("Open tasks.example.com.localhost:8444");
      expect(text).not.toContain("Edit the file.");
    },
  );

  it("lists the app clients for one that does not exist", async () => {
    const text = await errorPageFor({ client_id: "nope" });

    expect(text).toContain("Cognito does not know this app client");
    expect(text).toContain("1example23456789client0001 (example-tasks)");
    expect(text).toContain("Open tasks.example.com.localhost:8444");
  });
});

describe(markDifference, () => {
  it.each([
    ["https://docs.a.com/x", "https://tasks.a.com/x", ["https://", "docs", ".a.com/x"]],
    ["https://a.com/x", "https://a.com/x", ["https://a.com/x", "", ""]],
    ["https://a.com/x/", "https://a.com/x", ["https://a.com/x", "/", ""]],
    ["http://a.com", "https://a.com", ["", "http", "://a.com"]],
    ["https://a.com", "https://a.com.a.com", ["https://a.com", "", ""]],
  ])("of %s to %s is marked", (text, other, [before, different, after]) => {
    expect(markDifference(text, other)).toEqual({ before, different, after });
  });
});
