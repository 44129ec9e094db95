import type { KnownUser } from "../model/known-user.ts";

/** What is running, for the head of the inspector's page. */
export interface Overview {
  readonly environment: string;
  readonly applications: readonly ApplicationOverview[];
  readonly demoUsers: readonly DemoUser[];
  /** Services and target groups that a program runs as, such as `tasks/web`. */
  readonly targets: readonly string[];
  /** Everybody who can sign in, of every pool. */
  readonly users: readonly KnownUser[];
}

export interface ApplicationOverview {
  readonly name: string;
  /** One for each host name, the preferred one first. */
  readonly urls: readonly string[];
}

export interface DemoUser {
  readonly login: string;
  readonly password: string;
  readonly groups: readonly string[];
}
