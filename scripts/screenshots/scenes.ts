import type { Page } from "playwright-core";
import type { Addresses } from "./addresses";
import { signInAddress, signInAs, unregisteredCallback } from "./traffic";

/** Takes a picture of the page under a name. */
export type Shot = (name: string) => Promise<void>;

export type Scene = (page: Page, shot: Shot, addresses: Addresses) => Promise<void>;

/** States of the inspector, by the text of the row that leads to each. */
const entries = [
  ["story", "Sign-in of anna"],
  ["silent-sign-in", "Silent sign-in"],
  ["denied", "/admin"],
  ["cognito-refused", "Cognito refused it"],
  ["callback-refused", "AuthInvalidStateParam"],
  ["load-balancer-denied", "/api/me"],
  ["public", "/public"],
] as const;

/** The inspector's states, after some traffic. */
export const visitInspector: Scene = async (page, shot, { inspector }) => {
  await page.goto(inspector);
  await page.locator(".row").first().waitFor();
  await shot("inspector-list");
  for (const [name, text] of entries) {
    await page.goto(inspector);
    await page.locator(".item > .row", { hasText: text }).first().click();
    await page.locator("#detail-title").waitFor();
    await shot(`inspector-${name}`);
  }
  await page.goto(inspector);
  await page.locator(".twist").first().click();
  await shot("inspector-steps");
  await page.fill("#find", "ctrl-nothing");
  await shot("inspector-no-match");
  await page.fill("#find", "");
  await page.click("#clear");
  await shot("inspector-cleared");
};

/** The sign-in pages, the errors of Cognito and load balancer, and the pages of the example. */
export const visitPages: Scene = async (page, shot, addresses) => {
  await visitSignIn(page, shot, addresses);
  await visitErrors(page, shot, addresses);
  await visitExample(page, shot, addresses);
};

const visitSignIn: Scene = async (page, shot, { tasks }) => {
  const email = `mia${Date.now()}@example.com`;
  await page.goto(`${tasks}/`);
  await shot("sign-in");
  await page.fill('input[type="email"]', "anna@example.com");
  await page.fill('.card input[type="password"]', "wrong");
  await page.click('button[name="signInSubmitButton"]');
  await shot("sign-in-error");
  await page.click("text=Create an account");
  await page.fill("#email", email);
  await page.fill("#password", "short");
  await shot("sign-up");
  await page.click('button[name="signUpButton"]');
  await shot("sign-up-error");
  await page.fill("#password", "Correct-Horse-7-Battery");
  await page.click('button[name="signUpButton"]');
  await shot("confirm");
  await page.fill("#code", "000000");
  await page.click('button[name="confirm"]');
  await shot("confirm-error");
  await page.goto(`${tasks}/`);
  await page.click("text=Forgot your password?");
  await shot("forgot-password");
  await page.fill("#username", "anna@example.com");
  await page.click('button[name="reset_my_password"]');
  await shot("reset-password");
};

const visitErrors: Scene = async (page, shot, { tasks, notes }) => {
  const address = await signInAddress(page, notes);
  await page.goto(unregisteredCallback(address));
  await shot("cognito-redirect-mismatch");
  const unknown = new URL(address);
  unknown.searchParams.set("client_id", "nope");
  await page.goto(unknown.href);
  await shot("cognito-unknown-client");
  const { port } = new URL(tasks);
  await page.goto(`http://localhost:${port}/`);
  await shot("opened-as-localhost");
  await page.goto(`${tasks}/oauth2/idpresponse?code=8f2e1c7a&state=from-elsewhere`);
  await shot("load-balancer-401");
};

const visitExample: Scene = async (page, shot, { tasks }) => {
  await page.goto(`${tasks}/public`);
  await shot("app-public");
  await signInAs(page, `${tasks}/`, "ben");
  await shot("app-start-ben");
  await page.goto(`${tasks}/admin`);
  await shot("app-403");
  await page.context().clearCookies();
  await signInAs(page, `${tasks}/`, "anna");
  await shot("app-start-anna");
  for (const path of ["tasks", "admin", "public", "no-such-page", "logout"]) {
    await page.goto(`${tasks}/${path}`);
    await shot(`app-${path}-signed-in`);
  }
  await page.context().clearCookies();
  await page.goto(`${tasks}/signed-out`);
  await shot("app-signed-out");
};
