// Run by `cdktf init --template=<URL of a zip of this repository>` after it has copied the files.
// May use only Node's own modules: nothing is installed yet. The command ignores errors in here, so
// __tests__/template checks that this file loads and does its work.
const { execSync } = require("node:child_process");
const { chmodSync, readFileSync, rmSync, writeFileSync } = require("node:fs");

function editJson(file, edit) {
  const content = JSON.parse(readFileSync(file, "utf8"));
  edit(content);
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);
}

/** @param ctx what the command knows: folder name, project id, what was typed at its prompts */
exports.post = (ctx) => {
  const name = ctx.$base.toLowerCase().replace(/[^a-z0-9-]+/g, "-");
  for (const file of ["package.json", "package-lock.json"]) {
    editJson(file, (content) => {
      content.name = name;
      if (content.packages?.[""] !== undefined) content.packages[""].name = name;
      if (file === "package.json" && ctx.Description) content.description = ctx.Description;
    });
  }
  editJson("cdktf.json", (content) => {
    if (ctx.projectId) content.projectId = ctx.projectId;
  });
  // The command copies every file as text, which no picture survives.
  rmSync("docs/images", { recursive: true });
  for (const file of ["README.md", "docs/local.md", "docs/diagram.md"]) {
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replace(/^!\[.*\]\(.*images\/.*\)\n\n?/gm, ""));
  }
  // A project made from the template is not a template itself.
  rmSync("__tests__/template", { recursive: true });
  // The command loses execute bits.
  chmodSync(".ci/run", 0o755);
  // It also sets NODE_ENV=production, under which npm leaves out what the tests need.
  execSync("npm ci --include=dev", { stdio: "inherit" });
  console.log(readFileSync("help", "utf8"));
};
