// A wide table scrolls sideways in its own region. Only one that does scroll needs a place in the tab order.

export function startTables() {
  const regions = document.querySelectorAll(".oxle-scroll");
  const update = () => {
    for (const region of regions) {
      if (region.scrollWidth > region.clientWidth) {
        region.setAttribute("tabindex", "0");
      } else {
        region.removeAttribute("tabindex");
      }
    }
  };
  window.addEventListener("resize", update);
  update();
}
