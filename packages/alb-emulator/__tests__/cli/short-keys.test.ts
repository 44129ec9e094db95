import { once } from "node:events";
import { PassThrough } from "node:stream";
import { bindShortKeys } from "../../src/cli/short-keys.ts";

describe(bindShortKeys, () => {
  it("runs what a line names, and nothing for another line", async () => {
    const input = new PassThrough();
    const runs: string[] = [];
    const written: string[] = [];
    const key = (name: string) => ({
      key: name,
      description: `does ${name}`,
      run: () => runs.push(name),
    });
    bindShortKeys(input, [key("o"), key("r")], (text) => written.push(text));

    input.end("o\n\nhello\n r \nh\n");
    await once(input, "close");

    expect(runs).toEqual(["o", "r"]);
    expect(written.join("")).toMatch(/o \+ Enter {3}does o\n.*r \+ Enter.*\n.*h \+ Enter/);
  });

  it("reads nothing after it was stopped", () => {
    const input = new PassThrough();
    const runs: string[] = [];
    const stop = bindShortKeys(
      input,
      [{ key: "q", description: "quit", run: () => runs.push("q") }],
      () => {},
    );

    stop();
    input.write("q\n");

    expect([runs, input.isPaused()]).toEqual([[], true]);
  });
});
