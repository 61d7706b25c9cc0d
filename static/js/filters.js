/** Folds the filters away on a phone, where they would push the list off the screen. */
export function foldFilters() {
  if (matchMedia("(min-width: 56rem)").matches) return;
  for (const box of document.querySelectorAll("details.filter-box")) box.open = false;
}
