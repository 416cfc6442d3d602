// The pages as they will print: pictures, of which only those are loaded anew whose content has changed.
import {make, redraw} from "./dom.js";

const SIZES = [72, 110, 160, 220];
const MM = 25.4;

export class Pages {
  // `open` is called with the file and line that was clicked.
  constructor(open) {
    this.open = open;
    this.list = make("ol", {class: "sheets"});
    this.element = make("div", {class: "paper", tabindex: "0", role: "region", "aria-label": "Sheets"}, this.list);
    this.known = [];
    this.highMm = 297;  // until a page has been seen
  }

  show(pages) {
    redraw(this.list, () => {
      while (this.list.children.length > pages.length) this.list.lastElementChild.remove();
    });
    pages.forEach((page, at) => {
      const item = this.list.children[at] ?? this.list.appendChild(this.blank());
      this.fill(item, page);
    });
    this.known = pages;
  }

  blank() {
    const here = make("span", {class: "here", hidden: true});
    const button = make("button", {type: "button", class: "sheet", onclick: event => this.clicked(event)}, this.picture(), here);
    return make("li", {}, button, make("p", {class: "folio"}));
  }

  // Loaded when somebody comes by, which holds for the first address of a picture alone.
  picture() {
    return make("img", {loading: "lazy", decoding: "async", alt: "", onload: event => this.measure(event.target)});
  }

  fill(item, page) {
    const dpi = this.dpi(), picture = item.querySelector("img"), mark = `${page.key} ${dpi}`;
    item.querySelector(".folio").textContent = page.label;
    item.querySelector("button").setAttribute("aria-label", `Page ${page.label}: go to its text`);
    item.page = page;
    if (picture.dataset.mark === mark) return;
    const address = `api/page/${encodeURIComponent(page.key)}?dpi=${dpi}`;
    if (!picture.src || !picture.complete || !this.isNear(item)) {
      const fresh = this.picture();
      Object.assign(fresh.dataset, {mark, dpi});
      fresh.src = address;
      return picture.replaceWith(fresh);
    }
    picture.dataset.mark = mark;
    const next = new Image();  // the old page stays until the new one is there
    next.src = address;
    const turn = () => {
      if (picture.dataset.mark === mark) Object.assign(picture, {src: address}).dataset.dpi = dpi;
    };
    next.decode().then(turn, () => { picture.dataset.mark = ""; });
  }

  isNear({offsetTop, offsetHeight}) {
    const {scrollTop, clientHeight} = this.element;
    return offsetTop + offsetHeight > scrollTop - clientHeight && offsetTop < scrollTop + 2 * clientHeight;
  }

  dpi() {
    const wanted = (this.list.clientWidth || 400) / 8.27 * devicePixelRatio;
    return SIZES.find(size => size >= wanted * 0.95) ?? SIZES.at(-1);
  }

  // All pages of an edition are of one size, so that what is not loaded yet has its room already.
  measure(picture) {
    this.highMm = picture.naturalHeight / Number(picture.dataset.dpi) * MM;
    this.list.style.setProperty("--ratio", `${picture.naturalWidth} / ${picture.naturalHeight}`);
  }

  clicked(event) {
    const button = event.currentTarget, picture = button.querySelector("img"), {page} = button.closest("li");
    const below = event.detail ? (event.clientY - picture.getBoundingClientRect().top) / picture.clientHeight * this.highMm : 0;
    const spot = page.lines.findLast(([y]) => y <= below + 1) ?? page.lines[0];
    if (spot) this.open(spot[1], spot[2]);
    else this.open(page.file ?? "booklet.toml", 1);  // a cover and its title are set there
  }

  // Show where a line of a file stands: the last spot that is not past it, or the first of the file. Pages that have come
  // anew (`isNews`) stay where somebody has scrolled them, unless the spot is another one now.
  locate(file, line, isNews = false) {
    let best = null, first = null;
    this.known.forEach((page, at) => {
      for (const [y, name, number] of page.lines) {
        if (name !== file) continue;
        if (number <= line && (!best || number > best.number)) best = {at, y, number};
        if (!first || number < first.number) first = {at, y, number};
      }
    });
    best ??= first;
    for (const here of this.list.querySelectorAll(".here")) here.hidden = true;
    if (!best) return;
    const item = this.list.children[best.at], share = Math.min(1, best.y / this.highMm);
    const here = item.querySelector(".here");
    here.hidden = false;
    here.style.top = `${share * 100}%`;
    const was = this.spot;
    this.spot = `${file} ${line} ${best.at} ${best.y}`;
    if (isNews && this.spot === was) return;
    const box = this.element.getBoundingClientRect(), sheet = item.firstElementChild.getBoundingClientRect();
    const top = sheet.top - box.top + share * sheet.height;
    if (top < box.height * 0.1 || top > box.height * 0.75) {
      const calm = matchMedia("(prefers-reduced-motion: reduce)").matches || Math.abs(top) > 3 * box.height;
      this.element.scrollBy({top: top - box.height / 3, behavior: calm ? "auto" : "smooth"});
    }
  }
}
