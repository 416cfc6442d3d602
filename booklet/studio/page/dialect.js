// The marks of the dialect, the settings and the data, told apart by colour; and what can be completed in them.
import {StreamLanguage, HighlightStyle, syntaxHighlighting, tags} from "./codemirror/codemirror.js";

const section = {
  startState: () => ({front: null}),
  token(stream, state) {
    if (stream.sol()) {
      if (state.front === null) state.front = stream.match("---", false) ? "open" : "past";
      if (state.front === "open" || state.front === "in") {
        if (stream.match(/^---\s*$/)) {
          state.front = state.front === "open" ? "in" : "past";
          return "meta";
        }
        if (stream.match(/^[\w-]+:/)) return "propertyName";
        stream.skipToEnd();
        return "string";
      }
      if (stream.match(/^#{1,6}\s.*/)) return "heading";
      if (stream.match(/^:::.*/)) return "keyword";
      if (stream.match(/^(?:Figure|Table|Description):/)) return "labelName";
      if (stream.match(/^\s*(?:[-*+]|\d+[.)])\s/)) return "list";
      if (stream.match(/^\s*>/)) return "quote";
    }
    if (state.front === "in" && stream.match(/^.+/)) return "string";
    if (stream.match(/^<!--.*?(?:-->|$)/)) return "comment";
    if (stream.match(/^\[@[^\]\n]*\]?/)) return "link";
    if (stream.match(/^\{\{.*?(?:\}\}|$)/) || stream.match(/^\{%.*?(?:%\}|$)/)) return "variableName";
    if (stream.match(/^\*\*[^*]+\*\*/) || stream.match(/^==[^=]+==/)) return "strong";
    if (stream.match(/^`[^`]+`/)) return "monospace";
    if (stream.match(/^!?\[[^\]\n]*\]\([^)\n]*\)/)) return "url";
    if (stream.match(/^_{4,}(?: x\d+)?/) || stream.match(/^\|/)) return "punctuation";
    stream.next();
    stream.eatWhile(/[^<[{*=`!_|]/);
    return null;
  },
};

const toml = {
  startState: () => ({}),
  token(stream) {
    if (stream.match(/^#.*/)) return "comment";
    if (stream.sol() && stream.match(/^\s*\[.*\]/)) return "heading";
    if (stream.match(/^"(?:[^"\\]|\\.)*"?/) || stream.match(/^'[^']*'?/)) return "string";
    if (stream.match(/^[\w.-]+(?=\s*=)/)) return "propertyName";
    if (stream.match(/^(?:true|false|-?[\d][\d._-]*)/)) return "number";
    stream.next();
    return null;
  },
};

const json = {
  startState: () => ({}),
  token(stream) {
    if (stream.match(/^"(?:[^"\\]|\\.)*"(?=\s*:)/)) return "propertyName";
    if (stream.match(/^"(?:[^"\\]|\\.)*"?/)) return "string";
    if (stream.match(/^(?:true|false|null|-?\d[\d.eE+-]*)/)) return "number";
    stream.next();
    return null;
  },
};

const LANGUAGES = {md: section, toml, json};
const style = HighlightStyle.define([
  {tag: tags.heading, class: "mark-heading"}, {tag: tags.keyword, class: "mark-box"}, {tag: tags.link, class: "mark-cite"},
  {tag: tags.variableName, class: "mark-field"}, {tag: tags.comment, class: "mark-aside"}, {tag: tags.strong, class: "mark-strong"},
  {tag: tags.url, class: "mark-link"}, {tag: tags.propertyName, class: "mark-name"}, {tag: tags.string, class: "mark-value"},
  {tag: tags.number, class: "mark-value"}, {tag: tags.meta, class: "mark-aside"}, {tag: tags.labelName, class: "mark-box"},
  {tag: tags.list, class: "mark-box"}, {tag: tags.quote, class: "mark-box"}, {tag: tags.monospace, class: "mark-field"},
  {tag: tags.punctuation, class: "mark-aside"},
]);

export function languageOf(file) {
  const parser = LANGUAGES[file.split(".").at(-1)] ?? section;
  return [StreamLanguage.define(parser), syntaxHighlighting(style)];
}

// The kind of a box; where it has nothing below it yet, also its words, chosen so that the next key writes over them, and its
// end. Those of a kind with grades stand behind the grade.
function begunBox(view, {label, grade}, from, to) {
  const {doc} = view.state, line = doc.lineAt(to), next = line.number < doc.lines ? doc.line(line.number + 1).text.trim() : "";
  const words = "Write here.", lead = grade ? `${label} ${grade}` : `${label}\n`, isWhole = next !== "", start = from + lead.length;
  view.dispatch({
    changes: {from, to, insert: isWhole ? label : `${lead}${words}\n:::\n`}, userEvent: "input.complete", scrollIntoView: true,
    selection: isWhole ? {anchor: from + label.length} : {anchor: start, head: start + words.length},
  });
}

// What may stand where the cursor is; null where nothing is known. `known` is what the manuscript has.
export function completionsIn(known) {
  return context => {
    const {works = [], terms = [], figures = [], sections = [], fields = [], callouts = {}} = known();
    const ways = [
      [/\[@?[^\]\n]*$/, /@?[\w.:/+-]*$/, typed => typed.startsWith("[@") || typed.includes("; ") ?
        works.map(work => ({label: `@${work.key}`, detail: work.year, info: `${work.authors}: ${work.title}`})) : []],
      [/\]\(#[\w-]*$/, /[\w-]*$/, () => sections.map(each => ({label: each.id, detail: each.title}))],
      [/^:::\s*[\w-]*$/, /[\w-]*$/, () => Object.entries(callouts).map(([label, grade]) => ({label, grade, apply: begunBox}))],
      [/\{\{\s*[\w.("]*$/, /[\w.("]*$/, () => [
        ...figures.map(each => ({label: `figure("${each.id}")`, apply: `figure("${each.id}") }}`, detail: each.title})),
        ...fields.map(label => ({label, apply: `${label} }}`})),
      ]],
      [/\p{L}[\p{L}-]{2,}$/u, /[\p{L}-]*$/u, () => terms.map(each => ({label: each.word, detail: "glossary"}))],
    ];
    const line = context.state.doc.lineAt(context.pos);
    const before = line.text.slice(0, context.pos - line.from);
    for (const [where, typed, options] of ways) {
      const found = where.exec(before);
      const list = found ? options(found[0]) : [];
      if (list.length) return {from: context.pos - typed.exec(before)[0].length, options: list, validFor: typed};
    }
    return null;
  };
}
