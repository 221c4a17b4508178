// A wide table scrolls sideways in its own region. Only one that does scroll needs a place in the tab order.

const update = (region) => {
  if (region.scrollWidth > region.clientWidth) {
    region.setAttribute("tabindex", "0");
  } else {
    region.removeAttribute("tabindex");
  }
};

export function startTables() {
  // Not only the window makes it narrow: a font that comes late makes the words within it wider, an opened detail longer.
  const watch = new ResizeObserver((changed) => changed.forEach(({ target }) => update(target.closest(".oxle-scroll"))));
  for (const region of document.querySelectorAll(".oxle-scroll")) {
    update(region);
    [region, ...region.children].forEach((each) => watch.observe(each));
  }
}
