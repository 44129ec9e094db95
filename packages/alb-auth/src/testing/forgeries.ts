import type { AlbAuthErrorCode } from "../error-codes.ts";
import { forgedAccessTokens } from "./forged-access-tokens.ts";
import { forgedDataTokens } from "./forged-data-tokens.ts";
import type { Forgery } from "./forgery.ts";
import type { HeaderValues, TestTokens } from "./test-tokens.ts";

function forgedRequest(
  name: string,
  code: AlbAuthErrorCode,
  forge: (tokens: TestTokens) => Partial<HeaderValues>,
  isGivenAway = true,
): Forgery {
  return { name, code, isGivenAway, part: "request", forge };
}

/** Requests that lack a header, or whose headers do not belong together. */
const forgedRequests: readonly Forgery[] = [
  forgedRequest("no header", "ERR_DATA_MISSING", () => ({})),
  forgedRequest("identity header alone", "ERR_DATA_MISSING", ({ source }) => ({
    identity: source.user.subject,
  })),
  forgedRequest("no data token", "ERR_DATA_MISSING", (tokens) => {
    const { data: _, ...others } = tokens.headerValues();
    return others;
  }),
  forgedRequest("no access token", "ERR_ACCESS_MISSING", (tokens) => {
    const { accessToken: _, ...others } = tokens.headerValues();
    return others;
  }),
  forgedRequest("no identity header", "ERR_IDENTITY_MISSING", (tokens) => {
    const { identity: _, ...others } = tokens.headerValues();
    return others;
  }),
  forgedRequest(
    "identity header of another user",
    "ERR_SUBJECT_MISMATCH",
    (tokens) => tokens.headerValues({ identity: "somebody-else" }),
    false,
  ),
  forgedRequest(
    "identity header empty",
    "ERR_SUBJECT_MISMATCH",
    (tokens) => tokens.headerValues({ identity: "" }),
    false,
  ),
  // Genuine, and consistent: signed by the same load balancer and the same user pool.
  forgedRequest("session of another application", "ERR_DATA_CLIENT", (tokens) =>
    tokens.headerValues({
      data: tokens.signDataToken({ header: tokens.dataHeader({ client: "other" }) }),
      accessToken: tokens.signAccessToken({
        payload: tokens.accessPayload({ client_id: "other" }),
      }),
    }),
  ),
  forgedRequest("data and access token swapped", "ERR_DATA_ALGORITHM", (tokens) =>
    tokens.headerValues({ data: tokens.signAccessToken(), accessToken: tokens.signDataToken() }),
  ),
];

/** Every request that must be rejected, each for one reason. */
export const forgeries: readonly Forgery[] = [
  ...forgedDataTokens,
  ...forgedAccessTokens,
  ...forgedRequests,
];
