/** What the pages of consultations do beyond HTML, besides what all pages do. */
import { proveWork } from "./proof.js";
import { fillInSurveys } from "./survey.js";
import { chooseWords } from "./text.js";

fillInSurveys();
proveWork();
chooseWords();
