// Editions: what can be built, what is built, and what is handed over.
import * as api from "./api.js";
import {count, download, field, make, redraw, saying} from "./dom.js";

const kind = row => ({web: "Web page", text: "Plain text"})[row.medium] ??
  [row.sheet ? `${row.paper} on ${row.sheet}` : row.paper, row.ink === "black" && "black"].filter(Boolean).join(", ");

export function editions(main, known) {
  const [said, tell, reading] = saying();
  const body = make("tbody");
  const draft = make("input", {type: "checkbox", id: "draft"});
  const sheet = make("div");
  const other = make("select", {});
  const to = make("input", {type: "email", autocomplete: "off", required: true});
  const example = make("input", {type: "checkbox", id: "example"});
  let busy = false;

  async function work(words, act) {
    if (busy) return;
    busy = true;
    rest();
    tell(words, "busy");
    try {
      await act();
    } catch (error) {
      tell(error.message, "wrong");
    }
    busy = false;
    rest();
  }

  // One thing at a time. What is pressed meanwhile does nothing, and keeps the focus, which a disabled button loses.
  const rest = () => {
    for (const button of screen.querySelectorAll("button")) button.setAttribute("aria-disabled", String(busy));
  };

  const build = names => work(names.length === 1 ? `Building ${names[0]}…` : "Building…", async () => {
    const {well, said: words} = await api.act("build", {editions: names, draft: draft.checked});
    tell(words.trim(), well ? "" : "wrong");
    await list();
  });

  const fetchFile = file => work(`Fetching ${file}…`, async () => {
    download(file, await api.fetched("built", {file}));
    tell(`${file} is in your downloads.`);
  });

  const contact = grey => work("Setting all pages on one sheet…", async () => {
    const address = URL.createObjectURL(await api.fetched("contact-sheet", {grey}));
    sheet.replaceChildren(make("a", {href: address, download: "pages.png"}, "Keep this picture"),
      make("img", {class: "sheet-of-all", src: address, alt: "All pages of the handout, side by side"}));
    tell("All pages are below.");
  });

  function rowOf(row) {
    const state = row.current ? ["good", "up to date"] : row.built ? ["old", "out of date"] : ["none", "not built"];
    return make("tr", {},
      make("th", {scope: "row"}, row.name, row.by_default && make("small", {}, " every day")),
      make("td", {}, kind(row)),
      make("td", {}, make("span", {class: `tag ${state[0]}`}, state[1])),
      make("td", {}, [row.pages && count(row.pages, "page"), row.built && `${Math.round(row.bytes / 1000)} kB`].filter(Boolean).join(", ")),
      make("td", {}, make("span", {class: "actions"},
        make("button", {type: "button", "aria-label": `Build ${row.name}`, onclick: () => build([row.name])}, "Build"),
        row.built && make("button", {type: "button", "aria-label": `Download ${row.name}`, onclick: () => fetchFile(row.file)}, "Download"),
        row.draft && make("button", {type: "button", "aria-label": `Download DRAFT of ${row.name}`, onclick: () => fetchFile(row.draft)}, "Download DRAFT"))),
    );
  }

  async function list() {
    const rows = await api.editions();
    redraw(body, () => body.replaceChildren(...rows.map(rowOf)));
    const ready = Object.entries(known.words.known.ready ?? {}).filter(([name]) => !rows.some(row => row.name === name));
    const chosen = other.value;
    other.replaceChildren(...ready.map(([value, says]) => make("option", {value, selected: value === chosen}, `${value}: ${says}`)));
    more.hidden = !ready.length;
    rest();
  }

  // One that is ready-made needs but its name in the settings.
  const more = make("form", {hidden: true, onsubmit: event => {
    event.preventDefault();
    const name = other.value;
    work(`Adding ${name}…`, async () => {
      const settings = await api.read("booklet.toml");
      if (/^\s*editions\s*=/m.test(settings.words)) throw new Error(`Editions stand in braces in booklet.toml: open it under Write, and put in ${name} = {}`);
      await new api.OnDisk("booklet.toml", settings).save(`${settings.words.trimEnd()}\n\n[editions.${name}]\n`);
      await list();
      tell(`${name} can be built now.`);
    });
  }}, field("Another edition", other), make("button", {}, "Add it"));

  const letter = make("form", {onsubmit: event => {
    event.preventDefault();
    work("Writing the message…", async () => {
      download("draft.eml", await api.fetched("draft", {to: to.value, example: example.checked}));
      tell("The message is in your downloads. It has not been sent: open it in your mail program, read it, send it, and delete the file.");
    });
  }},
    field("To", to, "One person. What is attached must be up to date above."),
    make("p", {class: "check"}, example, make("label", {for: "example"}, "With the example of a clinic, to try it out")),
    make("button", {class: "main"}, "Download a message"));

  const screen = make("div", {class: "screen"},
    make("h2", {}, "Editions"),
    make("p", {}, "One text, set for each purpose. Nothing is written where anything is wrong; the last good file then stays."),
    make("p", {class: "actions"},
      make("button", {type: "button", class: "main", onclick: () => build([])}, "Build those of every day"),
      make("span", {class: "check"}, draft, make("label", {for: "draft"}, "Only to look at: DRAFT on each page"))),
    said,
    make("div", {class: "scroll", tabindex: "0", role: "region", "aria-label": "Editions"}, make("table", {class: "rows"},
      make("thead", {}, make("tr", {}, ["Edition", "Paper", "State", "Size"].map(head => make("th", {scope: "col"}, head)), make("th", {scope: "col"}, make("span", {class: "unseen"}, "What to do")))),
      body)),
    more,
    make("div", {class: "two"},
      make("section", {"aria-labelledby": "look"}, make("h3", {id: "look"}, "All pages at once"),
        make("p", {class: "actions"},
          make("button", {type: "button", onclick: () => contact(false)}, "In colour"),
          make("button", {type: "button", onclick: () => contact(true)}, "In grey, as a copier sees them"))),
      make("section", {"aria-labelledby": "mail"}, make("h3", {id: "mail"}, "An email with it"), letter)),
    sheet);
  main.append(screen);
  reading(list);
  return what => what === "words" && !busy && reading(list);
}
