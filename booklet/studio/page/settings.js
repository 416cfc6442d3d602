// A file of settings as a form, the clinic profile or the cover: each field that stands there, typed over in its line.
import * as api from "./api.js";
import {field, line, make, redraw, saying} from "./dom.js";
import {noteOf} from "./editor.js";

const PAUSE_MS = 400;
const LABELS = {
  name: "Name", address: "Address", country: "Country", booklet_url: "Where the full booklet can be read", phone: "Phone", hours: "When it is answered",
  rang: "Rang and answered on", file: "Picture", alt: "What it says", daytime: "By day", out_of_hours: "Out of hours", emergency: "Emergency", crisis: "Crisis line", logo: "Logo",
};
const COVER = {
  name: "Name of the files", subtitle: "What it tells", audience: "For whom it is", review_by: "Check it again by", funding: "Who paid for it",
  cover: "Picture", language: "Language (en-GB, de, ...)",
};
const plain = name => (name[0].toUpperCase() + name.slice(1)).replaceAll("_", " ");

// phone = "000 1" # rung in May: a name, a value of one kind or another, and a remark. What cannot be a field is passed over whole.
const TEXT = String.raw`"(?:[^"\\\n]|\\.)*"`, BARE = String.raw`'[^'\n]*'`;
const LIST = String.raw`\[(?:\s*${TEXT}\s*(?:,|(?=\])))*\s*\]`;
const OTHER = String.raw`"""[^]*?"""|'''[^]*?'''|\[(?:${TEXT}|${BARE}|#.*\n|(?!\n[ \t]*[\w-]+[ \t]*=)[^\]"'#])*\]`;
const VALUE = String.raw`${TEXT}(?!")|${BARE}(?!')|${LIST}|true|false|\d{4}-\d{2}-\d{2}`;
const SETTING = String.raw`^([ \t]*([\w-]+)[ \t]*=[ \t]*)(?:(${VALUE})[ \t]*(?:#[ \t]*(.*))?$|${OTHER})`;
const TABLE = String.raw`^[ \t]*\[\[?[ \t]*([^\]\n]*?)[ \t]*\]`;
const LINE = new RegExp(`${SETTING}|${TABLE}`, "gm");

function valueOf(typed) {
  if (typed === "true" || typed === "false") return {kind: "yes", value: typed === "true"};
  if (typed.startsWith("[")) return {kind: "list", value: [...typed.matchAll(new RegExp(TEXT, "g"))].map(([each]) => JSON.parse(each)).join("\n")};
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

// Words as TOML takes them: no half of an emoji, and DEL by its number.
const quoted = words => JSON.stringify(words.toWellFormed?.() ?? words).replaceAll("\x7f", "\\u007f");

// A list that stood on lines of its own stays on them.
function typedOf(kind, value, was) {
  if (kind === "yes") return String(value);
  if (kind === "day") return value;
  if (kind !== "list") return quoted(value);
  const items = value.split("\n").map(each => each.trim()).filter(Boolean).map(quoted);
  return was.includes("\n") && items.length ? `[\n  ${items.join(",\n  ")},\n]` : `[${items.join(", ")}]`;
}

export function fieldsOf(words) {
  const found = [];
  let table = "", line = 1, counted = 0;
  for (const match of words.matchAll(LINE)) {
    const [, before, name, typed, remark = "", head] = match;
    if (head !== undefined) table = head;
    const value = typed && valueOf(typed);
    if (!value) continue;
    const start = match.index + before.length;
    line += words.slice(counted, start).split("\n").length - 1;
    counted = start;
    const same = found.filter(each => each.table === table && each.name === name).length;
    const last = line + typed.split("\n").length - 1;
    found.push({table, name, before: same, at: found.length, line, last, start, typed, ...value, remark});
  }
  return found;
}

// A field is told by its place among all, which stays whatever is put into another.
export function withField(words, {at, kind}, value) {
  const {start, typed} = fieldsOf(words)[at];
  return words.slice(0, start) + typedOf(kind, value, typed) + words.slice(start + typed.length);
}

// What was typed in a file, put into another version of it; and the fields in which that has something else by now.
export function retyped(was, typed, theirs) {
  const old = fieldsOf(was), lost = [];
  let words = theirs;
  fieldsOf(typed).forEach((field, at) => {
    if (field.value === old[at].value) return;
    const there = fieldsOf(words).find(each => ["table", "name", "before", "kind"].every(name => each[name] === field[name]));
    if (there?.value === old[at].value) words = withField(words, there, field.value);
    else if (there?.value !== field.value) lost.push(field);
  });
  return {words, lost};
}

// `name` is the file as it is asked for, `file` as problems call it; of `isShown` tables alone the fields are shown.
function settings(main, known, {name: asked, file, head, intro, labels, legend, isShown = () => true, more = null}) {
  const label = name => labels[name] ?? plain(name);
  const form = make("form", {onsubmit: event => event.preventDefault()});
  const [said, tell, reading] = saying();
  const disk = new api.OnDisk(asked);
  let words = "", note = "", timer = 0, waiting = Promise.resolve();

  function typed(entry, value) {
    if (entry.kind === "day" && !value) return tell("Not saved: the day is not whole", "wrong");  // TOML has no empty one
    words = withField(words, entry, value);
    note = "";
    known.unsaved.add(asked);
    tell("Saving…", "busy");
    later(PAUSE_MS);
  }

  function later(pause_ms) {
    clearTimeout(timer);
    timer = setTimeout(() => { waiting = waiting.then(save); }, pause_ms);
  }

  async function save() {
    const sent = words;
    try {
      await disk.save(sent);
      if (sent !== words) return;
      known.unsaved.delete(asked);
      tell(`Saved${note}`, note && "wrong");
    } catch (error) {
      if (!(error instanceof api.Meanwhile)) {
        if (sent === words) later(api.AGAIN_MS);
        return tell(`Not saved: ${error.message}`, "wrong");
      }
      const ours = retyped(disk.words, words, error.theirs.words);
      note = ours.lost.map(each => `. Somebody else has changed “${label(each.name)}” too: it is shown as it is now. You had put in: ${each.value}`).join("");
      show(error.theirs, ours.words);
      if (words !== disk.words) return save();
      known.unsaved.delete(asked);
      tell(`Not saved${note}`, "wrong");
    }
  }

  function inputOf(entry) {
    const id = ["set", entry.table, entry.name, ...entry.before ? [entry.before] : []].join("-");
    if (entry.kind === "yes") {
      const box = make("input", {type: "checkbox", id, onchange: () => typed(entry, box.checked)});
      box.checked = entry.value;
      const words = entry.name === "example" ? "This is only an example: each page then says so" : label(entry.name);
      return make("div", {class: "check", "data-at": entry.at}, box, make("label", {for: id}, words));
    }
    const box = entry.kind === "day" ? make("input", {type: "date"}) : entry.kind === "list" ? make("textarea", {class: "line"}) : line();
    Object.assign(box, {id, value: entry.value, oninput: () => typed(entry, box.value)});
    const note = [entry.kind === "list" && "Each on a line of its own.", entry.remark].filter(Boolean).join(" ");
    return make("div", {"data-at": entry.at}, field(label(entry.name), box, note));
  }

  // What has the focus keeps it: a window may be left with it in a field for days.
  function show(file, shown = file.words) {
    disk.is(file);
    words = shown;
    const tables = Map.groupBy(fieldsOf(words).filter(each => isShown(each.table)), each => each.table);
    redraw(form, () => form.replaceChildren(...[...tables].map(([table, fields]) => make("fieldset", {}, make("legend", {}, table ? label(table) : legend), fields.map(inputOf)))));
    redraw(form, problems);
  }

  function problems() {
    for (const note of form.querySelectorAll(".note")) note.remove();
    const fields = fieldsOf(words);
    for (const problem of known.words.problems ?? []) {
      if (problem.file !== file) continue;
      const at = fields.find(each => each.line <= problem.line && problem.line <= each.last)?.at;
      const place = form.querySelector(`[data-at="${at}"]`) ?? form;
      place.append(noteOf(problem, null));
    }
  }

  const read = () => reading(async () => {
    const was = disk.sha256, file = await api.read(asked);
    if (was === disk.sha256 && file.sha256 !== was && !known.unsaved.has(asked)) show(file);  // nothing typed or saved meanwhile
  });

  main.append(make("div", {class: "screen"},
    make("h2", {}, head),
    make("p", {}, intro), more,
    said, form));
  read();
  return what => {
    if (what === "words") {
      read();
      redraw(form, problems);
    }
  };
}

export function clinic(main, known) {
  let refresh = () => {};
  async function begin() {
    await api.act("own-clinic");
    Object.assign(known, await api.files());
    draw();
    main.focus();
  }
  function draw() {
    const {file, own, start, there} = known.clinic;
    const failed = make("span", {role: "status"});
    main.replaceChildren();
    refresh = settings(main, known, {
      name: "clinic", file, head: "Clinic", labels: LABELS, legend: "The clinic",
      intro: own ? `Whose name and phones the handout carries. What it does not print need not be here. To open the studio with it the next time: ${start}` :
        "This is the example that comes with the handout. Leave it as it is, and fill in a profile of your own.",
      more: !own && make("p", {class: "actions"}, make("button", {type: "button", class: "main", onclick: () => begin().catch(error => { failed.textContent = error.message; })},
        there ? `Use ${there}` : "Begin a profile of your own"), failed),
    });
  }
  draw();
  return what => refresh(what);
}

export const cover = (main, known) => settings(main, known, {
  name: "booklet.toml", file: "booklet.toml", head: "Cover", labels: COVER, legend: "The handout", isShown: table => table === "",
  intro: "What the cover, the feet of the pages and the last page tell of the handout. Its other settings are edited as text, under Write.",
});
