// The text: CodeMirror with the marks of the dialect, and what is wrong in the margin of its line.
import {
  Annotation, Compartment, Decoration, EditorState, EditorView, GutterMarker, RangeSet, StateEffect, StateField, WidgetType,
  autocompletion, completionKeymap, defaultKeymap, drawSelection, gutter, highlightActiveLine, highlightSpecialChars, history,
  historyKeymap, keymap, search, searchKeymap,
} from "./codemirror/codemirror.js";
import {make} from "./dom.js";
import {completionsIn, languageOf} from "./dialect.js";
import {nextItem, sameItem, wrap} from "./marks.js";
import {inParts} from "./names.js";
import {Places} from "./places.js";

const putProblems = StateEffect.define();
const toggleLine = StateEffect.define();
const fromDisk = Annotation.define();
const {addToHistory} = EditorState.create().update({}).constructor;  // of CodeMirror's Transaction

const isWrong = problem => problem.level === "error";

export function lineOf(doc, number) {
  return doc.line(Math.max(1, Math.min(number || 1, doc.lines)));
}

// What mends a problem, as a change of the text; null where its words do not stand on that line any more.
export function mending(doc, problem, from) {
  if (!problem.swap) return null;
  const line = doc.lineAt(Math.min(from, doc.length)), [old, fresh] = problem.swap;
  const near = Math.max(0, (problem.column || 1) - 1);
  let at = line.text.indexOf(old, near);
  if (at < 0) at = line.text.indexOf(old);
  return at < 0 ? null : {from: line.from + at, to: line.from + at + old.length, insert: fresh};
}

export function noteOf(problem, mend) {
  const note = make("div", {class: `note ${problem.level}`, "data-code": problem.code});
  note.append(make("p", {}, make("strong", {}, isWrong(problem) ? "To mend: " : "Advice: "), problem.says));
  if (problem.hint) note.append(make("p", {class: "hint"}, inParts(problem.hint).map(each => each.screen ? make("a", {href: `#${each.screen}`}, each.says) : each)));
  if (problem.swap && mend) {
    const [old, fresh] = problem.swap;
    note.append(make("button", {type: "button", class: "mend", onclick: mend}, "Write ", make("b", {}, fresh), " for ", make("s", {}, old)));
  }
  return note;
}

class Note extends WidgetType {
  constructor(problems) {
    super();
    this.problems = problems;
    this.told = JSON.stringify(problems);
  }

  eq(other) {
    return other.told === this.told;
  }

  toDOM(view) {
    const box = make("div", {class: "notes"});
    for (const problem of this.problems) {
      box.append(noteOf(problem, () => {
        const at = view.posAtDOM(box), change = mending(view.state.doc, problem, Math.max(0, at));
        if (change) view.dispatch({changes: change, selection: {anchor: change.from + change.insert.length}, userEvent: "input"});
        view.focus();
      }));
    }
    return box;
  }

  ignoreEvent() {
    return true;
  }
}

class Sign extends GutterMarker {
  constructor(level, count) {
    super();
    Object.assign(this, {level, count});
  }

  eq(other) {
    return other.level === this.level && other.count === this.count;
  }

  toDOM() {
    const words = `${this.count} ${this.level === "error" ? "to mend" : "pieces of advice"}`;
    return make("span", {class: `sign ${this.level}`, title: words}, this.level === "error" ? "!" : "?");
  }
}

// Each line with problems: where it begins (moved along with the text), its problems, and whether its advice is open.
const problemsField = StateField.define({
  create: () => [],
  update(lines, change) {
    let moved = change.docChanged ? lines.map(each => ({...each, from: change.changes.mapPos(each.from, 1)})) : lines;
    for (const effect of change.effects) {
      if (effect.is(putProblems)) {
        const open = new Set(moved.filter(each => each.open).map(each => each.from));
        const found = new Map();
        for (const problem of effect.value) {
          const {from} = lineOf(change.state.doc, problem.line);
          if (!found.has(from)) found.set(from, {from, problems: [], open: open.has(from)});
          found.get(from).problems.push(problem);
        }
        moved = [...found.values()].sort((a, b) => a.from - b.from);
      }
      if (effect.is(toggleLine)) moved = moved.map(each => each.from === effect.value ? {...each, open: !each.open} : each);
    }
    return moved;
  },
  provide: field => EditorView.decorations.compute([field], state => {
    const marks = [];
    for (const {from, problems, open} of state.field(field)) {
      const shown = open ? problems : problems.filter(isWrong);
      const line = state.doc.lineAt(Math.min(from, state.doc.length));
      if (problems.some(isWrong)) marks.push(Decoration.line({class: "wrong"}).range(line.from));
      if (shown.length) marks.push(Decoration.widget({widget: new Note(shown), block: true, side: 1}).range(line.to));
    }
    return Decoration.set(marks, true);
  }),
});

const signs = gutter({
  class: "signs",
  markers: view => RangeSet.of(view.state.field(problemsField).map(({from, problems}) => {
    const line = view.state.doc.lineAt(Math.min(from, view.state.doc.length));
    return new Sign(problems.some(isWrong) ? "error" : "advice", problems.length).range(line.from);
  }), true),
  initialSpacer: () => new Sign("advice", 1),
  domEventHandlers: {mousedown(view, block) {
    view.dispatch({effects: toggleLine.of(block.from)});
    return true;
  }},
});

function toggleHere(view) {
  view.dispatch({effects: toggleLine.of(view.state.doc.lineAt(view.state.selection.main.head).from)});
  return true;
}

export class Editor {
  // `typed` hears of each change that somebody types, `moved` of each move of the cursor to another line, `brought` of what is
  // dropped or pasted, and says whether it was for it.
  constructor(place, known, {typed, moved, brought}) {
    Object.assign(this, {place, known, typed, moved, brought, file: "", left: new Map(), places: new Places(() => this.view), line: 0, nonce: document.getElementById("studio").nonce});
    this.language = new Compartment();
    this.named = new Compartment();
    this.view = new EditorView({state: this.fresh("", ""), parent: place});
  }

  fresh(file, words) {
    return EditorState.create({doc: words, extensions: [
      EditorView.cspNonce.of(this.nonce), EditorView.lineWrapping, EditorState.tabSize.of(2), history(), drawSelection(), highlightActiveLine(),
      highlightSpecialChars(), search({top: true}), problemsField, signs, this.language.of(languageOf(file)),
      autocompletion({override: [completionsIn(this.known)], icons: false}),
      this.named.of(EditorView.contentAttributes.of({
        "aria-label": `Text of ${file}`, spellcheck: file.endsWith(".md") ? "true" : "false", "aria-describedby": "keys", tabindex: "0",
      })),
      EditorView.inputHandler.of(sameItem),
      EditorView.domEventHandlers({drop: event => this.brought(event.dataTransfer, event), paste: event => this.brought(event.clipboardData, event)}),
      keymap.of([
        {key: "Enter", run: nextItem}, {key: "Mod-b", run: wrap("**")}, {key: "Mod-.", run: toggleHere}, {key: "F8", run: () => this.next()},
        ...completionKeymap, ...searchKeymap, ...historyKeymap, ...defaultKeymap,
      ]),
      EditorView.updateListener.of(update => {
        if (update.docChanged) this.places.move(update);
        if (update.docChanged && !update.transactions.some(each => each.annotation(fromDisk))) this.typed();
        const line = update.state.doc.lineAt(update.state.selection.main.head).number;
        if ((update.selectionSet || update.docChanged) && line !== this.line) {
          this.line = line;
          if (!update.transactions.some(each => each.annotation(fromDisk))) this.moved(line);
        }
      }),
    ]});
  }

  get words() {
    return this.view.state.doc.toString();
  }

  // A file that was open before, and is what it was then, has its history still.
  open(file, words) {
    this.left.set(this.file, this.view.state);
    const before = this.left.get(file);
    this.view.setState(before?.doc.toString() === words ? before : this.fresh(file, words));
    Object.assign(this, {file, line: 1});
    this.places.clear();
  }

  // Put other words in the place of these, as the smallest change, so that cursor and history stay. What is `theirs` nobody undoes here.
  take(words, isTheirs) {
    const old = this.words;
    let start = 0, end = 0;
    const shorter = Math.min(old.length, words.length);
    while (start < shorter && old[start] === words[start]) start++;
    while (end < shorter - start && old.at(-1 - end) === words.at(-1 - end)) end++;
    this.view.dispatch({
      changes: {from: start, to: old.length - end, insert: words.slice(start, words.length - end)}, annotations: [fromDisk.of(true), addToHistory.of(!isTheirs)],
    });
  }

  show(problems) {
    this.view.dispatch({effects: putProblems.of(problems), annotations: fromDisk.of(true)});
  }

  go(number, isFocused = true) {
    const line = lineOf(this.view.state.doc, number);
    this.view.dispatch({selection: {anchor: line.from}, effects: EditorView.scrollIntoView(line.from, {y: "center"})});
    if (isFocused) this.view.focus();
  }

  // Keep the cursor in sight, where less room is left.
  see() {
    this.view.dispatch({effects: EditorView.scrollIntoView(this.view.state.selection.main.head)});
  }

  // Choose the first words that are like these, so that the next key writes over them. A group within them is enough.
  choose(words) {
    const found = words.exec(this.words), chosen = found?.[1] ?? found?.[0], from = found && found.index + found[0].indexOf(chosen);
    if (found) this.view.dispatch({selection: {anchor: from, head: from + chosen.length}, scrollIntoView: true});
    this.view.focus();
  }

  next() {
    const here = this.view.state.selection.main.head, lines = this.view.state.field(problemsField);
    const found = lines.find(each => each.from > here) ?? lines[0];
    if (!found) return false;
    if (!found.open) this.view.dispatch({effects: toggleLine.of(found.from)});
    this.go(this.view.state.doc.lineAt(found.from).number);
    return true;
  }

  mend(problem) {
    const change = mending(this.view.state.doc, problem, lineOf(this.view.state.doc, problem.line).from);
    if (change) this.view.dispatch({changes: change, userEvent: "input"});
    return Boolean(change);
  }
}
