// One open file: when it is saved, and what happens where somebody else has saved it meanwhile.
import * as api from "./api.js";

const PAUSE_MS = 250;
const AGAIN_MS = 3000;

// `read` gives the words as they stand in the editor, `take` puts others there; `told` hears how it stands:
// saved, saving, unsaved (with a reason), conflict (with their words).
export class OpenFile {
  constructor(name, {read, take, told}) {
    Object.assign(this, {name, read, take, told, sha256: "", saved: "", theirs: null, saving: null, timer: 0});
  }

  get isSaved() {
    return this.read() === this.saved && !this.theirs;
  }

  async open() {
    const {words, sha256} = await api.read(this.name);
    const kept = this.kept();
    this.sha256 = sha256;
    this.saved = words;
    this.take(words);
    if (kept !== null && kept !== words) {
      this.take(kept);
      this.conflict({words, sha256});
    }
  }

  typed() {
    this.keep();
    if (this.theirs) return;
    this.told("saving");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), PAUSE_MS);
  }

  // One save at a time; what is typed meanwhile is saved next. Nothing is written over what others have saved.
  async save() {
    clearTimeout(this.timer);
    if (this.saving || this.theirs) return this.saving;
    this.saving = this.saveNow();
    try {
      await this.saving;
    } finally {
      this.saving = null;
    }
    if (!this.isSaved && !this.theirs && !this.reason) await this.save();
  }

  async saveNow() {
    const words = this.read();
    this.reason = "";
    if (words === this.saved) return this.told("saved");
    try {
      const {sha256} = await api.save(this.name, words, this.sha256);
      Object.assign(this, {sha256, saved: words});
      if (this.isSaved) {
        this.forget();
        this.told("saved");
      }
    } catch (error) {
      if (error instanceof api.Meanwhile) {
        if (error.theirs.words === words) Object.assign(this, {sha256: error.theirs.sha256, saved: words});
        else this.conflict(error.theirs);
        return;
      }
      this.reason = error.message;
      this.told("unsaved", this.reason);
      this.timer = setTimeout(() => this.save(), AGAIN_MS);
    }
  }

  // The file on the disk may be another now.
  async look() {
    if (this.saving) await this.saving;
    const {words, sha256} = await api.read(this.name);
    if (sha256 === this.sha256) return;
    if (this.theirs || this.read() !== this.saved) {
      if (words !== this.read()) this.conflict({words, sha256});
      return;
    }
    Object.assign(this, {sha256, saved: words});
    this.take(words);
    this.told("elsewhere");
  }

  conflict(theirs) {
    clearTimeout(this.timer);
    this.theirs = theirs;
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
    if (this.isSaved) this.forget();
  }

  // What is not saved yet outlives this window.
  keep() {
    try {
      localStorage.setItem(this.shelf, this.read());
    } catch { /* no room: the window itself still has it */ }
  }

  kept() {
    try {
      return localStorage.getItem(this.shelf);
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
    return `unsaved:${this.name}`;
  }
}
