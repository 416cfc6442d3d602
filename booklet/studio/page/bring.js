// What comes from elsewhere: words that were copied in another program, pictures, whole documents.
import * as api from "./api.js";
import {field, make, saying} from "./dom.js";
import {between, placed} from "./marks.js";
import {isSection} from "./names.js";

const PICTURES = ".svg,.png,.jpg,.jpeg,.gif,.webp,.tif,.tiff,.bmp";
const DOCUMENTS = ".docx,.docm,.odt,.html,.htm,.xhtml,.md,.markdown,.txt";
const MOST_BYTES = 15_000_000;
const COMMAND = /\bbuild\.py\b/;  // what is done here by a button
const MOST_COPIED = 5_000_000;  // characters of what was copied with its looks

function contentOf(file) {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result.split(",")[1] ?? "");
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(file);
  });
}

export class Bring {
  // `desk` is the screen with the text that is open.
  constructor(desk) {
    Object.assign(this, {desk, document: null});
    const button = (label, act) => make("button", {type: "button", onclick: act}, label);
    const chosen = make("input", {type: "file", accept: PICTURES, hidden: true, "aria-label": "Picture", onchange: async () => {
      await this.bring([...chosen.files]);
      chosen.value = "";
    }});
    this.picture = [button("Picture", () => chosen.click()), chosen];
    this.changes = make("select", {}, [["accept", "Take them in"], ["refuse", "Leave them out"]].map(([value, label]) => make("option", {value}, label)));
    this.asking = make("div", {hidden: true}, field("Its tracked changes", this.changes),
      make("button", {type: "button", class: "main", onclick: () => this.import(this.document, this.changes.value)}, "Bring it in"));
    const whole = make("input", {type: "file", accept: DOCUMENTS, hidden: true, "aria-label": "Document", onchange: async () => {
      await this.import(whole.files[0]);
      whole.value = "";
    }});
    this.documents = [make("p", {}, "Or from Word, LibreOffice, a saved page or Markdown:"), button("Bring in a document", () => whole.click()), whole, this.asking];
    const [told, tell] = saying();
    this.told = told;
    this.tell = (words, kind) => {
      tell(words, kind);
      if (words) told.append(" ", button("Close", () => { tell(""); desk.focus(); }));
    };
  }

  // What is dropped or pasted: files and looks are for us, and bare words are left to the editor. Beside a picture that is dragged out
  // of a page stands its address, beside a file that is copied its name; beside words that are copied, a picture of them.
  brought(moved, event) {
    const words = moved?.getData("text/plain"), html = moved?.getData("text/html"), files = [...moved?.files ?? []];
    const isFiles = files.length && (event.type === "drop" || !words?.trim() || files.every(({name}) => words.includes(name)));
    const isSource = moved?.types.includes("vscode-editor-data");  // its looks are colours of its marks
    if (isFiles) this.take(files, event);
    else if (event.type === "paste" && html && this.desk.name.endsWith(".md") && !isSource) this.pasted = this.paste(html, words, this.pasted);
    else return false;
    event.preventDefault();
    return true;
  }

  async take(files, event) {
    const {view} = this.desk.editor, at = event.type === "drop" ? view.posAtCoords({x: event.clientX, y: event.clientY}) : null;
    if (at !== null) view.dispatch({selection: {anchor: at}});
    const isDocument = ({name}) => DOCUMENTS.split(",").some(ending => name.toLowerCase().endsWith(ending));
    for (const file of files.filter(isDocument)) await this.import(file);
    await this.bring(files.filter(file => !isDocument(file)));
  }

  // What was copied in another program, with its headings, lists and tables: it lands where it was pasted, behind what was
  // pasted `before`. Whatever happens, its words are there.
  async paste(html, words, before) {
    const {desk} = this, {places} = desk.editor, place = places.keep();
    let made = null, lost = "", isBare = false;
    try {
      if (html.length > MOST_COPIED) throw new Error("it is too much at once");
      made = await api.act("copied-words", {html});
      if (made?.lost.length) lost = `Of what was pasted, this is not as it was: ${made.lost.join("; ")}`;
      if (!made?.text) made = null;  // it could not be read
    } catch (error) {
      lost = `Its words came along, and nothing else: ${error.message}`;
    }
    await before;
    const isThere = places.land(place, state => {
      const {from, to, text, ...more} = placed(state, made, words);
      ({isBare} = more);
      return {from, to, insert: text, anchor: from + text.length};
    });
    if (!isThere) return desk.say("Another text was opened meanwhile: paste it again", "wrong");
    if (isBare) lost = "Only words can stand here: its looks stayed behind";
    this.tell(lost);
  }

  // A document of another program: its sections stand behind the others. Where it has two versions, which one is meant is asked.
  async import(file, changes = "") {
    const {desk} = this, there = new Set(desk.known.files.map(each => each.file));
    this.asking.hidden = true;
    if (!file) return;
    if (file.size > MOST_BYTES) return desk.say("That is over 15 MB: make its pictures smaller", "wrong");
    this.tell("Bringing it in…", "busy");
    try {
      const {well, said} = await api.act("import-document", {name: file.name, content: await contentOf(file), changes});
      Object.assign(desk.known, await api.files());
      const begun = well && desk.known.files.find(each => isSection(each.file) && !there.has(each.file));
      if (begun) await desk.open(begun.file, 0, false);
      this.asking.hidden = well || !/open-changes/.test(said);
      this.document = file;
      this.tell(this.asking.hidden ? said.split("\n").filter(line => !COMMAND.test(line)).join("\n") : "It has tracked changes that are open: say what becomes of them", well ? "" : "wrong");
      if (!this.asking.hidden) this.changes.focus();
    } catch (error) {
      this.tell(error.message, "wrong");
    }
  }

  // Pictures from somewhere else: cleaned and kept in the folder, then named in the text, with the cursor where each is described.
  async bring(files) {
    const {desk} = this, {places} = desk.editor;
    let place = places.keep();
    for (const file of files) {
      if (file.size > MOST_BYTES) return desk.say("That is over 15 MB: make it smaller", "wrong");
      desk.say(`Bringing in ${file.name}…`);
      const content = await contentOf(file).catch(error => desk.say(`${file.name}: ${error.message}`, "wrong"));
      const path = content && await desk.arrange.done("add-picture", {name: file.name, content});
      if (!path) return;
      let anchor = 0;
      const isThere = places.land(place, state => {
        const {from, before, after} = between(state), begun = `${before}![`;
        anchor = from + begun.length;
        return {from, insert: `${begun}](${path})\n${after}`, anchor};
      });
      if (!isThere) return desk.say(`Kept: write ![](${path}) where it belongs`);  // another text was opened meanwhile
      place = places.keep({from: anchor, to: anchor});
      desk.focus();
    }
  }
}
