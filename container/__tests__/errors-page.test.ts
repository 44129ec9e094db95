import { authErrors, type ErrorDescription } from "alb-auth";
import { appErrors } from "../app-errors";
import { expectGenerated, markdownTable } from "./support/generated-docs";

function tableOf(errors: Record<string, ErrorDescription>): string {
  return markdownTable(
    ["code", "status", "what happened", "what to do"],
    Object.entries(errors).map(([code, { status, meaning, remedy }]) => [
      `\`${code}\``,
      String(status),
      meaning,
      remedy,
    ]),
  );
}

describe("docs/errors.md", () => {
  it("has a row for every code of alb-auth, with its status, meaning and remedy", () => {
    expectGenerated("docs/errors.md", "alb-auth errors", tableOf(authErrors));
  });

  it("has a row for every code of the app, with its status, meaning and remedy", () => {
    expectGenerated("docs/errors.md", "app errors", tableOf(appErrors));
  });

  it("names no code twice", () => {
    const codes = [...Object.keys(authErrors), ...Object.keys(appErrors)];

    expect(new Set(codes).size).toBe(codes.length);
  });
});
