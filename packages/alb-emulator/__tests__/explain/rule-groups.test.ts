import { explanationText } from "../../src/cli/explanation-text.ts";
import { explainRequest } from "../../src/explain/explain-request.ts";
import type { RequestToExplain } from "../../src/explain/request-explanation.ts";
import type { Rule } from "../../src/model/load-balancer.ts";
import { forward, host, login, model, paths, rule } from "../load-balancer/support/model.ts";
import { emulatorModel } from "./support.ts";

it("says which groups the container lets pass", () => {
  const admin: Rule = {
    ...rule(1, [paths("/admin")], login(), forward),
    groups: ["admins", "it"],
  };
  const explanationOf = (options: Partial<RequestToExplain>, of = admin) =>
    explainRequest(emulatorModel(model([of])), { url: `https://${host}/admin`, ...options });
  const found = explanationOf({ groups: ["admins"] });

  expect(found).toMatchObject({
    access: "login",
    response: { type: "target", requiredGroups: ["admins", "it"] },
    rules: [{ access: "sign in, with openid; groups: admins, it (enforced by the container)" }, {}],
  });
  expect(explanationText(found)).toContain(
    "The container lets users pass who are in one of the groups admins, it (ROUTE_GROUPS), and returns 403 for others: the load balancer does not evaluate groups.\nThis user is in admins: passes.",
  );
  expect(explanationText(explanationOf({}))).toContain(
    "  The container lets users pass who are in one of the groups admins, it",
  );
  expect(explanationOf({}, rule(1, [paths("/admin")], login(), forward))).not.toHaveProperty(
    "response.afterSignIn.requiredGroups",
  );
});
