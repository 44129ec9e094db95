import { z } from "zod";
import { conditionsSchema } from "./conditions";
import { type Kit, matches } from "./kit";

const week = 7 * 24 * 60 * 60;

/** Seconds that a load balancer session lasts. */
export function sessionTimeoutSchema(kit: Kit) {
  return kit.integer({
    min: 1,
    max: week,
    fix: `write seconds, at most ${week} (seven days)`,
  });
}

/** Access by Cognito sign-in. */
export function loginSchema(kit: Kit) {
  return kit.option({
    /** Whoever has signed in. */
    type: z.literal("login"),
    /** OAuth 2.0 scopes to sign in with; `openid` is always one. @default ["openid"] */
    scopes: kit
      .list(
        kit.text(
          "openid",
          matches(
            /^[\x21\x23-\x5B\x5D-\x7E]+$/,
            "must be a scope: printable characters without spaces",
            'write one scope an entry, like "tasks/read"',
          ),
        ),
        { max: 50 },
      )
      .default(() => ["openid"]),
    /**
     * What happens without a session: `authenticate` redirects to sign in, `deny` answers 401 (but
     * still redirects when the session has expired), `allow` lets pass without claims.
     * @default "authenticate"
     */
    onUnauthenticated: kit.choice(["authenticate", "deny", "allow"]).default("authenticate"),
    /** Seconds, 1 to 604800, until a new sign-in is asked for. @default - the application's `sessionTimeoutSeconds` */
    sessionTimeoutSeconds: sessionTimeoutSchema(kit).optional(),
    /** Query parameters for the sign-in page, at most 10, such as `lang` or `identity_provider`. @default - none */
    extraParameters: kit
      .record(
        kit.text(
          "lang",
          matches(
            /^[A-Za-z0-9_-]+$/,
            "the parameter's name must be letters, digits, _ and -",
            "write the bare name",
          ),
          matches(
            /^(?!(client_id|redirect_uri|response_type|scope|state)$)/,
            "must not be a parameter that the load balancer sets itself",
            "remove it; scopes have a field of their own",
          ),
        ),
        kit.text(
          "en",
          matches(/^[\x20-\x7E]{1,1024}$/, "must be 1 to 1024 printable characters", "shorten it"),
        ),
      )
      .default({}),
  });
}

/** Who may pass. */
export function accessSchema(kit: Kit) {
  return kit.variant(
    [
      loginSchema(kit),
      kit.option({
        /** Everybody, without signing in. */
        type: z.literal("public"),
      }),
    ],
    { type: "public" },
  );
}

/** Where a request goes. */
export function targetSchema(kit: Kit) {
  return kit.variant(
    [
      kit.option({
        /** A service of the application. */
        type: z.literal("service"),
        service: kit.text(
          "web",
          matches(/^.+$/, "must name a service", "name one of the application's services"),
        ),
      }),
      kit.option({
        /** An answer of the load balancer's own. */
        type: z.literal("fixed-response"),
        statusCode: kit.integer({
          min: 200,
          max: 599,
          fix: "choose a status of the 2XX, 4XX or 5XX range",
        }),
        /** @default "text/plain" */
        contentType: kit
          .choice([
            "text/plain",
            "text/css",
            "text/html",
            "application/javascript",
            "application/json",
          ])
          .default("text/plain"),
        /** At most 1024 characters. @default "" */
        messageBody: kit
          .text("", matches(/^[\s\S]{0,1024}$/, "must be at most 1024 characters", "shorten it"))
          .default(""),
      }),
      kit.option({
        /** A redirect; what is left out stays as it was requested. */
        type: z.literal("redirect"),
        /** @default 302 */
        statusCode: kit.choice([302, 301]).default(302),
        /** @default "#{protocol}" */
        protocol: kit.choice(["#{protocol}", "HTTPS", "HTTP"]).default("#{protocol}"),
        /** @default "#{host}" */
        host: kit
          .text(
            "#{host}",
            matches(
              /^[A-Za-z0-9.#{}-]{1,128}$/,
              "must be a host name of at most 128 characters; #{host} stands for the requested one",
              'write it like "www.example.com"',
            ),
          )
          .default("#{host}"),
        /** @default "#{port}" */
        port: kit
          .text(
            "#{port}",
            matches(
              /^(#\{port\}|[1-9]\d{0,4})$/,
              "must be a port number as text, or #{port}",
              'write it like "443"',
            ),
          )
          .default("#{port}"),
        /** Absolute path; may hold `#{host}`, `#{path}` and `#{port}`. @default "/#{path}" */
        path: kit
          .text(
            "/elsewhere",
            matches(
              /^\/[\x21-\x7E]{0,127}$/,
              "must be an absolute path of at most 128 characters",
              'write it like "/new/#{path}"',
            ),
          )
          .default("/#{path}"),
        /** Without the question mark. @default "#{query}" */
        query: kit
          .text(
            "#{query}",
            matches(/^[\x21-\x7E]{0,128}$/, "must be at most 128 characters", "shorten it"),
          )
          .default("#{query}"),
      }),
      kit.option({
        /** A target group that a team runs already: EC2, Lambda, another cluster. */
        type: z.literal("target-group"),
        arn: kit.text(
          "arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/placeholder/0000000000000000",
          matches(
            /^arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:\d{12}:targetgroup\/[A-Za-z0-9-]{1,32}\/[0-9a-f]{16}$/,
            "must be the ARN of a target group",
            "copy it from the EC2 console, under Target Groups",
          ),
        ),
        /** How the load balancer reaches the targets. @default - not at all: right for Lambda */
        egress: kit
          .object({
            port: kit.integer({ min: 1, max: 65535 }),
            /** IPv4 range of the targets; or else their security group. */
            cidr: cidrSchema(kit).optional(),
            securityGroupId: securityGroupIdSchema(kit).optional(),
          })
          .optional(),
      }),
    ],
    { type: "fixed-response", statusCode: 200, contentType: "text/plain", messageBody: "" },
  );
}

/** An IPv4 range. */
export function cidrSchema(kit: Kit) {
  return kit.text(
    "10.0.0.0/16",
    matches(
      /^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/,
      "must be an IPv4 range in CIDR notation",
      'write it like "10.0.0.0/16"',
    ),
  );
}

/** A security group that exists already. */
export function securityGroupIdSchema(kit: Kit) {
  return kit.text(
    "sg-00000000",
    matches(
      /^sg-([0-9a-f]{8}|[0-9a-f]{17})$/,
      "must be a security group id",
      'copy it from the VPC console, like "sg-0a1b2c3d4e5f60718"',
    ),
  );
}

/** One route: conditions, access, target. */
export function routeSchema(kit: Kit) {
  return kit.object({
    /** When the route applies; at least one condition. */
    conditions: conditionsSchema(kit),
    /** Who may pass. */
    access: accessSchema(kit),
    /** Where the request goes. */
    target: targetSchema(kit),
  });
}

/** What happens to every request that no route matches: always a login. */
export function defaultRouteSchema(kit: Kit) {
  return kit.object({
    /** Who may pass. A default that nobody has to sign in for does not exist: a forgotten route fails closed. */
    access: kit
      .variant([loginSchema(kit)], {
        type: "login",
        scopes: ["openid"],
        onUnauthenticated: "authenticate",
        extraParameters: {},
      })
      .prefault({ type: "login" }),
    /** @default - the application's service, when it has one only */
    target: targetSchema(kit).optional(),
  });
}
