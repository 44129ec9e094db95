/**
 * Whether a status counts as healthy. A matcher is a value, a list or a range: `200`, `200,302`,
 * `200-399`.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Matcher.html
 */
export function matchesStatus(matcher: string, status: number): boolean {
  return matcher.split(",").some((part) => {
    const [from, to = from] = part.trim().split("-");
    return Number(from) <= status && status <= Number(to);
  });
}
