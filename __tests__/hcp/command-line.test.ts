import { parseCommandLine } from "../../scripts/hcp/command-line";

const image = `example.com/web@sha256:${"0a".repeat(32)}`;

describe("npm run hcp", () => {
  it("plans a stack by default", () => {
    expect(parseCommandLine(["run", "tasks", "--image", `web=${image}`])).toEqual({
      help: false,
      command: "run",
      stack: "tasks",
      environment: undefined,
      apply: false,
      yes: false,
      destroy: false,
      images: [{ stack: undefined, service: "web", image }],
      message: undefined,
    });
  });

  it("reports everything that it does not understand together", () => {
    const parse = () => parseCommandLine(["run", "a", "b", "--yes", "--image", "web=nginx:latest"]);

    expect(parse).toThrow(/--image web=nginx:latest: must be/);
    expect(parse).toThrow(/"b" has no meaning/);
    expect(parse).toThrow(/--yes has no meaning without --apply/);
  });

  it.each([
    [[], "A command is missing"],
    [["plan", "tasks"], '"plan" is not a command'],
    [["run"], "run needs the name of a stack"],
    [["count", "tasks"], "count looks at every stack"],
    [["count", "--apply"], "belong to run"],
    [["run", "tasks", "--auto-approve"], "Unknown option '--auto-approve'"],
  ])("rejects %j", (args, message) => {
    expect(() => parseCommandLine(args)).toThrow(message);
  });
});
