import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Value of the variable of a service that has no image yet. */
export const noImage = "none";

/** Terraform reads it by itself, here and in a remote run. */
const fileName = "image.auto.tfvars.json";

/** Name of the Terraform variable for the image of a service. */
export function imageVariable(service: string): string {
  return `${service.replaceAll("-", "_")}_image`;
}

/** Writes the images into the folder of a stack, by service. Values of other variables stay. */
export function writeImages(folder: string, images: Readonly<Record<string, string>>): void {
  const file = join(folder, fileName);
  const others = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  const values = Object.fromEntries(
    Object.entries(images).map(([service, image]) => [imageVariable(service), image]),
  );
  const text = `${JSON.stringify({ ...others, ...values }, null, 2)}\n`;
  // An interruption must not leave half a file.
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}
