import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { codeSha256, codeZip } from "../../../../constructs/identity/token-claims/code";
import { tokenClaimsCode, tokenClaimsCodePath } from "../../../../scripts/docs/token-claims-code";

const root = join(__dirname, "..", "..", "..", "..");
const zip = Buffer.from(codeZip, "base64");

describe("the code of the pre token generation function", () => {
  it("is generated from its source: npm run docs", () => {
    expect(readFileSync(join(root, tokenClaimsCodePath), "utf8")).toBe(tokenClaimsCode(root));
  });

  it("is a zip file with the source and nothing else", () => {
    const source = readFileSync(join(root, tokenClaimsCodePath, "..", "index.mjs"), "utf8");
    const files = Object.entries(unzipSync(zip)).map(([name, content]) => [
      name,
      Buffer.from(content).toString("utf8"),
    ]);

    expect(files).toEqual([["index.mjs", source]]);
  });

  it("has the checksum that Lambda reports", () => {
    expect(codeSha256).toBe(createHash("sha256").update(zip).digest("base64"));
  });

  it.each(["UTC", "Asia/Tokyo", "America/New_York", "Pacific/Chatham"])(
    "has the same bytes in the time zone %s",
    (TZ) => {
      const script =
        'import code from "./scripts/docs/token-claims-code.ts"; process.stdout.write(code.tokenClaimsCode("."));';
      const { stdout, stderr } = spawnSync(
        process.execPath,
        ["--import", "tsx", "--input-type=module", "--eval", script],
        { cwd: root, env: { ...process.env, TZ }, encoding: "utf8" },
      );

      expect(stderr).toBe("");
      expect(stdout).toBe(tokenClaimsCode(root));
    },
  );
});
