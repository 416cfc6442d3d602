// Places in the text to which something is on its way, such as words that were pasted: they move along with the text.
import {Annotation} from "./codemirror/codemirror.js";

const landing = Annotation.define();

export class Places {
  // `view` gives the text that is open.
  constructor(view) {
    Object.assign(this, {view, kept: new Set()});
  }

  // Another text is opened: nothing comes to this one any more.
  clear() {
    this.kept.clear();
  }

  // By default what is chosen.
  keep({from, to} = this.view().state.selection.main) {
    const place = {from, to};
    this.kept.add(place);
    return place;
  }

  // Where something else has come, a place has nothing to write over any more: it is before what was typed, behind what came.
  move({changes, transactions}) {
    const side = transactions.some(each => each.annotation(landing)) ? 1 : -1;
    for (const place of this.kept) {
      const isTouched = changes.touchesRange(place.from, place.to), from = changes.mapPos(place.from, side), to = changes.mapPos(place.to, side);
      Object.assign(place, {from: isTouched && side > 0 ? to : from, to: isTouched && side < 0 ? from : to});
    }
  }

  // Put something to a place; `made` hears how the text stands there, and says what changes, and where one goes on. Who has
  // gone elsewhere meanwhile stays there. False where another text was opened.
  land(place, made) {
    if (!this.kept.delete(place)) return false;
    const view = this.view(), {from, to} = view.state.selection.main, isHere = from === place.from && to === place.to;
    const {anchor, ...changes} = made(view.state.update({selection: {anchor: place.from, head: place.to}}).state);
    const go = isHere ? {selection: {anchor}, scrollIntoView: true} : {};
    view.dispatch({changes, ...go, annotations: landing.of(true), userEvent: "input.paste"});
    return true;
  }
}
