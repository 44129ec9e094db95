import { Address4, Address6 } from "ip-address";
import { headerSyntax, hostSyntax, pathSyntax } from "../../routing/condition-fields";
import { type PatternSyntax, patternMatches } from "../../routing/pattern";
import type { RouteConditions } from "../../routing/route";
import { witness } from "./pattern-witness";

/** A request, as far as listener rules look at it. */
export interface ExampleRequest {
  readonly host: string;
  readonly path: string;
  readonly method: string;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  readonly query: readonly { readonly key: string; readonly value: string }[];
  readonly clientAddress: string;
}

/** Values of one attribute of requests that tell all patterns apart, the most readable first. */
class Values {
  readonly #values: readonly string[];
  readonly #matches = new Map<string, ReadonlySet<string>>();

  /**
   * @param patterns of every rule
   * @param others texts and patterns to find values for besides
   */
  constructor(patterns: readonly string[], syntax: PatternSyntax, others: readonly string[] = []) {
    const all = [...new Set([...others, ...patterns])];
    const candidates = new Set<string>();
    // Where a `?` stands for one character, only a longer text tells it from a `*`.
    const longest = Math.max(...all.map((pattern) => pattern.length));
    const runLengths = all.some((pattern) => pattern.includes("?")) ? [1, 0, longest] : [1, 0];
    for (const first of all) {
      for (const second of all) {
        for (const runLength of runLengths) {
          const text = witness(first, second, syntax, runLength);
          if (text !== undefined) candidates.add(text);
        }
      }
    }
    const known = new Set<string>();
    this.#values = [...candidates]
      .sort((one, other) => one.length - other.length)
      .filter((text) => {
        // Texts that the same patterns match are the same to every rule: keep the first.
        const signature = all.map((each) => patternMatches(each, text, syntax)).join();
        return !known.has(signature) && known.add(signature);
      });
    for (const each of all) {
      this.#matches.set(
        each,
        new Set(this.#values.filter((text) => patternMatches(each, text, syntax))),
      );
    }
  }

  /** Values that at least one pattern of each condition matches. */
  matching(conditions: readonly (readonly string[] | undefined)[]): string[] {
    const given = conditions.filter((patterns) => patterns !== undefined);
    return this.#values.filter((value) =>
      given.every((patterns) => patterns.some((each) => this.isMatch(each, value))),
    );
  }

  isMatch(pattern: string, value: string): boolean {
    return this.#matches.get(pattern)?.has(value) ?? false;
  }
}

const documentationAddresses = ["192.0.2.1", "198.51.100.1", "203.0.113.1", "2001:db8::1"];

/** Requests that tell the rules of two lists apart. */
export class ExampleRequests {
  readonly #paths: Values;
  readonly #hosts: Values;
  readonly #headers = new Map<string, Values>();
  readonly #addresses: readonly string[];
  readonly #methods: readonly string[];
  readonly #queryValues = new Map<string, Values>();

  /**
   * @param all the conditions of every rule of both lists
   * @param hostNames of the application, the preferred one first
   */
  constructor(all: readonly RouteConditions[], hostNames: readonly string[]) {
    const paths = all.flatMap((conditions) => conditions.paths ?? []);
    this.#paths = new Values(paths, pathSyntax, ["/*", ...paths.flatMap(rooted)]);
    const hosts = all.flatMap((conditions) => conditions.hosts ?? []);
    this.#hosts = new Values(hosts, hostSyntax, [...hostNames, "a-host-name-that-is-not.example"]);
    const named = all.flatMap(({ methods = [] }) => methods);
    const unnamed = ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "OTHER"];
    this.#methods = [
      ...new Set(["GET", ...named, ...unnamed.filter((method) => !named.includes(method))]),
    ].slice(0, new Set(["GET", ...named]).size + 1);
    const headers = all.flatMap((conditions) => conditions.headers ?? []);
    for (const name of new Set(headers.map((header) => header.name.toLowerCase()))) {
      const same = headers.filter((header) => header.name.toLowerCase() === name);
      const patterns = same.flatMap(({ values }) => values);
      this.#headers.set(name, new Values(patterns, headerSyntax));
    }
    const query = all.flatMap((conditions) => conditions.query ?? []);
    for (const key of new Set(query.map(keyOf))) {
      const patterns = query.filter((each) => keyOf(each) === key).flatMap(({ values }) => values);
      this.#queryValues.set(key, new Values(patterns, headerSyntax));
    }
    this.#addresses = [
      ...documentationAddresses,
      ...all.flatMap(({ sourceIps = [] }) => sourceIps.flatMap(boundaries)),
    ];
  }

  /** Requests that meet both conditions and, where possible, nobody else's. */
  meeting(one: RouteConditions, other: RouteConditions): ExampleRequest[] {
    const both = [one, other];
    const paths = this.#paths.matching([one.paths, other.paths, ["/*"]]);
    const hosts = this.#hosts.matching([one.hosts, other.hosts]);
    const methods = this.#methodsIn([one.methods, other.methods]);
    const addresses = this.#addressesIn(both.map(({ sourceIps }) => sourceIps));
    const headers = this.#headersFor(both);
    const query = this.#queryFor(both);
    return hosts.flatMap((host) =>
      paths.flatMap((path) =>
        methods.flatMap((method) =>
          addresses.flatMap((clientAddress) =>
            headers.flatMap((sent) =>
              query.map((pairs) => ({
                host,
                path,
                method,
                headers: sent,
                query: pairs,
                clientAddress,
              })),
            ),
          ),
        ),
      ),
    );
  }

  isMatch(conditions: RouteConditions, request: ExampleRequest): boolean {
    const { hosts, paths, methods, sourceIps, headers = [], query = [] } = conditions;
    return (
      (hosts?.some((host) => this.#hosts.isMatch(host, request.host)) ?? true) &&
      (paths?.some((path) => this.#paths.isMatch(path, request.path)) ?? true) &&
      (methods?.includes(request.method) ?? true) &&
      (sourceIps?.some((block) => contains(block, request.clientAddress)) ?? true) &&
      headers.every(({ name, values }) => {
        const sent = request.headers.get(name.toLowerCase());
        return (
          sent !== undefined && values.some((each) => patternMatches(each, sent, headerSyntax))
        );
      }) &&
      query.every(({ key = "*", values }) =>
        request.query.some(
          (pair) =>
            patternMatches(key, pair.key, headerSyntax) &&
            values.some((each) => patternMatches(each, pair.value, headerSyntax)),
        ),
      )
    );
  }

  #methodsIn(conditions: readonly (readonly string[] | undefined)[]): string[] {
    return this.#methods.filter((method) =>
      conditions.every((methods) => methods?.includes(method) ?? true),
    );
  }

  #addressesIn(conditions: readonly (readonly string[] | undefined)[]): string[] {
    const given = conditions.filter((blocks) => blocks !== undefined);
    const matching = this.#addresses.filter((address) =>
      given.every((blocks) => blocks.some((block) => contains(block, address))),
    );
    return [...new Set(matching)];
  }

  #headersFor(both: readonly RouteConditions[]): Map<string, string>[] {
    const needed = both.flatMap(({ headers = [] }) => headers);
    let found = [new Map<string, string>()];
    for (const name of new Set(needed.map((header) => header.name.toLowerCase()))) {
      const conditions = needed.filter((header) => header.name.toLowerCase() === name);
      const values =
        this.#headers.get(name)?.matching(conditions.map((header) => header.values)) ?? [];
      found = found.flatMap((sent) => values.map((value) => new Map(sent).set(name, value)));
    }
    return found;
  }

  #queryFor(both: readonly RouteConditions[]): ExampleRequest["query"][] {
    let found: ExampleRequest["query"][] = [[]];
    for (const condition of both.flatMap(({ query = [] }) => query)) {
      const key = witness(condition.key ?? "*", "*", headerSyntax, 1) ?? "x";
      const values = this.#queryValues.get(keyOf(condition))?.matching([condition.values]) ?? [];
      found = found.flatMap((pairs) => values.map((value) => [...pairs, { key, value }]));
    }
    return found;
  }
}

function keyOf({ key = "*" }: { readonly key?: string | undefined }): string {
  return key.toLowerCase();
}

/** Patterns of paths that begin with `/`, as every path does, and match what the pattern matches of them. */
function rooted(pattern: string): string[] {
  if (pattern.startsWith("/")) return [pattern];
  const rest = pattern.slice(1);
  if (pattern.startsWith("*")) return [`/${pattern}`, ...rooted(rest)];
  return pattern.startsWith("?") ? [`/${rest}`] : [];
}

/** The first and the last address of a block. */
function boundaries(block: string): string[] {
  const parsed = Address4.isValid(block) ? new Address4(block) : new Address6(block);
  return [parsed.startAddress().correctForm(), parsed.endAddress().correctForm()];
}

function contains(block: string, address: string): boolean {
  if (Address4.isValid(block) && Address4.isValid(address)) {
    return new Address4(address).isInSubnet(new Address4(block));
  }
  return (
    Address6.isValid(block) &&
    Address6.isValid(address) &&
    new Address6(address).isInSubnet(new Address6(block))
  );
}
