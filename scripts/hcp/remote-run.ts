import type { ApiClient } from "./api-client";

/** A run as the API describes it. */
export interface Run {
  readonly id: string;
  readonly status: string;
  readonly hasChanges: boolean;
  readonly planOnly: boolean;
  /** Whether it waits for a confirmation of its plan. */
  readonly isConfirmable: boolean;
  readonly planId: string | undefined;
  readonly applyId: string | undefined;
}

/** What a run is asked to do. */
export interface RunRequest {
  readonly workspaceId: string;
  readonly configurationVersionId: string;
  readonly message: string;
  readonly planOnly: boolean;
  readonly isDestroy: boolean;
  /** Values of Terraform variables by name, as literals of Terraform's language. */
  readonly variables: Readonly<Record<string, string>>;
}

interface RunDocument {
  readonly data: {
    readonly id: string;
    readonly attributes: {
      readonly status: string;
      readonly "has-changes"?: boolean;
      readonly "plan-only"?: boolean;
      readonly actions?: { readonly "is-confirmable"?: boolean };
    };
    readonly relationships?: Readonly<
      Record<string, { readonly data?: { readonly id: string } | null } | undefined>
    >;
  };
}

/** @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run#create-a-run */
export async function createRun(client: ApiClient, request: RunRequest): Promise<Run> {
  const { message, planOnly, isDestroy, variables } = request;
  const document = {
    data: {
      type: "runs",
      attributes: {
        message,
        "plan-only": planOnly,
        "is-destroy": isDestroy,
        // Whatever the workspace's setting is: the plan is shown and confirmed here.
        ...(planOnly ? {} : { "auto-apply": false }),
        variables: Object.entries(variables).map(([key, value]) => ({ key, value })),
      },
      relationships: {
        workspace: { data: { type: "workspaces", id: request.workspaceId } },
        "configuration-version": {
          data: { type: "configuration-versions", id: request.configurationVersionId },
        },
      },
    },
  };
  const created = await client.post<RunDocument>("/runs", document);
  if (created === undefined) throw new Error("The response to POST /runs has no body.");
  return runOf(created);
}

/** @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run#get-run-details */
export async function readRun(client: ApiClient, id: string): Promise<Run> {
  return runOf(await client.get<RunDocument>(`/runs/${id}`));
}

/** Confirms the plan of a run. @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run#apply-a-run */
export async function applyRun(client: ApiClient, id: string): Promise<void> {
  await client.post(`/runs/${id}/actions/apply`, { comment: "Confirmed by npm run hcp" });
}

/** @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run#discard-a-run */
export async function discardRun(client: ApiClient, id: string): Promise<void> {
  await client.post(`/runs/${id}/actions/discard`, { comment: "Declined in npm run hcp" });
}

function runOf({ data: { id, attributes, relationships } }: RunDocument): Run {
  return {
    id,
    status: attributes.status,
    hasChanges: attributes["has-changes"] ?? false,
    planOnly: attributes["plan-only"] ?? false,
    isConfirmable: attributes.actions?.["is-confirmable"] ?? false,
    planId: relationships?.plan?.data?.id,
    applyId: relationships?.apply?.data?.id,
  };
}
