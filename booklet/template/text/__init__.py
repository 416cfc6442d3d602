"""The plain text twin of the web page, for the body of an email and for programs that read aloud."""
