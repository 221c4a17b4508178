// A page that shows how far something has come asks again by itself, and goes where that leads once it is there.
// Without scripts a link on the page does the same.

const EVERY = 2000;
// Nobody is kept signed in for ever by a page that they left open.
const LONGEST = 15 * 60 * 1000;

export function startFollow() {
  const followed = document.querySelector("[data-follow]");
  if (!followed) {
    return;
  }
  followed.setAttribute("aria-live", "polite");
  const until = Date.now() + LONGEST;
  const look = async () => {
    const answer = await fetch(location.href).catch(() => null);
    if (answer?.redirected) {
      location.assign(answer.url);
      return;
    }
    if (answer?.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = page.querySelector("[data-follow]");
      if (!now) {
        location.reload();
        return;
      }
      if (now.textContent !== followed.textContent) {
        followed.replaceChildren(...now.childNodes);
      }
    }
    if (Date.now() < until) {
      setTimeout(look, EVERY);
    }
  };
  setTimeout(look, EVERY);
}
