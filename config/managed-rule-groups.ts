/**
 * Rule groups of AWS that an environment may add to the three that every firewall has, with their
 * capacity units.
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
 */
export const additionalRuleGroups = {
  AWSManagedRulesSQLiRuleSet: 200,
  AWSManagedRulesLinuxRuleSet: 200,
  AWSManagedRulesUnixRuleSet: 100,
  AWSManagedRulesWindowsRuleSet: 200,
  AWSManagedRulesPHPRuleSet: 100,
  AWSManagedRulesWordPressRuleSet: 100,
  AWSManagedRulesAdminProtectionRuleSet: 100,
  AWSManagedRulesAnonymousIpList: 50,
} as const;

/** Name of one of them. */
export type AdditionalRuleGroup = keyof typeof additionalRuleGroups;

/** Capacity units of the rules that every firewall of a load balancer has, rounded up. */
export const baseCapacityUnits = 1000;

/** Capacity units that the price of a web ACL contains; AWS charges for every request beyond them. */
export const maxCapacityUnits = 1500;

/**
 * Rules of the core rule set and of the known bad inputs that an environment may only count. Those that
 * the firewall decides itself, by the path, are not among them.
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html
 */
export const countableRules = [
  "NoUserAgent_HEADER",
  "UserAgent_BadBots_HEADER",
  "SizeRestrictions_URIPATH",
  "EC2MetaDataSSRF_BODY",
  "EC2MetaDataSSRF_COOKIE",
  "EC2MetaDataSSRF_URIPATH",
  "GenericLFI_QUERYARGUMENTS",
  "GenericLFI_URIPATH",
  "GenericLFI_BODY",
  "RestrictedExtensions_URIPATH",
  "RestrictedExtensions_QUERYARGUMENTS",
  "GenericRFI_BODY",
  "GenericRFI_URIPATH",
  "CrossSiteScripting_COOKIE",
  "CrossSiteScripting_QUERYARGUMENTS",
  "CrossSiteScripting_BODY",
  "CrossSiteScripting_URIPATH",
  "JavaDeserializationRCE_HEADER",
  "JavaDeserializationRCE_BODY",
  "JavaDeserializationRCE_URIPATH",
  "JavaDeserializationRCE_QUERYSTRING",
  "Host_localhost_HEADER",
  "PROPFIND_METHOD",
  "ExploitablePaths_URIPATH",
  "Log4JRCE_HEADER",
  "Log4JRCE_QUERYSTRING",
  "Log4JRCE_BODY",
  "Log4JRCE_URIPATH",
  "ReactJSRCE_BODY",
] as const;
