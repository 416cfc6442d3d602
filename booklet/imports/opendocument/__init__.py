"""OpenDocument: an .odt becomes a tree. Source: OpenDocument 1.3 (ISO/IEC 26300), part 3."""
