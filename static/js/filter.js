// Where the filters of a list are not beside it they fold away behind a button; without scripts they are simply shown.

const SMALL = window.matchMedia("(max-width: 74.99em)");

export function startFilter() {
  for (const filter of document.querySelectorAll('[data-module="oxle-filter"]')) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "govuk-button govuk-button--secondary oxle-filter__toggle";
    button.setAttribute("aria-controls", filter.id);
    // A mistake in a filter must be seen, so it starts unfolded.
    let open = filter.querySelector(".govuk-form-group--error") !== null;
    const show = () => {
      button.hidden = !SMALL.matches;
      filter.hidden = SMALL.matches && !open;
      button.textContent = open ? "Hide filters" : "Show filters";
      button.setAttribute("aria-expanded", String(open));
    };
    button.addEventListener("click", () => {
      open = !open;
      show();
    });
    filter.before(button);
    SMALL.addEventListener("change", show);
    show();
  }
}
