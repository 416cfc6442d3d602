// What is changed of a handout beside its words: sections in another order, one taken out, a picture brought in.
import * as api from "./api.js";
import {make, saying} from "./dom.js";
import {between, parted} from "./marks.js";
import {isSection} from "./names.js";

const PICTURES = ".svg,.png,.jpg,.jpeg,.gif,.webp,.tif,.tiff,.bmp";
const MOST_BYTES = 15_000_000;
const MOST_COPIED = 5_000_000;  // characters of what was copied with its looks

function contentOf(file) {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result.split(",")[1] ?? "");
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(file);
  });
}

export class Arrange {
  // `desk` is the screen with the text that is open.
  constructor(desk) {
    Object.assign(this, {desk, listed: ""});
    let before = Promise.resolve();
    const button = (label, act) => make("button", {type: "button", onclick: act}, label);
    this.inTurn = (label, act) => button(label, () => { before = before.then(act).catch(error => desk.say(error.message, "wrong")); });  // pressed twice, it is done twice, to the section that is then open
    this.sections = make("div", {class: "arrange", role: "group", "aria-label": "This section"}, button("Rename", () => this.rename()),
      this.inTurn("Move up", () => this.move(-1)), this.inTurn("Move down", () => this.move(1)), this.inTurn("Take out", () => this.takeOut()));
    this.away = make("details", {class: "add", hidden: true}, make("summary", {}, "Taken out"), make("ul"));
    this.element = make("div", {}, this.sections, this.away);
    const chosen = make("input", {type: "file", accept: PICTURES, hidden: true, "aria-label": "Picture", onchange: async () => {
      await this.bring([...chosen.files]);
      chosen.value = "";
    }});
    this.picture = [button("Picture", () => chosen.click()), chosen];
    const [told, tell] = saying();
    this.told = told;
    this.tell = words => {
      tell(words);
      if (words) told.append(" ", button("Close", () => { tell(""); desk.focus(); }));
    };
  }

  // Done with all that was typed before saved; null where it was refused, which is said.
  async done(name, value) {
    const {desk} = this;
    try {
      if (!desk.isSaved) await desk.file.save();
      if (!desk.isSaved) return null;
      const {done} = await api.act(name, value);
      Object.assign(desk.known, await api.files());
      return done;
    } catch (error) {
      desk.say(error.message, "wrong");
      return null;
    }
  }

  // The same, of the section that is open. What the disk tells of it meanwhile is our own doing, and no question.
  async sectionDone(name, value) {
    const {desk} = this, {file} = desk;
    file.isHeld = true;
    const done = await this.done(name, value);
    if (done) return done;
    file.isHeld = false;
    desk.onDisk([desk.name]);
    return null;
  }

  // A section is called by its title. Its file keeps its name: links to the section and signatures below it hold on to that.
  rename() {
    this.desk.turn("text");
    this.desk.editor.choose(/^(?:title:|#)[ \t]+(?:"(?=.*"$))?(\S.*?)"?[ \t]*$/m);
    this.desk.say("Type the new title");
  }

  async move(by) {
    const {desk} = this, all = desk.known.files.map(each => each.file).filter(isSection), other = all[all.indexOf(desk.name) + by];
    const done = other && await this.sectionDone("change-places", {one: desk.name, other});
    if (done) await desk.open(done[0], desk.editor.line, false);
  }

  async takeOut() {
    const {desk} = this, kept = await this.sectionDone("take-out", {file: desk.name});
    if (!kept) return;
    await desk.open(desk.known.files[0].file, 0, false);
    this.away.open = true;
    this.away.querySelector(`[data-kept="${CSS.escape(kept)}"]`)?.focus();
    desk.say("Taken out. It is kept, and can be put back");
  }

  async putBack(kept) {
    const done = await this.done("put-back", {kept});
    if (done) await this.desk.open(done, 0, true);
  }

  // What was taken out, now or at another time.
  listAway() {
    const all = this.desk.known.taken_out, mark = JSON.stringify(all);
    if (mark === this.listed) return;
    this.listed = mark;
    this.away.hidden = !all.length;
    this.away.querySelector("ul").replaceChildren(...all.map(({kept, title}) => {
      const back = this.inTurn("Put it back", () => this.putBack(kept));
      back.dataset.kept = kept;
      back.setAttribute("aria-label", `Put it back: ${title}`);
      return make("li", {}, title, back);
    }));
  }

  // What is dropped or pasted: files and looks are for us, and bare words are left to the editor.
  brought(moved, event) {
    const words = moved?.getData("text/plain"), html = moved?.getData("text/html");
    const isSource = moved?.types.includes("vscode-editor-data");  // its looks are colours of its marks
    if (moved?.files.length && !words) this.bring([...moved.files]);
    else if (event.type === "paste" && html && html.length <= MOST_COPIED && this.desk.name.endsWith(".md") && !isSource) this.paste(html, words);
    else return false;
    event.preventDefault();
    return true;
  }

  // What was copied in another program, with its headings, lists and tables. Whatever happens, its words are there.
  async paste(html, words) {
    const {desk} = this, {view} = desk.editor, {name} = desk;
    const made = await api.act("copied-words", {html}).catch(() => null);
    if (desk.name !== name) return desk.say("Another text was opened meanwhile: paste it again", "wrong");
    const text = !made ? words : made.blocks ? parted(view.state, made.text) : made.text;
    view.dispatch(view.state.replaceSelection(view.state.toText(text)), {userEvent: "input.paste", scrollIntoView: true});
    this.tell(made?.lost.length ? `Of what was pasted, this is not as it was: ${made.lost.join("; ")}` : "");
  }

  // Pictures from somewhere else: cleaned and kept in the folder, then named in the text, with the cursor where each is described.
  async bring(files) {
    const {desk} = this, {view} = desk.editor, {name} = desk;
    for (const file of files) {
      if (file.size > MOST_BYTES) return desk.say("That is over 15 MB: make it smaller", "wrong");
      desk.say(`Bringing in ${file.name}…`);
      const content = await contentOf(file).catch(error => desk.say(`${file.name}: ${error.message}`, "wrong"));
      const path = content && await this.done("add-picture", {name: file.name, content});
      if (!path) return;
      if (desk.name !== name) return desk.say(`Kept: write ![](${path}) where it belongs`);  // another text was opened meanwhile
      const {from, before, after} = between(view.state), begun = `${before}![`;
      view.dispatch({changes: {from, insert: `${begun}](${path})\n${after}`}, selection: {anchor: from + begun.length}, userEvent: "input"});
      view.focus();
    }
  }
}
