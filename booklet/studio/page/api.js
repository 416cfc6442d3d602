// What is asked of the server. An answer with problems is thrown as Refused, a server that is not there as Away.

export const AGAIN_MS = 3000;

export class Refused extends Error {
  constructor(problems) {
    super(problems.map(each => [each.says, each.hint].filter(Boolean).join(". Hint: ")).join("\n"));
    this.problems = problems;
  }
}
export class Away extends Error {}
export class Meanwhile extends Error {
  constructor({came, ...theirs}) {
    super("This file was changed meanwhile");
    Object.assign(this, {theirs, came});  // `came`: after these very words had been saved
  }
}

async function asked(address, options) {
  let answer;
  try {
    answer = await fetch(address, options);
  } catch {
    throw new Away("The studio does not answer. Has it been ended in its terminal? What you typed is kept in this window.");
  }
  if (answer.ok) return answer;
  if (answer.status === 409) throw new Meanwhile(await answer.json());
  if (answer.status === 403 || answer.status === 429)
    throw new Away("The studio was started anew. Open the address that its terminal shows in this browser: what you typed here is then saved.");
  let told = [{says: "The studio cannot do this just now"}];
  try {
    told = (await answer.json()).problems;
  } catch { /* it was no JSON: a fault of the studio, which is told in these words */ }
  throw new Refused(told);
}

// Half of a letter, as of an emoji that another program has cut, is in no file: nothing with it could be saved.
const whole = (_, each) => typeof each === "string" ? each.toWellFormed?.() ?? each : each;
const sent = (method, value) => ({method, headers: {"content-type": "application/json"}, body: JSON.stringify(value, whole)});

export const read = async name => (await asked(`api/file/${encodeURIComponent(name)}`)).json();
const save = async (name, words, sha256) =>
  (await asked(`api/file/${encodeURIComponent(name)}`, sent("PUT", {words, sha256}))).json();
export const act = async (name, value = {}) => (await asked(`api/${name}`, sent("POST", value))).json();
export const fetched = async (name, value = {}) => (await asked(`api/${name}`, sent("POST", value))).blob();

// Of two that are under way at once, whichever is answered last, that which was asked for last knows more.
const latest = ask => {
  let number = 0, newest = {number: 0};
  return async () => {
    const own = ++number, told = await ask();
    if (own > newest.number) newest = {number: own, told};
    return newest.told;
  };
};
export const files = latest(async () => (await asked("api/files")).json());
export const editions = latest(() => act("editions"));
export const standing = latest(() => act("standing"));

// A file as it lay on the disk when it was last read or saved here.
export class OnDisk {
  constructor(name, file = {words: "", sha256: ""}) {
    this.name = name;
    this.unanswered = new Set();  // words that were sent, and may have come there although no answer came back
    this.is(file);
  }

  is({words, sha256}) {
    this.unanswered.clear();
    Object.assign(this, {words, sha256});
  }

  // Whether that is what was saved from here, and no version of somebody else.
  isOurs({words, sha256}) {
    return sha256 !== "" && this.unanswered.has(words);
  }

  // Throws Meanwhile where somebody else has saved it.
  async save(words) {
    this.unanswered.add(words);
    try {
      this.is({words, ...await save(this.name, words, this.sha256)});
    } catch (error) {
      if (!(error instanceof Meanwhile) || !this.isOurs(error.theirs)) throw error;
      this.is(error.theirs);
      if (words !== this.words) await this.save(words);
    }
  }
}

// All that is known is told whenever a line to the studio opens, then each news. Where the studio was started anew, it is asked
// again until its new address has been opened. A window that nobody sees keeps no line: a browser has but six of them for all
// windows of one studio, and with the last one gone nothing could be saved.
export function listen(heard) {
  const {lost, ...kinds} = heard;
  let news = null;
  function open() {
    news?.close();
    if (document.hidden) return;
    const opened = news = new EventSource("api/news");
    for (const [kind, hear] of Object.entries(kinds)) opened.addEventListener(kind, event => hear(JSON.parse(event.data)));
    opened.addEventListener("error", () => {
      lost();
      if (opened.readyState === EventSource.CLOSED) setTimeout(() => opened === news && open(), AGAIN_MS);
    });
  }
  document.addEventListener("visibilitychange", open);
  open();
}
