// What the files of a handout are called in the studio, and which of them are its sections.

const OTHER = {
  "booklet.toml": "Settings", "clinic.example.toml": "Clinic (the example)", "glossary.md": "Glossary", "numbers.json": "Figures, as data",
  "references.json": "References, as data", "references.lock": "References", "signoff.toml": "Sign-off",
};

// Where that is done here for which words name a command, which nobody can type here.
const SCREENS = [
  [/build\.py'? refs verify\b/, "references", "Check for retractions, under References"], [/build\.py'? refs add\b/, "references", "Ask and add, under References"],
  [/build\.py'? refs import\b/, "references", "Bring it in, under References"], [/build\.py'? import\b/, "write", "Bring in a document, under New section"],
  [/build\.py'? signoff\b.* --withdraw\b/, "signoff", "Withdraw, under Sign-off"], [/build\.py'? signoff\b/, "signoff", "Under Sign-off, after review"], [/build\.py'? check\b/, "words", "under Words"], [/build\.py'? build\b/, "editions", "under Editions"],
];
// A command is over where its words are: at a mark behind one, if no more options follow it.
const WORD = /(?:'[^'\n]*'|"[^"\n]*"|[^\s`'"]*[^\s`'",;:.)])/.source;
const COMMAND = new RegExp(String.raw`(?:after review: )?${"`"}?(?:(?:'[^'\n]*python[^'\n]*'|[^\s(]*python\S*) )?(?:'[^'\n]*build\.py'|[^\s(${"`"}]*build\.py)(?: ${WORD})+(?:,? (?:with|and) --\w+)*${"`"}?`, "g");
const OPTION = / \(--[a-z][^()\n]*\)/g;  // a hint of nothing but an option

// Words in parts: where one names a command, the screen on which that is done, and what it is called there.
export function inParts(words) {
  const parts = [], plain = words.replace(OPTION, "");
  let end = 0;
  for (const {0: typed, index} of plain.matchAll(COMMAND)) {
    const [, screen, says] = SCREENS.find(([command]) => command.test(typed)) ?? [];
    if (!screen) continue;
    parts.push(plain.slice(end, index), {screen, says});
    end = index + typed.length;
  }
  return [...parts, plain.slice(end)];
}

export const withoutCommands = words => inParts(words).map(each => each.says ?? each).join("");

export const isSection = file => /^\d/.test(file);

const NAME = /^\d{3}-[a-z0-9]+(?:-[a-z0-9]+)*\.md$/;  // of what is printed

// What an author calls a file; with its name, where that keeps it from being printed.
export function titled(file, files) {
  const title = OTHER[file] ?? files.find(each => each.file === file)?.title ?? file;
  return title === file || file in OTHER || NAME.test(file) ? title : `${title} (${file})`;
}

// What the file of a new section is called: a number ten after the last one, and its title in plain letters, which no other
// has, nor one that can be put back: links to the one would lead to the other.
export function nameFor(title, {files, taken_out}) {
  const names = files.map(each => each.file), all = [...names, ...taken_out.map(each => each.kept)].map(each => each.replace(/^\d+-/, ""));
  const next = Math.min(990, Math.floor(Math.max(0, ...names.map(each => parseInt(each, 10)).filter(Number.isFinite)) / 10) * 10 + 10);
  const plain = title.normalize("NFD").toLowerCase().replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-+|-+$/g, "").slice(0, 50).replace(/-+$/, "") || "section";
  let own = plain;
  for (let more = 2; all.some(each => each.startsWith(`${own}.md`)); more++) own = `${plain}-${more}`;
  return `${String(next).padStart(3, "0")}-${own}.md`;
}
