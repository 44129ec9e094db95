import * as z from "zod";
import { matches, type TextCheck } from "./check";
import type { Kit } from "./kit";
import { cidrSchema, securityGroupIdSchema } from "./ranges";

/** Where a request goes. */
export function targetSchema(kit: Kit) {
  const onlyPlaceholders: TextCheck = {
    keeps: (value) => !value.replaceAll(/#\{(protocol|host|port|path|query)\}/g, "").includes("#{"),
    rule: "must hold no other placeholder than #{protocol}, #{host}, #{port}, #{path} and #{query}",
    fix: "correct the placeholder",
  };
  return kit.variant(
    [
      kit.option({
        /** A service of the application. */
        type: z.literal("service"),
        /** Name of the service. */
        service: kit.text(
          "web",
          matches(/^.+$/, "must name a service", "name one of the application's services"),
        ),
      }),
      kit.option({
        /** An answer of the load balancer's own. */
        type: z.literal("fixed-response"),
        /** HTTP status, 200 to 299 or 400 to 599. */
        statusCode: kit.integer({
          min: 200,
          max: 599,
          fix: "choose a status of the 2XX, 4XX or 5XX range",
        }),
        /** Content type of the answer. @default "text/plain" */
        contentType: kit
          .choice([
            "text/plain",
            "text/css",
            "text/html",
            "application/javascript",
            "application/json",
          ])
          .default("text/plain"),
        /** Body of the answer, at most 1024 characters. @default "" */
        messageBody: kit
          .text("", matches(/^[\s\S]{0,1024}$/, "must be at most 1024 characters", "shorten it"))
          .default(""),
      }),
      kit.option({
        /** A redirect; what is left out stays as it was requested. */
        type: z.literal("redirect"),
        /** HTTP status: 301 is permanent, 302 is not. @default 302 */
        statusCode: kit.choice([302, 301]).default(302),
        /** Protocol of the new address. @default "#{protocol}" */
        protocol: kit.choice(["#{protocol}", "HTTPS", "HTTP"]).default("#{protocol}"),
        /** Host name of the new address. @default "#{host}" */
        host: kit
          .text(
            "#{host}",
            matches(
              /^(?=.{1,128}$)([A-Za-z0-9.-]|#\{host\})+$/,
              "must be a host name of at most 128 characters; #{host} stands for the requested one",
              'write it like "www.example.com"',
            ),
          )
          .default("#{host}"),
        /** Port of the new address, as text. @default "#{port}" */
        port: kit
          .text(
            "#{port}",
            matches(
              /^(#\{port\}|[1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d{2}|655[0-2]\d|6553[0-5])$/,
              "must be a port number from 1 to 65535 as text, or #{port}",
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
            onlyPlaceholders,
          )
          .default("/#{path}"),
        /** Query string without the question mark. @default "#{query}" */
        query: kit
          .text(
            "#{query}",
            matches(
              /^[\x21-\x7E]{0,128}$/,
              "must be at most 128 printable characters without spaces",
              "shorten it, and write a space as %20",
            ),
            onlyPlaceholders,
          )
          .default("#{query}"),
      }),
      kit.option({
        /** A target group that a team runs already: EC2, Lambda, another cluster. */
        type: z.literal("target-group"),
        /** ARN of the target group, in the environment's region. */
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
            /** TCP port that the targets listen on, 1 to 65535. */
            port: kit.integer({ min: 1, max: 65535 }),
            /** IPv4 range of the targets. @default - none, where `securityGroupId` is given */
            cidr: cidrSchema(kit).optional(),
            /** Security group of the targets, in place of a range. @default - none, where `cidr` is given */
            securityGroupId: securityGroupIdSchema(kit).optional(),
          })
          .optional(),
      }),
    ],
    { type: "fixed-response", statusCode: 200, contentType: "text/plain", messageBody: "" },
  );
}
