// What every page does: nothing that it needs in order to be read.

// A filter that is changed by choosing is applied at once; what is typed waits for the key.
for (const form of document.querySelectorAll("form.filters")) {
  form.addEventListener("change", (event) => {
    if (event.target instanceof HTMLSelectElement) form.requestSubmit();
  });
  // What was left empty does not clutter the address.
  form.addEventListener("submit", () => {
    for (const field of form.elements) if ("value" in field && field.name && field.value === "") field.disabled = true;
  });
}

// "/" goes to the search field, as in many a newsroom.
document.addEventListener("keydown", (event) => {
  const typing = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const seek = document.getElementById("seek");
    if (seek) { event.preventDefault(); seek.focus(); }
  }
});
