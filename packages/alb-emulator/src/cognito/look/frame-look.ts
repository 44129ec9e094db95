import type { UserPoolModel } from "../../model/user-pool.ts";
import type { FrameLook } from "../pages/render-page.ts";
import { type ImageName, imageHref, pageLookOf } from "./page-look.ts";

/** What a page of an app client refers to. */
export function frameLookOf(model: UserPoolModel, clientId: string): FrameLook {
  const { type, images } = pageLookOf(model, clientId);
  const href = (name: ImageName) => (images[name] ? imageHref(clientId, name) : undefined);
  return {
    isManagedLogin: type === "managed-login",
    css: `/assets/look.css?client_id=${encodeURIComponent(clientId)}`,
    logo: href("logo"),
    darkLogo: href("logo-dark"),
    favicon: href("favicon"),
  };
}
