/** Says how many characters are left, politely and not at every key. */
const QUIET = 900;

export function countCharacters() {
  for (const counter of document.querySelectorAll("[data-counter-for]")) {
    const field = document.getElementById(counter.dataset.counterFor);
    if (!field) continue;
    const most = Number(counter.dataset.most);
    const spoken = document.createElement("span");
    spoken.className = "visually-hidden";
    spoken.setAttribute("role", "status");
    counter.after(spoken);
    let timer;
    const show = () => {
      const left = most - [...field.value].length;
      const text = (left < 0 ? counter.dataset.over : counter.dataset.left).replace("{}", Math.abs(left).toLocaleString(document.documentElement.lang));
      counter.textContent = text;
      counter.classList.toggle("counter--over", left < 0);
      return text;
    };
    field.addEventListener("input", () => {
      const text = show();
      clearTimeout(timer);
      timer = setTimeout(() => { spoken.textContent = text; }, QUIET);
    });
    show();
  }
}
