import { rmSync } from "node:fs";
import { join } from "node:path";
import {
  type AlbEmulator,
  type AlbEmulatorOptions,
  createAlbEmulator,
  synthesizedStacks,
} from "alb-emulator";
import type { EnvironmentInput } from "../../../config/schema/environment";
import type { ConnectTo } from "../../../scripts/doctor/command-line";
import { type Diagnosis, diagnosisOf } from "../../../scripts/doctor/diagnosis";
import { Secrets } from "../../../scripts/doctor/hide-secrets";
import { type WalkOptions, walk } from "../../../scripts/doctor/walk";
import { testEnvironment } from "../../support/synth-environment";
import { application } from "./application";
import { type ProxyOptions, type RunningProxy, startProxy } from "./proxy";
import { type Edit, emitStacks } from "./stacks";

/** What is served, and where the doctor goes. */
export interface Patient {
  /** @default - one application `app` with all defaults */
  readonly environment?: EnvironmentInput;
  /** What somebody changed in the emitted stacks. */
  readonly edit?: Edit;
  readonly emulator?: Partial<AlbEmulatorOptions>;
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

/** Serves it in this process, and walks its sign-in. */
export async function walked({
  environment = testEnvironment(),
  edit,
  emulator: emulatorOptions,
  path = "/",
  options,
  prepare,
  proxy,
  loginProxy,
}: Patient = {}): Promise<Diagnosis> {
  const folder = emitStacks(environment, edit);
  const emulator = await createAlbEmulator({
    source: synthesizedStacks(join(folder, "stacks")),
    services: { web: application },
    ...emulatorOptions,
  });
  const [base] = Object.values(emulator.urls);
  const url = new URL(path, base);
  const proxies: RunningProxy[] = [];
  const behind = async (host: string, options: Omit<ProxyOptions, "port">, port: string) => {
    const started = await startProxy({ ...options, port: Number(port) });
    proxies.push(started);
    return connectionTo(host, started.port);
  };
  try {
    const loginPort = new URL(emulator.userPools[0]?.domainUrl ?? "").port;
    const connectTo = [
      ...(proxy ? [await behind(url.hostname, proxy, url.port)] : []),
      ...(loginProxy ? [await behind(loginHost, loginProxy, loginPort)] : []),
    ];
    return await diagnosed(url, { connectTo, ...options, ...(await prepare?.(emulator)) });
  } finally {
    await Promise.all(proxies.map((each) => each.close()));
    await emulator.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the doctor says about an address. */
export async function diagnosed(url: URL, options: Partial<WalkOptions> = {}): Promise<Diagnosis> {
  const secrets = new Secrets();
  const given = {
    ...{ url, connectTo: [], timeoutMs: 10_000, caFile: undefined },
    ...{ user: undefined, userAgent: undefined, ...options },
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
