import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { drawEnvironment } from "../../scripts/diagram/draw-environment";
import { synthesizeStacks } from "../../scripts/diagram/synthesize-stacks";

const root = resolve(__dirname, "..", "..");
const folder = join(root, "docs", "images", "example");

// Here, because a project made from the template has neither these pictures nor this test.
it("the pictures of docs/diagram.md are up to date (`npm run diagram -- --environment example --output docs/images/example` draws them)", async () => {
  const drawn = drawEnvironment(await synthesizeStacks(root, "example"));

  expect(readdirSync(folder).sort()).toEqual([...drawn.keys()].sort());
  for (const [file, text] of drawn) {
    const isUpToDate = readFileSync(join(folder, file), "utf8") === text;
    expect({ file, isUpToDate }).toEqual({ file, isUpToDate: true });
  }
});
