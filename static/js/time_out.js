// Warns before an idle person is signed out, and lets them stay without losing what they typed.
// Whoever does not stay is signed out, and what they typed goes along to be kept for them: see oxle/core/typed.py.
// Any page opened in another tab counts as use: tabs tell each other.

const MINUTE = 60_000;
const TOLD = "oxle-last-used";
const FILLED_IN = "input:not([type=hidden], [type=file]), select, textarea";

function isTyped(control) {
  if (control.type === "checkbox" || control.type === "radio") return control.checked !== control.defaultChecked;
  if (control.matches("select")) {
    const before = [...control.options].find((option) => option.defaultSelected) ?? control.options[0];
    return before !== undefined && control.value !== before.value;
  }
  return control.value !== control.defaultValue;
}

function leave() {
  const form = document.querySelector("form[data-kept-at-time-out]");
  // A page that came back with mistakes holds what was typed as if it had been there from the start.
  const cameBack = document.querySelector(".govuk-error-summary") !== null;
  if (!form || !(cameBack || [...form.querySelectorAll(FILLED_IN)].some(isTyped))) {
    window.location.assign(window.location.pathname + window.location.search);
    return;
  }
  for (const file of form.querySelectorAll("input[type=file]")) file.disabled = true;
  // Says that this is to be kept and not to be done, should this browser's clock be fast.
  form.action = `${window.location.pathname}?time_out`;
  form.submit();
}

export function startTimeOut() {
  const dialog = document.querySelector('[data-module="oxle-time-out"]');
  if (!dialog) return;
  const idle = Number(dialog.dataset.idleMinutes) * MINUTE;
  const warn = Number(dialog.dataset.warnMinutes) * MINUTE;
  const remaining = dialog.querySelector("[data-remaining]");
  const form = dialog.querySelector("form");

  const used = () => window.localStorage.setItem(TOLD, String(Date.now()));
  const left = () => idle - (Date.now() - Number(window.localStorage.getItem(TOLD)));
  used();

  const check = () => {
    const milliseconds = left();
    if (milliseconds > warn) {
      if (dialog.open) dialog.close();
      return;
    }
    if (milliseconds < 0) {
      // Signed out by now. Nobody who passes an empty desk should read a child's record on it.
      leave();
      return;
    }
    const minutes = Math.max(0, Math.ceil(milliseconds / MINUTE));
    const words = minutes === 1 ? "1 minute" : `${minutes} minutes`;
    // Written only when it changes: a screen reader would read it out again each time.
    if (remaining.textContent !== words) remaining.textContent = words;
    if (!dialog.open) dialog.showModal();
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" });
    if (answer.ok) {
      used();
      dialog.close();
    } else {
      form.submit();
    }
  });
  // Escape means "carry on", so it must not close the warning and leave the clock running.
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    form.requestSubmit();
  });
  window.addEventListener("storage", check);
  window.setInterval(check, 5_000);
}
