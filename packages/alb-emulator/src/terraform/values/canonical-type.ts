/** The provider has two names for each of these types. */
export function canonicalType(type: string): string {
  return type
    .replace(/^aws_alb(_|$)/, "aws_lb$1")
    .replace(/^aws_cognito_user_pool_group$/, "aws_cognito_user_group");
}
