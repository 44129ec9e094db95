import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

export const composeFolder = join(__dirname, "..", "..", "compose");

interface ComposeService {
  readonly build: string;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly networks: { readonly default: { readonly aliases: readonly string[] } };
  readonly healthcheck: { readonly test: readonly string[] };
}

/** What the example's compose file says of its services. */
export const { services } = parse(readFileSync(join(composeFolder, "compose.yaml"), "utf8")) as {
  readonly services: Readonly<Record<"emulator" | "app", ComposeService>>;
};
