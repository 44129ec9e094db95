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

  it("takes the file's name for the environment's when the file gives none", async () => {
    expect((await loadEnvironment("minimal")).name).toBe("minimal");
  });

  it.each(["nope", "", "../main", "Minimal", "constructor"])(
    "rejects a name without a file, and lists those there are: %j",
    async (name) => {
      const message = await failure(name);

      expect(message).toContain(`ENVIRONMENT = ${JSON.stringify(name)}`);
      expect(message).toMatch(/example.*minimal/);
    },
  );

  it("lists every issue of the file under its name", async () => {
    jest.doMock(minimal, () => ({ environment: { ...fullEnvironment(), region: 5, mfa: "on" } }));

    const message = await failure("minimal");

    expect(message).toContain("environments/minimal.ts: 2 issues. Nothing was written.");
    expect(message).toContain("region = 5");
    expect(message).toContain('mfa = "on"');
  });

  it("says what to export when the file exports no environment", async () => {
    jest.doMock(minimal, () => ({ default: fullEnvironment() }));

    expect(await failure("minimal")).toContain("export const environment = defineEnvironment(");
  });

  it("says in one sentence why the file itself fails", async () => {
    jest.doMock(minimal, () => {
      throw new Error("HOST_NAME is not set");
    });

    expect(await failure("minimal")).toContain(
      "environments/minimal.ts fails while it is read: HOST_NAME is not set",
    );
  });
});
