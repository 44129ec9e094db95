import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { allAlarms } from "../../../config/alarms";

it("docs/alarms.md explains every alarm, and none that does not exist", () => {
  const page = readFileSync(resolve(__dirname, "../../../docs/alarms.md"), "utf8");
  const explained = [...page.matchAll(/^\| `([a-z-]+)` \| .{10,} \| .{20,} \|$/gm)].map(
    ([, name]) => name,
  );

  expect(explained.sort()).toEqual([...allAlarms].sort());
});
