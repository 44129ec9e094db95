import { isDeepStrictEqual } from "node:util";
import { type StartedUserPool, startUserPool } from "../cognito/start-user-pool.ts";
import { triggerOf } from "../cognito/triggers/check-triggers.ts";
import { userPoolWarnings } from "../cognito/user-pool-warnings.ts";
import type { AddressBook } from "../model/address-book.ts";
import type { UserPoolModel } from "../model/user-pool.ts";
import type { LocalCertificate } from "./certificate.ts";
import { type DeclaredTrigger, openDeclaredTrigger } from "./declared-trigger.ts";
import type { ModelServerOptions } from "./model-server-options.ts";
import type { RealNames } from "./real-names.ts";

/** A user pool that is served, and the model it was started from. */
export interface ServedPool {
  readonly model: UserPoolModel;
  readonly identity: StartedUserPool;
  readonly trigger: DeclaredTrigger | undefined;
}

/** How browsers reach the pools. */
export interface BrowserAccess {
  readonly certificate: LocalCertificate | undefined;
  readonly realNames: RealNames | undefined;
}

const defaultIdentityPort = 8440;

/** The user pools of a model. */
export class ServedPools {
  #pools: readonly ServedPool[] = [];

  constructor(
    private readonly addresses: AddressBook,
    private readonly options: ModelServerOptions,
  ) {}

  get all(): readonly ServedPool[] {
    return this.#pools;
  }

  /**
   * Serves these pools instead of the previous ones. Unchanged pools keep running. A pool whose settings
   * changed starts again and remembers who is signed in.
   */
  async serve(models: readonly UserPoolModel[], access: BrowserAccess): Promise<void> {
    const kept = this.#pools.filter((pool) =>
      models.some((model) => isDeepStrictEqual(model, pool.model)),
    );
    const gone = this.#pools.filter((pool) => !kept.includes(pool));
    await Promise.all(gone.map(closePool));
    this.#pools = kept;
    const added = models.filter(
      (model) => !kept.some((pool) => isDeepStrictEqual(pool.model, model)),
    );
    const ports = await this.options.ports.allot(
      added.map((model) => `pool ${model.poolId}`),
      access.realNames ? 0 : this.options.identityPort,
      defaultIdentityPort,
    );
    for (const model of added) {
      const port = ports.get(`pool ${model.poolId}`) ?? 0;
      const previous = gone.find((pool) => pool.model.poolId === model.poolId);
      const isOnlyOfItsName = models.filter((o) => o.poolName === model.poolName).length === 1;
      await this.#start(model, { ...access, port, previous, isOnlyOfItsName });
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#pools.map(closePool));
    this.#pools = [];
  }

  async #start(
    model: UserPoolModel,
    {
      certificate,
      realNames,
      port,
      previous,
      isOnlyOfItsName,
    }: BrowserAccess & {
      readonly port: number;
      readonly previous: ServedPool | undefined;
      readonly isOnlyOfItsName: boolean;
    },
  ): Promise<void> {
    const { options } = this;
    const { state, events } = options;
    // What the developer gives takes the place of the function that the source declares.
    const given = triggerOf(model, options.triggers ?? []);
    const declared = model.preTokenGenerationFunction;
    const trigger =
      given === undefined && declared !== undefined
        ? openDeclaredTrigger(declared, (line) => options.onNotice(`${declared.name}: ${line}`))
        : undefined;
    const preTokenGeneration = given ?? trigger?.handler;
    const identity = await startUserPool(model, {
      addresses: this.addresses,
      // With https, browsers use the https port: that one is fixed.
      ...(certificate ? { https: { ...certificate, port } } : { port }),
      ...(realNames
        ? { browserEndpoint: realNames.poolEndpoint }
        : { listenAddress: options.listenAddress }),
      usersFile: state.usersFile(
        isOnlyOfItsName ? model.poolName : `${model.poolName}-${model.poolId}`,
      ),
      givenUsers: options.users,
      preTokenGeneration,
      realProviders: options.realProviders,
      clock: options.clock,
      keysFile: state.keysFile,
      inspectorUrl: options.inspectorUrl(),
      hostNameFix: options.hostNameFix,
      stores: previous?.identity.stores,
      onEvent: (event) => events.add({ source: "user-pool", event }),
    });
    this.#pools = [...this.#pools, { model, identity, trigger }];
    for (const warning of userPoolWarnings(model, preTokenGeneration !== undefined))
      options.onNotice(warning);
    for (const registration of identity.registrations) options.onNotice(registration);
  }
}

async function closePool({ identity, trigger }: ServedPool): Promise<void> {
  await identity.close();
  await trigger?.close();
}
