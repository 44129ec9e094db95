import * as z from "zod";
import * as field from "./field";
import { filePath } from "./file-path";

/** An image for light pages, and one for dark pages. */
function imageSchema(example: string) {
  return field.object({
    /** Image on light pages: a PNG, JPEG, SVG or WebP file, from the project's folder. */
    light: filePath(example),
    /** Image on dark pages. @default - the one for light pages */
    dark: filePath(example).optional(),
  });
}

/** Managed login, version 2 of Cognito's pages. */
export const managedLoginSchema = field.object({
  /** Managed login, Cognito's current pages. Every app client gets a branding style, without which Cognito shows an error in place of its pages. */
  type: z.literal("managed-login"),
  /** JSON file with settings of the branding designer, from the project's folder; what it leaves out keeps Cognito's values. @default - Cognito's values */
  settings: filePath("environments/branding/settings.json").optional(),
  /** Logo above the form. @default - none */
  logo: imageSchema("environments/branding/logo.svg").optional(),
  /** Icon of the browser's tab, an ICO or SVG file, from the project's folder. @default - Cognito's */
  favicon: filePath("environments/branding/favicon.svg").optional(),
  /** Image behind the form. @default - Cognito's */
  background: imageSchema("environments/branding/background.webp").optional(),
});

/** Cognito's pages of a new user pool. */
export const pagesSchema = field.variant([
  managedLoginSchema,
  field.object({
    /** The hosted UI, Cognito's classic pages, which are always light. */
    type: z.literal("hosted-ui"),
    /** Style sheet of at most 3 KB with Cognito's `-customizable` classes, from the project's folder. @default - Cognito's */
    css: filePath("environments/branding/login.css").optional(),
    /** Logo above the form, a PNG or JPEG file of at most 100 KB, from the project's folder. @default - none */
    logo: filePath("environments/branding/logo.png").optional(),
  }),
]);

/** Managed login as a checked environment describes it. */
export type ManagedLogin = z.output<typeof managedLoginSchema>;

/** Cognito's pages as a checked environment describes them. */
export type Pages = z.output<typeof pagesSchema>;
