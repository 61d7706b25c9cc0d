/** Brings a person whose form came back to the list of what to change. */
export function focusSummary() {
  document.querySelector("[data-error-summary]")?.focus();
}
