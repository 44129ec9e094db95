/** What replaces a secret. */
export const redacted = "(redacted)";

/** Names of query parameters, fields and headers whose values let others act as a user or an application. */
const secretName =
  /^(?:code|state|nonce|ticket|sig|jwt|otp|pin|mfa|key|sid|samlresponse|samlrequest|relaystate|assertion|code_verifier|code_challenge|_csrf)$|token|secret|passw|passphrase|credential|authoriz|cookie|session|signature|api[-_]?key|access[-_]?key|private|csrf|xsrf|x-amzn-oidc|x-amz-security|client_assertion|totp|bearer/i;

/** The beginning of a JWT, also of one that was cut. */
const jwt = /eyJ[\w-]{6,}(?:\.[\w=-]*)*/g;

/** Long enough not to be guessed: letters and digits in one run. */
const randomValue = /(?<![\w-])(?=[\w+/=~-]*\d)(?=[\w+/=~-]*[A-Za-z])[\w+/=~-]{32,}(?![\w-])/g;

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function isSecretName(name: string): boolean {
  return secretName.test(name);
}

/** @returns a function that removes secrets from texts. @param known Values that are secret wherever they are. */
export function redactor(known: readonly string[]) {
  const values = [...new Set(known.filter((value) => value.length >= 6))].flatMap((value) => [
    value,
    encodeURIComponent(value),
  ]);
  const withoutKnown = (text: string) =>
    values.reduce((rest, value) => rest.replaceAll(value, redacted), text);

  /** Parameters with secret names, tokens, long random values and known secrets. */
  const redactText = (text: string): string =>
    withoutKnown(text)
      .replace(/([?&;#\s"']|^)([\w.%[\]-]+)=([^&#\s"';]+)/g, (whole, before, name) =>
        isSecretName(decoded(name)) ? `${before}${name}=${redacted}` : whole,
      )
      .replace(/\/\/[^/?#\s@]+@/g, `//${redacted}@`)
      .replace(jwt, redacted)
      .replace(randomValue, (value) =>
        uuid.test(value) || value.includes("/") ? value : redacted,
      );

  return {
    text: redactText,
    /** The value of a header or a query parameter. */
    value: (name: string, value: string): string =>
      isSecretName(name) ? redacted : redactText(value),
  };
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
