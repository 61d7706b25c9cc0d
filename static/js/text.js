/**
 * Choosing words in a draft text: by selecting them, or one by one with the keys.
 *
 * Without this, a reader leaves the words they mean in the quote of the form. Places are counted in characters as
 * Python counts them: a sign outside the basic plane is one.
 */
const length = (text) => [...text].length;

function wordsOf(body) {
  const copy = body.cloneNode(true);
  for (const note of copy.querySelectorAll(".spot__note")) note.remove();
  return copy.textContent;
}

/** The place of one end of a selection in the text of a paragraph. */
function placeOf(body, node, offset) {
  const range = document.createRange();
  range.selectNodeContents(body);
  range.setEnd(node, offset);
  const before = document.createElement("div");
  before.append(range.cloneContents());
  return length(wordsOf(before));
}

/** What is selected inside one paragraph; null when that is nothing, or in more than one. */
function selectedIn(selector) {
  const chosen = getSelection();
  if (!chosen.rangeCount || chosen.isCollapsed) return null;
  const range = chosen.getRangeAt(0);
  const bodyAt = (node) => (node instanceof Element ? node : node.parentElement)?.closest(selector);
  const body = bodyAt(range.startContainer);
  if (!body || body !== bodyAt(range.endContainer)) return null;
  const start = placeOf(body, range.startContainer, range.startOffset);
  const end = placeOf(body, range.endContainer, range.endOffset);
  const quote = [...wordsOf(body)].slice(start, end).join("").trim();
  return quote ? { body, start, end, quote } : null;
}

function whenSelected(selector, act) {
  let waiting;
  document.addEventListener("selectionchange", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => act(selectedIn(selector)), 200);
  });
}

/** On the page of the whole text: a bar with what can be done with the selected words. */
function offerBar(text, bar) {
  const says = bar.querySelector("[data-quote]");
  whenSelected(".draft__text", (found) => {
    const part = found?.body.closest("[data-url]");
    if (!part || !text.contains(part)) {
      bar.hidden = true;
      return;
    }
    says.textContent = `${text.dataset.chosen} “${found.quote.length > 90 ? `${found.quote.slice(0, 90)} …` : found.quote}”`;
    for (const link of bar.querySelectorAll("[data-kind]")) {
      link.href = `${part.dataset.url}?van=${found.start}&tot=${found.end}&soort=${link.dataset.kind}#reageren`;
    }
    bar.hidden = false;
  });
}

/** On the page of one paragraph: its words as buttons, and what is chosen in the quote of the form. */
function offerWords(chooser) {
  const body = document.querySelector("[data-body]");
  const form = document.querySelector(".remark-form");
  if (!body || !form) return;
  const { quote, start } = form.elements;
  const text = wordsOf(body);
  const [open, list, says] = chooser.children;
  const words = [...text.matchAll(/\S+/g)].map((match) => {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "words__one", textContent: match[0], tabIndex: -1 });
    button.setAttribute("aria-pressed", "false");
    list.append(button, " ");
    return { button, from: match.index, to: match.index + match[0].length };
  });
  let first = null;
  let last = null;

  function take(from, to) {
    quote.value = text.slice(from, to);
    start.value = length(text.slice(0, from));
    says.textContent = `${chooser.dataset.chosen} “${quote.value}”`;
  }
  function show() {
    const [from, to] = first === null ? [-1, -1] : [Math.min(first, last), Math.max(first, last)];
    words.forEach(({ button }, at) => button.setAttribute("aria-pressed", String(at >= from && at <= to)));
    if (first !== null) take(words[from].from, words[to].to);
  }
  function go(at) {
    for (const { button } of words) button.tabIndex = -1;
    words[at].button.tabIndex = 0;
    words[at].button.focus();
  }
  function stop() {
    first = last = null;
    show();
    take(0, text.length);
    says.textContent = chooser.dataset.whole;
    open.focus();
  }

  open.hidden = false;
  open.addEventListener("click", () => {
    const opens = list.hidden;
    list.hidden = !opens;
    open.setAttribute("aria-expanded", String(opens));
    if (opens) go(0);
  });
  list.addEventListener("click", (event) => {
    const at = words.findIndex(({ button }) => button === event.target);
    if (at < 0) return;
    // The first press is the first word, the second the last one; a third begins anew.
    if (first !== null && first === last && at !== first) last = at;
    else first = last = at;
    go(at);
    show();
  });
  list.addEventListener("keydown", (event) => {
    const at = words.findIndex(({ button }) => button === document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: words.length - 1 }[event.key];
    if (event.key === "Escape") stop();
    else if (to === undefined || at < 0 || to < 0 || to >= words.length) return;
    else {
      if (event.shiftKey) {
        first ??= at;
        last = to;
        show();
      }
      go(to);
    }
    event.preventDefault();
  });
  whenSelected("[data-body]", (found) => {
    if (!found) return;
    const from = text.indexOf(found.quote, [...text].slice(0, found.start).join("").length);
    take(from, from + found.quote.length);
  });
}

export function chooseWords() {
  const text = document.querySelector(".draft[data-chosen]");
  const bar = document.querySelector(".draft-bar");
  const chooser = document.querySelector(".words");
  if (text && bar) offerBar(text, bar);
  if (chooser) offerWords(chooser);
}
