// The glossary: each term with what it means, changed, added and taken out, in its lines of the file.
import * as api from "./api.js";
import {count, field, line, make, redraw, saying} from "./dom.js";
import {noteOf} from "./editor.js";

const FILE = "glossary.md";
const HEAD = /^([^\s:].*?)(?: \(also: (.+)\))?$/;  // nap (also: naps)

// Each term with its lines of the file, from `at` up to `end`.
export function termsOf(words) {
  const lines = words.split("\n"), found = [];
  lines.forEach((text, at) => {
    const meaning = /^:\s+(\S.*)$/.exec(text), head = meaning && at && HEAD.exec(lines[at - 1]);
    if (head) found.push({at: at - 1, end: at + 1, term: head[1], also: head[2] ?? "", meaning: meaning[1]});
  });
  return found;
}

// The file with a term in the place of `old`; without one, before the first that comes after it in the alphabet.
export function withTerm(words, old, {term, also, meaning}) {
  const lines = words.split("\n"), entry = [also ? `${term} (also: ${also})` : term, `:   ${meaning}`];
  if (old) return lines.toSpliced(old.at, old.end - old.at, ...entry).join("\n");
  const next = termsOf(words).find(each => each.term.localeCompare(term, undefined, {sensitivity: "base"}) > 0);
  if (next) return lines.toSpliced(next.at, 0, ...entry, "").join("\n");
  return `${[words.trimEnd(), entry.join("\n")].filter(Boolean).join("\n\n")}\n`;
}

export function withoutTerm(words, {at, end}) {
  const lines = words.split("\n");
  return lines.toSpliced(at, end - at + (lines[end]?.trim() === "" ? 1 : 0)).join("\n");
}

export function glossary(main, known) {
  const list = make("ul", {class: "works"});
  const summary = make("p", {role: "status"});
  const [said, tell, reading] = saying();
  const head = make("h3", {id: "term"});
  const term = line({required: true, maxlength: "90"}), also = line(), meaning = line({required: true});
  const keep = make("button", {class: "main"}), leave = make("button", {type: "button", onclick: () => begin(null)}, "Leave it as it was");
  const disk = new api.OnDisk(FILE);
  const boxes = [[term, "term"], [also, "also"], [meaning, "meaning"]];
  let old = null, isSaving = false, done = () => {};

  // Fill the form: with a term that stands there, or for a new one.
  function begin(entry) {
    old = entry;
    known.unsaved.delete(FILE);
    for (const [box, name] of boxes) box.value = entry?.[name] ?? "";
    head.textContent = entry ? `Change “${entry.term}”` : "Add a term";
    keep.textContent = entry ? "Save it" : "Add it";
    leave.hidden = !entry;
  }

  const typed = () => ({term: term.value.trim(), also: also.value.trim(), meaning: meaning.value.trim()});

  const mark = () => known.unsaved[Object.entries(typed()).some(([name, text]) => text !== (old?.[name] ?? "")) ? "add" : "delete"](FILE);

  function change(entry) {
    begin(entry);
    meaning.focus();
  }

  // `isDone` tells whether the form is done with, once it is written. What somebody else has saved meanwhile is shown, and
  // nothing is written over it.
  async function save(fresh, told, isDone) {
    if (isSaving) return;  // pressed twice
    isSaving = true;
    done = () => {
      tell(told);
      if (isDone()) begin(null);
    };
    tell("Saving…", "busy");
    try {
      await disk.save(fresh);
      show(disk);
      done();
    } catch (error) {
      if (!(error instanceof api.Meanwhile)) return tell(`Not saved: ${error.message}`, "wrong");
      tell("Somebody else has changed this file. It is shown as it is now: look, and press once more.", "wrong");
      show(error.theirs);
    } finally {
      isSaving = false;
    }
  }

  function takeOut(entry) {
    const isOpen = old?.term === entry.term;
    save(withoutTerm(disk.words, entry), `“${entry.term}” is taken out.`, () => isOpen);
  }

  // What somebody else has put into a field stands there, but where something else is being typed.
  function show(file) {
    const before = old;
    disk.is(file);
    old = old && termsOf(disk.words).find(each => each.term === old.term);
    for (const [box, name] of old ? boxes : []) {
      if (old[name] === before[name]) continue;
      if (box.value.trim() === before[name]) box.value = old[name];
      else if (box.value.trim() !== old[name]) tell(`Somebody else has changed “${old.term}” too: ${old[name]}`, "wrong");
    }
    draw();
  }

  function draw() {
    const terms = termsOf(disk.words), problems = (known.words.problems ?? []).filter(each => each.file === FILE);
    summary.textContent = count(terms.length, "term");
    const notes = ({at, end}) => problems.filter(each => each.line > at && each.line <= end).map(each => noteOf(each, null));
    const other = problems.filter(each => !terms.some(({at, end}) => each.line > at && each.line <= end));
    redraw(list, () => list.replaceChildren(...other.map(each => make("li", {}, noteOf(each, null))), ...terms.map(entry => make("li", {},
      make("p", {}, make("b", {}, entry.term), entry.also && `, also ${entry.also}`),
      make("p", {}, entry.meaning), notes(entry),
      make("p", {class: "actions"},
        make("button", {type: "button", "aria-label": `Change ${entry.term}`, onclick: () => change(entry)}, "Change"),
        make("button", {type: "button", "aria-label": `Take out ${entry.term}`, onclick: () => takeOut(entry)}, "Take out"))))));
  }

  const read = () => reading(async () => {
    const was = disk.sha256, file = await api.read(FILE);
    if (isSaving || was !== disk.sha256) return;
    const isOurs = disk.isOurs(file);
    if (file.sha256 === was) draw();
    else show(file);
    if (isOurs) done();
  });

  begin(null);
  main.append(make("div", {class: "screen"},
    make("h2", {}, "Glossary"),
    make("p", {}, "Words that a reader may not know. Each is marked where a section first uses it, and explained after the last section."),
    said,
    make("div", {class: "beside"},
      make("section", {"aria-labelledby": "all"}, make("h3", {id: "all"}, "All terms"), summary, make("p", {class: "jump"}, make("button", {type: "button", onclick: () => { begin(null); term.focus(); }}, "Add a term")), list),
      make("form", {class: "held", "aria-labelledby": "term", oninput: mark, onsubmit: event => {
        event.preventDefault();
        const entry = typed(), sent = JSON.stringify(entry);
        save(withTerm(disk.words, old, entry), `“${entry.term}” is saved.`, () => sent === JSON.stringify(typed()));
      }},
        head, field("Term", term, "As the text writes it."), field("Also written as", also, "Other forms, with commas between."),
        field("What it means", meaning, "In one or two plain sentences."), make("p", {class: "actions"}, keep, leave)))));
  read();
  return what => what === "words" && read();
}
