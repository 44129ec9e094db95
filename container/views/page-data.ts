import type { Identity } from "alb-auth";
import type { DemoPage } from "../config/checks";
import type { QrCode } from "../second-factor/key-uri";

/** What each template receives besides the {@link Shell}. */
export interface PageData {
  start: {
    identity: Identity;
    containerName: string;
    /** UTC; the browser's script shows local time. */
    expiresAtText: string;
    /** Those that the page does not show anyway. */
    claims: readonly { name: string; text: string }[];
    /** Pages of the demo that this person can use. */
    usable: readonly (Link & { hint: string })[];
  };
  tasks: {
    tasks: readonly { title: string; author: string; isNew: boolean }[];
    /** Title of the task that was just added. */
    added: string | undefined;
    isFull: boolean;
    canAdd: boolean;
  };
  admin: {
    containerName: string;
    nodeVersion: string;
    uptime: string;
    memoryMiB: number;
    /** `undefined` where the container has no limit of its own. */
    memoryLimitMiB: number | undefined;
    isReady: boolean;
  };
  public: object;
  "second-factor": {
    hasAuthenticatorApp: boolean;
    /** What the user has just done. */
    changed: "on" | "off" | undefined;
  };
  "second-factor-setup": {
    secret: string;
    /** In groups of four characters. */
    secretText: string;
    qrCode: QrCode;
    error: string | undefined;
  };
  "sign-out": object;
  "signed-out": object;
  error: {
    status: number;
    heading: string;
    sentences: readonly Sentence[];
    requestId: string;
    action: Link;
    otherAction: Link | undefined;
    /** Cause and remedy, for the developer at the local emulator. */
    localHint: string;
  };
}

/** Text, with names that stand out. */
export type Sentence = readonly (string | { readonly name: string })[];

export interface Link {
  readonly text: string;
  readonly href: string;
}

/** The user in the header of every page. */
export interface PageUser {
  readonly name: string;
  readonly label: string;
  readonly initial: string;
  readonly isAdmin: boolean;
}

/** What the layout receives. */
export interface Shell {
  readonly title: string;
  readonly path: string;
  readonly user: PageUser | undefined;
  /** Pages that this person can use in this environment. */
  readonly tabs: readonly Link[];
  readonly demoPages: readonly DemoPage[];
  readonly signOutPath: string;
  /** `undefined` in AWS: everything that is only for the local emulator is left out. */
  readonly inspectorUrl: string | undefined;
}
