// What is changed of a handout beside its words: sections in another order, one taken out, a picture brought in.
import * as api from "./api.js";
import {make} from "./dom.js";
import {isSection} from "./names.js";

const PICTURES = ".svg,.png,.jpg,.jpeg,.gif,.webp,.tif,.tiff,.bmp";
const MOST_BYTES = 15_000_000;

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
    Object.assign(this, {desk, kept: []});
    let before = Promise.resolve();
    const button = (label, act) => make("button", {type: "button", onclick: act}, label);
    const inTurn = (label, act) => button(label, () => { before = before.then(act).catch(error => desk.say(error.message, "wrong")); });  // pressed twice, it is done twice, to the section that is then open
    this.sections = make("div", {class: "arrange", role: "group", "aria-label": "This section"}, button("Rename", () => this.rename()),
      inTurn("Move up", () => this.move(-1)), inTurn("Move down", () => this.move(1)), inTurn("Take out", () => this.takeOut()));
    this.back = Object.assign(inTurn("Put it back", () => this.putBack()), {hidden: true});
    this.element = make("div", {}, this.sections, make("div", {class: "arrange"}, this.back));
    const chosen = make("input", {type: "file", accept: PICTURES, hidden: true, "aria-label": "Picture", onchange: async () => {
      await this.bring([...chosen.files]);
      chosen.value = "";
    }});
    this.picture = [button("Picture", () => chosen.click()), chosen];
  }

  // Done with all that was typed before saved; null where it was refused, which is said.
  async done(name, value) {
    const {desk} = this;
    try {
      if (!desk.isSaved) await desk.file.save();
      if (!desk.isSaved) return null;
      const {done} = await api.act(name, value);
      desk.known.files = (await api.files()).files;
      return done;
    } catch (error) {
      desk.say(error.message, "wrong");
      return null;
    }
  }

  // A section is called by its title. Its file keeps its name: links to the section and signatures below it hold on to that.
  rename() {
    this.desk.turn("text");
    this.desk.editor.choose(/^(?:title:|#)[ \t]+(?:"(?=.*"$))?(\S.*?)"?[ \t]*$/m);
    this.desk.say("Type the new title");
  }

  async move(by) {
    const {desk} = this, all = desk.known.files.map(each => each.file).filter(isSection), other = all[all.indexOf(desk.name) + by];
    const done = other && await this.done("change-places", {one: desk.name, other});
    if (done) await desk.open(done[0], desk.editor.line, false);
  }

  async takeOut() {
    const {desk} = this, kept = await this.done("take-out", {file: desk.name});
    if (!kept) return;
    this.kept.push(kept);
    this.back.hidden = false;
    this.back.focus();
    await desk.open(desk.known.files[0].file, 0, false);
    desk.say("Taken out. It is kept, and can be put back");
  }

  async putBack() {
    const done = await this.done("put-back", {kept: this.kept.at(-1)});
    if (!done) return;
    this.kept.pop();
    this.back.hidden = !this.kept.length;
    await this.desk.open(done, 0, true);
  }

  // What is dropped or pasted: files are for us, and whatever is text is left to the editor.
  brought(moved, event) {
    if (!moved?.files.length || moved.getData("text/plain")) return false;
    event.preventDefault();
    this.bring([...moved.files]);
    return true;
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
      const line = view.state.doc.lineAt(view.state.selection.main.head), begun = `${line.text.trim() ? "\n\n" : ""}![`;
      view.dispatch({
        changes: {from: line.to, insert: `${begun}](${path})\n`}, selection: {anchor: line.to + begun.length}, userEvent: "input",
      });
      view.focus();
    }
  }
}
