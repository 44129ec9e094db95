import { formatPath } from "../../config/issue";

describe(formatPath, () => {
  it.each([
    [["applications", "app", "routes", 2, "conditions"], "applications.app.routes[2].conditions"],
    [["applications", "my-app", "hostName"], 'applications["my-app"].hostName'],
    [["tags", 'a"b'], 'tags["a\\"b"]'],
    [["my-app"], '["my-app"]'],
    [[], ""],
  ])("writes %j as TypeScript does", (path, text) => {
    expect(formatPath(path)).toBe(text);
  });
});
