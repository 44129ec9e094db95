import { parseLoadBalancerArn } from "alb-auth";

/** Reads one variable's text. @throws ConfigFault saying what is wrong with it and what is right. */
export type Check<T> = (text: string) => T;

/** What is wrong with one variable, in words that follow its name and value. */
export class ConfigFault extends Error {}

export const tcpPort: Check<number> = (text) => {
  const value = Number(text);
  if (!/^\d{1,5}$/.test(text) || value > 65_535) {
    throw new ConfigFault(
      "is not a TCP port. Give a whole number from 0 (any free port) to 65535.",
    );
  }
  return value;
};

/** An address of which nothing but scheme, host and port counts. */
export const siteUrl: Check<URL> = (text) => {
  const url = webUrl(text);
  if (url.pathname !== "/" || url.search !== "" || url.hash !== "") {
    throw new ConfigFault(
      `is more than a site's address. Paths are added to it; give "${url.origin}".`,
    );
  }
  return url;
};

export const webUrl: Check<URL> = (text) => {
  if (!URL.canParse(text)) {
    throw new ConfigFault('is not a URL. Give it in full, such as "https://app.example.com".');
  }
  const url = new URL(text);
  const isLocal = /^(.+\.)?localhost$|^127\.|^\[::1\]$/.test(url.hostname);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLocal)) {
    throw new ConfigFault(
      "is not https. Keys and cookies would travel unprotected; http is for localhost only.",
    );
  }
  if (url.username !== "" || url.password !== "") {
    throw new ConfigFault(
      "holds a user name or password. Leave them out: they do not belong here.",
    );
  }
  return url;
};

/** Kept as text, because tokens are compared with it character by character. */
export const issuerUrl: Check<string> = (text) => {
  const url = webUrl(text);
  if (url.search !== "" || url.hash !== "" || text.endsWith("/")) {
    throw new ConfigFault(
      "does not end with a user pool's id. No token would match it; give it exactly as the " +
        "tokens' `iss` has it, without a slash at its end.",
    );
  }
  return text;
};

export const loadBalancerArns: Check<readonly string[]> = (text) =>
  list(text, (arn) => {
    if (parseLoadBalancerArn(arn) === undefined) {
      throw new ConfigFault(
        `names "${arn}", which is not an Application Load Balancer's ARN. Every token's signer is ` +
          "compared with it; copy the load balancer's ARN from the application stack's outputs.",
      );
    }
  });

export const clientIds: Check<readonly string[]> = (text) =>
  list(text, (id) => {
    if (!/^[\w+]{1,128}$/.test(id)) {
      throw new ConfigFault(
        `names "${id}", which is not an app client's id: letters and digits, 128 at most.`,
      );
    }
  });

export const cookieNames: Check<readonly string[]> = (text) =>
  list(text, (name) => {
    if (!/^[\w!#$%&'*+.^`|~-]{1,256}$/.test(name)) {
      throw new ConfigFault(
        `names "${name}", which cannot be a cookie's name. Give the listener rules' ` +
          "session_cookie_name values, without the -0 to -3 at the end.",
      );
    }
  });

const logLevels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"];

export const logLevel: Check<string> = (text) => {
  if (!logLevels.includes(text)) {
    throw new ConfigFault(`is not a log level. Give one of ${logLevels.join(", ")}.`);
  }
  return text;
};

function list(text: string, checkEntry: (entry: string) => void): readonly string[] {
  const entries = [...new Set(text.split(",").map((entry) => entry.trim()))];
  for (const entry of entries) checkEntry(entry);
  return entries;
}
