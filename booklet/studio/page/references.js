// References: what is there, and what comes in.
import * as api from "./api.js";
import {count, field, make, redraw, saying} from "./dom.js";

export function references(main, known) {
  const list = make("ul", {class: "works"});
  const summary = make("p", {role: "status"});
  const wanted = make("input", {type: "search", oninput: draw});
  const [said, tell] = saying();
  const work = make("input", {type: "text", autocomplete: "off", required: true});
  const evidence = make("select", {});
  const mail = make("input", {type: "email", autocomplete: "email"});
  const file = make("input", {type: "file", accept: ".bib,.ris,.nbib,.xml,.json,.yaml,.yml,.txt,.enw", required: true});

  async function ask(words, name, value) {
    tell(words, "busy");
    try {
      const {well, said: told} = await api.act(name, value);
      const lines = told.trim().split("\n");  // a work that is added is in the list: its data would only hide that
      tell((well ? lines.filter(line => !/^[\s"{}[\]]/.test(line)) : lines).join("\n"), well ? "" : "wrong");
    } catch (error) {
      tell(error.message, "wrong");
    }
  }

  function copy(key) {
    navigator.clipboard.writeText(`[@${key}]`).then(() => tell(`[@${key}] can be pasted into the text now.`, ""), () => tell(`Write it as [@${key}].`, ""));
  }

  function draw() {
    const works = known.words.known.works ?? [], sought = wanted.value.trim().toLowerCase().split(/\s+/);
    const found = works.filter(each => sought.every(word => `${each.key} ${each.title} ${each.authors} ${each.year}`.toLowerCase().includes(word)));
    summary.textContent = found.length === works.length ? count(works.length, "work") : `${found.length} of ${count(works.length, "work")}`;
    redraw(list, () => list.replaceChildren(...found.slice(0, 500).map(each => make("li", {},
      make("p", {}, make("span", {class: "key"}, each.key), ` · ${each.authors}${each.year && `, ${each.year}`}`),
      make("p", {}, each.title),
      make("p", {class: "actions"}, make("small", {}, each.evidence && (known.words.known.evidence ?? {})[each.evidence] || each.evidence || "no kind of evidence is told"),
        make("button", {type: "button", "aria-label": `Copy the citation of ${each.key}`, onclick: () => copy(each.key)}, "Copy the citation"))))));
    const kinds = Object.entries(known.words.known.evidence ?? {});
    if (evidence.options.length !== kinds.length + 1)
      evidence.replaceChildren(make("option", {value: ""}, "not decided yet"), ...kinds.map(([value, label]) => make("option", {value}, label)));
  }

  main.append(make("div", {class: "screen"},
    make("h2", {}, "References"),
    make("p", {}, "The works that the text can cite. Those that nothing cites are not printed."),
    said,
    make("div", {class: "beside"},
      make("section", {"aria-labelledby": "all"}, make("h3", {id: "all"}, "All works"), field("Search", wanted), summary, make("p", {class: "jump"}, make("button", {type: "button", onclick: () => work.focus()}, "Add a work")),
        make("p", {}, make("button", {type: "button", onclick: () => ask("Asking Crossref and PubMed about each work…", "verify-references", {mailto: mail.value.trim()})}, "Check for retractions")), list),
      make("div", {}, make("form", {"aria-labelledby": "add", onsubmit: event => {
        event.preventDefault();
        ask("Asking Crossref and PubMed…", "add-reference", {work: work.value.trim(), evidence: evidence.value, mailto: mail.value.trim()});
      }},
        make("h3", {id: "add"}, "Add one"),
        field("DOI, or number at PubMed", work, "Such as 10.1000/182 or PMID:16894061."),
        field("Kind of evidence", evidence),
        field("Your address (may stay empty)", mail, "Crossref and PubMed are kinder to those who say whom to write to."),
        make("p", {}, make("button", {class: "main"}, "Ask and add")),
        make("p", {}, make("small", {}, "This button asks the network, as “Check for retractions” does, and nothing else here."))),
      make("form", {"aria-labelledby": "bring", onsubmit: async event => {
        event.preventDefault();
        const chosen = file.files[0];
        if (chosen.size > 5_000_000) return tell("That is over 5 MB: export a part of the library.", "wrong");
        ask("Bringing it in…", "import-references", {name: chosen.name, words: await chosen.text()});
      }},
        make("h3", {id: "bring"}, "Bring a library"),
        field("File", file, "From Zotero, EndNote or PubMed: BibTeX, RIS, NBIB, EndNote XML, CSL-JSON."),
        make("p", {}, make("button", {class: "main"}, "Bring it in")))))));
  draw();
  return what => what === "words" && draw();
}
