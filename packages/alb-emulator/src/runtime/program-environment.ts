import type { ProgramSlot } from "./program-slots.ts";

/** Addresses of the emulator: its keys, which AWS publishes at fixed addresses, and the inspector. */
export interface EmulatorUrls {
  readonly ALB_PUBLIC_KEYS_URL: string;
  readonly COGNITO_JWKS_URL: string;
  readonly INSPECTOR_URL: string;
}

/** Options of {@link programEnvironment}. */
export interface ProgramEnvironmentOptions {
  readonly urls: EmulatorUrls;
  /** The developer's own variables. */
  readonly ownEnvironment: Readonly<Record<string, string | undefined>>;
  /** Whether the developer named the program, rather than the container. */
  readonly isOwnProgram: boolean;
  readonly onNotice: (text: string) => void;
}

/**
 * The variables of a program, without `PORT`. A container gets those of the task definition only, as
 * on ECS. An own program also gets the developer's variables, without which `npm run dev` and the like
 * do not start.
 */
export function programEnvironment(
  slot: ProgramSlot,
  { urls, ownEnvironment, isOwnProgram, onNotice }: ProgramEnvironmentOptions,
): Record<string, string> {
  const inherited = isOwnProgram ? ownEnvironment : { PATH: ownEnvironment.PATH };
  const secrets: Record<string, string | undefined> = {};
  for (const name of slot.secrets) {
    secrets[name] = ownEnvironment[name];
    if (ownEnvironment[name] === undefined) {
      onNotice(
        `${slot.application}/${slot.name}: secret ${name} has no value on this machine. Set the environment variable ${name}.`,
      );
    }
  }
  const all = {
    ...inherited,
    ...slot.environment,
    ...secrets,
    ...urls,
    // Programs of a developer's machine are nobody else's business.
    HOST: "127.0.0.1",
  };
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
