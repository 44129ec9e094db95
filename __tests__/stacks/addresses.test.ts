import { environment as example } from "../../environments/example";
import { synthApplication, synthIdentity } from "../support/synth-environment";
import { declaredAddresses } from "../support/synth-references";

// Whoever has applied a stack has these addresses in the state. Another one for the same thing
// destroys it and makes it anew: a changed snapshot needs a `moved` block, or a very good reason.
describe("Terraform addresses", () => {
  it.each([
    ["shared-identity", synthIdentity(example)],
    ["tasks", synthApplication(example, "tasks")],
    ["notes", synthApplication(example, "notes")],
  ])("stay what they were in %s", (_, json) => {
    expect([...declaredAddresses(json)].sort()).toMatchSnapshot();
  });
});
