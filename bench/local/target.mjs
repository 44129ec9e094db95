import { createServer } from "node:http";

// The least that a program behind the load balancer can do, so that the load balancer is measured.
const server = createServer((_request, response) => response.end("ok"));
// Longer than the load balancer keeps a connection: with Node's 5 seconds, a request now and then
// meets one that was just closed, and is answered 502, as in AWS.
server.keepAliveTimeout = 75_000;
server.listen(0, "127.0.0.1", () => process.send(server.address().port));
