import { inspect } from "node:util";
import { loadEnvironment } from "../../config/load-environment";
import { UserError } from "../../config/user-error";
import { fullEnvironment } from "./valid-environment";

const minimal = "../../environments/minimal.ts";

async function failure(name: string): Promise<string> {
  const error = await loadEnvironment(name).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(UserError);
  return (error as UserError).message;
}

describe(loadEnvironment, () => {
  afterEach(() => jest.resetModules());

  it("uses the name of the file when the environment has none", async () => {
    expect((await loadEnvironment("minimal")).name).toBe("minimal");
  });

  it.each(["nope", "", "../main", "Minimal", "constructor"])(
    "rejects a name without a file, and lists the existing ones: %j",
    async (name) => {
      const message = await failure(name);

      expect(message).toContain(`Environment ${JSON.stringify(name)} has no file in environments/`);
      expect(message).toMatch(/example.*minimal/);
    },
  );

  it("suggests the name that is probably meant", async () => {
    expect(await failure("minimla")).toContain('Did you mean "minimal"?');
  });

  it("lists every issue of the file, each with its line", async () => {
    jest.doMock(minimal, () => ({ environment: { ...fullEnvironment(), region: 5, mfa: "on" } }));

    const message = await failure("minimal");

    expect(message).toContain("environments/minimal.ts: 2 issues. Nothing was written.");
    expect(message).toContain("region = 5\n     At:    environments/minimal.ts:5\n");
    expect(message).toContain('mfa = "on"');
  });

  it("says what to export when the file does not export an environment", async () => {
    jest.doMock(minimal, () => ({ default: fullEnvironment() }));

    expect(await failure("minimal")).toContain("export const environment = defineEnvironment(");
  });

  it("says why the file cannot be loaded", async () => {
    jest.doMock(minimal, () => {
      throw new Error("HOST_NAME is not set");
    });

    expect(await failure("minimal")).toContain(
      "environments/minimal.ts fails while it is loaded: HOST_NAME is not set",
    );
  });

  it("says at which line the file fails", async () => {
    jest.doMock(minimal, () => {
      const error = new Error("HOST_NAME is not set");
      error.stack = "Error: …\n    at Object.<anonymous> (/project/environments/minimal.ts:7:5)";
      throw error;
    });

    expect(await failure("minimal")).toContain(
      "environments/minimal.ts:7 fails while it is loaded",
    );
  });

  it.each([
    ["a string", "HOST_NAME is not set"],
    ["an object without a prototype", Object.create(null)],
    ["an object that cannot be printed", { [inspect.custom]: () => JSON.parse("{") }],
  ])("reports a thrown value that is not an error: %s", async (_, thrown) => {
    jest.doMock(minimal, () => {
      throw thrown;
    });

    expect(await failure("minimal")).toContain(
      "environments/minimal.ts fails while it is loaded: ",
    );
  });
});
