// Small comforts. Every page works without this file.

// "/" goes to the name search, unless somebody is writing.
addEventListener("keydown", (event) => {
  const search = document.getElementById("name-search");
  const writing = event.target instanceof Element && event.target.closest("input, textarea, select");
  if (event.key === "/" && search && !writing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    search.focus();
  }
});

// After a refused form, the summary of what to mend is read first.
document.getElementById("errors")?.focus();

// A form is sent once, however often its button is pressed. The server would notice; the person need not wonder.
addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
  }
  form.dataset.sent = "yes";
});

// A page that comes back from the browser's memory may be sent again.
addEventListener("pageshow", (event) => {
  if (event.persisted) {
    for (const form of document.forms) {
      delete form.dataset.sent;
    }
  }
});
