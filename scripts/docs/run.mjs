// npm run docs: writes every generated page, and the generated code. With --check it writes nothing, and exits with 1 when a
// page is not up to date. TypeScript is loaded by tsx.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { errorsPage } from "../../container/docs/errors-page.ts";
import { comparisonPage } from "../../packages/alb-auth/__tests__/conformance/comparison-page.ts";
import { albAuthErrorsPage } from "./alb-auth-errors.ts";
import { configurationPage } from "./configuration/page.mjs";
import { doctorFindingsPage } from "./doctor-findings.ts";
import { tokenClaimsCode, tokenClaimsCodePath } from "./token-claims-code.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

const pages = {
  "docs/configuration.md": configurationPage(),
  "docs/doctor-findings.md": doctorFindingsPage(),
  "docs/errors.md": errorsPage(),
  "packages/alb-auth/docs/errors.md": albAuthErrorsPage(),
  "packages/alb-auth/docs/comparison.md": await comparisonPage(),
  [tokenClaimsCodePath]: tokenClaimsCode(root),
};

for (const [path, text] of Object.entries(pages)) {
  const file = join(root, path);
  if (existsSync(file) && readFileSync(file, "utf8") === text) continue;
  if (process.argv.includes("--check")) {
    console.error(`${path} is not up to date. Run npm run docs.`);
    process.exitCode = 1;
  } else {
    writeFileSync(file, text);
    console.log(`Wrote ${path}`);
  }
}
