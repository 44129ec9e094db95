import { readFileSync } from "node:fs";
import { join } from "node:path";
import { workspacesStackName } from "../../config/constraints/workspaces";
import { UserError } from "../../config/user-error";
import type { ApiClient } from "./api-client";
import { ApiError } from "./api-error";

/** Where a stack's runs take place, as the `cloud` block of its JSON says. */
export interface WorkspaceAddress {
  readonly organization: string;
  readonly hostname: string;
  readonly name: string;
}

interface WorkspaceDocument {
  readonly data: {
    readonly id: string;
    readonly attributes: {
      readonly locked?: boolean;
      readonly "locked-reason"?: string | null;
      readonly "execution-mode"?: string;
      readonly "working-directory"?: string | null;
      readonly "vcs-repo"?: { readonly identifier?: string } | null;
      readonly permissions?: Readonly<Record<string, boolean>>;
    };
    readonly relationships?: {
      readonly "locked-by"?: { readonly data?: { readonly type: string } | null };
    };
    readonly links?: { readonly "self-html"?: string };
  };
}

/** A workspace that takes a run. */
export interface Workspace {
  readonly id: string;
  /** Page of the workspace in a browser. */
  readonly url: string;
  /** Folder in the upload that Terraform works in; an empty text for its root. */
  readonly workingDirectory: string;
  /** Who keeps the workspace locked, such as another run; absent while it is not locked. */
  readonly lockedBy?: string | undefined;
}

/**
 * The workspace of a stack.
 * @throws UserError when the stack keeps its state elsewhere
 */
export function workspaceOfStack(stackName: string, folder: string): WorkspaceAddress {
  const { terraform } = JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8")) as {
    terraform?: {
      cloud?: { organization: string; hostname: string; workspaces: { name: string } };
    };
  };
  const cloud = terraform?.cloud;
  if (cloud !== undefined) {
    const { organization, hostname, workspaces } = cloud;
    return { organization, hostname, name: workspaces.name };
  }
  if (stackName.endsWith(`--${workspacesStackName}`)) {
    throw new UserError(
      `Stack ${stackName} creates the workspaces and has none itself: npm run deploy -- --only ${workspacesStackName} applies it.`,
    );
  }
  throw new UserError(
    `Stack ${stackName} has no workspace in HCP Terraform. Set state: { type: "cloud", organization: "…" } in the environment file (docs/hcp-terraform.md).`,
  );
}

/**
 * Reads a workspace, and checks that a run can do there what is asked for.
 * @param isApply whether the run is to be applied
 * @throws UserError with everything that prevents it
 */
export async function findWorkspace(
  client: ApiClient,
  address: WorkspaceAddress,
  isApply: boolean,
): Promise<Workspace> {
  const { organization, name } = address;
  const path = `/organizations/${encodeURIComponent(organization)}/workspaces/${encodeURIComponent(name)}`;
  const { data } = await client.get<WorkspaceDocument>(path).catch((error) => {
    throw error instanceof ApiError && error.status === 404 ? missing(address) : error;
  });
  const { attributes, relationships, links } = data;
  const page = links?.["self-html"] ?? `/app/${organization}/workspaces/${name}`;
  const url = new URL(page, `https://${address.hostname}`).href;
  const mistakes = obstacles(data, isApply);
  if (mistakes.length > 0) {
    throw new UserError(
      [`Workspace ${name} cannot take this run:`, ...mistakes.map((each) => `- ${each}`), url].join(
        "\n",
      ),
    );
  }
  return {
    id: data.id,
    url,
    workingDirectory: (attributes["working-directory"] ?? "").replace(/^\.?\/+|\/+$/g, ""),
    lockedBy: attributes.locked
      ? (relationships?.["locked-by"]?.data?.type ?? "somebody")
      : undefined,
  };
}

function missing({ organization, name, hostname }: WorkspaceAddress): UserError {
  return new UserError(
    [
      `Workspace ${name} does not exist in organization ${organization} on ${hostname}, or the token may not see it: HCP Terraform returns 404 for both.`,
      "To create it, set state.workspaces in the environment file and apply the workspaces stack: npm run deploy -- --only workspaces (docs/hcp-terraform.md). Without that setting: terraform -chdir=cdktf.out/stacks/" +
        `${name} init, which creates it with the newest Terraform version and no variables.`,
    ].join("\n"),
  );
}

function obstacles(
  { attributes, relationships }: WorkspaceDocument["data"],
  isApply: boolean,
): string[] {
  const { permissions = {}, "vcs-repo": repository } = attributes;
  const found: string[] = [];
  if (attributes["execution-mode"] === "local") {
    found.push(
      "Its execution mode is local, so it keeps state and runs nothing. Set it to remote, or run Terraform here: npm run deploy.",
    );
  }
  if (permissions["can-queue-run"] === false) {
    found.push(
      "The token may not queue plans in it. Use a token of a user or team with that permission.",
    );
  }
  if (!isApply) return found;
  if (permissions["can-queue-apply"] === false) {
    found.push(
      "The token may not apply in it. Use a token of a user or team with that permission.",
    );
  }
  if (repository) {
    found.push(
      `It is connected to repository ${repository.identifier ?? ""}, so uploads can only be planned. Merge the change there, or plan it here without --apply.`,
    );
  }
  const lockedBy = relationships?.["locked-by"]?.data?.type;
  if (attributes.locked && (lockedBy === "users" || lockedBy === "teams")) {
    const reason = attributes["locked-reason"] ? ` (${attributes["locked-reason"]})` : "";
    found.push(
      `It is locked by a ${lockedBy.slice(0, -1)}${reason}, so a run would wait. Unlock it first.`,
    );
  }
  return found;
}
