// What the files of a handout are called in the studio, and which of them are its sections.

const OTHER = {
  "booklet.toml": "Settings", "clinic.example.toml": "Clinic (the example)", "glossary.md": "Glossary", "numbers.json": "Figures, as data",
  "references.json": "References, as data", "references.lock": "References", "signoff.toml": "Sign-off",
};

// Where that is done here for which a hint names a command.
const SCREENS = [[/build\.py refs verify\b/, "references", "Check for retractions, under References"], [/build\.py signoff\b/, "signoff", "Under Sign-off, after review"]];

export const screenFor = hint => SCREENS.find(([command]) => command.test(hint));

export const isSection = file => /^\d/.test(file);

export const titled = (file, files) => OTHER[file] ?? files.find(each => each.file === file)?.title ?? file;
