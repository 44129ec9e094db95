import { createServer } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { SharedPort } from "../../src/real-names/shared-port.ts";
import { createAuthority, createCertificate } from "../../src/runtime/certificate.ts";
import { sendRequest } from "../support/send-request.ts";

let port: SharedPort;
let removals: Record<string, () => void>;

/** Serves its own name under these, over TLS and without. */
function serve(name: string, names: readonly string[], isFallback = true): () => void {
  const respond = (layer: string) =>
    createServer((_, response) => response.end(`${name} ${layer}`));
  return port.add({ names, isFallback, secure: respond("secure"), plain: respond("plain") });
}

beforeAll(async () => {
  port = new SharedPort(await createCertificate(["localhost"], await createAuthority()));
  await port.listen(0, "127.0.0.1");
  removals = {
    shop: serve("shop", ["shop.example.com", "*.example.org"]),
    notes: serve("notes", ["notes.example.com", "notes.example.org"]),
    keys: serve("keys", ["keys.example.net"], false),
  };
});

afterAll(() => port.close());

const plain = (host: string) => sendRequest({ port: port.port, path: "/", headers: { host } });
const secure = (servername: string) =>
  sendRequest({
    ...{ protocol: "https:", port: port.port, path: "/", servername },
    headers: { host: "another.example.com" },
  });

describe(SharedPort, () => {
  it.each([
    ["shop.example.com", "shop"],
    ["Notes.Example.com", "notes"],
    ["a.example.org", "shop"],
    ["notes.example.org", "notes"],
    ["keys.example.net", "keys"],
    // Of those that serve other names, the first by name.
    ["unknown.example.net", "notes"],
  ])("serves %s by %s, over TLS and without", async (host, name) => {
    expect((await secure(host)).body).toBe(`${name} secure`);
    expect((await plain(`${host}:8080`)).body).toBe(`${name} plain`);
  });

  it("waits for a Host header that arrives in pieces, and serves what follows", async () => {
    const socket = connect(port.port, "127.0.0.1");
    const received = text(socket);
    for (const piece of ["G", "ET / HTTP/1.1\r\nHo", "st: shop.exa", "mple.com\r\n"]) {
      await new Promise((sent) => socket.write(piece, sent));
    }
    socket.write("\r\nGET /2 HTTP/1.1\r\nHost: shop.example.com\r\nConnection: close\r\n\r\n");

    expect((await received).match(/shop plain/g)).toHaveLength(2);
  });

  it("ends a connection whose client leaves before it named a host", async () => {
    const socket = connect(port.port, "127.0.0.1");
    socket.end("GET / HTTP/1.1\r\nHos");

    expect(await text(socket)).toBe("");
  });

  it("ends the connections of what is removed", async () => {
    const socket = connect(port.port, "127.0.0.1");
    const received = text(socket);
    socket.write("GET / HTTP/1.1\r\nHost: keys.example.net\r\n\r\n");
    await new Promise((read) => socket.once("data", read));

    removals.keys?.();

    expect(await received).toContain("keys plain");
    expect((await plain("keys.example.net")).body).toBe("notes plain");
  });
});
