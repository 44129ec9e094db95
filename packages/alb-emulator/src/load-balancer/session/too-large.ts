import { LoginFailure } from "../authentication/login-error.ts";
import { maximumClaimsBytes } from "./session.ts";

export function sessionTooLarge(): LoginFailure {
  return new LoginFailure(
    500,
    "AuthUserinfoResponseSizeExceeded",
    `Claims and access token are more than ${maximumClaimsBytes} bytes, which no session cookie holds. The user has too many attributes or groups.`,
  );
}
