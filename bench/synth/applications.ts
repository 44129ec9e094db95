import { parseEnvironment } from "../../config/parse-environment";
import { environment as example } from "../../environments/example";
import { synthesize } from "../../synthesis/synthesize";

/**
 * Synthesizes the example's first application, `count` times under other names.
 * @throws Error where the environment made here is not valid
 */
export function synthesizeApplications(count: number): void {
  const { tasks } = example.applications;
  const applications = Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
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
  synthesize(result.environment);
}
