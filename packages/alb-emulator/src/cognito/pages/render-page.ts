import { fileURLToPath } from "node:url";
import { Eta } from "eta";
import type { Fix } from "../../model/host-name-fix.ts";
import type { Explanation } from "../explanation.ts";
import type { DemoUser } from "../users/demo-users.ts";
import type { PasswordRule } from "../users/password-policy.ts";
import type { MarkedText } from "./marked-difference.ts";

/** The templates, style sheets and script of the hosted UI; the build copies them beside the bundle. */
export const hostedUiFolder = new URL("./hosted-ui/", import.meta.url);

interface FormPage {
  /** Query of the authorization request, which every page carries along. */
  readonly query: string;
  readonly csrf: string;
}

interface LoginField {
  readonly loginLabel: string;
  readonly loginType: string;
}

/** At most one of the two. */
export interface PageMessage {
  readonly error?: string | undefined;
  readonly notice?: string | undefined;
}

/** A QR code: the path of its dark modules, in a square of `size` modules. */
export interface QrCode {
  readonly size: number;
  readonly path: string;
}

/** A page of a challenge. `login` says who the user is. */
type ChallengePage = FormPage & PageMessage & { readonly session: string; readonly login: string };

/** Values with their differences marked. */
export interface MarkedComparison {
  readonly label: string;
  readonly isSent: boolean;
  readonly values: readonly MarkedText[];
}

/** Data of each page, by the name of its template. */
export interface PageData {
  "sign-in": FormPage &
    LoginField &
    PageMessage & {
      readonly login: string;
      /** Host name of the application that the user signs in to. */
      readonly appHost: string | undefined;
      /** Whether users of the pool itself can sign in. */
      readonly hasPassword: boolean;
      /** Whether the user name comes first, and the choice of a method follows. */
      readonly asksForNameFirst: boolean;
      /** Identity providers to choose from, each with the query of its authorization request. */
      readonly providers: readonly { readonly name: string; readonly query: string }[];
      /** Whether the domain of an email address chooses an identity provider. */
      readonly asksForDomain: boolean;
      readonly canSignUp: boolean;
      readonly demoUsers: readonly DemoUser[];
    };
  "sign-up": FormPage &
    PageMessage & {
      readonly appHost: string | undefined;
      /** What the user will sign in with. */
      readonly loginAttribute: "email" | "phone_number" | "username";
      readonly login: string;
      readonly email: string;
      readonly name: string;
      readonly rules: readonly PasswordRule[];
    };
  confirm: FormPage & PageMessage & { readonly login: string; readonly code: string | undefined };
  "forgot-password": FormPage & LoginField;
  "reset-password": FormPage &
    PageMessage & {
      readonly login: string;
      readonly code: string | undefined;
      readonly rules: readonly PasswordRule[];
    };
  "change-password": ChallengePage & { readonly rules: readonly PasswordRule[] };
  /** `code`: the one that the user's authenticator app shows now, as a help on this machine. */
  totp: ChallengePage & { readonly code: string | undefined };
  "totp-setup": ChallengePage & {
    /** In groups of four characters. */
    readonly secret: string;
    readonly qrCode: QrCode;
    readonly code: string;
    /** Whether codes by email are another second factor to choose. */
    readonly canUseEmail: boolean;
  };
  "email-code": ChallengePage & { readonly code: string };
  "choose-method": FormPage &
    PageMessage & {
      readonly login: string;
      readonly appHost: string | undefined;
      /** What the browser needs to use a passkey; absent for users without one. */
      readonly passkey: { readonly session: string; readonly options: string } | undefined;
      readonly hasEmailCode: boolean;
    };
  /** `options`: what the browser needs to make a passkey, as JSON. */
  "passkey-setup": ChallengePage & { readonly options: string };
  "identity-provider": FormPage & {
    readonly loginQuery: string;
    readonly appHost: string | undefined;
    readonly providerName: string;
    readonly providerType: string;
    /** Users to sign in as at once. */
    readonly people: readonly {
      readonly label: string;
      readonly username: string;
      readonly userId: string;
      readonly claims: readonly { readonly claim: string; readonly value: string }[];
    }[];
    /** Attributes of the user pool, and the provider's attributes that they are mapped from. */
    readonly fields: readonly { readonly attribute: string; readonly claim: string }[];
  };
  /** Of an identity provider that the emulator plays for `authenticate-oidc` actions. */
  "issuer-sign-in": FormPage &
    PageMessage & {
      readonly login: string;
      readonly appHost: string;
      readonly demoUsers: readonly DemoUser[];
    };
  "issuer-message": { readonly text: string; readonly error: string | undefined };
  "pages-unavailable": {
    /** Terraform address of the app client. */
    readonly address: string;
    /** Query of the authorization request. */
    readonly query: string;
  };
  error: {
    readonly error: string;
    readonly explanation: Explanation | undefined;
    readonly comparisons: readonly MarkedComparison[];
    /** The host that the application was opened at, when it is this machine's own name. */
    readonly localHost: string | undefined;
    readonly hostNameFix: Fix | undefined;
    /** Address of the application. */
    readonly open: { readonly url: string; readonly host: string } | undefined;
    readonly inspectorLink: string | undefined;
  };
}

export interface PageFrame {
  readonly title: string;
  readonly poolName: string;
  readonly inspectorUrl: string | undefined;
  /** Of the pages that Cognito shows. @default - the emulator's own look */
  readonly look?: FrameLook | undefined;
}

/** The look of Cognito's pages, as URLs. */
export interface FrameLook {
  readonly isManagedLogin: boolean;
  readonly css: string;
  readonly logo: string | undefined;
  /** On dark pages, where they have another one. */
  readonly darkLogo: string | undefined;
  readonly favicon: string | undefined;
}

const eta = new Eta({
  views: fileURLToPath(hostedUiFolder),
  autoEscape: true,
  cache: true,
});

/** At the foot of pages that AWS shows otherwise. */
const localNotes: Readonly<Partial<Record<keyof PageData, string>>> = {
  "issuer-sign-in": "The identity provider shows its own page here.",
  "issuer-message": "The identity provider shows its own page here.",
  error: "In AWS, Cognito shows this error without the reason.",
  "pages-unavailable": "In AWS, Cognito shows this error without the reason.",
  "identity-provider": "In AWS, the provider shows its own page here.",
};

/** Below the card: what only the emulator shows. */
const localPanels: Readonly<Partial<Record<keyof PageData, string>>> = {
  "sign-in": "./demo-users",
  "issuer-sign-in": "./demo-users",
  "identity-provider": "./federated-people",
};

/** The HTML of a page. The template engine escapes every value. */
export function renderPage<Name extends keyof PageData>(
  name: Name,
  frame: PageFrame,
  data: PageData[Name],
): string {
  const isError = name === "error" || name === "pages-unavailable";
  return eta.render("./layout", {
    ...frame,
    body: eta.render(`./${name}`, data),
    localPanel: localPanels[name] ? eta.render(localPanels[name], data) : "",
    isWide: isError,
    localNote: localNotes[name] ?? noteOf(frame.look),
  });
}

function noteOf(look: FrameLook | undefined): string {
  return look?.isManagedLogin
    ? "In AWS, Amazon Cognito shows managed login here, with these colors and images."
    : "In AWS, Amazon Cognito shows its classic hosted UI here.";
}
