import { rmSync } from "node:fs";
import { join } from "node:path";
import {
  type AlbEmulator,
  type AlbEmulatorOptions,
  createAlbEmulator,
  readStacks,
  type Source,
  synthesizedStacks,
} from "alb-emulator";
import type { EnvironmentInput } from "../../../config/schema/environment";
import type { ConnectTo } from "../../../scripts/doctor/command-line";
import { type Diagnosis, diagnosisOf } from "../../../scripts/doctor/diagnosis";
import { Secrets } from "../../../scripts/doctor/hide-secrets";
import { type WalkOptions, walk } from "../../../scripts/doctor/walk";
import { testEnvironment } from "../../support/synth-environment";
import { application } from "./application";
import { closedPort, type ProxyOptions, type RunningProxy, startProxy } from "./proxy";
import { type Edit, emitStacks } from "./stacks";

/** What is served, and where the doctor goes. */
export interface Patient {
  /** @default - one application `app` with all defaults */
  readonly environment?: EnvironmentInput;
  /** Environment that the doctor compares with. @default - none */
  readonly compareWith?: EnvironmentInput;
  /** What somebody changed in the emitted stacks. */
  readonly edit?: Edit;
  /** Reads the folder of the stacks. */
  readonly source?: (folder: string) => Source;
  readonly emulator?: Partial<AlbEmulatorOptions>;
  /** Whether nothing listens where the application should. */
  readonly down?: boolean;
  /** @default "/" */
  readonly path?: string;
  readonly options?: Partial<WalkOptions>;
  /** After the emulator has started. @returns more options */
  readonly prepare?: (
    emulator: AlbEmulator,
  ) => Promise<Partial<WalkOptions>> | Partial<WalkOptions>;
  /** In front of the load balancer. */
  readonly proxy?: Omit<ProxyOptions, "port">;
  /** In front of the user pool domain. */
  readonly loginProxy?: Omit<ProxyOptions, "port">;
}

/** Of the test environment's user pool, in the emulator. */
export const loginHost = "test-login.auth.eu-central-1.amazoncognito.com.localhost";

/** Who can sign in. */
export const user = "grace@example.com";
export const password = "Correct-Horse-7-Battery";

/** Serves it in this process, and walks its sign-in. */
export async function walked(patient: Patient = {}): Promise<Diagnosis> {
  const { environment = testEnvironment(), edit, path = "/", options, prepare } = patient;
  const folder = emitStacks(environment, edit);
  const { compareWith } = patient;
  const compared = compareWith === undefined ? undefined : emitStacks(compareWith, edit);
  const proxies: RunningProxy[] = [];
  const behind = async (host: string, proxy: Omit<ProxyOptions, "port">, port: string) => {
    const started = await startProxy({ ...proxy, port: Number(port) });
    proxies.push(started);
    return connectionTo(host, started.port);
  };
  const emulator = await createAlbEmulator({
    source: (patient.source ?? stacksOf)(folder),
    services: {
      web: patient.down ? `http://127.0.0.1:${await closedPort()}` : application,
    },
    users: [{ email: user, password }],
    ...patient.emulator,
  });
  try {
    const [base] = Object.values(emulator.urls);
    const url = new URL(path, base);
    const loginPort = new URL(emulator.userPools[0]?.domainUrl ?? "").port;
    const { proxy, loginProxy } = patient;
    const connectTo = [
      ...(proxy ? [await behind(url.hostname, proxy, url.port)] : []),
      ...(loginProxy ? [await behind(loginHost, loginProxy, loginPort)] : []),
    ];
    return await diagnosed(url, {
      connectTo,
      model: compared === undefined ? undefined : readStacks(join(compared, "stacks")),
      ...options,
      ...(await prepare?.(emulator)),
    });
  } finally {
    await Promise.all(proxies.map((each) => each.close()));
    await emulator.close();
    for (const each of [folder, compared]) {
      if (each !== undefined) rmSync(each, { recursive: true, force: true });
    }
  }
}

const stacksOf = (folder: string) => synthesizedStacks(join(folder, "stacks"));

/** What the doctor says about an address. */
export async function diagnosed(url: URL, options: Partial<WalkOptions> = {}): Promise<Diagnosis> {
  const secrets = new Secrets();
  const given = {
    ...{ url, connectTo: [], timeoutMs: 10_000, caFile: undefined, userAgent: undefined },
    ...options,
  };
  return secrets.hideIn(diagnosisOf(url.href, await walk(given, secrets)));
}

/** Connects to this machine for a host. */
export function connectionTo(host: string, port: number, urlPort?: number): ConnectTo {
  return { host, urlPort, address: "127.0.0.1", port };
}

export function findingIds({ findings }: Diagnosis): string[] {
  return findings.map(({ id }) => id);
}
