import type { RunningUserPool } from "../cognito/running-user-pool.ts";
import { knownUsers } from "../cognito/users/user-to-sign-in.ts";
import type { Overview } from "../inspector/overview.ts";
import type { RunningIssuer } from "../issuer/start-issuer.ts";
import type { RunningApplication } from "./model-server.ts";
import { programSlots } from "./program-slots.ts";

/** What the inspector's page says about an emulator. */
export function overviewOf({
  name,
  applications,
  userPools,
  issuers,
}: {
  readonly name: string;
  readonly applications: readonly RunningApplication[];
  readonly userPools: readonly RunningUserPool[];
  readonly issuers: readonly RunningIssuer[];
}): Overview {
  return {
    environment: name,
    applications: applications.map(({ model: { application }, urls }) => ({
      name: application,
      urls,
    })),
    targets: applications.flatMap(({ model, services }) =>
      programSlots(model)
        .filter(
          ({ name: service }) =>
            !services.withoutProgram.includes(service) && services.urlOf(service) !== undefined,
        )
        .map((slot) => `${model.application}/${slot.name}`),
    ),
    users: userPools.flatMap(({ users }) => knownUsers(users)),
    demoUsers: [...userPools, ...issuers].flatMap(({ demoUsers }) => demoUsers),
  };
}
