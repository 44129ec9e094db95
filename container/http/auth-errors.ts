import {
  type AlbAuthErrorCode,
  albAuthErrors,
  type ErrorDescription,
  environmentVariables,
} from "alb-auth";

/**
 * What each code of alb-auth means in a container. The package names its options; here their places
 * take the variables that set them.
 */
export const authErrors = Object.fromEntries(
  Object.entries(albAuthErrors).map(([code, { status, meaning, remedy }]) => [
    code,
    { status, meaning: withVariables(meaning), remedy: withVariables(remedy) },
  ]),
) as Readonly<Record<AlbAuthErrorCode, ErrorDescription>>;

function withVariables(text: string): string {
  return Object.entries(environmentVariables).reduce(
    (result, [option, variable]) => result.replaceAll(`\`${option}\``, `\`${variable}\``),
    text,
  );
}
