"""The fields of CSL-JSON, and the kinds of work.

Source: the CSL 1.0.2 data schema (csl-data.json). Some names are of CSL 1.0.1 and of programs: event, shortTitle.
"""
KINDS_OF_WORK = frozenset(
    "article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset "
    "document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation "
    "manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical "
    "personal_communication post post-weblog regulation report review review-book software song speech standard thesis "
    "treaty webpage".split()
)
PRINTED = frozenset(  # what the line of some kind of work may print, or what tells one work from another
    "type title title-short container-title container-title-short collection-title collection-number volume-title "
    "volume issue number number-of-pages number-of-volumes page page-first edition version section chapter-number "
    "part-number part-title supplement-number publisher publisher-place event event-title event-place archive "
    "archive_collection archive_location archive-place jurisdiction authority genre medium status "
    "language division original-title reviewed-title reviewed-genre references scale dimensions DOI ISBN ISSN PMCID PMID "
    "URL".split()
)
NAMES = frozenset(
    "author chair collection-editor compiler composer container-author contributor curator director editor "
    "editor-translator editorial-director executive-producer guest host illustrator interviewer narrator organizer "
    "original-author performer producer recipient reviewed-author script-writer series-creator translator".split()
)
DATES = frozenset("issued accessed original-date submitted available-date event-date".split())
NOT_PRINTED = frozenset(  # of CSL, and of programs; nobody prints it
    "abstract annote call-number categories citation-key citation-label citation-number container custom "
    "first-reference-note-number id ISAN ISCI ISMN ISRC ISWC keyword locator note original-publisher "
    "original-publisher-place part printing source system_id translated-title translated-title-short year-suffix "
    "license supplement".split()
)
OTHER_NAMES = {"journalAbbreviation": "container-title-short", "shortTitle": "title-short"}
NAME_PARTS = ("family", "given", "suffix", "literal", "dropping-particle", "non-dropping-particle")
WRITERS = ("author", "editor", "editor-translator", "translator", "compiler", "collection-editor", "container-author",
           "director", "composer", "interviewer", "curator", "chair", "organizer", "contributor")  # fmt: skip
KNOWN = PRINTED | NAMES | DATES | NOT_PRINTED | OTHER_NAMES.keys()
LIVING = ("webpage", "report", "post-weblog", "post", "entry-encyclopedia")  # kinds of work without a year of their own
