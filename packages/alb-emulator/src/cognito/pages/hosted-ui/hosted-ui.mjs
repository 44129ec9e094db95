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

/** What the browser says of a passkey that was not used, in words for its user. */
function passkeyMessage(error) {
  if (error.name === "NotAllowedError") return "No passkey was used. Try again.";
  if (error.name === "InvalidStateError") return "This device has a passkey for you already.";
  return `The browser cannot use a passkey here: ${error.message}`;
}

async function credentialOf({ passkey, options }) {
  const publicKey = JSON.parse(options);
  const credential =
    passkey === "create"
      ? await navigator.credentials.create({
          publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey),
        })
      : await navigator.credentials.get({
          publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey),
        });
  return JSON.stringify(credential.toJSON());
}

/* Without script there is no passkey, so its button is off until here. */
for (const form of document.querySelectorAll("form[data-passkey]")) {
  const button = form.querySelector("button");
  const notice = form.querySelector("[data-passkey-error]");
  button.disabled = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    notice.hidden = true;
    try {
      form.elements.credential.value = await credentialOf(form.dataset);
      form.submit();
    } catch (error) {
      notice.querySelector("span").textContent = passkeyMessage(error);
      notice.hidden = false;
      button.disabled = false;
    }
  });
}
