/** Fields of a line that is without an error, in their order. */
const fields = {
  type: "https",
  time: "2026-11-29T21:40:00.123456Z",
  elb: "app/example/0123456789abcdef",
  client: "203.0.113.9:50123",
  target: "10.0.32.17:8080",
  requestTime: "0.001",
  targetTime: "0.012",
  responseTime: "0.000",
  status: "200",
  targetStatus: "200",
  received: "512",
  sent: "2048",
  request: '"GET https://tasks.example.com:443/tasks HTTP/2.0"',
  userAgent: '"Mozilla/5.0 (X11; Linux x86_64)"',
  cipher: "TLS_AES_128_GCM_SHA256",
  protocol: "TLSv1.3",
  targetGroup: "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/web/1",
  traceId: '"Root=1-67e2a3b4-0123456789abcdef01234567"',
  domain: '"tasks.example.com"',
  certificate: '"arn:aws:acm:eu-central-1:123456789012:certificate/1"',
  priority: "12",
  created: "2026-11-29T21:40:00.110000Z",
  actions: '"authenticate,forward"',
  redirect: '"-"',
  reason: '"-"',
  targets: '"10.0.32.17:8080"',
  targetStatuses: '"200"',
  classification: '"-"',
  classificationReason: '"-"',
  connection: "TID_0123456789abcdef0123456789abcdef",
  transformedHost: '"-"',
  transformedUri: '"-"',
  transformStatus: '"-"',
  node: "10.0.0.5",
};

export type LineFields = Partial<Record<keyof typeof fields, string>>;

/** A line of an access log as AWS writes them in 2026. */
export function line(changes: LineFields = {}): string {
  return Object.values({ ...fields, ...changes }).join(" ");
}

/** A line in which no target took part. */
export function ownLine(status: number, reason = "-", changes: LineFields = {}): string {
  return line({
    target: "-",
    requestTime: "-1",
    targetTime: "-1",
    responseTime: "-1",
    status: String(status),
    targetStatus: "-",
    actions: '"authenticate"',
    reason: `"${reason}"`,
    targets: '"-"',
    targetStatuses: '"-"',
    ...changes,
  });
}

/** The first `count` fields of a line, with as many unknown ones as it lacks. */
export function lineOf(count: number): string {
  const unknown = Array.from({ length: 40 }, (_, index) => `future-${index}`);
  const quoted = line().match(/"[^"]*"|\S+/g) ?? [];
  return [...quoted, ...unknown].slice(0, count).join(" ");
}
