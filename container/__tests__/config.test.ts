import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ConfigError, parseConfig } from "../config";
import { environment } from "./support/app";

const root = join(__dirname, "..", "..");

function faultsOf(changes: Record<string, string | undefined>): readonly string[] {
  try {
    parseConfig({ ...environment, ...changes });
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

describe("parseConfig", () => {
  it("derives what is optional", () => {
    const config = parseConfig(environment);

    expect(config.publicKeysUrl.href).toBe(
      "https://public-keys.auth.elb.eu-central-1.amazonaws.com/",
    );
    expect(config.jwksUrl.href).toBe(`${config.issuer}/.well-known/jwks.json`);
    expect(config.logLevel).toBe("info");
  });

  it("reads lists with spaces, and takes the first client id for sign-out", () => {
    const config = parseConfig({ ...environment, COGNITO_CLIENT_ID: "new1, old2" });

    expect(config.clientIds).toEqual(["new1", "old2"]);
    expect(config.clientId).toBe("new1");
  });

  it("names the container by its ECS id where there is one", () => {
    const ECS_CONTAINER_METADATA_URI_V4 = "http://169.254.170.2/v4/0123abcd-527074092";

    expect(parseConfig({ ...environment, ECS_CONTAINER_METADATA_URI_V4 }).containerName).toBe(
      "0123abcd-527074092",
    );
  });

  it.each([
    ["PORT", "80a", "is not a TCP port"],
    ["PORT", "65536", "is not a TCP port"],
    ["APP_URL", "app.example.com", "is not a URL"],
    ["APP_URL", "http://app.example.com", "is not https"],
    ["APP_URL", "https://app.example.com/app", "is more than a site's address"],
    ["APP_URL", "https://user:secret@app.example.com", "holds a user name"],
    ["ALB_ARN", "arn:aws:s3:::bucket", "not an Application Load Balancer's ARN"],
    ["ALB_ARN", `${environment.ALB_ARN},`, 'names ""'],
    ["ALB_ARN", String(environment.ALB_ARN).replace(":aws:", ":aws-cn:"), "ALB_PUBLIC_KEYS_URL"],
    ["COGNITO_ISSUER", `${environment.COGNITO_ISSUER}/`, "without a slash at its end"],
    ["COGNITO_CLIENT_ID", "a b", "not an app client's id"],
    ["COGNITO_DOMAIN_URL", "example", "is not a URL"],
    ["SESSION_COOKIE_NAMES", "a;b", "cannot be a cookie's name"],
    ["ALB_PUBLIC_KEYS_URL", "ftp://keys", "is not https"],
    ["COGNITO_JWKS_URL", "/jwks.json", "is not a URL"],
    ["LOG_LEVEL", "loud", "is not a log level"],
  ])("refuses %s %p and names both", (name, value, part) => {
    const faults = faultsOf({ [name]: value });

    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(`${name} "${value}"`);
    expect(faults[0]).toContain(part);
  });

  it.each(Object.keys(environment))("refuses a missing or empty %s", (name) => {
    for (const value of [undefined, "", "  "]) {
      expect(faultsOf({ [name]: value })).toEqual([
        expect.stringMatching(new RegExp(`^${name} is not set\\.`)),
      ]);
    }
  });

  it.each([
    "http://app.example.com.localhost:8080",
    "http://localhost:3000",
    "http://127.0.0.1:3000",
    "http://[::1]:3000",
  ])("takes plain http for %s", (url) => {
    expect(faultsOf({ APP_URL: url, COGNITO_DOMAIN_URL: url })).toEqual([]);
  });
});

describe("npm run container", () => {
  it("names every faulty variable at once, exits with 1 and shows no stack trace", () => {
    const started = spawnSync(process.execPath, [join(root, "container/build.mjs"), "--start"], {
      env: { PATH: process.env.PATH, PORT: "http", APP_URL: "nowhere", LOG_LEVEL: "loud" },
      encoding: "utf8",
    });

    expect(started.status).toBe(1);
    expect(started.stdout).toBe("");
    for (const name of [...Object.keys(environment), "LOG_LEVEL"]) {
      expect(started.stderr).toContain(`- ${name} `);
    }
    expect(started.stderr).not.toMatch(/^\s+at /m);
  });
});
