import { canaryName } from "../config/canaries";
import type { Environment } from "../config/schema/environment";

/** What runs locally instead of the containers of a service, or as an existing target group. */
export interface LocalProgram {
  readonly application: string;
  /** Name of the service or of the target group. */
  readonly service: string;
  readonly url?: string | undefined;
  readonly command?: string | undefined;
  readonly directory?: string | undefined;
}

/** The programs that an environment names, as `npm start` runs them. */
export function localPrograms({ applications }: Environment): LocalProgram[] {
  return Object.entries(applications).flatMap(
    ([application, { services, routes, defaultRoute }]) => [
      ...Object.entries(services).flatMap(([service, { local, canary }]) =>
        local === undefined
          ? []
          : [service, ...(canary === undefined ? [] : [canaryName(service)])].map((release) => ({
              application,
              service: release,
              ...local,
            })),
      ),
      ...[...routes, defaultRoute].flatMap(({ target }) =>
        target?.type === "target-group" && target.local !== undefined
          ? [{ application, service: nameOf(target.arn), ...target.local }]
          : [],
      ),
    ],
  );
}

/** The part of the ARN that people gave. */
function nameOf(arn: string): string {
  return arn.split("/")[1] ?? arn;
}
