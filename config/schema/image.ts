import { matches } from "./check";
import * as field from "./field";

/** An image by digest. */
export const imageSchema = field.string(
  matches(
    /^[a-z0-9][a-z0-9._:/-]*@sha256:[0-9a-f]{64}$/,
    "must end in @sha256: and 64 hex digits: Terraform does not notice when a tag moves",
    'write it like "public.ecr.aws/nginx/nginx@sha256:…", or leave it out',
  ),
);
