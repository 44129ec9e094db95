import { isIP } from "node:net";
import { parseLoadBalancerArn } from "alb-auth";

/** Reads one variable's value. @throws InvalidValueError */
export type Check<T> = (text: string) => T;

/** What is wrong with a value, why it matters and what to do. Follows the variable's name and value. */
export class InvalidValueError extends Error {}

export const tcpPort: Check<number> = (text) => {
  const value = Number(text);
  if (!/^\d{1,5}$/.test(text) || value > 65_535) {
    throw new InvalidValueError(
      "is not a TCP port. Set an integer from 0 (any free port) to 65535.",
    );
  }
  return value;
};

/** A duration in seconds, at most as long as AWS accepts for it. */
export const seconds =
  (min: number, max: number): Check<number> =>
  (text) => {
    const value = Number(text);
    if (!/^\d{1,4}$/.test(text) || value < min || value > max) {
      throw new InvalidValueError(
        `is not a number of seconds that AWS accepts. Set an integer from ${min} to ${max}.`,
      );
    }
    return value;
  };

/** An IP address or a host name of this machine. */
export const listenAddress: Check<string> = (text) => {
  if (isIP(text) === 0 && !/^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/.test(text)) {
    throw new InvalidValueError(
      'is not an address to listen on. Set an IP address without port and brackets, such as "127.0.0.1", or leave it out to listen on every interface.',
    );
  }
  return text;
};

/** A path of sign-out, with the characters that the environment file accepts. */
export const signOutPath: Check<string> = (text) => {
  if (!/^\/(?!\/)[A-Za-z0-9_\-.~/]{1,127}$/.test(text)) {
    throw new InvalidValueError(
      'is not the path of a sign-out route. Set an absolute path of 2 to 128 letters, digits and _ - . ~ /, such as "/logout".',
    );
  }
  return text;
};

/** A URL with nothing but scheme, host and port. */
export const originUrl: Check<URL> = (text) => {
  const url = webUrl(text);
  if (url.pathname !== "/" || url.search !== "" || url.hash !== "") {
    throw new InvalidValueError(
      `has a path or query, and paths are appended to it. Set "${url.origin}".`,
    );
  }
  return url;
};

export const originUrls: Check<readonly URL[]> = (text) => {
  const urls: URL[] = [];
  list(text, (entry) => {
    try {
      urls.push(originUrl(entry));
    } catch (error) {
      if (!(error instanceof InvalidValueError)) throw error;
      throw new InvalidValueError(`contains "${entry}", which ${error.message}`);
    }
  });
  return urls;
};

export const webUrl: Check<URL> = (text) => {
  if (!URL.canParse(text)) {
    throw new InvalidValueError(
      'is not a URL. Set a complete URL, such as "https://app.example.com".',
    );
  }
  const url = new URL(text);
  const isLocal = /^(.+\.)?localhost$|^127\.|^\[::1\]$/.test(url.hostname);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLocal)) {
    throw new InvalidValueError(
      "does not use https, so keys and cookies would travel unprotected. Use https; http is allowed " +
        "for localhost only.",
    );
  }
  if (url.username !== "" || url.password !== "") {
    throw new InvalidValueError(
      "contains a user name or password, which would appear in pages and logs. Remove them.",
    );
  }
  return url;
};

/** Kept as text, because tokens are compared with it character by character. */
export const issuerUrl: Check<string> = (text) => {
  const url = webUrl(text);
  if (url.search !== "" || url.hash !== "" || text.endsWith("/")) {
    throw new InvalidValueError(
      "does not end with a user pool id, so it matches no token. Copy the `iss` of a token exactly, " +
        "without a trailing slash.",
    );
  }
  return text;
};

export const loadBalancerArns: Check<readonly string[]> = (text) =>
  list(text, (arn) => {
    if (parseLoadBalancerArn(arn) === undefined) {
      throw new InvalidValueError(
        `contains "${arn}", which is not an Application Load Balancer ARN. The signer of every token ` +
          "is compared with it. Copy the load balancer's ARN from the application stack's outputs.",
      );
    }
  });

export const clientIds: Check<readonly string[]> = (text) =>
  list(text, (id) => {
    if (!/^[\w+]{1,128}$/.test(id)) {
      throw new InvalidValueError(
        `contains "${id}", which is not an app client id, so it matches no token. Use at most 128 ` +
          "letters and digits.",
      );
    }
  });

export const cookieNames: Check<readonly string[]> = (text) =>
  list(text, (name) => {
    if (!/^[\w!#$%&'*+.^`|~-]{1,256}$/.test(name)) {
      throw new InvalidValueError(
        `contains "${name}", which is not a valid cookie name, so sign-out could not expire it. Use ` +
          "the session_cookie_name values of the listener rules, without the -0 to -3 of the shards.",
      );
    }
  });

const demoPages = ["tasks", "admin", "public", "second-factor"] as const;

/** A page of the demo that only works where the environment has a route or a group for it. */
export type DemoPage = (typeof demoPages)[number];

export const demoPageNames: Check<readonly DemoPage[]> = (text) =>
  list(text, (name) => {
    if (!(demoPages as readonly string[]).includes(name)) {
      throw new InvalidValueError(
        `contains "${name}", which is not a page of the demo. Use some of ${demoPages.join(", ")}, separated by commas.`,
      );
    }
  }) as readonly DemoPage[];

const logLevels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"];

export const logLevel: Check<string> = (text) => {
  if (!logLevels.includes(text)) {
    throw new InvalidValueError(`is not a log level. Use one of ${logLevels.join(", ")}.`);
  }
  return text;
};

function list(text: string, checkEntry: (entry: string) => void): readonly string[] {
  const entries = [...new Set(text.split(",").map((entry) => entry.trim()))];
  for (const entry of entries) checkEntry(entry);
  return entries;
}
