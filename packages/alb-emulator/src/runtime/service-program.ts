import type { RequestListener, Server } from "node:http";

/** What runs in place of the containers of a service, or of the targets of a target group without a service. */
export interface ServiceProgram {
  /** Name of the service, as its `aws_ecs_service` has it, or of a target group without one. */
  readonly service: string;
  /** Stack of the service. @default - the service of this name in every stack */
  readonly application?: string | undefined;
  readonly program: Program;
}

/**
 * Creates a program in the process of the emulator: a request listener, as an Express app is one, or a
 * server that does not listen yet.
 * @param environment Variables of the task definition and the emulator's, as a command gets them.
 */
export type CreateListener = (
  environment: Readonly<Record<string, string>>,
) => RequestListener | Server | Promise<RequestListener | Server>;

/** A program that runs already, one of this process, or a command line for the shell that listens on `PORT`. */
export type Program =
  /** A Lambda function: a module and the name of its handler. */
  | { readonly module: string; readonly exportName: string }
  | { readonly url: URL }
  | { readonly createListener: CreateListener }
  | {
      readonly command: string;
      /** Where it runs. @default - working directory of the emulator */
      readonly directory?: string | undefined;
    };

/** Whether this program runs in place of that service. */
export function isProgramOf(
  { service, application }: ServiceProgram,
  of: {
    readonly application: string;
    readonly name: string;
    readonly alias?: string | undefined;
  },
): boolean {
  const isNamed = service === of.name || service === of.alias;
  return isNamed && (application === undefined || application === of.application);
}
