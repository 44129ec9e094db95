import { fileURLToPath } from "node:url";
import { loadBundled } from "../load-bundled.mjs";

// npm run screenshots
const { takeScreenshots } = await loadBundled("screenshots/take-screenshots.ts");
await takeScreenshots(fileURLToPath(new URL("../..", import.meta.url)));
