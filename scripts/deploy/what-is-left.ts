import { deliveryName } from "./deploy-delivery";

/** What a stack has published after its deployment. */
export interface DeployedStack {
  /** Name without the environment's. */
  readonly name: string;
  /** Every output's value by its name. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** Options of {@link whatIsLeft}. */
export interface WhatIsLeftOptions {
  /** Name of the stack with the user pool. */
  readonly identityName: string;
  /** Whether somebody can sign in; `undefined` when that is not known. */
  readonly canSignIn: () => Promise<boolean | undefined>;
}

/**
 * What a deployment ends with: the next step of every stack, and that nothing is left to do where every
 * service runs and somebody can sign in. Terraform itself does not know about users.
 */
export async function whatIsLeft(
  deployed: readonly DeployedStack[],
  { identityName, canSignIn }: WhatIsLeftOptions,
): Promise<string> {
  const hasApplication = deployed.some(({ outputs }) => outputs.application_url !== undefined);
  // An application's next step contains what is left of the identity's, and the next step of the
  // bootstrap stack is for pipelines, not for this deployment. That of the edge is to deploy applications.
  const shown = hasApplication
    ? deployed.filter(
        ({ name, outputs }) =>
          name !== identityName && name !== deliveryName && outputs.slots === undefined,
      )
    : deployed;
  const isOpen = shown.some(isRunning) && (await canSignIn()) === true;
  return shown
    .flatMap((stack) => {
      const { application_url: url, next_step: nextStep } = stack.outputs;
      if (isOpen && isRunning(stack)) {
        return [`${stack.name}\nOpen ${url} and sign in. Nothing is left to do.`];
      }
      return nextStep === undefined ? [] : [`${stack.name}\n${nextStep}`];
    })
    .join("\n\n");
}

/** Whether it is an application whose services all have an image. */
function isRunning({ outputs }: DeployedStack): boolean {
  const { application_url: url, service_names: names } = outputs;
  return url !== undefined && Object.values(names ?? {}).every((name) => name !== null);
}
