import * as z from "zod";
import { secret as ifKnown } from "./secrets.ts";

/** @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_object */
export const s3ObjectSchema = z.looseObject({
  bucket: ifKnown,
  key: ifKnown,
  content_base64: ifKnown,
});
