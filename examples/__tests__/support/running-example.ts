import { createTestLoadBalancer, type TestLoadBalancer } from "alb-auth/testing";
import { contractVariables } from "./contract";
import { ExampleProgram } from "./example-program";
import { KeyProxy, type KeyResponse } from "./key-proxy";

/** How to start an example, after its build. */
export type Command = () => readonly string[];

export interface StartOptions {
  /** Variables that differ from the contract's. */
  readonly variables?: Readonly<Record<string, string>>;
  readonly issuer?: string;
  /** The key endpoints while it starts. */
  readonly keys?: KeyResponse;
}

/** An example, the load balancer that it trusts, and the key endpoints between them. */
export interface RunningExample {
  readonly program: ExampleProgram;
  readonly loadBalancer: TestLoadBalancer;
  readonly keys: KeyProxy;
  stop(): Promise<void>;
}

export async function startExample(
  command: Command,
  { variables = {}, issuer, keys: response = "pass" }: StartOptions = {},
): Promise<RunningExample> {
  const loadBalancer = await createTestLoadBalancer(issuer === undefined ? {} : { issuer });
  const keys = new KeyProxy(loadBalancer.environment);
  keys.publicKeys = response;
  keys.jwks = response;
  await keys.listen();
  const program = new ExampleProgram(command(), {
    ...loadBalancer.environment,
    ...contractVariables,
    ...keys.variables,
    ...variables,
  });
  const stop = async () => {
    await program.stop();
    await keys.close();
    await loadBalancer.close();
  };
  try {
    await program.listening();
  } catch (error) {
    await stop();
    throw error;
  }
  return { program, loadBalancer, keys, stop };
}
