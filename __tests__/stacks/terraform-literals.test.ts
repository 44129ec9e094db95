import { terraformLiterals } from "../../stacks/terraform-literals";

describe(terraformLiterals, () => {
  // Measured: `terraform apply` gave back the original of every escaped string.
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
  ])("escapes %j as %j", (text, literal) => {
    expect(terraformLiterals(text)).toBe(literal);
  });

  it("escapes strings everywhere, keys too, and changes nothing else", () => {
    const data = {
      list: ["${a}", 1, true, null, undefined],
      nested: { "${key}": { "%{k}": "v" } },
    };

    expect(terraformLiterals(data)).toEqual({
      list: ["$${a}", 1, true, null, undefined],
      nested: { "$${key}": { "%%{k}": "v" } },
    });
  });

  it("does not modify its argument", () => {
    const data = { text: "${a}", list: ["${b}"] };

    terraformLiterals(data);

    expect(data).toEqual({ text: "${a}", list: ["${b}"] });
  });
});
