// What is asked where a file has two versions, or is gone from the disk.
import {count, make} from "./dom.js";

const MOST_LINES = 40;

// The lines that only the one has; each line of the other counts once.
export function onlyIn(words, other) {
  const left = new Map();
  for (const line of other.split("\n")) left.set(line, (left.get(line) ?? 0) + 1);
  return words.split("\n").filter(line => {
    const many = left.get(line) ?? 0;
    left.set(line, many - 1);
    return many <= 0 && line.trim();
  });
}

const shown = (head, lines) => make("div", {}, make("h3", {}, head),
  lines.length ? make("ul", {}, lines.slice(0, MOST_LINES).map(line => make("li", {}, line))) : make("p", {}, "Nothing that the other has not."),
  lines.length > MOST_LINES && make("p", {}, `And ${count(lines.length - MOST_LINES, "line")} more.`));

// `decide` hears true for the words that stand here, false for the disk.
export function question(words, theirs, decide) {
  const choices = (mine, other) => make("p", {class: "actions"},
    make("button", {type: "button", class: "main", onclick: () => decide(true)}, mine), make("button", {type: "button", onclick: () => decide(false)}, other));
  return theirs.sha256 ? [
    make("h2", {}, "Somebody else has changed this file"),
    make("p", {}, "Nothing is lost, and nothing was written over. What only one of the two has:"),
    make("div", {class: "both"}, shown("Here", onlyIn(words, theirs.words)), shown("On the disk", onlyIn(theirs.words, words))),
    choices("Save what is here", "Take what is on the disk"),
  ] : [
    make("h2", {}, "This file is not there any more"),
    make("p", {}, "Somebody has taken it out, deleted it or given it another name. Its words still stand here."),
    choices("Write it anew", "Leave it"),
  ];
}
