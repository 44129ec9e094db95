import { UserError } from "../../config/user-error";
import type { ApiClient } from "./api-client";

interface ConfigurationVersion {
  readonly data: {
    readonly id: string;
    readonly attributes: {
      readonly status: string;
      /** Only in the response to its creation. */
      readonly "upload-url"?: string | null;
      readonly "error-message"?: string | null;
    };
  };
}

const pollMs = 1_000;
const maxPolls = 300;

/**
 * Uploads an archive as a configuration version that no run has used yet.
 * @param isSpeculative whether it may only be planned
 * @returns its id, once it can be used
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/configuration-versions
 */
export async function uploadConfiguration(
  client: ApiClient,
  workspaceId: string,
  archive: Uint8Array<ArrayBuffer>,
  { isSpeculative }: { isSpeculative: boolean },
): Promise<string> {
  // A run that starts by itself after the upload would lack the images.
  const attributes = { "auto-queue-runs": false, speculative: isSpeculative };
  const created = await client.post<ConfigurationVersion>(
    `/workspaces/${workspaceId}/configuration-versions`,
    { data: { type: "configuration-versions", attributes } },
  );
  const url = created?.data.attributes["upload-url"];
  if (created === undefined || !url) {
    throw new UserError(
      `${client.hostname} created a configuration version without an upload URL.`,
    );
  }
  await client.upload(url, archive);
  await untilUploaded(client, created.data.id);
  return created.data.id;
}

async function untilUploaded(client: ApiClient, id: string): Promise<void> {
  for (let poll = 1; poll <= maxPolls; poll += 1) {
    const { data } = await client.get<ConfigurationVersion>(`/configuration-versions/${id}`);
    const { status, "error-message": message } = data.attributes;
    if (status === "uploaded") return;
    if (status === "errored" || status === "archived") {
      throw new UserError(
        `${client.hostname} did not accept the upload (${status})${message ? `: ${message}` : ""}. Run the command again.`,
      );
    }
    await client.pause(pollMs);
  }
  throw new UserError(
    `${client.hostname} did not process the upload within ${(maxPolls * pollMs) / 60_000} minutes. Run the command again.`,
  );
}
