// What the files of a handout are called in the studio, and which of them are its sections.

const OTHER = {
  "booklet.toml": "Settings", "clinic.example.toml": "Clinic (the example)", "glossary.md": "Glossary", "numbers.json": "Figures, as data",
  "references.json": "References, as data",
};

export const isSection = file => /^\d/.test(file);

export const titled = (file, files) => OTHER[file] ?? files.find(each => each.file === file)?.title ?? file;
