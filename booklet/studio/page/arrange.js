// What is changed of a handout beside its words: sections in another order, one taken out.
import * as api from "./api.js";
import {make, redraw} from "./dom.js";
import {isSection} from "./names.js";

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
    this.desk.editor.choose(/^(?:[Tt]itle:|#{1,6})[ \t]+(?:"(?=.*"$))?(\S.*?)"?[ \t]*$/m);
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
    const list = this.away.querySelector("ul");
    redraw(list, () => list.replaceChildren(...all.map(({kept, title}) => {
      const back = this.inTurn("Put it back", () => this.putBack(kept));
      back.dataset.kept = kept;
      back.setAttribute("aria-label", `Put it back: ${title}`);
      return make("li", {}, title, back);
    })));
  }
}
