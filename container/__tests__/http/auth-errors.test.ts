import { albAuthErrors, environmentVariables } from "alb-auth";
import { authErrors } from "../../http/auth-errors";

describe("authErrors", () => {
  it("has every code of alb-auth, with the same status", () => {
    const statuses = (errors: Record<string, { status: number }>) =>
      Object.entries(errors).map(([code, { status }]) => [code, status]);

    expect(statuses(authErrors)).toEqual(statuses(albAuthErrors));
  });

  it.each(Object.entries(environmentVariables))(
    "names the option %s by its variable %s",
    (option, variable) => {
      const texts = (errors: object) => JSON.stringify(errors);

      expect(texts(albAuthErrors)).toContain(`\`${option}\``);
      expect(texts(authErrors)).not.toContain(option);
      expect(texts(authErrors)).toContain(`\`${variable}\``);
    },
  );
});
