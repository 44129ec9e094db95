import { Agent, request } from "node:http";

/** The least of a browser that a load run needs: connections kept, cookies by host, forms. */
export class Browser {
  /** @param connections how many connections to one address are kept at most */
  constructor(connections) {
    this.agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  close() {
    this.agent.destroy();
  }

  /** @returns {Promise<{status: number, headers: import("node:http").IncomingHttpHeaders, text: string, milliseconds: number}>} */
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
        // Names below localhost are known to browsers, not to Node.
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
            milliseconds: performance.now() - started,
          });
        });
      });
      outgoing.end(body);
    });
  }

  /** From the application's first answer over the sign-in page back to it; the visitor's cookies. */
  async signIn(url, { username, password }) {
    const cookies = new Cookies();
    let at = url;
    let answer = await this.send(at, { cookies });
    while (answer.status === 302) {
      at = new URL(answer.headers.location, at).href;
      answer = await this.send(at, { cookies });
    }
    const csrf = /name="_csrf" value="([^"]*)"/.exec(answer.text)?.[1];
    answer = await this.send(at, { cookies, form: { username, password, _csrf: csrf } });
    while (answer.status === 302) {
      at = new URL(answer.headers.location, at).href;
      answer = await this.send(at, { cookies });
    }
    if (answer.status !== 200) throw new Error(`Sign-in ended with ${answer.status} at ${at}`);
    return cookies;
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
