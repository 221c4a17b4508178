// Starts what makes a page nicer to use. Each part stands alone: one that fails leaves the page as it was.
import { startFilter } from "./filter.js";
import { startFollow } from "./follow.js";
import { startShortcuts } from "./shortcuts.js";
import { startTables } from "./tables.js";
import { startTimeOut } from "./time_out.js";

startFilter();
startFollow();
startShortcuts();
startTables();
startTimeOut();

const [govuk, moj] = await Promise.all([
  import("../govuk/govuk-frontend.min.js"),
  import("../moj/moj-frontend.min.js"),
]);
govuk.initAll();
govuk.createAll(moj.ButtonMenu);
govuk.createAll(moj.Alert);
document.documentElement.dataset.ready = "true";
