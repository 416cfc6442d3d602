// Elements, made by their names and never from text: nothing that an author typed is ever read as HTML.
import {withoutCommands} from "./names.js";

export function make(name, settings = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(settings)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "value") element.value = value;
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

export const count = (number, one, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;

export function field(label, input, note = "") {
  const id = input.id || `field-${Math.random().toString(36).slice(2)}`;
  input.id = id;
  if (note) input.setAttribute("aria-describedby", `${id}-note`);
  return make("p", {class: "field"}, make("label", {for: id}, label), input, note && make("small", {id: `${id}-note`}, note));
}

// A field for words of one line, which grows with them so that all are seen.
export function line(settings = {}) {
  const box = make("textarea", {rows: "1", class: "line", ...settings});
  box.addEventListener("keydown", event => event.key === "Enter" && event.preventDefault());
  box.addEventListener("input", () => {
    if (/\n/.test(box.value)) box.value = box.value.replaceAll(/\s*\n\s*/g, " ");
  }, true);
  return box;
}

// Each control in a box, by what it is called there and how many are called so before it.
function controlsOf(box) {
  const seen = new Map();
  return new Map(Array.from(box.querySelectorAll("a[href], button, input, select, textarea, summary"), each => {
    const name = each.id || each.dataset.file || `${each.getAttribute("aria-label") ?? each.textContent} ${each.getAttribute("href")}`;
    seen.set(name, (seen.get(name) ?? 0) + 1);
    return [`${name} ${seen.get(name)}`, each];
  }));
}

// Where a finger or a button of a mouse is down, and what waits until it is up: a button that is another one by then is not clicked.
let pressed = null, waiting = [];
addEventListener("pointerdown", event => { pressed = event.button ? null : event.target; }, true);
for (const kind of ["pointerup", "pointercancel", "blur"])
  addEventListener(kind, () => {
    pressed = null;
    setTimeout(() => waiting.splice(0).forEach(draw => draw()));  // when the click has been heard
  });  // the blur of the window alone

// Draw a box anew under somebody's hands: what has the focus in it keeps it, with what is chosen in that. Where it has gone, the
// box itself is where one stands: a key that is on its way does nothing to what stands there now.
export function redraw(box, draw) {
  if (pressed && box.contains(pressed)) return void waiting.push(() => redraw(box, draw));
  const here = document.activeElement, [name] = box.contains(here) ? [...controlsOf(box)].find(([, each]) => each === here) ?? [] : [];
  const {selectionStart, selectionEnd} = here;
  draw();
  if (!name || document.activeElement === here) return;
  const found = controlsOf(box).get(name) ?? Object.assign(box, {tabIndex: -1});
  found.focus({preventScroll: true});
  if (selectionStart !== null) found.setSelectionRange?.(selectionStart, selectionEnd);
}

// Where a screen says what became of what was asked, and what says it (`kind` is "", busy or wrong); and what reads something,
// again and again: why it could not is said until it can.
export function saying() {
  const said = make("div", {class: "said", role: "status"});
  const tell = (words, kind = "") => {
    said.dataset.kind = kind;
    said.textContent = withoutCommands(words);
    said.scrollTop = 0;
  };
  let why = "";
  return [said, tell, async read => {
    try {
      await read();
      if (said.textContent === why) tell("");
    } catch (error) {
      tell(error.message, "wrong");
      why = said.textContent;
    }
  }];
}

export function download(name, blob) {
  const address = URL.createObjectURL(blob);
  make("a", {href: address, download: name}).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
