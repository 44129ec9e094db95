import type { Service } from "../model/load-balancer.ts";
import { ChildProgram } from "./child-program.ts";
import type { ServiceOverride } from "./options.ts";
import { freePort } from "./ports.ts";
import { waitUntilListening } from "./wait-until-listening.ts";

export interface ServicesOptions {
  readonly services: readonly Service[];
  readonly overrides: readonly ServiceOverride[];
  /** Starts the container's code: the same that is put into the image. */
  readonly containerCommand: readonly [string, ...string[]];
  readonly cwd: string;
  /** Where the stand-in's keys are, which AWS has at addresses of its own. */
  readonly keyUrls: { readonly ALB_PUBLIC_KEYS_URL: string; readonly COGNITO_JWKS_URL: string };
  /** The developer's own variables: values of secrets, and what programs need to start at all. */
  readonly ownEnvironment: Readonly<Record<string, string | undefined>>;
  readonly onOutput: (service: Service, line: string, stream: "stdout" | "stderr") => void;
  readonly onNotice: (text: string) => void;
}

/** The running programs of one application. */
export interface RunningServices {
  urlOf(service: string): URL | undefined;
  /** Process ids of what was started here. */
  readonly pids: readonly number[];
  stop(): Promise<void>;
}

/** A program of a team may have to compile first; what it is waiting for is on its own output. */
const listeningTimeoutMilliseconds = 20_000;

/** Starts an application's services, or finds the ones that run already. */
export async function startServices(options: ServicesOptions): Promise<RunningServices> {
  const urls = new Map<string, URL>();
  const programs: ChildProgram[] = [];

  async function start(service: Service): Promise<void> {
    const program = programFor(service, options);
    if ("url" in program) {
      urls.set(service.name, program.url);
      return;
    }
    const name = `${service.application}/${service.name}`;
    const port = await freePort();
    let isEnded = false;
    programs.push(
      new ChildProgram({
        command: program.command,
        cwd: options.cwd,
        env: environmentOf(service, port, options, typeof program.command === "string"),
        onOutput: (line, stream) => options.onOutput(service, line, stream),
        onExit: (reason) => {
          isEnded = true;
          urls.delete(service.name);
          options.onNotice(`${name} ended (${reason}); the load balancer has no target for it.`);
        },
      }),
    );
    const listening = await waitUntilListening(port, listeningTimeoutMilliseconds, () => isEnded);
    if (!isEnded) urls.set(service.name, new URL(`http://127.0.0.1:${port}`));
    if (!listening && !isEnded) options.onNotice(`${name} does not listen on PORT=${port} yet.`);
  }

  await Promise.all(options.services.map(start));
  return {
    urlOf: (service) => urls.get(service),
    pids: programs.flatMap((program) => program.pid ?? []),
    stop: async () => {
      await Promise.all(programs.map((program) => program.stop()));
    },
  };
}

function programFor({ application, name }: Service, options: ServicesOptions) {
  const override = options.overrides.find(
    (entry) =>
      entry.service === name &&
      (entry.application === undefined || entry.application === application),
  );
  return override?.program ?? { command: options.containerCommand };
}

/**
 * The task definition's variables and nothing else for the container, as on ECS; a team's own
 * program also gets the developer's, without which `npm run dev` and the like do not start.
 */
function environmentOf(
  service: Service,
  port: number,
  options: ServicesOptions,
  isOwnProgram: boolean,
): Record<string, string> {
  const { ownEnvironment } = options;
  const inherited = isOwnProgram ? ownEnvironment : { PATH: ownEnvironment.PATH };
  const secrets: Record<string, string | undefined> = {};
  for (const name of service.secrets) {
    secrets[name] = ownEnvironment[name];
    if (ownEnvironment[name] === undefined) {
      options.onNotice(
        `${service.application}/${service.name}: secret ${name} has no value here. Give one: ${name}=… npm start`,
      );
    }
  }
  const all = {
    ...inherited,
    ...service.environment,
    ...secrets,
    ...options.keyUrls,
    // The one value that differs: two applications may both use the same port in AWS.
    PORT: String(port),
  };
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
