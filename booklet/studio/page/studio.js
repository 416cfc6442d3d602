// The studio: which screen is shown, what is known of the manuscript, and the line that says how it stands.
import * as api from "./api.js";
import {make} from "./dom.js";
import {Write} from "./write.js";
import {editions} from "./editions.js";
import {words} from "./words.js";
import {references} from "./references.js";
import {signoff} from "./signoff.js";
import {clinic, cover} from "./settings.js";
import {figures} from "./figures.js";
import {glossary} from "./glossary.js";

const SCREENS = [
  ["write", "Write", null], ["words", "Words", words], ["references", "References", references], ["figures", "Figures", figures, "numbers.json"],
  ["glossary", "Glossary", glossary, "glossary.md"], ["cover", "Cover", cover, "booklet.toml"], ["clinic", "Clinic", clinic, "clinic"], ["editions", "Editions", editions], ["signoff", "Sign-off", signoff],
];

// What the server has told last. Screens read it, and are told by `changed` when it is another.
export const known = {
  files: [], taken_out: [], folder: "", handout: "", editions: [], busy: {}, words: {problems: [], known: {}}, pages: {pages: [], problems: []},
  unsaved: new Set(),  // of the forms
};

const main = document.getElementById("main");
const write = new Write(known, say);
let screen = "";
const left = new Map();  // by name: the screens that are there again when they are opened again
let refresh = () => {}, again = 0, isLost = false;

function say(text, kind = "calm") {
  const state = document.getElementById("state");
  if (state.textContent !== text) state.textContent = text;
  state.dataset.kind = kind;
}

// What was said before is over.
function calm() {
  if (write.isSaved && write.meanwhile.hidden) say("Saved");
}

function alarm(text) {
  const place = document.getElementById("alarm");
  if (place.textContent !== text) place.textContent = text;
}

function show(event) {
  const [, name = "write", file = "", line = ""] = /^#(\w+)(?:\/([^:]*))?(?::(\d+))?$/.exec(location.hash) ?? [];
  const chosen = SCREENS.find(([id]) => id === name) ?? SCREENS[0];
  for (const link of document.querySelectorAll("#screens a"))
    link.toggleAttribute("aria-current", link.hash === `#${chosen[0]}`);
  document.querySelector("#screens [aria-current]")?.setAttribute("aria-current", "page");
  if (screen !== chosen[0]) {
    leave();
    if (screen && !isLost) calm();
    screen = chosen[0];
    document.body.dataset.screen = screen;
    main.replaceChildren();
    for (const each of [main, window]) each.scrollTo(0, 0);  // one screen is not begun in the middle for another was left there
    if (event && document.activeElement === document.body) main.focus();  // the link that led here has gone
    const again = left.get(screen);
    left.delete(screen);
    if (again) {
      main.append(again.form);
      refresh = again.refresh;
      refresh("words");
    } else if (chosen[2]) refresh = chosen[2](main, known) ?? (() => {});
    else {
      main.append(write.element);
      refresh = kind => write.changed(kind);
      write.shown();
    }
  }
  title();
  if (screen === "write" && file) write.open(decodeURIComponent(file), Number(line) || 0);
}

// A screen with a file of its own is made anew from that, unless something in it is unsaved. The others are there again as they
// were left, with what was ticked, chosen and put in, and with what is under way.
function leave() {
  const [, , is, file] = SCREENS.find(([id]) => id === screen) ?? [], said = main.querySelector(".screen > .said");
  if (!is || file && !known.unsaved.has(file)) return;
  left.set(screen, {form: main.firstElementChild, refresh});
  if (!file && said?.dataset.kind !== "busy") said?.replaceChildren();
}

function title() {
  const name = known.words.known?.title ?? known.folder;
  document.getElementById("title").textContent = name || "Studio";
  document.title = [SCREENS.find(([id]) => id === screen)?.[1], name].filter(Boolean).join(" · ");
}

function changed(kind) {
  title();
  refresh(kind);
}

// The files as they are now. What kept them from being told is said until they are, and no longer.
async function list() {
  clearTimeout(again);
  try {
    Object.assign(known, await api.files());
  } catch (error) {
    isLost = true;
    again = setTimeout(list, api.AGAIN_MS);
    if (!(error instanceof api.Away)) alarm(error.message[0].toUpperCase() + error.message.slice(1));
    else if (write.isSaved) say(error.message, "wrong");  // or the file itself tells more
    return;
  }
  alarm("");
  if (isLost) calm();
  isLost = false;
  changed("files");
}

// What may have changed while nothing was heard.
function back() {
  write.retry();
  write.onDisk([write.name]);
  list();
}

document.getElementById("screens").append(
  ...SCREENS.map(([id, name]) => make("a", {href: `#${id}`}, name)),
);
addEventListener("hashchange", show);
addEventListener("beforeunload", event => {
  write.retry();  // while the browser asks
  if (!write.isSaved || known.unsaved.size) event.preventDefault();
});
document.querySelector(".skip").addEventListener("click", event => {
  event.preventDefault();
  if (screen === "write") write.focus();
  else main.focus();
});

await list();
show();
api.listen({
  words: told => {
    known.words = {...told, known: told.known ?? known.words.known ?? {}, grades: told.grades ?? known.words.grades};
    changed("words");
  },
  pages: told => {
    known.pages = told.pages ? told : {...known.pages, problems: told.problems, current: false};
    changed("pages");
  },
  editions: told => {
    known.editions = told;
    changed("editions");
  },
  busy: told => {
    known.busy = told;
    changed("busy");
  },
  step: says => {
    const said = main.querySelector('.said[data-kind="busy"]');
    if (said) said.textContent = said.textContent.replace(/….*/, `… ${says}`);
  },
  files: names => {
    write.onDisk(names);
    list();
  },
  there: isThere => isThere ? back() : list(),
  lost: list,
});
