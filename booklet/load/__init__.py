"""Load: a folder of sections becomes a manuscript. The only stage that reads the author's files."""
