"""The press: sections of Markdown in, a cited, accessible, paginated handout out. Start reading in pipeline.py."""
