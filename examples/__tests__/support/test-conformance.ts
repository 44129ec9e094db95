import { describeConformance } from "../../../packages/alb-auth/__tests__/conformance/suite";
import { contractVariables } from "./contract";
import { ExampleProgram } from "./example-program";
import type { Command } from "./running-example";

/** The suite that the core and every adapter of alb-auth pass as well. */
export function testConformance(name: string, command: Command): void {
  describeConformance({
    name: `${name}, in the suite of alb-auth`,
    isInProcess: false,
    async start({ environment }) {
      const program = new ExampleProgram(command(), { ...contractVariables, ...environment });
      await program.listening();
      return {
        port: program.port,
        async stop() {
          await program.stop();
        },
      };
    },
  });
}
