/** What the pages do beyond HTML; each part finds its own elements and does nothing without them. */
import { keepDrafts } from "./draft.js";
import { countCharacters } from "./counter.js";
import { copyLinks } from "./copy.js";
import { focusSummary } from "./summary.js";
import { foldFilters } from "./filters.js";
import { placePins } from "./pin.js";
import { refreshCounts } from "./refresh.js";
import { showRefusals } from "./refused.js";
import { showSimilar } from "./similar.js";

keepDrafts();
countCharacters();
copyLinks();
focusSummary();
refreshCounts();
showRefusals();
placePins();
foldFilters();
showSimilar();
