import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const licenceFile = /^(licen[cs]e|copying|copyrightnotice|notice)([.-].*)?$/i;

/** Packages without a licence file, and the package of the same authors and licence that has it. */
const licencesElsewhere = { "koa-compose": "koa" };

/**
 * Name, version and licence of every package whose files are bundled.
 * @param {readonly string[]} inputs Paths of the bundled files.
 * @returns {string} The text of the notice file.
 * @throws {Error} For packages without a licence file: they must not be bundled.
 */
export function thirdPartyNotices(inputs) {
  const folders = new Set(inputs.filter(isOfPackage).map(packageFolderOf));
  const notices = new Map([...folders].map(noticeOf).map((notice) => [notice.title, notice]));
  const missing = [...notices.values()].filter(({ texts }) => texts.length === 0);
  if (missing.length > 0) {
    const names = missing.map(({ title }) => title).join(", ");
    throw new Error(`These packages have no licence file, so they cannot be bundled: ${names}`);
  }
  const sections = [...notices.values()]
    .sort((one, other) => (one.title < other.title ? -1 : 1))
    .map(({ title, texts }) => [title, "-".repeat(title.length), ...texts].join("\n\n"));
  return `alb-emulator contains these packages.\n\n\n${sections.join("\n\n\n")}\n`;
}

function isOfPackage(path) {
  return /[\\/]node_modules[\\/]/.test(path);
}

/** The nearest folder above with a named package.json: some folders of packages have one with a type only. */
function packageFolderOf(path) {
  const folder = dirname(path);
  const file = join(folder, "package.json");
  const isPackage = existsSync(file) && JSON.parse(readFileSync(file, "utf8")).name !== undefined;
  return isPackage ? folder : packageFolderOf(folder);
}

function noticeOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const other = licencesElsewhere[name];
  const texts = licenceTexts(other === undefined ? folder : join(folder, "..", other));
  return { title: `${name} ${version} (${license})`, texts };
}

function licenceTexts(folder) {
  return readdirSync(folder)
    .filter((file) => licenceFile.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), "utf8").trim());
}
