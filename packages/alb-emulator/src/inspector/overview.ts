/** What is running, for the head of the inspector's page. */
export interface Overview {
  readonly environment: string;
  readonly applications: readonly { readonly name: string; readonly url: string }[];
  readonly demoUsers: readonly DemoUser[];
}

export interface DemoUser {
  readonly login: string;
  readonly password: string;
  readonly groups: readonly string[];
}
