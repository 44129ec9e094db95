/* All of this is extra: the forms work, and the server checks the password, without it. */
for (const button of document.querySelectorAll(".reveal button")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const input = button.parentElement.querySelector("input");
    const isShown = input.type === "text";
    input.type = isShown ? "password" : "text";
    button.textContent = isShown ? "Show" : "Hide";
    button.setAttribute("aria-pressed", String(!isShown));
  });
}

for (const list of document.querySelectorAll(".rules")) {
  const input = document.getElementById(list.dataset.for);
  const check = () => {
    for (const rule of list.children) {
      const isMet = new RegExp(rule.dataset.pattern, "u").test(input.value);
      rule.dataset.met = String(isMet);
      rule.querySelector(".said").textContent = isMet ? "met: " : "";
    }
  };
  input.addEventListener("input", check);
  check();
}

for (const button of document.querySelectorAll("[data-fill]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const input = document.getElementById(button.dataset.fill);
    input.value = button.dataset.value;
    input.focus();
  });
}
