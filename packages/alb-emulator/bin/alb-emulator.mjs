#!/usr/bin/env node
import { EmulatorError, runCommandLine } from "../dist/index.js";

await runCommandLine(process.argv.slice(2), {
  command: "alb-emulator",
  configure({ emulator: { source, ...options } }) {
    if (source === undefined) {
      throw new EmulatorError(
        "No source is given, so there is nothing to read. Name Terraform code (--terraform infrastructure), something applied (--state state.json), an AWS CDK app (--cdk-out cdk.out), CloudFormation (--template template.yaml), or synthesized stacks (--stacks cdktf.out/stacks).",
      );
    }
    return { source, ...options };
  },
});
