import { digest, type IssueRow } from "./valid-environment";

const app = "applications.app";
const web = `${app}.services.web`;
const route = `${app}.routes[0]`;
const conditions = `${route}.conditions`;
const access = `${route}.access`;
const targetGroup = `${app}.routes[1].target`;
const redirect = `${app}.routes[2].target`;
const response = `${app}.routes[3].target`;
const network = "applications.notes.network";
const long = "x".repeat(300);
const secret = "arn:aws:secretsmanager:eu-central-1:111122223333:secret";

const entry = (where: string, key: string, rule: string, fix: string, value: unknown): IssueRow => [
  [...where.split("."), key],
  value,
  rule,
  fix,
];
const many = (count: number, make: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => make(index));

/** A value that fails for every check of every field, and parts of the issue it leads to. */
export const identityRows: IssueRow[] = [
  ["identity.domain.prefix", "https://login", "a prefix, not a URL", "write only the prefix"],
  ["identity.domain.prefix", "my-cognito", "must not contain", "remove the word"],
  ["identity.signUp", "everybody", 'one of "admins-only", "self"', "choose one of them"],
  ["identity.passwordPolicy.minimumLength", 5, "from 6 to 99", "from 6 to 99"],
  ["identity.passwordPolicy.requireSymbols", "yes", "true or false", "without quotes"],
  ["identity.passwordPolicy.temporaryPasswordValidityDays", 0, "from 1 to 365", "from 1 to 365"],
  ["identity.mfa", "sms", '"off", "optional", "required"', "choose one of them"],
  ["identity.tokenLifetimes.accessTokenMinutes", 4, "from 5 to 1440", "from 5 to 1440"],
  ["identity.tokenLifetimes.idTokenMinutes", 1441, "from 5 to 1440", "from 5 to 1440"],
  ["identity.tokenLifetimes.refreshTokenHours", 87601, "from 1 to 87600", "from 1 to 87600"],
  ["identity.deletionProtection", 1, "true or false", "without quotes"],
  ["identity.threatProtection", "on", '"off", "audit", "enforced"', "choose one of them"],
  entry("identity.resourceServers", "my api", "the identifier must be", "one word", {
    scopes: { read: "Read" },
  }),
  entry("identity.resourceServers.tasks.scopes", "a/b", "the scope's name", "last part", "Read"),
  [
    "identity.resourceServers.tasks.scopes.read",
    "",
    "1 to 256 characters",
    "what the scope allows",
  ],
  entry("identity.groups", "the admins", "without spaces", "one word", { precedence: 1 }),
  ["identity.groups.admins.description", "x".repeat(2049), "at most 2048", "shorten it"],
  ["identity.groups.admins.precedence", -1, "from 0 to 2147483647", "from 0"],
];

export const environmentRows: IssueRow[] = [
  ["name", "Test", "lower-case letters", "write it like"],
  ["name", "a--b", "two hyphens", "write it like"],
  ["region", "Frankfurt", "code of an AWS region", "eu-central-1"],
  entry("tags", "a*b", "1 to 128 letters", "leave other characters out", "x"),
  entry("tags", "aws:team", 'start with "aws:"', "another prefix", "x"),
  ["tags.Team", "a*b", "at most 256 letters", "leave other characters out"],
  ["provider.allowedAccountIds[0]", "1111-2222-3333", "12 digits", "111122223333"],
  ["provider.allowedAccountIds", [], "at least one entry", "add an entry"],
  [
    "provider.assumeRole.roleArn",
    "arn:aws:iam::111122223333:user/x",
    "an IAM role",
    "role/terraform",
  ],
  ["provider.assumeRole.externalId", "x", "2 to 1224", "trust policy"],
  ["provider.assumeRole.sessionName", "my session", "2 to 64", "terraform"],
  ["state.type", "gcs", 'one of "local", "s3", "cloud"', "choose one of them"],
];

export const stateRows: IssueRow[] = [
  ["state.bucket", "My_Bucket", "S3 bucket name", "create a bucket"],
  ["state.region", "x", "code of an AWS region", "eu-central-1"],
  ["state.keyPrefix", "/a/", "without slashes at either end", "team/project"],
  ["state.kmsKeyArn", "arn:aws:s3:::x", "ARN of a KMS key", "from KMS"],
];

export const cloudRows: IssueRow[] = [
  ["state.organization", "my.org", "letters, digits, spaces", "HCP Terraform"],
  ["state.project", "", "letters, digits, spaces", "HCP Terraform"],
  ["state.hostname", "https://x.io", "without a scheme", "leave it out"],
];

export const applicationRows: IssueRow[] = [
  entry("applications", "My App", "lower-case letters", 'like "app"', {
    hostName: "x.example.com",
    hostedZone: { id: "Z0123456789ABCDEFGHIJ", name: "example.com" },
    network: { type: "new", cidr: "10.9.0.0/16" },
  }),
  [`${app}.hostName`, "App.example.com", "lower case", "in lower case"],
  [
    `${app}.hostName`,
    "app-1.eu-central-1.elb.amazonaws.com",
    "DNS name of a load balancer",
    "hosted zone",
  ],
  [
    `${app}.hostName`,
    "app-1.elb.eu-central-1.amazonaws.com",
    "DNS name of a load balancer",
    "hosted zone",
  ],
  [
    `${app}.hostName`,
    "a.cn-north-1.elb.amazonaws.com.cn",
    "DNS name of a load balancer",
    "hosted zone",
  ],
  [`${app}.hostName`, "https://app.example.com", "without scheme", "app.example.com"],
  [`${app}.hostName`, "app.example.com:443", "without scheme", "app.example.com"],
  [`${app}.hostName`, "*.example.com", "wildcard", "app.example.com"],
  [`${app}.hostName`, "localhost", "full host name", "app.example.com"],
  [`${app}.additionalHostNames[0]`, "a_b.example.com", "full host name", "app.example.com"],
  [
    `${app}.additionalHostNames`,
    many(10, (index) => `host-${index}.example.com`),
    "at most 9 entries",
    "remove some",
  ],
  [
    `${app}.hostedZone.id`,
    "/hostedzone/Z01",
    "hosted zone id",
    'leave out /hostedzone/: write "Z01"',
  ],
  [`${app}.hostedZone.name`, "example.com.", "without a dot at the end", "example.com"],
  [`${app}.signOut.enabled`, "no", "true or false", "without quotes"],
  [`${app}.signOut.path`, "/logout*", "without wildcards", 'like "/logout"'],
  [`${app}.signOut.path`, "//logout", "absolute path", 'like "/logout"'],
  [`${app}.signOut.path`, "/oauth2/idpresponse", "to finish sign-in", "another one"],
  [`${app}.signOut.redirectPath`, "gone", "absolute path", 'like "/signed-out"'],
  [`${app}.sessionTimeoutSeconds`, 0, "from 1 to 604800", "seven days"],
  [`${app}.sessionTimeoutSeconds`, 604801, "from 1 to 604800", "seven days"],
  [`${app}.idleTimeoutSeconds`, 4001, "from 1 to 4000", "from 1 to 4000"],
  [`${app}.deletionProtection`, "true", "true or false", "without quotes"],
  [`${app}.logRetentionDays`, 31, "one of 1, 3, 5", "choose one of them"],
  [`${app}.accessLogRetentionDays`, 0, "from 1 to 3653", "from 1 to 3653"],
  [`${app}.containerInsights`, "on", '"enabled", "enhanced"', "choose one of them"],
  [`${app}.network.type`, "old", 'one of "new", "existing"', "choose one of them"],
  [`${app}.network.cidr`, "10.0.0.0", "CIDR notation", "10.0.0.0/16"],
  [`${app}.network.cidr`, "10.0.1.0/16", "begins at its first address", "10.0.0.0/16"],
  [`${app}.network.cidr`, "10.0.300.0/16", "must be an IPv4 range", "10.0.0.0/16"],
  [`${app}.network.cidr`, "10.0.0.0/33", "must be an IPv4 range", "10.0.0.0/16"],
  [`${app}.network.availabilityZoneCount`, 1, "from 2 to 6", "from 2 to 6"],
  [`${app}.network.nat`, "none", 'one of "single", "per-az"', "choose one of them"],
  [`${app}.network.ipv6`, "yes", "true or false", "without quotes"],
  [`${network}.vpcId`, "vpc-1", "VPC id", "VPC console"],
  [`${network}.publicSubnetIds[1]`, "subnet-1", "subnet id", "VPC console"],
  [`${network}.publicSubnetIds`, ["subnet-00000001"], "at least 2 entries", "add an entry"],
  [`${network}.privateSubnetIds`, [], "at least one entry", "add an entry"],
];

export const serviceRows: IssueRow[] = [
  entry("applications.notes.services", "Web 2", "lower-case letters", 'like "web"', {}),
  [`${web}.image`, "nginx:latest", "must end in @sha256:", "leave it out"],
  [`${web}.port`, 0, "from 1 to 65535", "from 1 to 65535"],
  [`${web}.cpuUnits`, 300, "one of 256, 512", "choose one of them"],
  [`${web}.memoryMiB`, 1, "from 512 to 122880", "from 512"],
  [`${web}.architecture`, "arm64", '"ARM64", "X86_64"', 'did you mean "ARM64"?'],
  [`${web}.scaling.minCapacity`, 0, "from 1 to 1000", "from 1 to 1000"],
  [`${web}.scaling.maxCapacity`, 1001, "from 1 to 1000", "from 1 to 1000"],
  [`${web}.scaling.requestsPerTargetPerMinute`, 0, "from 1 to 1000000", "from 1"],
  [`${web}.scaling.cpuPercent`, 100, "from 10 to 95", "from 10 to 95"],
  [`${web}.healthCheckPath`, "health", "absolute path", "/readyz"],
  [`${web}.healthCheckGracePeriodSeconds`, 3601, "from 0 to 3600", "from 0 to 3600"],
  [`${web}.deregistrationDelaySeconds`, -1, "from 0 to 3600", "from 0 to 3600"],
  [`${web}.stopTimeoutSeconds`, 121, "from 2 to 120", "from 2 to 120"],
  entry(`${web}.environment`, "1ST", "the variable's name", "DATABASE_URL", "x"),
  [`${web}.environment.LOG_LEVEL`, 3, "must be a string", "in quotes"],
  entry(
    `${web}.secrets`,
    "A B",
    "the variable's name",
    "DATABASE_URL",
    "arn:aws:ssm:eu-central-1:111122223333:parameter/x",
  ),
  [`${web}.secrets.TOKEN`, "hunter2", "never the secret itself", "copy the ARN"],
  [`${web}.secrets.TOKEN`, `${secret}:database`, "6 characters", "whole ARN"],
  [`${web}.secrets.TOKEN`, `${secret}:database:password::`, "6 characters", "whole ARN"],
  [`${web}.secrets.TOKEN`, `${secret}:a-database-AbCdE`, "6 characters", "whole ARN"],
  [`${web}.secrets.TOKEN`, `${secret}:database-AbCdEf:password`, "all three parts", "password::"],
  [`${web}.secrets.TOKEN`, `${secret}:database-AbCdEf:a:b:c:d`, "all three parts", "password::"],
  [`${web}.secretsKmsKeyArns[0]`, "alias/x", "ARN of a KMS key", "from KMS"],
  [`${web}.taskRolePolicyArns[0]`, "ReadOnlyAccess", "ARN of an IAM policy", "from IAM"],
  [`${web}.local.url`, "http://localhost:3000/app", "without a path", "http://localhost:3000"],
  [`${web}.local.command`, " ", "must not be empty", "npm run dev"],
  [`${web}.local.directory`, "", "must not be empty", "../my-app"],
  [`${web}.egress[0].port`, 65536, "from 1 to 65535", "from 1 to 65535"],
  [`${web}.egress[0].cidr`, "everywhere", "CIDR notation", "10.0.0.0/16"],
  [`${web}.egress[0].description`, "", "1 to 255 of the characters", "Postgres"],
  [`${web}.user`, "0:0", "not root", "1000:1000"],
  [`${web}.writablePaths[0]`, "/", "other than /", "/tmp"],
  [`${web}.writablePaths[0]`, "/var/../etc", "without empty parts", "/tmp"],
  [`${web}.writablePaths[0]`, "/tmp/", "without empty parts", "/tmp"],
  [`${web}.writablePathSizeMiB`, 0, "from 1 to 122880", "from 1 to 122880"],
  [`${web}.volumePaths[0]`, "data", "an absolute path", "/tmp"],
];

export const routeRows: IssueRow[] = [
  [`${conditions}.paths[0]`, "tasks", "start with a slash", "put a slash"],
  [`${conditions}.paths[0]`, "/a?b=c#d", "the wildcards * and ?", "query string"],
  [`${conditions}.paths[0]`, `/${long}`, "1 to 128", "query string"],
  [`${conditions}.paths[0]`, "/*a*b*c*d*e*", "at most 5 wildcards", "fewer * and ?"],
  [`${conditions}.paths[0]`, "/oauth2/idpresponse", "to finish sign-in", "remove the path"],
  [`${conditions}.paths`, [], "at least one entry", "add an entry"],
  [`${conditions}.hosts[0]`, "app", "must be a host name", "without scheme"],
  [`${conditions}.hosts[0]`, "a*p*p*.*e*x*.com", "at most 5 wildcards", "fewer * and ?"],
  [`${conditions}.methods[0]`, "post", "upper case", "POST"],
  [`${app}.routes[1].conditions.headers[0].name`, "X-*", "without wildcards", "X-Client"],
  [`${app}.routes[1].conditions.headers[0].name`, "host", "must not be Host", "`hosts`"],
  [`${app}.routes[1].conditions.headers[0].values[0]`, "", "1 to 128 printable", "shorten it"],
  [`${app}.routes[1].conditions.headers[0].values[0]`, "******", "at most 5 wildcards", "fewer"],
  [`${app}.routes[1].conditions.query[0].key`, long, "1 to 128 printable", "shorten it"],
  [`${app}.routes[1].conditions.query[0].values[0]`, "??????", "at most 5 wildcards", "fewer"],
  [`${app}.routes[1].conditions.sourceIps[0]`, "203.0.113.1", "CIDR notation", "203.0.113.0/24"],
  [`${app}.routes[1].conditions.sourceIps[0]`, "255.255.255.255/32", "rejects it", "remove it"],
  [`${app}.routes[1].conditions.sourceIps[0]`, "203.0.113.0/33", "IPv4 or IPv6", "2001:db8::/32"],
  [`${app}.routes[1].conditions.sourceIps[0]`, "2001:db8::1::/32", "IPv4 or IPv6", "203.0.113.0"],
  [`${access}.type`, "token", 'one of "login", "public"', "choose one of them"],
  [`${access}.scopes[1]`, "tasks read", "without spaces", "one scope per entry"],
  [`${access}.scopes`, many(51, () => "openid"), "at most 50 entries", "remove some"],
  [
    `${access}.onUnauthenticatedRequest`,
    "401",
    '"authenticate", "deny", "allow"',
    "choose one of them",
  ],
  [`${access}.sessionTimeoutSeconds`, 604801, "from 1 to 604800", "seven days"],
  entry(
    "applications.app.defaultRoute.access.extraParameters",
    "a b",
    "parameter's name",
    "only the name",
    "x",
  ),
  entry(
    "applications.app.defaultRoute.access.extraParameters",
    "scope",
    "sets itself",
    "their own field",
    "x",
  ),
  [`${access}.extraParameters.lang`, "é", "printable characters", "shorten it"],
  [`${app}.defaultRoute.access.type`, "public", "must not be public", 'write "login"'],
  [`${route}.target.type`, "lambda", 'one of "service"', "choose one of them"],
  [`${route}.target.service`, "", "must not be empty", "services"],
  [`${response}.statusCode`, 100, "from 200 to 599", "2XX, 4XX or 5XX"],
  [`${response}.statusCode`, 301, "2XX, 4XX or 5XX range", 'of type "redirect"'],
  [`${response}.contentType`, "image/png", '"text/plain"', "choose one of them"],
  [`${response}.messageBody`, "x".repeat(1025), "at most 1024", "shorten it"],
  [`${redirect}.statusCode`, 307, "one of 301, 302", "choose one of them"],
  [`${redirect}.protocol`, "https", '"HTTPS", "HTTP"', 'did you mean "HTTPS"?'],
  [`${redirect}.host`, "#{hots}.example.com", "must be a host name", "www.example.com"],
  [`${redirect}.port`, "65536", "port number from 1 to 65535", '"443"'],
  [`${redirect}.path`, "new", "absolute path", "/new/#{path}"],
  [`${redirect}.path`, "/#{pfad}", "no other placeholder", "correct the placeholder"],
  [`${redirect}.query`, "a b", "without spaces", "%20"],
  [`${targetGroup}.arn`, digest, "ARN of a target group", "Target Groups"],
  [`${targetGroup}.local.url`, "localhost:3000", "address of a program", "http://localhost:3000"],
  [`${targetGroup}.local.command`, "", "must not be empty", "npm run dev"],
  [`${targetGroup}.local.directory`, "", "must not be empty", "../my-app"],
  [`${targetGroup}.egress.port`, 0, "from 1 to 65535", "from 1 to 65535"],
  [`${targetGroup}.egress.cidr`, "10/8", "CIDR notation", "10.0.0.0/16"],
  [`${targetGroup}.egress.cidr`, "10.0.0.1/16", "begins at its first address", "10.0.0.0/16"],
  [`${targetGroup}.egress.securityGroupId`, "web", "security group id", "VPC console"],
];
