/**
 * Whether a status counts as healthy: `200`, `200,302` and `200-399` are all ways to say which.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Matcher.html
 */
export function matchesStatus(matcher: string, status: number): boolean {
  return matcher.split(",").some((part) => {
    const [from, to = from] = part.trim().split("-");
    return Number(from) <= status && status <= Number(to);
  });
}
