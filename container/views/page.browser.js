"use strict";

// A page from the Back cache could show a user who has signed out.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

// Times are in UTC without script.
for (const time of document.querySelectorAll("time[datetime]")) {
  time.textContent = new Date(time.dateTime).toLocaleTimeString([], { timeStyle: "short" });
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.previousElementSibling.textContent);
    button.textContent = "Copied";
  });
}
