// What the studio uses of CodeMirror 6. Bundled into codemirror.js as README.md says.
export {EditorState, StateEffect, StateField, RangeSet, RangeSetBuilder, Annotation, Compartment} from "@codemirror/state";
export {
  EditorView, Decoration, WidgetType, GutterMarker, ViewPlugin, keymap, gutter, drawSelection, highlightActiveLine, highlightSpecialChars,
} from "@codemirror/view";
export {defaultKeymap, history, historyKeymap} from "@codemirror/commands";
export {autocompletion, completionKeymap, startCompletion} from "@codemirror/autocomplete";
export {search, searchKeymap, openSearchPanel} from "@codemirror/search";
export {StreamLanguage, HighlightStyle, syntaxHighlighting} from "@codemirror/language";
export {tags} from "@lezer/highlight";
