// A form made from a JSON Schema: one control for each field, lists with a way to add and to take out.
import {field, line, make, redraw} from "./dom.js";

const NAMES = {
  how_to_read: "How to read it", happened: "What happened", harm: "It is a harm", of_100: "Of 100", of_1000: "Of 1,000", of_10000: "Of 10,000",
  citekey: "Cited as", id: "Name in the text", values: "Numbers for sentences", label: "Label", name: "Short name",
};
const NOTES = {
  citekey: "The key of the work; several with commas between.", values: "A name and a number on each line: people = 73.",
  name: "Small letters, for the sentences that print this number.", caption: "Name a number as {people}.",
};
const said = name => NAMES[name] ?? (name[0].toUpperCase() + name.slice(1)).replaceAll("_", " ");

// What a schema wants, behind references and choices: the richest of several, since a list may be given for one.
function kindOf(schema, defs) {
  if (schema.$ref) return kindOf(defs[schema.$ref.split("/").at(-1)], defs);
  if (schema.anyOf) {
    const kinds = schema.anyOf.filter(each => each.type !== "null").map(each => kindOf(each, defs));
    const list = kinds.find(each => each.type === "array") ?? kinds[0];
    return {...list, isOptional: schema.anyOf.some(each => each.type === "null"), isEither: kinds.length > 1 && list.type === "array"};
  }
  return schema;
}

const numbers = text => text.split(",").map(each => each.trim()).filter(Boolean).map(each => Number.isFinite(Number(each)) ? Number(each) : each);
const words = text => text.split(",").map(each => each.trim()).filter(Boolean);

function leaf(kind, defs, value, changed) {
  if (kind.enum) {
    const box = make("select", {onchange: () => changed(box.value)}, kind.enum.map(each => make("option", {value: each}, String(each))));
    if (value !== undefined) box.value = value;
    return box;
  }
  if (kind.type === "integer" || kind.type === "number") {
    const box = make("input", {type: "number", step: kind.type === "integer" ? "1" : "any", value: value ?? "", oninput: () =>
      changed(box.value === "" ? undefined : Number(box.value))});
    return box;
  }
  if (kind.type === "array") {
    const isNumber = ["integer", "number"].includes(kindOf(kind.items, defs).type);
    const box = make("input", {type: "text", value: (Array.isArray(value) ? value : value === undefined ? [] : [value]).join(", "), oninput: () => {
      const list = isNumber ? numbers(box.value) : words(box.value);
      changed(list.length === 0 ? undefined : kind.isEither && list.length === 1 ? list[0] : list);
    }});
    return box;
  }
  if (kind.type === "object") {
    const box = make("textarea", {rows: "3", value: Object.entries(value ?? {}).map(each => each.join(" = ")).join("\n"), oninput: () => {
      const pairs = box.value.split("\n").filter(line => line.trim()).map(line => line.split("=").map(each => each.trim()));
      changed(pairs.length ? Object.fromEntries(pairs.map(([name, number]) => [name, number && Number.isFinite(Number(number)) ? Number(number) : number ?? ""])) : undefined);
    }});
    return box;
  }
  const box = line({value: value ?? "", oninput: () => changed(box.value === "" ? undefined : box.value)});
  return box;
}

// The controls of an object; `changed` hears that something in it is another. A field without words is left out.
export function formOf(schema, defs, held, changed, way = "f") {
  return Object.entries(schema.properties).map(([name, raw]) => {
    const id = `${way}-${name}`;
    const kind = kindOf(raw, defs);
    if ("const" in kind) return null;
    const put = value => {
      if (value === undefined) delete held[name];
      else held[name] = value;
      changed();
    };
    if (kind.type === "boolean") {
      const box = make("input", {type: "checkbox", id, onchange: () => put(box.checked || undefined)});
      box.checked = Boolean(held[name]);
      return make("p", {class: "check"}, box, make("label", {for: box.id}, said(name)));
    }
    const inner = kind.type === "array" && kindOf(kind.items, defs);
    return inner?.properties ? listOf(name, kind, inner, defs, held, changed, id) : field(said(name), Object.assign(leaf(kind, defs, held[name], put), {id}), NOTES[name]);
  });
}

function listOf(name, kind, inner, defs, held, changed, id) {
  const box = make("fieldset", {class: "list", tabindex: "-1"}, make("legend", {}, said(name)));
  const one = said(name).replace(/s$/, "").toLowerCase();
  function draw() {
    const list = held[name] ?? [];
    redraw(box, () => box.replaceChildren(box.firstElementChild,
      ...list.map((each, at) => make("fieldset", {}, make("legend", {}, `${said(name).replace(/s$/, "")} ${at + 1}`), formOf(inner, defs, each, changed, `${id}-${at}`),
        list.length > (kind.isOptional ? 0 : kind.minItems ?? 0) && make("p", {}, make("button", {type: "button", onclick: () => {
          list.splice(at, 1);
          if (!list.length) delete held[name];
          draw();
          box.focus({preventScroll: true});  // or the same key, held down, takes out the next ones too
          changed();
        }}, `Take out ${one} ${at + 1}`)))),
      ...(list.length < (kind.maxItems ?? 99) ? [make("p", {}, make("button", {type: "button", onclick: () => {
        held[name] = [...list, structuredClone(list.at(-1) ?? {})];
        draw();
        changed();
      }}, `Add a ${one}`))] : [])));
  }
  draw();
  return box;
}
