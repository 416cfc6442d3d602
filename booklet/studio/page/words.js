// Words: how hard each section is to read, and everything that is to mend or worth a thought.
import {count, make, redraw} from "./dom.js";
import {noteOf} from "./editor.js";
import {titled} from "./names.js";

const MOST = 6;  // the grade that the press asks for, by Flesch-Kincaid; of SMOG it is 8
const MOST_SMOG = 8;

function bar(grade, most) {
  const over = grade > most, filled = make("span"), box = make("span", {class: `bars${over ? " over" : ""}`, "aria-hidden": "true"}, filled);
  filled.style.width = `${Math.max(0, Math.min(100, grade / 14 * 100))}%`;
  return [box, grade.toFixed(1), over && make("span", {class: "unseen"}, " (more than asked)")];
}

export function words(main, known) {
  const table = make("div", {class: "scroll", tabindex: "0", role: "region", "aria-label": "Grades"});
  const found = make("div");
  const choice = make("select", {id: "which", onchange: list}, [["all", "All"], ["error", "To mend"], ["advice", "Advice"]].map(([value, label]) => make("option", {value}, label)));

  function grades() {
    const told = known.words.grades;
    if (!told) return make("p", {class: "empty"}, "Reading…");
    if (!told.sections) return make("p", {}, `There is no formula here for the language ${told.language}.`);
    const files = Object.fromEntries((known.words.known.sections ?? []).map(each => [each.id, each.file]));
    const row = (each, name) => make("tr", {},
      make("th", {scope: "row"}, name),
      make("td", {}, bar(each.flesch_kincaid_easy, MOST)), make("td", {}, bar(each.smog_easy, MOST_SMOG)),
      make("td", {class: "number"}, each.words_in_a_sentence.toFixed(1)), make("td", {class: "number"}, each.words.toLocaleString("en-GB")));
    return make("table", {},
      make("thead", {}, make("tr", {}, ["Section", "Flesch-Kincaid", "SMOG"].map(head => make("th", {scope: "col"}, head)),
        ["Words in a sentence", "Words"].map(head => make("th", {scope: "col", class: "number"}, head)))),
      make("tbody", {}, row(told.booklet, "The whole handout"),
        told.sections.map(each => row(each, files[each.section] ? make("a", {href: `#write/${files[each.section]}`}, each.name) : each.name))));
  }

  function list() {
    const all = (known.words.problems ?? []).filter(each => choice.value === "all" || each.level === choice.value);
    const files = new Map();
    for (const each of all) files.set(each.file, [...files.get(each.file) ?? [], each]);
    const there = new Set(known.files.map(each => each.file));
    found.replaceChildren(...[...files].map(([file, problems]) => make("section", {},
      make("h3", {}, titled(file, known.files)),
      problems.map(problem => {
        const note = noteOf(problem, null);
        if (there.has(file)) note.prepend(make("a", {class: "where", href: `#write/${encodeURIComponent(file)}:${problem.line}`}, problem.line ? `Line ${problem.line}` : "The file"));
        return note;
      }))));
    if (!all.length) found.replaceChildren(make("p", {class: "empty"}, "Nothing is to mend."));
    summary.textContent = count(all.length, "finding");
  }

  const summary = make("span", {role: "status"});
  main.append(make("div", {class: "screen"},
    make("h2", {}, "Words"),
    make("p", {}, `Grade ${MOST} by Flesch-Kincaid and ${MOST_SMOG} by SMOG is what a handout asks for, with the words of its glossary counted as easy.`),
    table,
    make("h3", {}, "What was found"),
    make("p", {class: "actions"}, make("label", {for: "which"}, "Show"), choice, summary),
    found));
  const draw = () => {
    redraw(table, () => table.replaceChildren(grades()));
    redraw(found, list);
  };
  draw();
  return what => (what === "words" || what === "files") && draw();
}
