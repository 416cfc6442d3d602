// One open file: when it is saved, and what happens where somebody else has saved it meanwhile.
import * as api from "./api.js";

const PAUSE_MS = 250;

// What is kept of words that are not saved: by the handout too, for another may have been served at this address before.
const shelf = (handout, name) => `unsaved:${handout}:${name}`;

// The files of a handout of which something is kept.
export function unsavedOf(handout) {
  const all = shelf(handout, "");
  try {
    return Object.keys(localStorage).filter(each => each.startsWith(all)).map(each => each.slice(all.length));
  } catch {
    return [];
  }
}

// `words` and `sha256` are the file as it was read. `read` gives the words as they stand in the editor, `take` puts others there;
// `told` hears how it stands: saved, saving, unsaved (with a reason), moved, conflict (with their words; no sha256: it is gone).
export class OpenFile {
  constructor(handout, name, {words, sha256}, {read, take, told}) {
    Object.assign(this, {handout, name, sha256, saved: words, read, take, told, theirs: null, saving: null, timer: 0, isLeft: false, isHeld: false});
    this.unanswered = new Set();  // words that were sent, and may have come there although no answer came back
  }

  // A file that is gone, of which nothing here is new, may be left without a word.
  get isSaved() {
    return this.read() === this.saved && !this.theirs?.sha256 && !this.saving;
  }

  // Its words stand in the editor now. What was not saved the last time is saved, unless the file is another by now.
  begin() {
    const kept = this.kept();
    if (!kept || kept.words === this.saved) return this.forget();
    this.take(kept.words);
    this.sha256 ||= kept.sha256;
    if (kept.sha256 !== this.sha256) return this.conflict({words: this.saved, sha256: this.sha256});
    this.told("saving");
    this.save();
  }

  // It is saved, and the editor holds another file from now on, which no late answer about this one may reach.
  leave() {
    clearTimeout(this.timer);
    this.forget();
    this.isLeft = true;
  }

  typed() {
    this.keep();
    if (this.theirs) return;
    this.told("saving");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), PAUSE_MS);
  }

  // One save at a time; what is typed meanwhile is saved next. Nothing is written over what others have saved.
  save() {
    clearTimeout(this.timer);
    if (!this.theirs) this.saving ??= this.saveAll().finally(() => { this.saving = null; });
    return this.saving;
  }

  async saveAll() {
    do await this.saveNow();
    while (this.read() !== this.saved && !this.theirs && !this.reason);
  }

  async saveNow() {
    const words = this.read();
    this.reason = "";
    try {
      if (words !== this.saved) {
        this.unanswered.add(words);
        this.cameThere(words, (await api.save(this.name, words, this.sha256)).sha256);
      }
    } catch (error) {
      if (!(error instanceof api.Meanwhile)) {
        this.reason = error.message;
        this.told("unsaved", this.reason);
        this.timer = setTimeout(() => this.save(), api.AGAIN_MS);
        return;
      }
      if (!error.theirs.sha256 && await this.moved()) return;
      if (!this.unanswered.has(error.theirs.words)) return this.conflict(error.theirs);
      this.cameThere(error.theirs.words, error.theirs.sha256);
    }
    if (this.read() !== this.saved) return this.keep();
    this.forget();
    this.told("saved");
  }

  cameThere(words, sha256) {
    this.unanswered.clear();
    Object.assign(this, {sha256, saved: words});
  }

  // The file on the disk may be another now.
  async look() {
    if (this.saving) await this.saving;
    const was = this.sha256, {words, sha256} = await api.read(this.name);
    if (this.isLeft || this.isHeld || sha256 === (this.theirs ?? this).sha256) return;
    if (this.saving || this.sha256 !== was) return this.look();  // saved meanwhile: what was read may be older
    if (!sha256 && await this.moved()) return;
    if (this.isLeft || this.isHeld) return;
    if (this.unanswered.has(words)) return this.cameThere(words, sha256), this.save();
    const isMine = sha256 && words === this.read();
    if (!isMine && (!sha256 || this.read() !== this.saved)) return this.conflict({words, sha256});
    this.forget();
    Object.assign(this, {sha256, saved: words, theirs: null});
    if (!isMine) this.take(words);
    this.told("decided");  // there is but one version now
    this.told(isMine ? "saved" : "elsewhere");
  }

  // True where somebody has given it another name: it is the file that holds what this one held.
  async moved() {
    const {files} = await api.files().catch(() => ({files: []})), there = files.find(each => each.sha256 === this.sha256);
    if (!there || this.isLeft || this.isHeld) return false;
    this.forget();
    this.name = there.file;
    if (this.read() !== this.saved) this.keep();
    this.told("moved");
    return true;
  }

  conflict(theirs) {
    clearTimeout(this.timer);
    this.theirs = theirs;
    this.unanswered.clear();
    this.keep();
    this.told("conflict", theirs);
  }

  // What somebody has decided: mine is saved over theirs, or theirs takes the place of mine.
  async decide(isMine) {
    const theirs = this.theirs;
    Object.assign(this, {theirs: null, sha256: theirs.sha256, saved: theirs.words});
    if (!isMine) this.take(theirs.words);
    this.told("decided");
    await this.save();
  }

  // What is not saved yet outlives this window.
  keep() {
    try {
      localStorage.setItem(this.shelf, JSON.stringify({words: this.read(), sha256: this.sha256}));
    } catch { /* no room: the window itself still has it */ }
  }

  kept() {
    try {
      return JSON.parse(localStorage.getItem(this.shelf));
    } catch {
      return null;
    }
  }

  forget() {
    try {
      localStorage.removeItem(this.shelf);
    } catch { /* nothing was kept */ }
  }

  get shelf() {
    return shelf(this.handout, this.name);
  }
}
