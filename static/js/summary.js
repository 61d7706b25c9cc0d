/** Brings a person whose form came back to the list of what to change. */
export function focusSummary() {
  const summary = document.querySelector("[data-error-summary]");
  summary?.focus();
  // An address that names a place on the page takes the focus away again, once all of the page is there.
  if (summary && location.hash) addEventListener("load", () => summary.focus());
}
