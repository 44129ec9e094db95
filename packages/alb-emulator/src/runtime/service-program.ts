/** What runs in place of the containers of a service. */
export interface ServiceProgram {
  /** Name of the service, as its `aws_ecs_service` has it. */
  readonly service: string;
  /** Stack of the service. @default - the service of this name in every stack */
  readonly application?: string | undefined;
  /** A program that runs already, or a command line for the shell that listens on `PORT`. */
  readonly program: { readonly url: URL } | { readonly command: string };
}

/** Whether this program runs in place of that service. */
export function isProgramOf(
  { service, application }: ServiceProgram,
  of: { readonly application: string; readonly name: string },
): boolean {
  return service === of.name && (application === undefined || application === of.application);
}
