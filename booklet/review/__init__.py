"""Pages for those who review a booklet: ledger, changes, contact sheets, reports, scorecards."""
