import type { EmulatorOptions } from "alb-emulator";

/** What to change in an environment file for one more host name of an application. */
export function hostNameFix(environment: string): NonNullable<EmulatorOptions["hostNameFix"]> {
  return ([hostName = "", ...others], missing) => {
    const names = [...others, missing].map((name) => JSON.stringify(name)).join(", ");
    return {
      text: `Add the host name to the application in environments/${environment}.ts. Its callback URL is then registered.`,
      lines: [
        { text: `hostName: ${JSON.stringify(hostName)},`, isNew: false },
        { text: `additionalHostNames: [${names}],`, isNew: true },
      ],
    };
  };
}
