// One open file: when it is saved, and what happens where somebody else has saved it meanwhile.
import * as api from "./api.js";

const PAUSE_MS = 250;

// What is kept of words that are not saved: by the handout too, for another may have been served at this address before, and by
// the window, for another may hold other words of the same file.
const shelf = (handout, name) => `unsaved:${handout}:${name}`;
const WINDOW = Math.random().toString(36).slice(2);

// The files of a handout of which something is kept.
export function unsavedOf(handout) {
  const all = shelf(handout, "");
  try {
    return Object.keys(localStorage).filter(each => each.startsWith(all)).map(each => each.slice(all.length).split("/")[0]);
  } catch {
    return [];
  }
}

// `file` is what was read of it. `read` gives the words as they stand in the editor, `take` puts others there;
// `told` hears how it stands: saved, saving, unsaved (with a reason), moved, conflict (with their words; no sha256: it is gone).
export class OpenFile {
  constructor(handout, name, file, {read, take, told}) {
    Object.assign(this, {handout, disk: new api.OnDisk(name, file), read, take, told, theirs: null, saving: null, timer: 0, isLeft: false, isHeld: false});
  }

  get isNew() {
    return this.read() !== this.disk.words;
  }

  // A file that is gone, of which nothing here is new, may be left without a word.
  get isSaved() {
    return !this.isNew && !this.theirs?.sha256 && !this.saving;
  }

  // Its words stand in the editor now. What was not saved the last time is saved, unless the file is another by now.
  begin() {
    const kept = this.kept();
    if (!kept) return;
    this.take(kept.words);
    this.disk.sha256 = kept.sha256;
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
    while (this.isNew && !this.theirs && !this.reason);
  }

  async saveNow() {
    this.reason = "";
    const words = this.read();
    try {
      if (this.isNew) await this.disk.save(words);
    } catch (error) {
      if (!(error instanceof api.Meanwhile)) {
        this.reason = error.message;
        this.told("unsaved", this.reason);
        this.timer = setTimeout(() => this.save(), api.AGAIN_MS);
        return;
      }
      if (!error.theirs.sha256 && await this.moved()) return;
      return error.came && words === this.read() ? this.follow(error.theirs) : this.conflict(error.theirs);
    }
    if (this.isNew) return this.keep();
    this.forget();
    this.told("saved");
  }

  // The file on the disk may be another now.
  async look() {
    if (this.saving) await this.saving;
    const {disk} = this, was = disk.sha256, found = await api.read(disk.name);
    if (this.isLeft || this.isHeld || found.sha256 === (this.theirs ?? disk).sha256) return;
    if (this.saving || disk.sha256 !== was) return this.look();  // saved meanwhile: what was read may be older
    if (!found.sha256 && await this.moved()) return;
    if (this.isLeft || this.isHeld) return;
    if (disk.isOurs(found)) return disk.is(found), this.save();
    const isMine = found.sha256 && found.words === this.read();
    return !isMine && (!found.sha256 || this.isNew) ? this.conflict(found) : this.follow(found);
  }

  // There is but one version now.
  follow(found) {
    const isMine = found.words === this.read();
    this.theirs = null;
    this.disk.is(found);
    this.forget();
    if (!isMine) this.take(found.words, true);
    this.told("decided");
    this.told(isMine ? "saved" : "elsewhere");
  }

  // True where somebody has given it another name: it is the file that holds what this one held.
  async moved() {
    const {files} = await api.files().catch(() => ({files: []})), there = files.find(each => each.sha256 === this.disk.sha256);
    if (!there || this.isLeft || this.isHeld) return false;
    this.forget();
    this.disk.name = there.file;
    if (this.isNew) this.keep();
    this.told("moved");
    return true;
  }

  conflict({words, sha256}) {
    const theirs = this.theirs = {words, sha256};
    clearTimeout(this.timer);
    this.disk.unanswered.clear();
    this.keep();
    this.told("conflict", theirs);
  }

  // What somebody has decided: mine is saved over theirs, or theirs takes the place of mine.
  async decide(isMine) {
    const theirs = this.theirs;
    this.theirs = null;
    this.disk.is(theirs);
    if (!isMine) this.take(theirs.words);
    this.told("decided");
    await this.save();
  }

  // What is not saved yet outlives this window.
  keep() {
    try {
      localStorage.setItem(`${this.shelf}/${WINDOW}`, JSON.stringify({words: this.read(), sha256: this.disk.sha256}));
    } catch { /* no room: the window itself still has it */ }
  }

  // What all windows have kept of it, by where it is kept: the text, and the words in it.
  allKept() {
    try {
      return Object.keys(localStorage).filter(key => key.split("/")[0] === this.shelf).map(key => ({key, text: localStorage.getItem(key)}))
        .map(each => ({...each, ...JSON.parse(each.text)}));
    } catch {
      return [];
    }
  }

  // The first of it that is not on the disk.
  kept() {
    this.forget();
    return this.found = this.allKept()[0];
  }

  // What this window has kept, what it has found, unless another has kept more there since, and whatever is on the disk by now.
  forget() {
    for (const {key, text, words} of this.allKept())
      if (key === `${this.shelf}/${WINDOW}` || text === this.found?.text || words === this.disk.words) localStorage.removeItem(key);
    this.found = null;
  }

  get shelf() {
    return shelf(this.handout, this.disk.name);
  }
}
