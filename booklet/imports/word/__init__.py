"""Word: a .docx becomes a tree. Source: ECMA-376, part 1 (WordprocessingML)."""
