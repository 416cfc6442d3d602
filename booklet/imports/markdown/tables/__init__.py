"""Tables of Markdown, in whatever way they are typed, as the press reads them."""
