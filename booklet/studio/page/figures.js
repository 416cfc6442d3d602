// Figures made from data: a form for each kind, and the drawing as one types. What is true is saved, in its entry of the file.
import * as api from "./api.js";
import {field, make, redraw, saying} from "./dom.js";
import {formOf} from "./form.js";

const FILE = "numbers.json";
const PAUSE_MS = 250;
const WEIGHTS = [400, 500, 700, 800];

// The entries of the list with where each stands in the text, so that all others stay as they were typed.
export function entriesOf(text) {
  const found = [];
  let depth = 0, start = 0, isText = false;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (isText) {
      if (sign === "\\") at++;
      else if (sign === '"') isText = false;
    } else if (sign === '"') isText = true;
    else if (sign === "{" && depth++ === 0) start = at;
    else if (sign === "}" && --depth === 0) found.push({start, end: at + 1, entry: JSON.parse(text.slice(start, at + 1))});
  }
  return found;
}

// The text without an entry, and without the comma that held it to its neighbour.
export function withoutEntry(text, {start, end}) {
  const before = text.slice(0, start), after = text.slice(end);
  return /^\s*,/.test(after) ? before + after.replace(/^\s*,\s*/, "") : before.replace(/,?\s*$/, "") + after;
}

export function withEntry(text, place, entry) {
  const written = JSON.stringify(entry, null, 2).replaceAll("\n", "\n  ");
  if (place) return text.slice(0, place.start) + written + text.slice(place.end);
  const last = entriesOf(text).at(-1);
  return last ? `${text.slice(0, last.end)},\n\n  ${written}${text.slice(last.end)}` : `[\n  ${written}\n]\n`;
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

// What was typed in an entry, put into what somebody else has made of it; and what of it is something else there by now.
export function mergedEntry(was, typed, theirs) {
  const merged = {...theirs}, lost = [];
  for (const name of new Set([...Object.keys(was), ...Object.keys(typed)])) {
    if (same(typed[name], was[name]) || same(typed[name], theirs[name])) continue;
    if (!same(theirs[name], was[name])) lost.push(`${name}: ${JSON.stringify(typed[name]) ?? "nothing"}`);
    else if (name in typed) merged[name] = typed[name];
    else delete merged[name];
  }
  return {merged, lost};
}

let faces;
async function fonts() {
  faces ??= Promise.all(WEIGHTS.map(async weight => {
    const bytes = new Uint8Array(await (await fetch(`fonts/atkinson-hyperlegible-next-latin-${weight}-normal.woff2`)).arrayBuffer());
    const code = btoa(Array.from(bytes, each => String.fromCharCode(each)).join(""));
    return `@font-face{font-family:"Atkinson Hyperlegible Next";font-weight:${weight};src:url(data:font/woff2;base64,${code})}`;
  }));
  return (await faces).join("");
}

export function figures(main, known) {
  const choice = make("select", {onchange: () => next(choice.value)});
  const kinds = make("select", {});
  const form = make("form", {onsubmit: event => event.preventDefault()});
  const drawing = make("img", {class: "drawing", alt: "", hidden: true});
  const called = make("p", {class: "hint"});
  const another = make("button", {type: "button", onclick: begin, disabled: true}, "Begin it");  // until the kinds are known
  const out = make("p", {hidden: true}, make("button", {type: "button", onclick: () => takeOut()}, "Take out this figure"));
  const [said, tell, reading] = saying();
  const disk = new api.OnDisk(FILE);
  let told = {}, held = null, was = "", note = "", timer = 0, isWarned = false, turn = 0, saving = Promise.resolve();

  function list() {
    const entries = entriesOf(disk.words).filter(({entry}) => entry.chart !== "none");
    choice.replaceChildren(...entries.map(({entry}) => make("option", {value: entry.id}, `${entry.id}: ${entry.title ?? ""}`)));
    choice.disabled = !entries.length;
    for (const part of [choice.closest(".field"), drawing, out]) part.hidden = !entries.length;
    return entries;
  }

  const placeOf = id => entriesOf(disk.words).find(each => each.entry.id === id);

  // The name, or where it is taken the first number that is free.
  function free(id) {
    for (let number = 1; placeOf(id); number++) id = `figure_${number}`;
    return id;
  }

  function pick(id) {
    const found = placeOf(id);
    if (!found) return;
    held = found.entry;
    was = id;
    note = "";
    choice.value = id;
    tell("");
    show();
    draw(false);
  }

  function show() {
    const schema = told.kinds[held.chart];
    if (!schema) {
      form.replaceChildren(make("p", {}, `There is no kind of figure called ${held.chart}: mend it in the text.`));
      return;
    }
    redraw(form, () => form.replaceChildren(...formOf(schema, schema.$defs ?? {}, held, changed).filter(Boolean)));
    called.textContent = `In a section: {{ figure("${held.id}") }} on a line of its own.`;
  }

  function changed() {
    turn++;
    isWarned = false;
    note = "";
    known.unsaved.add(FILE);
    clearTimeout(timer);
    timer = setTimeout(() => draw(true), PAUSE_MS);
  }

  async function next(id) {
    if (await leave()) pick(id);
  }

  // True once what is typed is saved. Where it cannot be, that is told, and it is let go when asked a second time.
  async function leave() {
    clearTimeout(timer);
    const mine = turn + 1, isAsked = known.unsaved.has(FILE) && !isWarned;
    if (isAsked) await draw(true);
    if (!known.unsaved.has(FILE)) return true;
    choice.value = was;
    if (isAsked && mine !== turn) return false;  // something was typed or chosen meanwhile
    if (isWarned) return known.unsaved.delete(FILE);
    isWarned = true;
    said.append("\nTo leave it as it was, choose the other once more.");
    return false;
  }

  async function draw(isTyped) {
    const mine = ++turn, entry = structuredClone(held);
    try {
      const {svg, alt, problems} = await api.act("draw", {entry});
      if (mine !== turn) return;
      if (problems.length) return tell(`Not saved until this is mended:\n${problems.map(each => [each.says, each.hint].filter(Boolean).join(" · ")).join("\n")}`, "wrong");
      const style = await fonts();
      const old = drawing.src;
      drawing.src = URL.createObjectURL(new Blob([svg.replace(">", `><style>${style}</style>`)], {type: "image/svg+xml"}));
      Object.assign(drawing, {alt, hidden: false});
      if (old) URL.revokeObjectURL(old);
      if (!isTyped) return note && tell(note, "wrong");
      const isSaved = await (saving = saving.catch(() => {}).then(() => save(entry)));
      if (isSaved && mine === turn) known.unsaved.delete(FILE);
    } catch (error) {
      tell(error.message, "wrong");
      if (isTyped && mine === turn) timer = setTimeout(() => draw(true), api.AGAIN_MS);
    }
  }

  async function takeOut() {
    clearTimeout(timer);
    turn++;
    known.unsaved.delete(FILE);
    const gone = was;
    try {
      if (placeOf(was) && await put(() => withoutEntry(disk.words, placeOf(was)), () => {
        pick(was);
        return note = "Somebody else has changed this figure: it is shown as it is now, and was not taken out.";
      }) !== true) return;
    } catch (error) {
      tell(error.message, "wrong");
      return;
    }
    form.replaceChildren();
    called.textContent = "";
    start();
    tell(`${gone} is taken out. A section that names it is now to mend.`);
  }

  // True where it is written; throws where it cannot be. What somebody else has saved meanwhile stays: it is written into that, unless they have changed this
  // very figure, which `meanwhile` hears.
  async function put(written, meanwhile) {
    const old = placeOf(was)?.entry;
    for (;;) {
      try {
        await disk.save(written());
        return true;
      } catch (error) {
        if (!(error instanceof api.Meanwhile)) throw new Error(`Not saved: ${error.message}`);
        disk.is(error.theirs);
        list();
        choice.value = was;
        const theirs = placeOf(was)?.entry;
        if (same(old, theirs)) continue;
        if (theirs) return tell(meanwhile(old, theirs), "wrong");
        was = "";
        return tell("Somebody else has taken out this figure. If you go on with it, it is put in again.", "wrong");
      }
    }
  }

  async function save(entry) {
    if (was && entry.id !== was && placeOf(entry.id)) return tell(`Not saved: another figure has the name ${entry.id}.`, "wrong");
    const typed = entry.id, written = () => {
      if (!was) entry.id = free(entry.id);
      return withEntry(disk.words, placeOf(was), entry);
    };
    if (await put(written, theirsToo) !== true) return false;
    if (entry.id !== typed && held.id === typed) {
      held.id = entry.id;
      show();
    }
    was = entry.id;
    list();
    choice.value = was;
    called.textContent = `In a section: {{ figure("${was}") }} on a line of its own.`;
    tell(`Saved${note}`, note && "wrong");
    return true;
  }

  // Both have typed in this figure: it is shown as it is now, with what was typed here, and is drawn and saved so.
  function theirsToo(old, theirs) {
    const {merged, lost} = mergedEntry(old, held, theirs);
    held = merged;
    show();
    changed();
    note = lost.length ? `. Somebody else has changed this too: it is shown as it is now. You had put in ${lost.join("; ")}` : "";
    return "Somebody else has changed this figure too.";
  }

  async function begin() {
    if (!kinds.value || !await leave()) return;
    const example = structuredClone(told.examples[kinds.value]);
    const work = known.words.known.works?.[0]?.key;
    held = {...example, id: free("figure_1"), ...(example.citekey && work ? {citekey: work} : {})};
    was = "";
    show();
    known.unsaved.add(FILE);
    draw(true);
  }

  async function read() {
    disk.is(await api.read(FILE));
    start();
  }

  function start() {
    const entries = list();
    if (entries.length) pick(entries[0].entry.id);
    else tell("There is no figure yet: begin with one of these kinds.");
  }

  main.append(make("div", {class: "screen"},
    make("h2", {}, "Figures"),
    make("p", {}, "Drawn from numbers, so that picture, words and table cannot say three things. What cannot be true is refused."),
    make("div", {class: "beside wide"},
      make("div", {},
        make("div", {class: "two"}, field("Figure", choice), make("div", {class: "begin"}, field("Another one", kinds), another)),
        form),
      make("div", {class: "held"}, drawing, called, out, said))));
  const open = () => reading(async () => {
    told = await api.act("figure-kinds");
    kinds.replaceChildren(...Object.keys(told.examples).map(each => make("option", {value: each}, each.replaceAll("-", " "))));
    await read();
    another.disabled = false;
  });
  open();
  return what => what === "words" && another.disabled && open();
}
