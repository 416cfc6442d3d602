"""Parts: a document that is laid out is kept, and what changes of it is set again by itself."""
