/** What is running, for the head of the inspector's page. */
export interface Overview {
  readonly environment: string;
  readonly applications: readonly ApplicationOverview[];
  readonly demoUsers: readonly DemoUser[];
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
