/** Sends a form anew without htmx when the answer was no, so that the page that says why is seen. */
export function showRefusals() {
  document.addEventListener("htmx:responseError", (event) => {
    const form = event.detail.elt;
    if (form instanceof HTMLFormElement) form.submit();
  });
}
