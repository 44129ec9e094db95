import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

it("every generated page is up to date (`npm run docs` writes it)", () => {
  const { status, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", "--conditions=alb-source", "scripts/docs/run.mjs", "--check"],
    { cwd: resolve(__dirname, ".."), encoding: "utf8" },
  );

  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});
