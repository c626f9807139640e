// A report: what the pointer or the keyboard is on is drawn in the panel, and its words light up in the text.

const panel = document.getElementById("shown");
const resting = panel.cloneNode(true).childNodes;
const marks = document.querySelectorAll("[data-m]");
let lit = "";

function tokensOf(element) {
  return element.dataset.m.split(" ").filter(Boolean).map((token) => token.split(":"));
}

// An entry is told of before the saying in which it stands, and of several sayings the innermost.
function meantBy(element) {
  const tokens = tokensOf(element);
  const wanted = ["trigger", "cue", "source", "content"];
  for (const kind of wanted) {
    const found = tokens.filter(([, own]) => own === kind);
    if (found.length) return found[found.length - 1][0];
  }
  return tokens.length ? tokens[tokens.length - 1][0] : "";
}

function light(name) {
  if (name === lit) return;
  lit = name;
  for (const element of marks) {
    const kinds = tokensOf(element).filter(([of]) => of === name).map(([, kind]) => kind);
    element.classList.toggle("lit", kinds.length > 0);
    element.classList.toggle("lit-part", kinds.some((kind) => kind !== "content"));
  }
  panel.classList.toggle("on", name !== "");
  const drawing = document.getElementById(`t-${name}`);
  if (drawing) panel.replaceChildren(drawing.content.cloneNode(true));
  else panel.replaceChildren(...[...resting].map((node) => node.cloneNode(true)));
}

for (const element of marks) {
  element.addEventListener("pointerenter", () => light(meantBy(element)));
  element.addEventListener("focus", () => light(meantBy(element)));
}
document.addEventListener("keydown", (event) => { if (event.key === "Escape") light(""); });

// A finger has no way to point without touching: the first touch shows what is marked, the second opens it.
let shownByTouch = "";
document.addEventListener("pointerdown", (event) => {
  const mark = event.target instanceof Element ? event.target.closest(".body a[data-m]") : null;
  if (event.pointerType === "touch") shownByTouch = mark && meantBy(mark) !== shownByTouch ? meantBy(mark) : "";
  if (event.pointerType === "touch" && !mark && !panel.contains(event.target)) light("");
});
document.addEventListener("click", (event) => {
  const mark = event.target instanceof Element ? event.target.closest(".body a[data-m]") : null;
  if (mark && shownByTouch && meantBy(mark) === shownByTouch) {
    event.preventDefault();
    light(shownByTouch);
  }
});
