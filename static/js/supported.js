// Tells the stylesheets, before the page is drawn, that scripts run here. Without it every page still works.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}
