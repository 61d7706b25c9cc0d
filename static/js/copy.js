/** Copies an address; the button is only there when it can work. */
export function copyLinks() {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.closest("[hidden]")?.removeAttribute("hidden");
    button.addEventListener("click", async () => {
      const label = button.querySelector("[data-copy-label]") ?? button;
      await navigator.clipboard.writeText(new URL(button.dataset.copy, location.href).href);
      label.textContent = button.dataset.copied;
    });
  }
}
