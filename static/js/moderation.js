/**
 * The workbench by keyboard. Keys stand on the buttons (data-key); they can be switched off, and do nothing while
 * somebody types (WCAG 2.1.4). When the next case comes, its heading gets the focus.
 */
const SETTING = "moderation-keys";
const isOn = () => localStorage.getItem(SETTING) !== "off";
// Keys pressed while the next case is on its way would be about a case that nobody has read yet.
let isBusy = false;
const types = (element) => element.matches("textarea, select, input:not([type=radio], [type=checkbox])");

function offer() {
  for (const label of document.querySelectorAll("label.keys, label.all")) label.hidden = false;
  for (const box of document.querySelectorAll("[data-keys]")) box.checked = isOn();
  document.body.classList.toggle("without-keys", !isOn());
}

/** The sentences of the chosen rule only: their letters come back with every rule. */
function sentence(key) {
  const rule = document.querySelector(".ground input[name=rule]:checked")?.closest(".ground");
  return rule?.querySelector(`[data-sentence="${key}"]`);
}

function act(key) {
  const found = document.querySelector(`[data-key="${key}"]`) ?? sentence(key);
  if (!found) return false;
  found.focus();
  found.click();
  return true;
}

function decide(event) {
  const form = document.querySelector("[data-decide]")?.form;
  if (!form || event.target.closest("a, button, summary")) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("[data-decide]"));
}

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.isComposing || event.repeat || isBusy || !isOn()) return;
  const typing = types(event.target);
  if (event.key === "Enter" && (!typing || event.ctrlKey || event.metaKey)) decide(event);
  else if (!typing && !event.ctrlKey && !event.metaKey && event.key.length === 1 && act(event.key.toLowerCase())) {
    event.preventDefault();
  }
});

document.addEventListener("change", (event) => {
  const box = event.target;
  if (box.matches("[data-keys]")) {
    localStorage.setItem(SETTING, box.checked ? "on" : "off");
    offer();
  } else if (box.matches("[data-tick-all]")) {
    for (const one of document.querySelectorAll("input[name=case]")) one.checked = box.checked;
  } else if (box.matches("select[name=law]") && box.value) {
    box.closest(".ground").querySelector("input[name=rule]").checked = true;
  } else if (box.matches("input[name=rule]")) {
    // A sentence belongs to its rule, and a law to none.
    for (const one of document.querySelectorAll(".ground .sentences input:checked")) {
      if (!one.closest(".ground").contains(box)) one.checked = false;
    }
    const law = document.querySelector("select[name=law]");
    if (box.value && law) law.value = "";
  }
});

document.addEventListener("htmx:beforeRequest", () => { isBusy = true; });
document.addEventListener("htmx:afterRequest", () => { isBusy = false; });
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.elt.id !== "work") return;
  offer();
  window.scrollTo(0, 0);
  document.getElementById("heading")?.focus({ preventScroll: true });
});

offer();
