// Warns before an idle person is signed out, and lets them stay without losing what they typed.
// Any page opened in another tab counts as use: tabs tell each other.

const MINUTE = 60_000;
const TOLD = "oxle-last-used";

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
      window.location.assign(window.location.pathname + window.location.search);
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
