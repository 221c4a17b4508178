// Keyboard shortcuts: an element with data-key="g w" is followed (or focused, if it is typed into) by pressing g, w.
// They can be turned off, because a single letter can be pressed, or spoken, by accident (WCAG 2.1.4).

const STORED = "oxle-shortcuts-off";
const PAUSE = 1500; // milliseconds between the first and the second key of a pair

function isOff() {
  return window.localStorage.getItem(STORED) === "yes";
}

function isTyping(target) {
  return target.closest("input, textarea, select, dialog, [contenteditable]") !== null;
}

function follow(element) {
  if (element.matches("input, textarea, select")) {
    element.focus();
    element.select?.();
  } else {
    element.click();
  }
}

function key(name) {
  const made = document.createElement("kbd");
  made.textContent = name;
  return made;
}

// The footer names the shortcuts that this very page has, with a switch.
function startSwitch(elements) {
  const place = document.querySelector('[data-module="oxle-shortcuts"]');
  if (!place || elements.length === 0) return;
  const list = place.querySelector("[data-list]");
  for (const element of elements) {
    const keys = element.dataset.key.split(" ");
    keys.forEach((name, number) => list.append(number ? " then " : "", key(name)));
    list.append(` ${element.dataset.keyLabel ?? element.textContent.trim().toLowerCase()}. `);
  }
  const button = place.querySelector("button");
  const show = () => {
    button.setAttribute("aria-pressed", String(isOff()));
  };
  button.addEventListener("click", () => {
    window.localStorage.setItem(STORED, isOff() ? "no" : "yes");
    show();
  });
  place.hidden = false;
  show();
}

export function startShortcuts() {
  const elements = [...document.querySelectorAll("[data-key]")];
  startSwitch(elements);
  let first = "";
  let firstAt = 0;
  document.addEventListener("keydown", (event) => {
    if (isOff() || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const now = Date.now();
    const pair = now - firstAt < PAUSE ? `${first} ${event.key}` : "";
    const found = elements.find((element) => element.dataset.key === event.key || element.dataset.key === pair);
    first = event.key;
    firstAt = now;
    if (!found) return;
    event.preventDefault();
    follow(found);
  });
}
