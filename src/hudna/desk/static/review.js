// Keys of the review queue, and words chosen in the printed text. Everything works by its buttons too.
const printed = document.getElementById("words-of-report");
const accept = document.getElementById("accept"), reject = document.getElementById("reject"), correct = document.getElementById("correct");

// The words of the paragraph with their places, punctuation at their ends left off.
const text = printed.textContent;
const words = [...text.matchAll(/[\p{L}\p{N}\p{M}](?:\S*[\p{L}\p{N}\p{M}])?/gu)].map((found) => [found.index, found.index + found[0].length]);
const first = printed.querySelector(".m-trigger");
let from = 0, to = 0;
if (first) {
  const before = document.createRange();
  before.setStart(printed, 0);
  before.setEndBefore(first);
  const place = before.toString().length;
  from = to = Math.max(0, words.findIndex(([, end]) => end > place));
}

// Where a letter of the paragraph stands in the page.
function spot(place, end) {
  const walk = document.createTreeWalker(printed, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    if (place < node.length || (end && place === node.length)) return [node, place];
    place -= node.length;
  }
  return [printed, printed.childNodes.length];
}

function select() {
  const low = Math.min(from, to), high = Math.max(from, to);
  getSelection().setBaseAndExtent(...spot(words[low][0], false), ...spot(words[high][1], true));
}

// What is selected in the paragraph goes into the field for words; with Ctrl it is a further line there.
function take(further) {
  const chosen = getSelection().toString().trim();
  const field = correct.elements.words;
  if (!chosen || !printed.contains(getSelection().anchorNode)) return false;
  field.value = further && field.value ? `${field.value}\n${chosen}` : chosen;
  return true;
}

printed.addEventListener("keydown", (event) => {
  const steps = { ArrowLeft: 1, ArrowRight: -1 };
  if (event.key in steps && words.length) {
    event.preventDefault();
    to = Math.min(words.length - 1, Math.max(0, to + steps[event.key]));
    if (!event.shiftKey) from = to;
    select();
  } else if (event.key === "Enter" && take(event.ctrlKey)) {
    event.preventDefault();
    correct.elements.why.focus();
  }
});
printed.addEventListener("pointerup", (event) => { setTimeout(() => take(event.ctrlKey)); });

const keys = {
  a: () => accept.requestSubmit(),
  r: () => reject.elements.why.focus(),
  n: () => document.getElementById("next")?.click(),
  c: () => correct.elements.field.focus(),
  w: () => { printed.focus(); if (words.length) select(); },
};
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") { document.activeElement?.blur(); return; }
  if (event.target instanceof Element && event.target.closest("input, textarea, select")) return;
  if (event.ctrlKey || event.metaKey || event.altKey || !(event.key in keys)) return;
  event.preventDefault();
  keys[event.key]();
});
// A key that is held down, or pressed twice, sends one form.
for (const form of [accept, reject, correct]) {
  form.addEventListener("submit", (event) => { if (form.dataset.sent) event.preventDefault(); form.dataset.sent = "yes"; });
}
addEventListener("pageshow", () => { for (const form of [accept, reject, correct]) delete form.dataset.sent; });
