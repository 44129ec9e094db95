import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import * as os from "node:os";
import { join } from "node:path";
import { findApiToken } from "../../scripts/hcp/api-token";

jest.mock("node:os", () => ({ ...jest.requireActual("node:os"), homedir: jest.fn() }));

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(os.tmpdir(), "home-"));
  jest.mocked(os.homedir).mockReturnValue(home);
  mkdirSync(join(home, ".terraform.d"));
});

afterEach(() => rmSync(home, { recursive: true }));

function writeCredentials(text: string): void {
  writeFileSync(join(home, ".terraform.d", "credentials.tfrc.json"), text);
}

describe(findApiToken, () => {
  it("prefers TFE_TOKEN, then the host's variable, then the file of terraform login", () => {
    const credentials = { "app.terraform.io": { token: "c" } };
    writeCredentials(JSON.stringify({ credentials }));
    const variables = { TFE_TOKEN: "a", TF_TOKEN_app_terraform_io: "b" };

    expect(findApiToken("app.terraform.io", variables).value).toBe("a");
    expect(findApiToken("app.terraform.io", { ...variables, TFE_TOKEN: "" }).value).toBe("b");
    expect(findApiToken("app.terraform.io", {}).value).toBe("c");
  });

  it("finds the variable of a host name with hyphens, in both forms", () => {
    expect(findApiToken("tf.my-org.com", { TF_TOKEN_tf_my__org_com: "a" }).value).toBe("a");
    expect(findApiToken("tf.my-org.com", { "TF_TOKEN_tf_my-org_com": "b" }).value).toBe("b");
  });

  it("says what to do when there is none for this host", () => {
    writeCredentials(JSON.stringify({ credentials: { "other.example.com": { token: "c" } } }));

    expect(() => findApiToken("app.terraform.io", {})).toThrow(
      /Run terraform login app\.terraform\.io/,
    );
  });

  it("quotes nothing of a broken file", () => {
    writeCredentials('{"credentials": {"app.terraform.io": {"token": "secret}}');

    expect(() => findApiToken("app.terraform.io", {})).toThrow(/is not valid JSON/);
    expect(() => findApiToken("app.terraform.io", {})).not.toThrow(/secret/);
  });
});
