// The clinic profile as a form: each field that the handout declares, typed over in its line of the file.
import * as api from "./api.js";
import {field, make} from "./dom.js";
import {noteOf} from "./editor.js";

const NAME = "clinic";
const PAUSE_MS = 400;
const LABELS = {
  name: "Name", address: "Address", country: "Country", booklet_url: "Where the full booklet can be read", phone: "Phone", hours: "When it is answered",
  rang: "Rang and answered on", file: "Picture", alt: "What it says", daytime: "By day", out_of_hours: "Out of hours", emergency: "Emergency", crisis: "Crisis line", logo: "Logo",
};
const label = name => LABELS[name] ?? (name[0].toUpperCase() + name.slice(1)).replaceAll("_", " ");

// phone = "000 1" # rung in May: a name, a value of one kind or another, and a remark.
const SETTING = /^(\s*([\w-]+)\s*=\s*)("(?:[^"\\]|\\.)*"|'[^']*'|\[(?:\s*"(?:[^"\\]|\\.)*"\s*,?)*\s*\]|true|false|\d{4}-\d{2}-\d{2})(\s*(?:#\s*(.*))?)$/;
const TABLE = /^\s*\[([\w-]+)\]/;

function valueOf(typed) {
  if (typed === "true" || typed === "false") return {kind: "yes", value: typed === "true"};
  if (typed.startsWith("[")) return {kind: "list", value: [...typed.matchAll(/"(?:[^"\\]|\\.)*"/g)].map(([each]) => JSON.parse(each)).join(", ")};
  if (typed.startsWith("'")) return {kind: "text", value: typed.slice(1, -1)};
  if (typed.startsWith('"')) {
    try {
      return {kind: "text", value: JSON.parse(typed)};
    } catch {
      return null;  // an escape that TOML has and JSON has not: it is mended in the text
    }
  }
  return {kind: "day", value: typed};
}

function typedOf(kind, value) {
  if (kind === "yes") return String(value);
  if (kind === "day") return value;
  if (kind === "list") return `[${value.split(",").map(each => each.trim()).filter(Boolean).map(each => JSON.stringify(each)).join(", ")}]`;
  return JSON.stringify(value);
}

export function fieldsOf(words) {
  const found = [];
  let table = "";
  words.split("\n").forEach((line, at) => {
    const head = TABLE.exec(line), setting = SETTING.exec(line);
    if (head) table = head[1];
    const value = setting && valueOf(setting[3]);
    if (value) found.push({table, name: setting[2], at, ...value, remark: setting[5] ?? ""});
  });
  return found;
}

export function withField(words, {at, kind}, value) {
  const lines = words.split("\n"), setting = SETTING.exec(lines[at]);
  lines[at] = `${setting[1]}${typedOf(kind, value)}${setting[4]}`;
  return lines.join("\n");
}

export function clinic(main, known) {
  const form = make("form", {onsubmit: event => event.preventDefault()});
  const said = make("div", {class: "said", role: "status"});
  let words = "", sha256 = "", timer = 0, waiting = Promise.resolve();

  function tell(text, kind = "") {
    said.dataset.kind = kind;
    said.textContent = text;
  }

  function typed(entry, value) {
    if (entry.kind === "day" && !value) return;  // TOML has no empty day: take the line out in the text
    words = withField(words, entry, value);
    clearTimeout(timer);
    tell("Saving…", "busy");
    timer = setTimeout(() => { waiting = waiting.then(save); }, PAUSE_MS);
  }

  async function save() {
    const sent = words;
    try {
      ({sha256} = await api.save(NAME, sent, sha256));
      if (sent === words) tell("Saved");
    } catch (error) {
      if (!(error instanceof api.Meanwhile)) return tell(`Not saved: ${error.message}`, "wrong");
      tell("Somebody else has changed this file. It is shown as it is now; put in again what you changed.", "wrong");
      show(error.theirs);
    }
  }

  function inputOf(entry) {
    const id = `clinic-${entry.table}-${entry.name}`;
    if (entry.kind === "yes") {
      const box = make("input", {type: "checkbox", id, onchange: () => typed(entry, box.checked)});
      box.checked = entry.value;
      const words = entry.name === "example" ? "This is only an example: each page then says so" : label(entry.name);
      return make("div", {class: "check", "data-line": entry.at + 1}, box, make("label", {for: id}, words));
    }
    const box = make("input", {type: entry.kind === "day" ? "date" : "text", id, value: entry.value, oninput: () => typed(entry, box.value)});
    const note = [entry.kind === "list" && "Several, with commas between.", entry.remark].filter(Boolean).join(" ");
    return make("div", {"data-line": entry.at + 1}, field(label(entry.name), box, note));
  }

  function show(file) {
    ({words, sha256} = file);
    const tables = Map.groupBy(fieldsOf(words), each => each.table);
    form.replaceChildren(...[...tables].map(([table, fields]) => make("fieldset", {}, make("legend", {}, table ? label(table) : "The clinic"), fields.map(inputOf))));
    problems();
  }

  function problems() {
    for (const note of form.querySelectorAll(".note")) note.remove();
    for (const problem of known.words.problems ?? []) {
      if (problem.file !== known.clinic.file) continue;
      const place = form.querySelector(`[data-line="${problem.line}"]`) ?? form;
      place.append(noteOf(problem, null));
    }
  }

  async function read() {
    try {
      const file = await api.read(NAME);
      if (file.sha256 !== sha256) show(file);
    } catch (error) {
      tell(error.message, "wrong");
    }
  }

  main.append(make("div", {class: "screen"},
    make("h2", {}, "Clinic"),
    make("p", {}, known.clinic.own ? "Whose name and phones the handout carries. What it does not print need not be here." :
      "This is the example that comes with the handout. For a profile of your own, end the studio and start it with: --clinic our-clinic.toml"),
    said, form));
  read();
  return what => {
    if (what === "words") {
      if (!form.contains(document.activeElement)) read();
      problems();
    }
  };
}
