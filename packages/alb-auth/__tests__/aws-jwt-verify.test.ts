import { readFileSync } from "node:fs";
import { join } from "node:path";
import { atTokenTime, comparisonPage, createPeer } from "./support/comparison.ts";
import { signAccessToken, signDataToken, signedInHeaders } from "./support/tokens.ts";
import { VerifierFixture } from "./support/verifier.ts";

describe("aws-jwt-verify", () => {
  it("accepts the tokens that we accept", async () => {
    const { data, access } = createPeer();

    await atTokenTime(async () => {
      await expect(data.verify(signDataToken())).resolves.toBeDefined();
      await expect(access.verify(signAccessToken())).resolves.toBeDefined();
    });
    expect(await new VerifierFixture().outcome(signedInHeaders())).toMatchObject({
      username: "ada",
    });
  });

  it("differs as docs/comparison.md says: in each row we are stricter", async () => {
    const page = readFileSync(join(__dirname, "..", "docs", "comparison.md"), "utf8");

    expect(page).toBe(await comparisonPage());
  });
});
