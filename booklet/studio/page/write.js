// The main screen: the files of the handout, the text of one, and the pages.
import * as api from "./api.js";
import {count, make, redraw} from "./dom.js";
import {Arrange} from "./arrange.js";
import {Bring} from "./bring.js";
import {Editor, noteOf} from "./editor.js";
import {KEYS, TOOLS} from "./marks.js";
import {models} from "./models.js";
import {isSection, nameFor, titled} from "./names.js";
import {OpenFile, unsavedOf} from "./document.js";
import {Pages} from "./pages.js";
import {question} from "./versions.js";

const TOLD = {saving: "Saving…", decided: "Saving…", saved: "Saved", elsewhere: "Changed on the disk, and shown as it is now", moved: "Moved by somebody else, and still open here"};
const PANES = [["files", "Files"], ["text", "Text"], ["pages", "Pages"]];

export class Write {
  constructor(known, say) {
    Object.assign(this, {known, say, name: "", file: null, wanted: 0});
    this.build();
    this.pages = new Pages((file, line) => this.open(file, line, true));
    this.sheets.append(this.pages.element);
    this.editor = new Editor(this.place, () => known.words.known ?? {}, {
      typed: () => this.file?.typed(), moved: line => this.pages.locate(this.name, line),
      brought: (moved, event) => this.bring.brought(moved, event),
    });
  }

  build() {
    const title = make("input", {id: "new-title", type: "text", required: true, maxlength: "90", autocomplete: "off"});
    this.arrange = new Arrange(this);
    this.bring = new Bring(this);
    this.sections = make("ol");
    this.others = make("ul");
    this.add = make("details", {class: "add"}, make("summary", {}, "New section"), make("form", {onsubmit: async event => {
      event.preventDefault();
      if (!await this.begin(title.value.trim())) return;
      this.add.open = false;
      title.value = "";
    }}, make("label", {for: "new-title"}, "Its title"), title, make("button", {class: "main"}, "Begin it")), this.bring.documents);
    this.list = make("nav", {class: "files", "aria-label": "Files", "data-pane": "files"},
      make("h2", {}, "Sections"), this.sections, this.arrange.element, this.add, make("h2", {}, "Beside them"), this.others);
    this.heading = make("h2", {id: "file"}, "");
    this.place = make("div", {class: "place", hidden: true});  // until a file is open: what is typed belongs into one
    this.meanwhile = make("section", {class: "meanwhile", hidden: true, "aria-label": "Two versions"});
    this.found = make("details", {class: "found"}, make("summary", {}, "Nothing to mend"), make("ol"));
    const tool = ([name, key, act]) =>
      make("button", {type: "button", title: key || undefined, onmousedown: event => event.preventDefault(), onclick: () => act(this.editor.view)}, name);  // the text keeps the focus
    const tools = make("div", {class: "tools", role: "group", "aria-label": "Marks"}, TOOLS.map(tool), this.bring.picture, models(() => this.editor.view), KEYS.map(tool));
    const keys = make("p", {id: "keys", class: "keys"}, "Ctrl+F finds · F8 next to mend · Ctrl+. advice of this line · Ctrl+Space names · Ctrl+Shift+V bare words · Tab leaves");
    this.text = make("section", {class: "text", "aria-labelledby": "file", "data-pane": "text"},
      make("div", {class: "head"}, this.heading, tools), this.meanwhile, this.bring.told, this.place, this.found, keys);
    this.choice = make("select", {id: "edition", onchange: () => api.act("show", {edition: this.choice.value}).catch(error => this.say(error.message, "wrong"))});
    this.notice = make("p", {class: "notice", role: "status"});
    this.sheets = make("section", {class: "pages", "aria-labelledby": "pages-head", "data-pane": "pages"},
      make("div", {class: "head"}, make("h2", {id: "pages-head"}, "Pages"), make("p", {class: "choose"}, make("label", {for: "edition"}, "Edition "), this.choice), this.notice));
    this.tabs = make("div", {class: "panes", role: "group", "aria-label": "What is shown"}, PANES.map(([id, label]) =>
      make("button", {type: "button", "data-for": id, onclick: () => this.turn(id)}, label)));
    this.element = make("div", {class: "desk"}, this.tabs, this.list, this.text, this.sheets);
    this.turn("text");
  }

  get isSaved() {
    return !this.file || this.file.isSaved;
  }

  turn(pane) {
    this.element.dataset.shown = pane;
    for (const tab of this.tabs.children) tab.setAttribute("aria-pressed", String(tab.dataset.for === pane));
    if (pane === "pages" && this.pages) requestAnimationFrame(() => this.pages.locate(this.name, this.editor.line));
  }

  shown() {
    for (const kind of ["files", "editions", "words", "pages", "busy"]) this.changed(kind);
    this.first(false);
  }

  // Where nothing is open, the first file is; where there is none, that is said.
  first(isFocused) {
    const [first] = this.known.files;
    if (first && !this.name) this.open(unsavedOf(this.known.handout)[0] ?? first.file, 0, isFocused);
    else if (!first && !this.name) this.say("There is no text here yet: begin a new section", "wrong");
  }

  focus() {
    this.editor.view.focus();
  }

  // Of files that are asked for one after the other, the last one is shown, however late the others are read.
  async open(name, line = 0, isFocused = true) {
    const asked = this.asked = {};
    if (name !== this.name) {
      if (!this.isSaved) await this.file.save();
      if (!this.isSaved) return this.stand("unsaved", this.file.reason || "two versions of it are open: choose one first");
      let read;
      try {
        read = await api.read(name);
      } catch (error) {
        return this.say(error.message, "wrong");
      }
      if (asked !== this.asked) return;
      if (!this.isSaved) return this.open(name, line, isFocused);  // something was typed meanwhile
      this.file?.leave();
      const file = new OpenFile(this.known.handout, name, read, {
        read: () => this.editor.words, take: (...words) => this.editor.take(...words), told: (how, more) => this.stand(how, more),
      });
      this.editor.open(name, read.words);
      Object.assign(this, {name, file});
      this.place.hidden = false;
      this.meanwhile.hidden = true;
      this.bring.tell("");
      this.say("Saved");
      file.begin();
      this.changed("files");
      this.changed("words");
    }
    if (isFocused || line) this.turn("text");
    this.editor.go(line || 1, isFocused);
    this.pages.locate(name, line || 1);
  }

  // One that is gone is called as its own words call it.
  titled(name) {
    const called = titled(name, this.known.files);
    return called === name && name === this.name && /^(?:[Tt]itle:|#{1,6})\s+(.+?)\s*$/m.exec(this.editor.words)?.[1] || called;
  }

  stand(how, more) {
    if (how in TOLD) this.say(TOLD[how]);
    else if (how === "unsaved") this.say(`Not saved: ${more}${/is kept in|is then saved/.test(more) ? "" : `${/[.?!]$/.test(more) ? "" : "."} What you typed is kept in this window.`}`, "wrong");
    if (how === "conflict") this.ask(more);
    if (how === "decided" || how === "moved") this.meanwhile.hidden = true;
    if (how !== "moved") return;
    this.name = this.file.disk.name;
    this.listFiles();
    this.pages.locate(this.name, this.editor.line);
  }

  ask(theirs) {
    this.say(theirs.sha256 ? "Two versions: choose one" : "Not there any more: choose what becomes of it", "wrong");
    this.meanwhile.replaceChildren(...question(this.editor.words, theirs, isMine => {
      if (!isMine && !theirs.sha256) return this.letGo();
      this.file.decide(isMine);
      this.focus();
    }));
    this.meanwhile.hidden = false;  // the cursor stays, and in sight: what is being typed belongs into the text
    this.editor.see();
  }

  // A file that is gone, and shall be.
  letGo() {
    this.file.leave();
    Object.assign(this, {file: null, name: ""});
    this.place.hidden = this.meanwhile.hidden = true;
    this.heading.textContent = "";
    this.first(true);
  }

  onDisk(names, file = this.file) {
    if (file && names.includes(this.name)) file.look().catch(error => file.isLeft || this.say(error.message, "wrong"));
  }

  retry() {
    if (this.file && !this.file.isSaved) this.file.save();
  }

  changed(kind) {
    if (["files", "words", "pages"].includes(kind)) this.listFiles();
    if (kind === "words" || kind === "pages") this.tellProblems();
    if (kind === "pages") {
      this.pages.show(this.known.pages.pages);
      if (this.editor) this.pages.locate(this.name, this.editor.line || 1, true);
    }
    if (kind === "editions" || kind === "pages") this.tellEditions();
    if (kind === "pages" || kind === "busy") this.tellPages();
  }

  problems() {
    const seen = new Set();
    return [...this.known.words.problems ?? [], ...this.known.pages.problems ?? []].filter(each => {
      const mark = `${each.file}:${each.line}:${each.column}:${each.code}:${each.says}`;
      return !seen.has(mark) && seen.add(mark);
    });
  }

  listFiles() {
    const wrong = new Map();
    for (const each of this.problems()) {
      const entry = wrong.get(each.file) ?? {error: 0, advice: 0};
      entry[each.level]++;
      wrong.set(each.file, entry);
    }
    const entry = ({file}) => {
      const {error = 0, advice = 0} = wrong.get(file) ?? {};
      const told = error ? count(error, "thing to mend", "things to mend") : advice ? count(advice, "piece of advice", "pieces of advice") : "";
      return make("li", {}, make("button", {type: "button", "data-file": file, "aria-current": file === this.name ? "true" : undefined, onclick: () => this.open(file, 0, true)},
        make("span", {}, this.titled(file)), told && make("span", {class: `badge ${error ? "error" : "advice"}`, title: told}, make("span", {"aria-hidden": "true"}, String(error || advice)), make("span", {class: "unseen"}, `, ${told}`))));
    };
    if (this.file) this.heading.textContent = this.titled(this.name);
    this.arrange.sections.hidden = !isSection(this.name) || !this.file?.isHeld && !this.known.files.some(each => each.file === this.name);
    this.arrange.listAway();
    const sections = this.known.files.filter(({file}) => isSection(file)), others = this.known.files.filter(({file}) => !isSection(file));
    const mark = JSON.stringify([this.name, this.known.files, [...wrong]]);
    if (mark === this.listed) return;  // so that nobody who is in the list loses their place
    this.listed = mark;
    for (const [list, files] of [[this.sections, sections], [this.others, others]]) redraw(list, () => list.replaceChildren(...files.map(entry)));
  }

  // A new section, with what there is to write over. True where it could be begun.
  async begin(title) {
    const name = nameFor(title, this.known);
    try {
      await new api.OnDisk(name).save(`# ${title}\n\nWrite here.\n`);
      Object.assign(this.known, await api.files());
      await this.open(name, 3, true);
      if (this.name === name) this.editor.choose(/Write here\./);
      return true;
    } catch (error) {
      return this.say(error.message, "wrong");
    }
  }

  tellProblems() {
    const all = this.problems(), here = all.filter(each => each.file === this.name);
    if (this.editor) this.editor.show(here);
    const errors = all.filter(each => each.level === "error"), advice = all.filter(each => each.level !== "error");
    const head = [errors.length && `${errors.length} to mend`, advice.length && count(advice.length, "piece of advice", "pieces of advice")];
    this.found.querySelector("summary").textContent = head.filter(Boolean).join(", ") || "Nothing to mend";
    this.found.dataset.kind = errors.length ? "wrong" : "calm";
    const mark = JSON.stringify([this.name, all]);
    if (mark === this.told) return;
    this.told = mark;
    const list = this.found.querySelector("ol");
    redraw(list, () => list.replaceChildren(...[...errors, ...advice].slice(0, 300).map(problem => {
      const where = `${this.titled(problem.file)}${problem.line ? `, line ${problem.line}` : ""}`;
      const is = this.known.files.some(each => each.file === problem.file);
      const note = noteOf(problem, problem.file === this.name ? () => this.editor.mend(problem) : null);
      note.prepend(is ? make("button", {type: "button", class: "where", onclick: () => this.open(problem.file, problem.line, true)}, where) : make("p", {class: "where"}, where));
      return make("li", {}, note);
    })));
  }

  tellEditions() {
    const names = this.known.editions, shown = this.known.pages.edition ?? "";
    const {choice} = this, chosen = document.activeElement === choice && names.includes(choice.value) ? choice.value : shown;
    if ([...choice.options].map(each => each.value).join("\n") !== names.join("\n")) choice.replaceChildren(...names.map(name => make("option", {value: name}, name)));
    if (chosen) choice.value = chosen;
  }

  tellPages() {
    const {pages, edition, exact, current, whole, problems} = this.known.pages, busy = this.known.busy.pages;
    this.pages.element.setAttribute("aria-busy", String(Boolean(busy)));
    const none = edition === "" ? "No edition has pages" : busy || current === undefined ? "Setting the pages…" : "No pages yet";
    const told = !pages.length ? none :
      whole === false ? "The first pages. Setting the others…" : busy ? "Setting…" : current === false ? "As they were: mend first" :
      `${count(pages.length, "page")}, ${exact ? "as printed" : problems.length ? "not ready" : "nearly as printed"}`;
    if (this.notice.textContent !== told) this.notice.textContent = told;
    this.element.dataset.busy = busy ? "yes" : "no";
  }
}
