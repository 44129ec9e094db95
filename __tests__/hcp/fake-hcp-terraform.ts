import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { FakeArchivist } from "./fake-archivist";
import { Rejection } from "./rejection";
import { rejectRunDocument, rejectVersionDocument } from "./request-documents";

/** What the API documents of a run while it goes on. */
export interface RunState {
  readonly status: string;
  readonly confirmable?: boolean;
  readonly hasChanges?: boolean;
}

/** How the API behaves. */
export interface Scenario {
  /** States of a run, one a request; the last one stays. */
  readonly states: readonly RunState[];
  /** States after its plan was confirmed. */
  readonly afterApply?: readonly RunState[];
  /** Attributes of the workspace that differ from those of a new one. */
  readonly workspace?: Readonly<Record<string, unknown>>;
  readonly lockedBy?: "users" | "runs";
  /** Outputs of the workspace's state. @default - there is no state */
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly planLog?: string;
  readonly applyLog?: string;
  /** Statuses of the configuration version after the upload. @default ["pending", "uploaded"] */
  readonly versionStatuses?: readonly string[];
  /** Responses instead of the usual ones, by method and path; each is sent once, in order. */
  readonly failures?: Readonly<Record<string, readonly Failure[]>>;
}

/** An error response. */
export interface Failure {
  readonly status: number;
  readonly detail?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export const token = "user.atlasv1.0123456789abcdef";
export const organization = "acme";
const jsonApi = "application/vnd.api+json";

/**
 * HCP Terraform's API as it is documented, for one workspace. It rejects what the documentation rejects,
 * and records every request that it accepted.
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs
 */
export class FakeHcpTerraform {
  readonly accepted: string[] = [];
  /** Documents of the runs that were created. */
  readonly runs: Record<string, unknown>[] = [];
  readonly archivist = new FakeArchivist();
  private readonly failures: Record<string, Failure[]>;
  private states: RunState[];
  private versionStatuses: string[];
  private version: { speculative: boolean; status: string; isUploaded: boolean } | undefined;
  private readonly server = createServer((request, response) => {
    this.respond(request, response).catch((error: unknown) => {
      const status = error instanceof Rejection ? error.status : 500;
      send(response, status, {
        errors: [{ status: `${status}`, detail: (error as Error).message }],
      });
    });
  });

  constructor(
    readonly workspaceName: string,
    private readonly scenario: Scenario,
  ) {
    this.states = [...scenario.states];
    this.versionStatuses = [...(scenario.versionStatuses ?? ["pending", "uploaded"])];
    this.failures = Object.fromEntries(
      Object.entries(scenario.failures ?? {}).map(([name, each]) => [name, [...each]]),
    );
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.server.listen(0, "127.0.0.1", resolve);
    });
    this.archivist.origin = this.origin;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => {
      this.server.close(resolve);
    });
  }

  private async respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "", url = "" } = request;
    const name = `${method} ${url}`;
    const failure = this.failures[name]?.shift();
    if (failure !== undefined) {
      const { status, detail = "", headers = {} } = failure;
      send(
        response,
        status,
        { errors: [{ status: `${status}`, title: "failed", detail }] },
        headers,
      );
      return;
    }
    if (url.startsWith("/v1/object/")) {
      await this.archivist.respond(request, response, () => {
        if (this.version !== undefined) this.version.isUploaded = true;
      });
      return;
    }
    if (request.headers.authorization !== `Bearer ${token}`)
      throw new Rejection(401, "unauthorized");
    const body = await this.document(request);
    const { status, document } = this.handle(name.replace("/api/v2", ""), body);
    this.accepted.push(name.replace("/api/v2", ""));
    send(response, status, document);
  }

  private async document(request: IncomingMessage): Promise<Record<string, unknown>> {
    if (request.method === "GET") return {};
    if (request.headers["content-type"] !== jsonApi) throw new Rejection(415, "content type");
    return JSON.parse(await text(request)) as Record<string, unknown>;
  }

  private handle(
    name: string,
    body: Record<string, unknown>,
  ): { status: number; document?: unknown } {
    switch (name) {
      case `GET /organizations/${organization}/workspaces/${this.workspaceName}`:
        return { status: 200, document: this.workspace() };
      case "GET /workspaces/ws-1/current-state-version-outputs":
        return { status: 200, document: this.outputs() };
      case "POST /workspaces/ws-1/configuration-versions":
        return { status: 201, document: this.createVersion(body) };
      case "GET /configuration-versions/cv-1":
        return { status: 200, document: this.showVersion() };
      case "POST /runs":
        return { status: 201, document: this.createRun(body) };
      case "GET /runs/run-1":
        return { status: 200, document: this.showRun() };
      case "GET /plans/plan-1":
        return { status: 200, document: this.part("plans", "plan-1", this.scenario.planLog) };
      case "GET /applies/apply-1":
        return { status: 200, document: this.part("applies", "apply-1", this.scenario.applyLog) };
      case "POST /runs/run-1/actions/apply":
        this.act("apply", this.scenario.afterApply ?? []);
        return { status: 202 };
      case "POST /runs/run-1/actions/discard":
        this.act("discard", [{ status: "discarded" }]);
        return { status: 202 };
      default:
        throw new Rejection(404, `not found: ${name}`);
    }
  }

  private workspace(): unknown {
    const { workspace = {}, lockedBy } = this.scenario;
    const attributes = {
      name: this.workspaceName,
      "execution-mode": "remote",
      "working-directory": null,
      "vcs-repo": null,
      locked: lockedBy !== undefined,
      permissions: { "can-queue-run": true, "can-queue-apply": true },
      ...workspace,
    };
    const relationships = lockedBy ? { "locked-by": { data: { id: "x", type: lockedBy } } } : {};
    const links = { "self-html": `/app/${organization}/workspaces/${this.workspaceName}` };
    return { data: { id: "ws-1", type: "workspaces", attributes, relationships, links } };
  }

  private outputs(): unknown {
    if (this.scenario.outputs === undefined) throw new Rejection(404, "not found");
    return {
      data: Object.entries(this.scenario.outputs).map(([name, value]) => ({
        id: `wsout-${name}`,
        type: "state-version-outputs",
        attributes: { name, value, sensitive: false },
      })),
    };
  }

  private createVersion(body: Record<string, unknown>): unknown {
    const { speculative } = rejectVersionDocument(body);
    this.version = { speculative, status: "pending", isUploaded: false };
    return versionDocument("pending", { "upload-url": this.archivist.createUpload() });
  }

  private showVersion(): unknown {
    if (this.version === undefined) throw new Rejection(404, "not found");
    if (this.version.isUploaded) {
      this.version.status = this.versionStatuses.shift() ?? this.version.status;
    }
    return versionDocument(this.version.status, { "error-message": "The archive is broken." });
  }

  private createRun(body: Record<string, unknown>): unknown {
    const run = rejectRunDocument(body);
    if (this.version?.status !== "uploaded")
      throw new Rejection(422, "Configuration version is not uploaded");
    if (this.version.speculative && !run.planOnly) throw new Rejection(422, "plan-only");
    this.runs.push(body.data as Record<string, unknown>);
    return this.showRun();
  }

  private showRun(): unknown {
    const [run] = this.runs;
    if (run === undefined) throw new Rejection(404, "not found");
    const [state] = this.states;
    if (state === undefined) throw new Error("The scenario has no state of the run.");
    if (this.states.length > 1) this.states.shift();
    const { status, confirmable = false, hasChanges = false } = state;
    const attributes = {
      status,
      "has-changes": hasChanges,
      "plan-only": (run.attributes as Record<string, unknown>)["plan-only"],
      actions: { "is-confirmable": confirmable },
    };
    const relationships = {
      plan: { data: { id: "plan-1", type: "plans" } },
      apply: { data: { id: "apply-1", type: "applies" } },
    };
    return { data: { id: "run-1", type: "runs", attributes, relationships } };
  }

  private part(type: string, id: string, log: string | undefined): unknown {
    const attributes = {
      "resource-additions": 2,
      "resource-changes": 1,
      "resource-destructions": 0,
      "resource-imports": 0,
      "log-read-url": log === undefined ? null : this.archivist.createLog(log),
    };
    return { data: { id, type, attributes } };
  }

  private act(action: string, states: readonly RunState[]): void {
    if (this.states[0]?.confirmable !== true) {
      throw new Rejection(409, `Run was not paused for confirmation; ${action} not allowed`);
    }
    this.states = [...states];
  }
}

function versionDocument(status: string, others: Readonly<Record<string, unknown>>): unknown {
  const attributes = { status, speculative: false, "auto-queue-runs": false, ...others };
  return { data: { id: "cv-1", type: "configuration-versions", attributes } };
}

function send(
  response: ServerResponse,
  status: number,
  document: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { "content-type": jsonApi, ...headers });
  response.end(document === undefined ? undefined : JSON.stringify(document));
}
