// The marks that a button or a key puts into the text.
import {historyKeymap, openSearchPanel, startCompletion} from "./codemirror/codemirror.js";

const ITEM = /^(\s*)([-*+]|(\d+)([.)]))(\s+(?:\[[ xX]?\]\s+)?)/;  // - a point, 2. a step, - [ ] to do

export function wrap(before, after = before) {
  return view => {
    const {from, to} = view.state.selection.main;
    view.dispatch({
      changes: [{from, insert: before}, {from: to, insert: after}],
      selection: {anchor: from + before.length, head: to + before.length}, userEvent: "input",
    });
    view.focus();
    return true;
  };
}

// Begin each line that is chosen with a mark, or take it away where all have it.
function atLine(prefix) {
  return view => {
    const {doc, selection: {main}} = view.state, lines = [];
    for (let number = doc.lineAt(main.from).number; number <= doc.lineAt(main.to).number; number++) lines.push(doc.line(number));
    const has = lines.every(line => line.text.startsWith(prefix));
    const changes = view.state.changes(lines.map(({from}) => has ? {from, to: from + prefix.length} : {from, insert: prefix}));
    const at = place => changes.mapPos(place, 1);  // behind the mark, where one goes on to write
    view.dispatch({changes, selection: {anchor: at(main.anchor), head: at(main.head)}, scrollIntoView: true, userEvent: "input"});
    view.focus();
    return true;
  };
}

// What Enter does in a list: the next item, or the end of the list where one is left empty, with the blank line that parts it
// from what follows.
export function nextItem(view) {
  const {main} = view.state.selection, line = view.state.doc.lineAt(main.head), found = ITEM.exec(line.text);
  if (!found || !main.empty || main.head < line.from + found[0].length) return false;
  const [begun, indent, mark, number, end, gap] = found;
  if (line.text === begun) view.dispatch({changes: {from: line.from, to: line.to, insert: "\n"}, selection: {anchor: line.from + 1}, scrollIntoView: true, userEvent: "input"});
  else view.dispatch(view.state.replaceSelection(`\n${indent}${number ? `${Number(number) + 1}${end}` : mark}${gap.replace(/\[[xX]\]/, "[ ]")}`), {scrollIntoView: true, userEvent: "input"});
  return true;
}

// The mark that Enter has put there already, typed once more: 2. 2. would be printed so.
export function sameItem(view, from, to, typed) {
  const line = view.state.doc.lineAt(from), [, mark, again] = /^\s*([-*+]|\d+[.)])\s+([-*+]|\d+[.)])$/.exec(line.text) ?? [];
  if (typed !== " " || !mark || again !== mark || from !== line.to) return false;
  view.dispatch({changes: {from: line.to - again.length, to: line.to}, userEvent: "input.type"});
  return true;
}

function put(text, back = 0) {
  return view => {
    const {from, to} = view.state.selection.main;
    view.dispatch({changes: {from, to, insert: text}, selection: {anchor: from + text.length - back}, scrollIntoView: true, userEvent: "input"});
    view.focus();
    startCompletion(view);
    return true;
  };
}

const hasWords = (doc, number) => number > 0 && number <= doc.lines && doc.line(number).text.trim() !== "";

// What stands between paragraphs tears no line: where it is put, and what parts it from the words before and after.
export function between({doc, selection: {main}}) {
  const line = doc.lineAt(main.head), {number} = line;
  return {from: line.to, before: hasWords(doc, number) ? "\n\n" : hasWords(doc, number - 1) ? "\n" : "", after: hasWords(doc, number + 1) ? "\n" : ""};
}

// What is put in the place of what is chosen, parted from the words before and after it.
export function parted({doc, selection: {main: {from, to}}}, text) {
  const first = doc.lineAt(from), last = doc.lineAt(to);
  const before = doc.sliceString(first.from, from).trim() ? "\n\n" : hasWords(doc, first.number - 1) ? "\n" : "";
  return before + text + (doc.sliceString(to, last.to).trim() ? "\n\n" : hasWords(doc, last.number + 1) ? "\n" : "");
}

// Notes that are put into a text get numbers that no other note of it has.
function withOwnNotes({doc}, text) {
  const numbers = Array.from(doc.toString().matchAll(/\[\^(\d{1,6})\]/g), found => Number(found[1])), last = Math.max(0, ...numbers);
  return text.replace(/(?<!\\)\[\^(\d{1,6})\]/g, (mark, number) => `[^${Number(number) + last}]`);
}

// What is pasted, and where. A line of a table and the front matter hold words alone: `isBare` where looks were left for that.
export function placed(state, made, words) {
  const {doc, selection: {main: {from, to}}} = state, first = doc.lineAt(from), above = doc.sliceString(first.from, from);
  const isRow = /^[\s>]*\|/.test(first.text), isHead = /^---\n(?:(?!---\n)[^\n]*\n)*$/.test(doc.sliceString(0, first.from));
  if (isHead || isRow && made?.blocks) {
    const parts = words.trim().split(/\s*[\r\n]\s*/);
    return {from, to, text: isRow ? parts.join(" <br> ").replaceAll("|", "\\|") : parts.join(" "), isBare: Boolean(made)};
  }
  if (!made) return {from, to, text: words.replace(/\r\n?/g, "\n")};
  const own = withOwnNotes(state, made.text);
  if (!made.blocks) return {from, to, text: own};
  const isEmptyItem = /^(?:[-*+]|\d+[.)])\s+$/.test(above) && ITEM.test(own);
  const text = isEmptyItem ? own : parted(state, own);
  return {from: isEmptyItem ? first.from : from, to, text: /(?:^|\n)\|[^\n]*$/.test(text) ? `${text}\n\n` : text};  // one goes on below a table
}

// Its kinds are offered, and its words are written next.
function box(view) {
  const {from, before} = between(view.state);
  view.dispatch({selection: {anchor: from}});
  return put(`${before}::: `)(view);
}

export const TOOLS = [
  ["Strong", "Ctrl+B", wrap("**")], ["Heading", "", atLine("## ")], ["List", "", atLine("- ")],
  ["Box", "", box], ["Cite", "", put("[@]", 1)], ["Figure or field", "", put("{{ ")],
];

// What many know by its key alone, and a phone has no key for.
export const KEYS = [["Undo", "Ctrl+Z", historyKeymap.find(({key}) => key === "Mod-z").run], ["Find", "Ctrl+F", openSearchPanel]];
