import type { Service } from "../model/load-balancer.ts";
import { ChildProgram } from "./child-program.ts";
import { freePort } from "./ports.ts";
import { isProgramOf, type ServiceProgram } from "./service-program.ts";
import { waitUntilListening } from "./wait-until-listening.ts";

export interface ServicesOptions {
  readonly services: readonly Service[];
  readonly programs: readonly ServiceProgram[];
  /** Starts the services that `programs` does not name. */
  readonly serviceCommand: readonly [string, ...string[]] | undefined;
  readonly cwd: string;
  /** Addresses of the emulator: its keys, which AWS publishes at fixed addresses, and the inspector. */
  readonly emulatorUrls: {
    readonly ALB_PUBLIC_KEYS_URL: string;
    readonly COGNITO_JWKS_URL: string;
    readonly INSPECTOR_URL: string;
  };
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

/** A program may have to compile first. */
const listeningTimeoutMs = 20_000;

/** Starts an application's services, except those that run already. */
export async function startServices(options: ServicesOptions): Promise<RunningServices> {
  const urls = new Map<string, URL>();
  const programs: ChildProgram[] = [];

  async function start(service: Service): Promise<void> {
    const name = `${service.application}/${service.name}`;
    const program = programFor(service, options);
    if (program === undefined) {
      options.onNotice(
        `${name} has no program, so the load balancer returns 503 for it. Name one: --service ${name}=http://localhost:3000`,
      );
      return;
    }
    if ("url" in program) {
      urls.set(service.name, program.url);
      return;
    }
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
    const listening = await waitUntilListening(port, listeningTimeoutMs, () => isEnded);
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

function programFor(service: Service, { programs, serviceCommand }: ServicesOptions) {
  const named = programs.find((entry) => isProgramOf(entry, service));
  return named?.program ?? (serviceCommand && { command: serviceCommand });
}

/**
 * `serviceCommand` gets the variables of the task definition only, as on ECS. A command line also gets
 * the developer's own variables, without which `npm run dev` and the like do not start.
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
        `${service.application}/${service.name}: secret ${name} has no value on this machine. Set the environment variable ${name}.`,
      );
    }
  }
  const all = {
    ...inherited,
    ...service.environment,
    ...secrets,
    ...options.emulatorUrls,
    // Differs from AWS, where several applications may use the same port.
    PORT: String(port),
  };
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
