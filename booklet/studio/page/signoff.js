// Sign-off: who has read which part, what has changed in it since, and a name below it.
import * as api from "./api.js";
import {field, make, redraw, saying} from "./dom.js";

export function signoff(main, known) {
  const list = make("ul", {class: "parts"});
  const sentence = make("p", {role: "status"});
  const [said, tell, reading] = saying();
  const reviewer = make("input", {type: "text", autocomplete: "name", required: true});
  const role = make("input", {type: "text", autocomplete: "organization-title", required: true});
  let drawn = "";  // what the list is made of
  const files = () => new Set(known.files.map(each => each.file));

  function partOf(part) {
    const box = make("input", {type: "checkbox", id: `part-${part.id}`, name: "part", value: part.id, "data-words": part.words});
    const isVoid = part.signed.some(each => each.void), is = part.signed.length && !isVoid;
    const {file} = (known.words.known.sections ?? []).find(each => each.id === part.id) ?? {};
    return make("li", {},
      make("p", {class: "check"}, box, make("label", {for: box.id}, make("b", {}, part.title[0].toUpperCase() + part.title.slice(1))),
        make("span", {class: `tag ${is ? "good" : isVoid ? "old" : "none"}`}, is ? "signed" : isVoid ? "changed since" : "not signed"),
        file && make("a", {href: `#write/${encodeURIComponent(file)}`, "aria-label": `Read it: ${part.title}`}, "Read it")),
      make("ul", {}, part.signed.map(each => make("li", {},
        make("small", {}, `${each.reviewer}, ${each.role}, ${each.day}`),
        each.changes.length > 0 && make("ul", {}, each.changes.map(change => make("li", {},
          files().has(change.file) ? make("a", {href: `#write/${encodeURIComponent(change.file)}:${change.line}`}, change.says) : change.says)))))));
  }

  const read = () => reading(async () => {
    const told = await api.standing();
    sentence.textContent = told.sentence;
    const parts = JSON.stringify([told.parts, known.words.known.sections, [...files()]]);
    if (parts === drawn) return;  // what is the same stays where it is, under the finger that has just come down on it
    drawn = parts;
    redraw(list, () => {
      const chosen = ticked();
      list.replaceChildren(...told.parts.map(partOf));
      for (const box of list.querySelectorAll("input")) box.checked = chosen[box.value] === box.dataset.words;
      const other = told.parts.filter(each => each.id in chosen && chosen[each.id] !== each.words).map(each => each.title);
      if (other.length) tell(`Changed since you ticked it, so read it again, and tick it anew: ${other.join("; ")}`, "wrong");
    });
  });

  // Each part that is ticked, with the hash of the words that it had then.
  const ticked = () => Object.fromEntries(Array.from(list.querySelectorAll("input:checked"), each => [each.value, each.dataset.words]));

  function tick(parts, is) {
    for (const box of list.querySelectorAll("input")) if (parts.includes(box.value)) box.checked = is;
  }

  async function sign(withdraw) {
    const shown = ticked(), parts = Object.keys(shown);
    if (!parts.length) return tell("Choose the parts first: a tick before each that you have read.", "wrong");
    if (!reviewer.value.trim() || !withdraw && !role.value.trim()) return tell("Put in your name and what you are.", "wrong");
    tell("Writing…", "busy");
    tick(parts, false);  // what is ticked from now on is for the next time
    try {
      const {well, said: words} = await api.act("sign", {parts, shown, reviewer: reviewer.value.trim(), role: role.value.trim(), withdraw});
      const isDone = line => !line.startsWith("  ") || line.startsWith("  note:");  // how the handout stands is said above, as it is now
      tell(well ? words.split("\n").filter(isDone).join("\n").trim() : words.trim(), well ? "" : "wrong");
      if (!well) tick(parts, true);
      await read();
    } catch (error) {
      tell(error.message, "wrong");
      tick(parts, true);
      read();
    }
  }

  main.append(make("div", {class: "screen"},
    make("h2", {}, "Sign-off"),
    make("p", {}, "Whoever signs has read these words, as they stand. One changed word voids what was signed; until all is signed, each page says DRAFT."),
    sentence, said, list,
    make("form", {onsubmit: event => {
      event.preventDefault();
      sign(false);
    }},
      make("h3", {}, "Sign what is ticked"),
      field("Your name", reviewer, "As it shall be printed."), field("What you are", role, "Such as: Ward sister."),
      make("p", {class: "actions"}, make("button", {class: "main"}, "Sign"), make("button", {type: "button", onclick: () => sign(true)}, "Withdraw")))));
  read();
  return what => what === "words" && read();
}
