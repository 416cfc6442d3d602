// Marks that are too many for buttons: each with a model to begin from, whose words between ¦ and ¦ are written over first.
import {make} from "./dom.js";
import {parted} from "./marks.js";

const MODELS = [
  ["Small heading", "### ¦Write here.¦"],
  ["Numbered steps", "1. ¦Write here.¦\n2. Write here."],
  ["Boxes to tick", "- [ ] ¦Write here.¦\n- [ ] Write here."],
  ["Place to write", "¦Words¦: ____"],
  ["Ruled lines", "¦Words¦:\n\n____ x4"],
  ["Table", "Table: ¦What it tells¦\n\n| Heading | Heading |\n|---|---|\n| Write here. | Write here. |\n| Write here. | Write here. |"],
  ["Strip of steps", "::: steps ¦What happens¦\n1. **First** Write here.\n2. **Then** Write here.\n:::"],
  ["What to do, and when to call", "::: levels ¦What to do¦\n- expected\n    - Write here.\n- tell: Tell the nurse\n    - Write here.\n- call\n    - Write here.\n:::"],
  ["Words and what they mean", "¦Word¦\n:   What it means."],
  ["Quote", "> ¦Write here.¦"],
  ["Link", "[¦words¦](https://www.example.org/)", true],
  ["Part of the summary", "<!-- summary -->\n¦Write here.¦"],
];

// Put a model at the cursor: as a block of its own, unless it stands among words.
function begin(view, model, isInline) {
  const {from, to} = view.state.selection.main, [before, chosen, after] = (isInline ? model : parted(view.state, model)).split("¦"), anchor = from + before.length;
  view.dispatch({changes: {from, to, insert: before + chosen + after}, selection: {anchor, head: anchor + chosen.length}, userEvent: "input", scrollIntoView: true});
  view.focus();
}

// The list of them; `view` gives the text that is open.
export function models(view) {
  const list = make("ul", {}, MODELS.map(([name, model, isInline]) => make("li", {}, make("button", {type: "button", onclick: () => {
    more.open = false;
    begin(view(), model, isInline);
  }}, make("span", {}, name), make("code", {}, model.replaceAll("¦", ""))))));
  const more = make("details", {
    class: "more",
    onkeydown: event => event.key === "Escape" && (more.open = false, more.firstElementChild.focus()),
    onfocusout: event => more.contains(event.relatedTarget) || (more.open = false),
  }, make("summary", {}, "More marks"), list);
  return more;
}
