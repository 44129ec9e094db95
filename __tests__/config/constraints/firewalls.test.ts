import { changed, issue, issuesOf, parsed, rejectsEach } from "../valid-environment";

const firewall = "applications.app.firewall";
const ofPool = "identity.firewall";

describe("a firewall", () => {
  rejectsEach([
    [`${firewall}.mode`, "blok", "must be one of", 'did you mean "block"?'],
    [`${firewall}.rateLimit.requests`, 9, "an integer from 10 to 2000000000", "from 10"],
    [`${firewall}.rateLimit.windowSeconds`, 100, "must be one of 60, 120, 300, 600", "choose"],
    [`${firewall}.blockedRanges[0]`, "198.51.100.7/24", "begins at its", '"198.51.100.0/24"'],
    [`${firewall}.blockedRanges[1]`, "2001:DB8:bad::/48", "IPv6 range", '"2001:db8:bad::/48"'],
    [`${firewall}.blockedRanges[0]`, "0.0.0.0/0", "other than /0", "203.0.113.0/24"],
    [`${firewall}.trustedRanges[0]`, "office", "IPv4 or IPv6 range", "203.0.113.0/24"],
    [`${firewall}.trustedRanges[0]`, "198.51.100.0/24", "blocked ranges are evaluated", "remove"],
    [`${firewall}.blockedRanges[1]`, "198.51.100.0/24", "must not be listed twice", "remove"],
    [`${firewall}.countedRules[0]`, "NoUserAgent_Header", "must be one of", "NoUserAgent_HEADER"],
    [`${firewall}.uploadPaths[0]`, "files", "must be a path of at most 198", "/files/*"],
    [`${firewall}.uploadPaths[0]`, "/*/files", "a wildcard at its end at most", "/files/*"],
    [`${firewall}.uploadPaths[0]`, "/*", "must not be every path", "name the paths"],
    [`${firewall}.uploadPaths[0]`, "/oauth2/idpresponse", "must not be /oauth2", "choose"],
    [`${firewall}.uploadPaths[1]`, "/files", "must not be listed twice", "remove"],
    [`${firewall}.managedRuleGroups[0]`, "AWSManagedRulesSQLRuleSet", "one of", "SQLiRuleSet"],
    [`${firewall}.logRetentionDays`, 31, "must be one of", "choose"],
    [`${ofPool}.trustedRanges[0]`, "198.51.100.0/24", "blocked ranges are evaluated", "remove"],
    [`${ofPool}.countedRules[0]`, "SizeRestrictions_BODY", "must be one of", "did you mean"],
  ]);

  it("has no more rule groups than the price of a web ACL contains", () => {
    const groups = [
      "AWSManagedRulesSQLiRuleSet",
      "AWSManagedRulesLinuxRuleSet",
      "AWSManagedRulesPHPRuleSet",
    ];
    const more = [...groups, "AWSManagedRulesAnonymousIpList"];

    expect(issuesOf(changed([`${firewall}.managedRuleGroups`, groups]))).toEqual([]);
    expect(issuesOf(changed([`${firewall}.managedRuleGroups`, more]))).toEqual([
      issue(
        `${firewall}.managedRuleGroups`,
        more,
        "at most 500 capacity units, and need 550",
        "AWSManagedRulesAnonymousIpList 50",
      ),
    ]);
  });

  it("is absent unless it is asked for, and has every default when it is empty", () => {
    const environment = parsed(changed([firewall, {}], [ofPool, undefined]));

    expect(environment.applications.notes?.firewall).toBeUndefined();
    expect(environment.identity).not.toHaveProperty("firewall");
    expect(environment.applications.app?.firewall).toEqual({
      mode: "block",
      rateLimit: { requests: 2000, windowSeconds: 300 },
      blockedRanges: [],
      trustedRanges: [],
      countedRules: [],
      logRetentionDays: 365,
      uploadPaths: [],
      managedRuleGroups: [],
      failOpen: false,
    });
  });
});
