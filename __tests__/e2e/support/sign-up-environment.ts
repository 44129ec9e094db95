import type { EmittedStacks } from "./stacks";

/**
 * Groups whose names make a session larger than one cookie, while three sessions still fit into one
 * header: the load balancer returns 400 beyond 16 KB.
 */
export const manyGroups = Array.from(
  { length: 12 },
  (_, index) => `department-${String(index).padStart(2, "0")}-of-the-whole-company`,
);

/** The example environment, open to sign-up and with many groups. */
export function openSignUp(stacks: EmittedStacks): void {
  const { resource } = stacks["shared-identity"];
  const [pool] = Object.values<EmittedStacks>(resource.aws_cognito_user_pool);
  if (pool) pool.admin_create_user_config.allow_admin_create_user_only = false;
  const [template] = Object.values<EmittedStacks>(resource.aws_cognito_user_group);
  for (const name of manyGroups) {
    const id = `group_${name.replaceAll("-", "_")}`;
    resource.aws_cognito_user_group[id] = { ...template, name, precedence: 50 };
  }
}
