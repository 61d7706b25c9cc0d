/** Sends a form anew without htmx when the answer was no, so that the page that says why is seen. */
export function showRefusals() {
  document.addEventListener("htmx:responseError", (event) => {
    const pressed = event.detail.elt;
    if (pressed instanceof HTMLFormElement) pressed.submit();
    // A button that belongs to a form elsewhere takes its own address along.
    else if (pressed instanceof HTMLButtonElement && pressed.form) pressed.form.requestSubmit(pressed);
  });
}
