import { create } from "tar";
import { UserError } from "../../config/user-error";
import { configurationFiles } from "./configuration-files";

/**
 * Archives the configuration in a folder as an upload has to be: `tar.gz`, with the files at its root
 * or, where the workspace has a working directory, in that directory. The same files make the same
 * bytes: times, owners and modes of this machine are left out.
 * @param workingDirectory of the workspace, relative; an empty text for none
 * @see https://developer.hashicorp.com/terraform/cloud-docs/run/api#2-create-the-file-for-upload
 */
export async function archiveConfiguration(
  folder: string,
  workingDirectory = "",
): Promise<Uint8Array<ArrayBuffer>> {
  const files = configurationFiles(folder);
  if (!files.some((file) => /^[^/]+\.tf(\.json)?$/.test(file))) {
    throw new UserError(
      `${folder} contains no Terraform configuration to upload. Does a .terraformignore exclude cdk.tf.json?`,
    );
  }
  const archive = await create(
    {
      cwd: folder,
      gzip: true,
      portable: true,
      mtime: new Date(0),
      noDirRecurse: true,
      prefix: workingDirectory,
      onWriteEntry: ({ stat }) => {
        if (stat !== undefined) stat.mode = (stat.mode & ~0o777) | 0o644;
      },
    },
    files,
  ).concat();
  return new Uint8Array(archive);
}
