import { once } from "node:events";
import { connect } from "node:net";
import { type ContainerProcess, startContainer } from "../support/container-process";

let container: ContainerProcess;
beforeAll(async () => {
  container = await startContainer();
});
afterAll(() => container.stop());

/** Sends text as it is and waits until the container closes the connection. */
async function send(text: string): Promise<void> {
  const socket = connect(container.port, "127.0.0.1");
  socket.on("error", () => {}).resume();
  socket.end(text);
  await once(socket, "close");
}

const head = (method: string, path: string, ...headers: string[]) =>
  [`${method} ${path} HTTP/1.1`, "Host: app.example.com", ...headers, "", ""].join("\r\n");

describe("a malformed request", () => {
  const chunked = head(
    "POST",
    "/tasks",
    "Transfer-Encoding: chunked",
    "Content-Type: application/json",
  );
  it.each([
    ["a chunk size that overflows", `${chunked}FFFFFFFFFFFFFFFFFFFF\r\n`],
    ["a chunk size that is no number", `${chunked}zz\r\n{}\r\n0\r\n\r\n`],
    ["a body that ends early", `${head("POST", "/tasks", "Content-Length: 90")}{`],
    ["a method that does not exist", head("GE T", "/")],
    ["a target that is no URL", head("GET", "http://[")],
    ["two lengths", head("POST", "/", "Content-Length: 1", "Content-Length: 2")],
    ["headers that are too large", head("GET", "/", `X: ${"x".repeat(70_000)}`)],
    ["no HTTP at all", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"],
  ])("leaves no line that is not JSON: %s", async (_name, text) => {
    await send(text);
    const marker = `/after${container.lines.length}`;
    await fetch(`http://127.0.0.1:${container.port}/public/hello?${marker}`);
    await container.until(() => container.lines.at(-1)?.includes("/public/hello") === true);

    expect(container.errorOutput).toBe("");
    for (const line of container.lines) expect(() => JSON.parse(line)).not.toThrow();
  });
});
