import type { LambdaFunction } from "../model/lambda-function.ts";
import type { LoadBalancerModel } from "../model/load-balancer.ts";
import { HttpLambda } from "./http-lambda.ts";
import { LocalLambda } from "./local-lambda.ts";
import { type EmulatorUrls, programEnvironment } from "./program-environment.ts";
import { type ProgramSlot, programSlots } from "./program-slots.ts";
import { isProgramOf, type ServiceProgram } from "./service-program.ts";
import type { ServiceProgramsOptions } from "./services.ts";

type LambdaFunctionsOptions = Pick<
  ServiceProgramsOptions,
  "ownEnvironment" | "caFile" | "onOutput" | "onNotice"
>;

/** The Lambda functions behind one load balancer. */
export class LambdaFunctions {
  readonly #functions = new Map<string, LambdaFunction>();
  readonly #local: LocalLambda[] = [];

  constructor(
    model: LoadBalancerModel,
    programs: readonly ServiceProgram[],
    urlsOf: (slot: ProgramSlot) => EmulatorUrls,
    private readonly options: LambdaFunctionsOptions,
  ) {
    for (const slot of programSlots(model).filter(({ type }) => type === "function")) {
      const program = programs.find((each) => isProgramOf(each, slot))?.program;
      const lambda = model.targetGroups.find(({ service }) => service === slot.name)?.lambda;
      if (program === undefined || lambda === undefined) continue;
      const { timeoutSeconds, memoryMiB, functionArn = "" } = lambda;
      if ("url" in program) {
        this.#functions.set(slot.name, new HttpLambda(program.url, slot.name, timeoutSeconds));
        continue;
      }
      if (!("module" in program)) continue;
      const { module: file, exportName } = program;
      const local = new LocalLambda({
        ...{ file, exportName, timeoutSeconds, memoryMiB },
        name: slot.name,
        arn: functionArn,
        env: this.#environmentOf(slot, memoryMiB, model.region, urlsOf(slot)),
        onOutput: (line, stream) => options.onOutput(slot, line, stream, true),
      });
      this.#local.push(local);
      this.#functions.set(slot.name, local);
    }
  }

  of(service: string): LambdaFunction | undefined {
    return this.#functions.get(service);
  }

  async close(): Promise<void> {
    await Promise.all(this.#local.map((local) => local.close()));
  }

  /** @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
  #environmentOf(slot: ProgramSlot, memoryMiB: number, region: string, urls: EmulatorUrls) {
    return {
      ...programEnvironment(slot, {
        ...this.options,
        caFile: this.options.caFile?.(),
        urls,
        isOwnProgram: true,
      }),
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_LAMBDA_FUNCTION_NAME: slot.name,
      AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMiB),
    };
  }
}
