import * as z from "zod";
import { type Check, matches } from "./check";
import * as field from "./field";
import { localProgramSchema } from "./local-program";
import { cidrSchema, securityGroupIdSchema } from "./ranges";

const hasKnownPlaceholders: Check<string> = {
  passes: (value) => !value.replaceAll(/#\{(protocol|host|port|path|query)\}/g, "").includes("#{"),
  message:
    "must contain no other placeholders than #{protocol}, #{host}, #{port}, #{path} and #{query}",
  fix: "correct the placeholder",
};

const redirectSchema = field.object({
  /** A redirect; fields that are left out keep the value of the request. */
  type: z.literal("redirect"),
  /** HTTP status: 301 is permanent, 302 is not. @default 302 */
  statusCode: field.oneOf([301, 302]).default(302),
  /** Protocol of the new URL. @default "#{protocol}" */
  protocol: field.oneOf(["#{protocol}", "HTTPS", "HTTP"]).default("#{protocol}"),
  /** Host name of the new URL. @default "#{host}" */
  host: field
    .string(
      matches(
        /^(?=.{1,128}$)([A-Za-z0-9.-]|#\{host\})+$/,
        "must be a host name of at most 128 characters; #{host} is the requested one",
        'write it like "www.example.com"',
      ),
    )
    .default("#{host}"),
  /** Port of the new URL, as a string. @default "#{port}" */
  port: field
    .string(
      matches(
        /^(#\{port\}|[1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d{2}|655[0-2]\d|6553[0-5])$/,
        "must be a port number from 1 to 65535 as a string, or #{port}",
        'write it like "443"',
      ),
    )
    .default("#{port}"),
  /** Absolute path; may contain `#{host}`, `#{path}` and `#{port}`. @default "/#{path}" */
  path: field
    .string(
      matches(
        /^\/[\x21-\x7E]{0,127}$/,
        "must be an absolute path of at most 128 characters",
        'write it like "/new/#{path}"',
      ),
      hasKnownPlaceholders,
    )
    .default("/#{path}"),
  /** Query string without the question mark. @default "#{query}" */
  query: field
    .string(
      matches(
        /^[\x21-\x7E]{0,128}$/,
        "must be at most 128 printable characters without spaces",
        "shorten it, and write a space as %20",
      ),
      hasKnownPlaceholders,
    )
    .default("#{query}"),
});

/** Where a request goes. */
export const targetSchema = field.variant([
  field.object({
    /** A service of the application. */
    type: z.literal("service"),
    /** Name of the service. */
    service: field.string(
      matches(/^.+$/, "must not be empty", "write the name of one of the application's services"),
    ),
  }),
  field.object({
    /** A response of the load balancer itself. */
    type: z.literal("fixed-response"),
    /** HTTP status, 200 to 299 or 400 to 599. */
    statusCode: field.integer(
      { min: 200, max: 599, fix: "choose a status of the 2XX, 4XX or 5XX range" },
      {
        passes: (status) => status < 300 || status >= 400,
        message: "must be in the 2XX, 4XX or 5XX range: a fixed response cannot redirect",
        fix: 'use a target of type "redirect"',
      },
    ),
    /** Content type of the response. @default "text/plain" */
    contentType: field
      .oneOf(["text/plain", "text/css", "text/html", "application/javascript", "application/json"])
      .default("text/plain"),
    /** Body of the response, at most 1024 characters. @default "" */
    messageBody: field
      .string(matches(/^[\s\S]{0,1024}$/, "must be at most 1024 characters", "shorten it"))
      .default(""),
  }),
  redirectSchema,
  field.object({
    /** An existing target group: EC2 instances, Lambda functions, another cluster. */
    type: z.literal("target-group"),
    /** ARN of the target group, in the environment's region. */
    arn: field.string(
      matches(
        /^arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:\d{12}:targetgroup\/[A-Za-z0-9-]{1,32}\/[0-9a-f]{16}$/,
        "must be the ARN of a target group",
        "copy it from the EC2 console, under Target Groups",
      ),
    ),
    /** Address of the targets, which the load balancer's security group then allows. @default - none: right for Lambda */
    egress: field
      .object({
        /** TCP port that the targets listen on, 1 to 65535. */
        port: field.integer({ min: 1, max: 65535 }),
        /** IPv4 range of the targets. @default - none, where `securityGroupId` is given */
        cidr: cidrSchema.optional(),
        /** Security group of the targets, instead of a range. @default - none, where `cidr` is given */
        securityGroupId: securityGroupIdSchema.optional(),
      })
      .optional(),
    /** Program that `npm start` puts in place of the targets. @default - none: a page shows the requests locally */
    local: localProgramSchema.optional(),
  }),
]);
