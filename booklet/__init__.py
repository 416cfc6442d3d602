"""A press for patient handouts. This is the map of its rooms, and the law: a room imports only from rooms above it.

    core        what every room stands on: problems with their place, files, settings, dates, workers
    model       what travels along the line, frozen: manuscript, edition, clinic, chart, sign-off, laid-out pages

    load        a folder of sections becomes a manuscript
    cite        works, figures and terms get their numbers
    template    a manuscript and an edition become one HTML document; web/ and text/ are editions of their own
    paginate    HTML becomes laid-out pages
    tag         laid-out pages become a tagged PDF
    check       the promises, asked of the finished bytes; pdf/ reads any PDF
    deliver     sheets for the printer, whole files on the disk, and whether they are still fresh

    reading     load, then cite: for who asks for no page, and need not wait for the renderer
    pipeline    the straight line: with reading, all that knows two stages
    words       is the text plain, are its numbers fair, are its claims proven, is it signed
    review      pages for those who review: ledger, changes, contact sheets, reports, scorecards
    library     references from other programs, and from Crossref and PubMed, which are asked over a network
    copies      what goes to one person: copies for the people of a list, a draft of an email
    shelf       all handouts of a trust, and the catalogue of them
    imports     documents of Word, LibreOffice, a browser or Markdown become a manuscript
    preview     the pages while they are written: set again part by part, and painted
    studio      a server for one browser on this machine: the text, and beside it the pages
    cli         the commands
"""
