"""A reference as it stands in references.json: `work("lee2020", "Rest", "Lee", 2020, DOI="10.5555/rest.2020.04")`."""


def work(key: str, title: str, family: str, year: int, journal: str = "Journal of Rest Science", **names: str) -> dict:
    return {
        "id": key, "type": "article-journal", "title": title, "author": [{"family": family, "given": "A."}],
        "container-title": journal, "issued": {"date-parts": [[year]]}, **names, "custom": {"evidence": "trial"},
    }  # fmt: skip
