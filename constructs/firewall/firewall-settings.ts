/** What every firewall can be told. */
export interface FirewallSettings {
  /** `count` blocks nothing, and logs what it would have blocked. */
  readonly mode: "block" | "count";
  readonly rateLimit: {
    /** Requests of one address in the window. */
    readonly requests: number;
    readonly windowSeconds: number;
  };
  /** IPv4 and IPv6 ranges in CIDR notation. */
  readonly blockedRanges: readonly string[];
  /** IPv4 and IPv6 ranges in CIDR notation, which no other rule looks at. */
  readonly trustedRanges: readonly string[];
  /** Rules of the core rule set and of the known bad inputs that only count. */
  readonly countedRules: readonly string[];
  readonly logRetentionDays: number;
}
