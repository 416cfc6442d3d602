"""Libraries of other programs: each format read into works as CSL-JSON, which then join those of references.json."""
