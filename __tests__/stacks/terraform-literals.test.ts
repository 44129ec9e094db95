import { terraformLiterals } from "../../stacks/terraform-literals";

describe(terraformLiterals, () => {
  // Every escaped text was put through `terraform apply`, which gave back the given one.
  it.each([
    ["${x}", "$${x}"],
    ["$${x}", "$$${x}"],
    ["$$${x}", "$$$${x}"],
    ["%{ if true }", "%%{ if true }"],
    ["%%{x}", "%%%{x}"],
    ["$%{x}", "$%%{x}"],
    ["%${x}", "%$${x}"],
    ["${${x}}", "$${$${x}}"],
    ["${", "$${"],
    ["%{", "%%{"],
    ["$", "$"],
    ["100 %", "100 %"],
    ['"q" \n \\n ${y}', '"q" \n \\n $${y}'],
    ["ünï 日本", "ünï 日本"],
    ["", ""],
  ])("writes %j as %j", (text, literal) => {
    expect(terraformLiterals(text)).toBe(literal);
  });

  it("escapes texts wherever they are, keys too, and changes nothing else", () => {
    const data = {
      list: ["${a}", 1, true, null, undefined],
      nested: { "${key}": { "%{k}": "v" } },
    };

    expect(terraformLiterals(data)).toEqual({
      list: ["$${a}", 1, true, null, undefined],
      nested: { "$${key}": { "%%{k}": "v" } },
    });
  });

  it("leaves the given data as it was", () => {
    const data = { text: "${a}", list: ["${b}"] };

    terraformLiterals(data);

    expect(data).toEqual({ text: "${a}", list: ["${b}"] });
  });
});
