import { join } from "node:path";
import { describeExample } from "./support/describe-example";
import { findPython } from "./support/toolchains";

describeExample("examples/python", findPython(process.env), "REQUIRE_PYTHON", (python) => [
  python,
  join(__dirname, "..", "python", "main.py"),
]);
