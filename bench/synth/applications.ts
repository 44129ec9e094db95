import { App } from "cdktf";
import { parseEnvironment } from "../../config/parse-environment";
import { environment as example } from "../../environments/example";
import { createOutputDirectory } from "../../synthesis/create-output-directory";
import { createStacks } from "../../synthesis/create-stacks";

// Synthesizes the example's first application as often as the argument says, under other names.
const { tasks } = example.applications;
const applications = Object.fromEntries(
  Array.from({ length: Number(process.argv[2]) }, (_, index) => [
    `app-${index}`,
    {
      ...tasks,
      hostName: `app-${index}.example.com`,
      network: { type: "new", cidr: `10.${index}.0.0/16` },
    },
  ]),
);
const result = parseEnvironment({ ...example, applications }, "bench");
if (!result.ok) throw new Error(JSON.stringify(result.issues));
const app = new App({ outdir: createOutputDirectory(process.env) });
createStacks(app, result.environment);
app.synth();
