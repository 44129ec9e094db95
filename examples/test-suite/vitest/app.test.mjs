import { createAlbEmulator, synthesizedStacks } from "alb-emulator";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApp } from "../app.cjs";
import { signInTime } from "../sign-in-time.cjs";

let emulator;

beforeAll(async () => {
  emulator = await createAlbEmulator({
    source: synthesizedStacks("stacks"),
    services: { "tasks/web": createApp },
  });
});

afterAll(() => emulator.close());

test("signs in within a second", async () => {
  expect(await signInTime(emulator)).toBeLessThan(1000);
});

test("greets the user", async () => {
  const anna = await emulator.signIn("anna@example.com", emulator.urls.tasks);

  const response = await anna.fetch("/");

  expect(await response.text()).toBe("Hello, anna@example.com");
});
