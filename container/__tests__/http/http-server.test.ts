import { createHttpServer } from "../../http/http-server";

describe(createHttpServer, () => {
  // The bounds are those of the load balancer's attribute idle_timeout.timeout_seconds.
  it.each([1, 60, 65, 119, 120, 300, 4000])(
    "keeps connections longer than an idle timeout of %i seconds",
    (idleTimeoutSeconds) => {
      const server = createHttpServer(() => {}, idleTimeoutSeconds);

      expect(server.keepAliveTimeout).toBeGreaterThanOrEqual(idleTimeoutSeconds * 1000 + 5000);
      // These two end connections that have not sent a request yet.
      expect(server.headersTimeout).toBeGreaterThan(server.keepAliveTimeout);
      expect(server.requestTimeout).toBeGreaterThanOrEqual(server.headersTimeout);
    },
  );
});
