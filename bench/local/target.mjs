import { createServer } from "node:http";

// As little as a target can do, so that the load balancer is measured.
const server = createServer((_request, response) => response.end("ok"));
// Longer than the load balancer keeps a connection. With Node's 5 seconds, the load balancer sometimes
// uses a connection that was just closed, and returns 502, as in AWS.
server.keepAliveTimeout = 75_000;
server.listen(0, "127.0.0.1", () => process.send(server.address().port));
