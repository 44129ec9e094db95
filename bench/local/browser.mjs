import { Agent, request } from "node:http";

/** What a load test needs of a browser: kept connections, cookies by host, forms. */
export class Browser {
  /** @param maxConnections to one address */
  constructor(maxConnections) {
    this.agent = new Agent({ keepAlive: true, maxSockets: maxConnections });
  }

  close() {
    this.agent.destroy();
  }

  /** @returns {Promise<{status: number, headers: import("node:http").IncomingHttpHeaders, text: string, durationMs: number}>} */
  send(url, { cookies, form } = {}) {
    const { hostname, port, host } = new URL(url);
    const body = form && new URLSearchParams(form).toString();
    const headers = {
      Host: host,
      ...(cookies && { Cookie: cookies.headerFor(hostname) }),
      ...(body && {
        "Content-Type": "application/x-www-form-urlencoded",
        "Content-Length": Buffer.byteLength(body),
      }),
    };
    const started = performance.now();
    return new Promise((resolve, reject) => {
      const outgoing = request(url, {
        // Browsers resolve names below localhost, Node does not.
        hostname: "127.0.0.1",
        port,
        method: body ? "POST" : "GET",
        headers,
        agent: this.agent,
      });
      outgoing.once("error", (cause) =>
        reject(new Error(`${outgoing.method} ${url}: ${cause.message}`, { cause })),
      );
      outgoing.once("response", (incoming) => {
        let text = "";
        incoming.setEncoding("utf8");
        incoming.on("data", (chunk) => {
          text += chunk;
        });
        incoming.once("error", reject);
        incoming.once("end", () => {
          cookies?.keep(hostname, incoming.headers["set-cookie"] ?? []);
          resolve({
            status: incoming.statusCode,
            headers: incoming.headers,
            text,
            durationMs: performance.now() - started,
          });
        });
      });
      outgoing.end(body);
    });
  }

  /** Signs in on the hosted UI, and follows the redirects back to the application. @returns the cookies */
  async signIn(url, { username, password }) {
    const cookies = new Cookies();
    const form = await this.#follow(url, cookies);
    const csrf = /name="_csrf" value="([^"]*)"/.exec(form.response.text)?.[1];
    const home = await this.#follow(form.url, cookies, { username, password, _csrf: csrf });
    if (home.response.status !== 200) {
      throw new Error(`Sign-in ended with status ${home.response.status} at ${home.url}`);
    }
    return cookies;
  }

  /** Sends a request and follows redirects. */
  async #follow(start, cookies, form) {
    let url = start;
    let response = await this.send(url, { cookies, form });
    while (response.status === 302) {
      url = new URL(response.headers.location, url).href;
      response = await this.send(url, { cookies });
    }
    return { url, response };
  }
}

class Cookies {
  #byHost = new Map();

  keep(host, lines) {
    const cookies = this.#byHost.get(host) ?? new Map();
    for (const line of lines) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      if (value === "" || /expires=Thu, 01 Jan 1970|max-age=0/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    this.#byHost.set(host, cookies);
  }

  headerFor(host) {
    return [...(this.#byHost.get(host) ?? [])]
      .map(([name, value]) => `${name}=${value}`)
      .join("; ");
  }
}
