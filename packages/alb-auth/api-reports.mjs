/**
 * npm run api: builds the package and writes what it exports to api/, one report for each entry. With
 * --check it builds and writes nothing, and exits with 1 when a report is not up to date.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CompilerState, Extractor, ExtractorConfig } from "@microsoft/api-extractor";

const isCheck = process.argv.includes("--check");
const folder = fileURLToPath(new URL(".", import.meta.url));
const dist = join(folder, "dist", "esm");
const reports = join(folder, "api");
const temporary = mkdtempSync(join(tmpdir(), "api-reports-"));

if (!isCheck) await import("./build.mjs");
const declarations = readdirSync(dist)
  .filter((name) => name.endsWith(".d.ts"))
  .map((name) => join(dist, name));
const configs = declarations.map(configFor);
// One compilation for all entries.
const compilerState = CompilerState.create(configs[0], { additionalEntryPoints: declarations });

try {
  for (const config of configs) compare(config);
  const names = configs.map(({ reportFilePath }) => reportFilePath.slice(temporary.length + 1));
  for (const stale of readdirSync(reports).filter((name) => !names.includes(name))) {
    change(`api/${stale} has no entry any more.`, () => rmSync(join(reports, stale)));
  }
} finally {
  rmSync(temporary, { recursive: true });
}

function configFor(declaration) {
  return ExtractorConfig.prepare({
    // There is no such file: these are its contents.
    configObjectFullPath: join(folder, "api-extractor.json"),
    packageJsonFullPath: join(folder, "package.json"),
    configObject: {
      projectFolder: folder,
      mainEntryPointFilePath: declaration,
      newlineKind: "lf",
      compiler: {
        overrideTsconfig: {
          compilerOptions: { module: "nodenext", target: "es2022", strict: true, types: ["node"] },
          files: declarations,
        },
      },
      apiReport: {
        enabled: true,
        reportFileName: declaration.slice(dist.length + 1, -".d.ts".length),
        reportFolder: temporary,
        reportTempFolder: join(temporary, "temp"),
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        extractorMessageReporting: {
          // Entries share types, which only one of them exports.
          "ae-forgotten-export": { logLevel: "none" },
          "ae-unresolved-link": { logLevel: "none" },
          "ae-missing-release-tag": { logLevel: "none" },
          "ae-undocumented": { logLevel: "none" },
        },
        tsdocMessageReporting: { default: { logLevel: "none" } },
      },
    },
  });
}

function compare(config) {
  const { succeeded } = Extractor.invoke(config, {
    compilerState,
    // Writes the report to the temporary folder.
    localBuild: true,
    messageCallback: (message) => {
      message.handled = ["console-api-report-created", "console-preamble"].includes(
        message.messageId,
      );
    },
  });
  if (!succeeded) process.exitCode = 1;
  const name = config.reportFilePath.slice(temporary.length + 1);
  const file = join(reports, name);
  const report = readFileSync(config.reportFilePath, "utf8");
  if (existsSync(file) && readFileSync(file, "utf8") === report) return;
  change(`api/${name} is not up to date.`, () => writeFileSync(file, report));
}

function change(reason, write) {
  if (isCheck) {
    console.error(`${reason} Run npm run api --workspace packages/alb-auth.`);
    process.exitCode = 1;
  } else {
    console.log(reason);
    write();
  }
}
