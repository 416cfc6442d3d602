"""What authors have typed and other tools have got wrong: each kind by a small example, and the right value of it.

Asked of the plain text, which says what the web page and the tags of a PDF say, in their order. Cases of pages, drawings
and foreign PDFs are named where those are tested.
"""
import json
import unicodedata

import pytest

from booklet.template.text.text import plain_text
from tests.charts import MOVED
from tests.manuscripts import FILES, HEAD
from tests.reader import page_of
from tests.word_figures import codes_told

SAID = {  # what is typed, and the lines that are said
    "bug-07, Greek letters": ("An α-blocker, 5 μg and 5 µg.", ["An alpha-blocker, 5 micrograms and 5 micrograms."]),
    "bug-09, accents in two parts": (unicodedata.normalize("NFD", "Müller, café, São, Ångström."), ["Müller, café, São, Ångström."]),
    "bug-12, steps go on after a paragraph": ("1. Take soap.\n2. Rub.\n\nWait.\n\n3. Rinse.\n4. Dry.", ["2. Rub.", "Wait.", "3. Rinse.", "4. Dry."]),
    "bug-14, a paragraph inside a step": ("1. Take soap.\n2. Rub.\n\n   Count.\n\n3. Rinse.\n4. Dry.", ["2. Rub.", "Count.", "3. Rinse.", "4. Dry."]),
    "bug-16, a no-break space after the dash": ("-\u00a0soap\n-\u00a0water", ["- soap", "- water"]),
    "bug-17, numbers with a bracket": ("Do this:\n\n1) Take soap.\n2) Rub.", ["1. Take soap.", "2. Rub."]),
    "bug-18, backslashes": (r"It costs \$5, or 5\% of it \& more.", ["It costs $5, or 5 percent of it and more."]),
    "bug-27, a hash at the end of a heading": ("## Dial 141#\n\nText.\n\n## What is C#\n\nText.", ["Dial 141#", "What is C#"]),
    "bug-51, apostrophes": ("It's what he'd say: 'tis so, rock 'n' roll.", ["It’s what he’d say: ’tis so, rock ’n’ roll."]),
    "real-01, a list set in by two": ("Give this:\n\n  - adults: two\n  - children: one", ["- adults: two", "- children: one"]),
    "real-03, a list right below text": ("Call us for:\n  - a fever\n  - a rash", ["Call us for:", "- a fever", "- a rash"]),
    "real-04, a third level with two blanks": ("- Give fluid.\n  - At once:\n    - ten drops\n  - Slow down.", ["- Give fluid.", "- At once:", "- ten drops", "- Slow down."]),
    "real-05, numbers with a bracket": ("Steps:\n\n1) Wash.\n2) Dry.\n3) Cover.", ["Steps:", "1. Wash.", "2. Dry.", "3. Cover."]),
    "real-07, backslashes": (r"Q \& A, if 3 \< 4. Stay \@home.", ["Q and A, if 3 less than 4. Stay @home."]),
    "real-09, a link definition": ("See [our page].\n\n[our page]: https://example.org/a", ["See our page (https://example.org/a)."]),
    "real-11, asterisks set in by four": ("Tips:\n\n    * Put it away.\n    * Keep cool.", ["- Put it away.", "- Keep cool."]),
    "boxes as Pandoc, Quarto, MyST and chatbots write them": (
        "::: {.warning}\nA.\n:::\n\n::: {.callout-note}\nB.\n:::\n\n:::{tip}\nC.\n:::\n\n::: Warning: Not with beer\nD.\n:::",
        ["Safety: A.", "Note: B.", "Key points: C.", "Safety: Not with beer", "D."],
    ),
    "notes below each other": ("\\* with food\n† at night\n‡ in adults\n\n^a^ by mouth\n^b^ in milk", ["* with food, † at night, ‡ in adults", "a by mouth, b in milk"]),
    "a date in dots and a box of another shape": ("On ../../.... □ Yes", ["On (write here) (to tick) Yes"]),
    "a citation within a link": ("[Rest [@lee2020] helps](https://example.org/a)", ["Rest helps (https://example.org/a) (reference 1)"]),
    "pages as BibTeX has them": ("Rest helps. [@lee2020, pp. 3--5]", ["Rest helps. (reference 1, pages 3 to 5)"]),
    "dashes as they are typed": ("Rest -- at home --- now, `a -- b`.", ["Rest – at home — now, a -- b."]),
    "an address that is a person's": ("Write to [the ward](ward@example.org).", ["Write to the ward (ward@example.org)."]),
    "a name on another site": ("See [@ourward](https://example.org/ourward/).", ["See @ourward (https://example.org/ourward/)."]),
    "real-20, the sign for at least": ("Call when it is ≥ 180.", ["Call when it is at least 180."]),
    "boxes that are ticked": ("Bring:\n\n- [ ] a coat\n- [x] a hat\n- [X]\n  shoes", ["Bring:", "- To tick: a coat", "- Ticked: a hat", "- Ticked: shoes"]),
    "an empty cell of no form": (
        "Table: Doses\n\n| Pill | Dose | Note |\n|---|---|---|\n| A | 5 mg | |\n| Sum | | 5 mg |\n| B | 6 mg | late |",
        ["- Pill: A. Dose: 5 milligrams.", "- Pill: Sum. Note: 5 milligrams.", "- Pill: B. Dose: 6 milligrams. Note: late."],
    ),
    "boxes to tick in a cell": ("Table: Kit\n\n| A | B |\n|---|---|\n| EpiPen | [ ] In date? [ ] Clear? |", ["- A: EpiPen. B: (to tick) In date? (to tick) Clear?"]),
    "boxes ticked beside others, and what keeps a place free": (
        "I am [x] well [ ] not.\n\nPain: [ ] none [X] some\n\nTake [x] mg.\n\n#. Wash\n#. Dry\n3. Go\n#. Eat",
        ["I am (ticked) well (to tick) not.", "Pain: (to tick) none (ticked) some", "Take [x] mg.", "1. Wash", "2. Dry", "3. Go", "4. Eat"],
    ),
    "signs of a clock, bullets of a mail, and columns behind a question": (
        "Ask us\n☎ Ring 101\n⏰ All day\n\nDay 9–5:   Team   101\nEmergency?     **Ring** us.\n\nAfter 30 min's rest.",
        ["Ask us, ☎ Ring 101, ⏰ All day", "Day 9–5: Team 101, Emergency? Ring us.", "After 30 min’s rest."],
    ),
    "digits to fill in": ("My number: _ _ _  _ _ _  _ _ _ _", ["My number: (write here)"]),
    "dates whose year has its first half": ("On ..../..../20.. or ___/___/20__ or __.__.20__", ["On (write here) or (write here) or (write here)"]),
    "boxes of Quarto with a title": (
        '::: {#a .callout-note collapse="true" title="So it is"}\nA.\n:::\n\n::: {.callout-tip icon=false title=So}\nB.\n:::', ["Note: So it is", "A.", "So: B."],
    ),
    "boxes that are signs": ("I agree ☐ yes ☑ no.", ["I agree (to tick) yes (ticked) no."]),
    "a box that is ticked in a cell": ("Table: Kit\n\n| A | B |\n|---|---|\n| EpiPen | [x] In date? [X] |", ["- A: EpiPen. B: (ticked) In date? [X]."]),
    "a table with a number of its own": ("**Table 1.** Kit\n\n| A | B |\n|---|---|\n| c | d |", ["Table 1. Kit. Columns: A, B."]),
    "a table whose first row is one like the others": (
        "Table: Food\n\n| Breakfast | oats |\n|---|---|\n| Lunch | soup |\n\nTable: Rest\n\n| **Day** | bed |\n|---|---|\n| **Night** | bed |\n\nTable: Card\n\n| Dose: | 5 mg |\n|---|---|\n| Time: | 8 am |\n\nTable: Help\n\n| For: | Do: |\n|---|---|\n| Pain: | rest |",
        ["Table: Food.", "- Breakfast: oats.", "- Lunch: soup.", "- Day: bed.", "- Night: bed.", "- Dose: 5 milligrams.", "- Time: 8 am.", "- For: Pain: Do: rest."],
    ),
    "a head that the rows begin like": (
        "Table: Food\n\n| Breakfast | Lunch |\n|---|---|\n| Breakfast cereal | Soup |\n\nTable: Kinds\n\n| Type 1 diabetes | Type 2 diabetes |\n|---|---|\n| Type 1 is rare | It is usual |",
        ["- Breakfast: Breakfast cereal. Lunch: Soup.", "- Type 1 diabetes: Type 1 is rare. Type 2 diabetes: It is usual."],
    ),
    "a strong name before a place to write": ("__Name__: ____\n\n__Dose__ - __ mg\n\nDate__/__/__", ["Name: (write here)", "Dose - (write here) mg", "Date (write here)"]),
    "a quote that begins with a sign and a strong warning": ("> 🚨⚠️ **Warning:** Never alone.", ["Safety: Warning"]),
    "a dose with words behind it": (
        "Table: Doses\n\n| Drug | Morning | Night |\n|---|---|---|\n| A | 1 tablet with food | |\n| B | | 2 |\n| C | 1 | |\n\nTable: Food\n\n| | Before food | After food |\n|---|---|---|\n| Day | Axol 20 mg | |\n| Night | | Brel XL 10 mg |",
        ["- Drug: A. Morning: 1 tablet with food.", "- Drug: B. Night: 2.", "- Day: Before food: Axol 20 milligrams.", "- Night: After food: Brel XL 10 milligrams."],
    ),
    "a drug that is the only one at night": (
        "Table: Doses\n\n| Drug | Day | Night |\n|---|---|---|\n| A | 1 | 1 |\n| B | 1 | |\n| C | 1 | |\n| D | 1 | |\n\nTable: Steps\n\n| Day | Aim | Mine |\n|---|---|---|\n| Mon | 5 | 4 |\n| Tue | 6 | |\n| Wed | 7 | |\n| Thu | 7 | |",
        ["- Drug: B. Day: 1.", "- Day: Tue. Aim: 6. Mine: (write here)."],
    ),
    "a diary with its times": (
        "Table: Diary\n\n| Day | Time | Sugar | Dose |\n|---|---|---|---|\n| 1 | 8 am | 5.2 | six |\n| 1 | 8 pm | 6.1 | six |\n| 2 | 8 am | | |\n| 2 | 8 pm | | |",
        ["- Day: 2. Time: 8 am. Sugar: (write here). Dose: (write here)."],
    ),
    "lists beside each other, and a name of two rows": (
        "Table: So\n\n| Morning | Night |\n|---|---|\n| A | B |\n| | C |\n\nTable: So\n\n| Risk | Sign |\n|---|---|\n| D | red |\n| | dark |\n| E | wet |",
        ["- Morning: A. Night: B.", "- Night: C.", "- Risk: D. Sign: red.", "- Risk: D. Sign: dark.", "- Risk: E. Sign: wet."],
    ),
    "two columns side by side": ("Table: Food\n\n| Allowed | Not allowed |\n|---|---|\n| white bread | brown bread |", ["- Allowed: white bread. Not allowed: brown bread."]),
    "lists side by side, of which one is shorter": (
        "Table: Pills\n\n| Morning | Night |\n|---|---|\n| aspirin | senna |\n| | zinc |\n\nTable: So\n\n| Do | Don't |\n|---|---|\n| rest | run |\n| | smoke |",
        ["- Morning: aspirin. Night: senna.", "- Night: zinc.", "- Do: rest. Don’t: run.", "- Don’t: smoke."],
    ),
    "a day by its hours": ("Day before:\n8am – tea\n12 noon – soup\n17.30 - 1 cup\n\nWeek 1 – 5 mg\nWeek 2 – 10 mg", ["Day before: 8am – tea, 12 noon – soup, 17.30 - 1 cup", "Week 1 – 5 milligrams, Week 2 – 10 milligrams"]),
    "a place to write before its unit, and an address with a blank": ("I am ___cm, __min dose__. [So](<https://d.org/a b>).", ["I am (write here) cm, min dose. So (https://d.org/a%20b)."]),
    "a row that goes on": (
        "Table: Doses\n\n| Age | Vaccine | For |\n|---|---|---|\n| 8 wks^2^ | MenB | one |\n| | 6-in-1 | two |\n| | | 3 |\n| | 5 | 7 |",
        ["- Age: 8 wks². Vaccine: MenB. For: one.", "- Age: 8 wks². Vaccine: 6-in-1. For: two.",
         "- Age: (write here). Vaccine: (write here). For: 3.", "- Age: (write here). Vaccine: 5. For: 7."],
    ),
    "a caption that has no table": ("So.\n\nTable 3: not **here**", ["Table 3: not here"]),
    "real-26, a break in a cell": ("Table: Doses\n\n| Day | Take |\n|---|---|\n| 1 | one<br>with food |", ["- Day: 1. Take: one, with food."]),
}  # fmt: skip
TOLD = {  # what is typed, and where it is told
    "a formula with a narrow blank": ("Take $5\\,mg$ now.", ["5: tex-formula"]),
    "a power that is printed as it was typed": ("So s^-1 of x^2^ at 10^9/L.", ["5: tex-formula"]),
    "bug-20, marks of other Markdowns": ("$x^2$\n\n[TOC]\n\n!!! note", ["5: tex-formula", "7: stray-mark", "9: stray-mark"]),
    "real-10, typed bullets": ("Call us:\n• a fever\n• a rash", ["6: typed-bullet"]),
    "lines that look like a list": ("Bring:\n– **a** coat\n  for rain\n– shoes\n\n(a) one\n(c) two", ["5: typed-bullet", "10: typed-bullet"]),
    "notes inside a line, and half a link": ("So.^[Lee]\n\n[a](b c)\n\n%% so %%\n\n\\newpage", [f"{n}: stray-mark" for n in (5, 7, 9, 11)]),
    "half of strong words, and a star within a word": ("Patient*innen\n\nnot *half", ["7: stray-mark"]),
    "a citation of Pandoc": ("As @lee2020 says.", ["5: bad-citation"]),
    "a caption that has no picture": ("So.\n\nFigure 2: Wet.", ["7: no-such-figure"]),
    "rows of a sheet of two columns": ("Pill\tDose\nA\t1\nB\t2\n\nLunch\tat noon\nTea\tat six", ["5: typed-table"]),
    "rows of a sheet": ("Pill\tMorning\tNight\nA\t1\t2\nB\t\t1\n\nName: ____\tOn: ____\tAt: ____\nAge: ____\tTo: ____\tBy: ____", ["5: typed-table"]),
    "bullets as Word copies them": ("- milk\n- tea\no Green\n\n- five\n– six\n- seven\n- You can ask us about anything that worries you\n  – we are here", ["7: typed-bullet", "10: typed-bullet"]),
    "a sign before degrees": ("Keep at:\n\n- 18 °C\n- 20 °C in the freezer\n\nAt:\n\n- 38 °C: call us", ["7: typed-bullet", "8: typed-bullet"]),
    "rows parted by bars": ("Pill | Dose | When\nA | 1 | noon\n\nIn | out\nUp | down", ["5: typed-table"]),
    "boxes without a list": ("[ ] a coat\n[x] a hat", ["5: typed-bullet"]),
    "links, changes and commands of others": (
        "See [[Rest]].\n\nA {++new++} word.\n\n*[BP]: pressure\n\nSo \\cite{lee}.\n\nGood :white_check_mark: day",
        [f"{n}: stray-mark" for n in (5, 7, 9, 11, 13)],
    ),
    "real-24, italics over two lines": ("Rest well.\n\nRead *this\nleaflet* twice.", ["7: italics"]),
}
HEADS = {
    "bug-23, a hash in a title": ("Ward #7 and you", 'title: "Ward #7 and you"'),
    "bug-24, a field in a title": ("Call {{ clinic.name }}", "write the words themselves"),
    "half a tag beside a sign": ("\\{{ a }} and </b>", "write the words alone, or \\< for the sign"),
}

LEE = json.loads(FILES["references.json"])[0]
PAPER = LEE | {"type": "article-journal", "container-title": "J Soap", "volume": "12", "issue": "3", "page": "101-110"}
WILEY = "10.1002/(SICI)1097-0185(19990415)257:2<50::AID-AR4>3.0.CO;2-N"
ALONE = PAPER | {"volume": None, "issue": None, "page": "e1234"}
PARTICLES = [{"family": "Hakim", "non-dropping-particle": "al-", "given": "A"}, {"family": "Alembert", "dropping-particle": "d’", "given": "J"}]
ZOTERO = {"abstract": "We rested.", "note": "PMID: 1", "keyword": "rest", "source": "PubMed", "journalAbbreviation": "J Soap", "issued": {"date-parts": [["2020", 5]]}}
WORKS = {  # a work as a library holds it, and its printed line
    "bug-28, a DOI with angle brackets": (PAPER | {"DOI": WILEY}, f"Lee A. Rest. J Soap. 2020;12(3):101–10. doi:{WILEY}"),
    "bug-29, tags in a title": (LEE | {"title": "CO<sub>2</sub> on <i>E. coli</i>"}, "Lee A. CO2 on E. coli. 2020."),
    "bug-30, particles": (LEE | {"author": PARTICLES}, "al-Hakim A, d’Alembert J. Rest. 2020."),
    "bug-32, an article without a volume": (ALONE, "Lee A. Rest. J Soap. 2020:e1234."),
    "a range without volume": (PAPER | {"volume": None, "issue": None, "page": "4-9"}, "Lee A. Rest. J Soap. 2020:4–9."),
    "bug-34, fields of Zotero": (PAPER | ZOTERO, "Lee A. Rest. J Soap. 2020 May;12(3):101–10."),
    "real-14, markup in a title": (LEE | {"title": "Role of <i>Helicobacter</i> in CO<sub>2</sub> tests"}, "Lee A. Role of Helicobacter in CO2 tests. 2020."),
    "real-22, an author with a stroke": (LEE | {"author": [{"family": "Łukasik", "given": "Š"}]}, "Łukasik Š. Rest. 2020."),
    "real-27, CSL as Zotero writes it": ({name: value for name, value in (PAPER | ZOTERO).items() if name != "container-title"}, "Lee A. Rest. J Soap. 2020 May;12(3):101–10."),
}  # fmt: skip
RULER = {"id": "n01", "chart": "ruler", "low": 0, "high": 10, "points": 25, "label": "about 2 points less"}
DATA = {  # an entry of a list, and what is told of it
    "bug-35, a mistyped kind of work": ("references.json", PAPER | {"type": "artcle-journal"}, "bad-reference", "did you mean article-journal?"),
    "bug-40, a chart of an older kind": ("numbers.json", RULER, "bad-setting", "n01: chart is ruler\n  hint: write before-after"),
    "bug-40, a scale from 5 to 5": ("numbers.json", MOVED | {"low": 5, "high": 5}, "bad-setting", "a scale from 5 to 5 has no length"),
    "bug-41, points beyond the scale": ("numbers.json", MOVED | {"rows": [MOVED["rows"][0] | {"after": 25}]}, "bad-setting", "does not fit a scale from"),
}  # fmt: skip
FALSE_ALARMS = [  # real-40
    "Use the 1% eye ointment.", "The bin is 80% full.", "The baby is failing to thrive.", "Only go when your safety is guaranteed.",
    "Choose a time that works for everyone.", "Do not read exciting books at night.", "Keep away from the abuser.",
    "Slow the drip to half the rate.", "The head should not increase by more than 0.5 cm per week.", "Our address is 1275 York Road.",
]  # fmt: skip


@pytest.mark.parametrize(("typed", "lines"), SAID.values(), ids=SAID)
def test_it_is_said_as_it_was_meant(typed, lines, handout):
    handout.body(typed)
    said = plain_text(page_of(handout.folder, is_dressed=False)).splitlines()
    said = [line.strip() for line in said]
    assert not [line for line in said if "<svg" in line]
    at = said.index(lines[0])
    assert [line for line in said[at:] if line in lines][: len(lines)] == lines


@pytest.mark.parametrize(("typed", "told"), TOLD.values(), ids=TOLD)
def test_what_cannot_be_meant_is_told_at_its_line(typed, told, handout):
    handout.body(typed)
    assert handout.refused() == [f"sections/010-rest.md:{each}" for each in told]


@pytest.mark.parametrize(("title", "hint"), HEADS.values(), ids=HEADS)
def test_a_title_that_would_lose_words_is_told(title, hint, handout):
    handout.write("010-rest.md", HEAD.replace("Does rest help?", title) + "Rest. [@lee2020]\n")
    assert handout.refused() == ["sections/010-rest.md:2: bad-front-matter"] and hint in handout.said


@pytest.mark.parametrize("head", ["---\ntitle: \\{{ a }} or \\<b>\n---\n", '---\ntitle: "\\\\{{ a }} or \\\\<b>"\n---\n', "# \\{{ a }} or \\<b>\n"])
def test_signs_in_a_title_that_mean_themselves_are_printed(head, handout):
    handout.write("010-rest.md", f"{head}\nRest. [@lee2020]\n")
    handout.change("booklet.toml", 'title = "', "title = '\\{{ c }} -- {{ d }}' # ")
    assert "{{ a }} or &lt;b&gt;</h2>" in (page := page_of(handout.folder, is_dressed=False))
    assert "<h1>{{ c }} – {{ d }}</h1>" in page


@pytest.mark.parametrize(("work", "line"), WORKS.values(), ids=WORKS)
def test_a_work_is_printed_as_an_editor_would_write_it(work, line, handout):
    handout.write("references.json", json.dumps([work]))
    handout.body("")
    page = page_of(handout.folder, is_dressed=False)
    assert f"1. {line}" in plain_text(page)
    if work.get("DOI"):
        assert "https://doi.org/10.1002/(SICI)1097-0185(19990415)257:2%3C50::AID-AR4%3E3.0.CO;2-N" in page


@pytest.mark.parametrize(("file", "entry", "code", "said"), DATA.values(), ids=DATA)
def test_data_that_would_print_false_is_told_with_its_entry(file, entry, code, said, handout):
    handout.write(file, f"\n{json.dumps([entry])}")
    assert handout.refused() == [f"sections/{file}:2: {code}"] and said in handout.said


def test_bug_22_citations_may_be_parted_by_a_comma(handout):
    """The second was printed as its key, and its work was not cited."""
    handout.write("references.json", json.dumps([LEE, LEE | {"id": "ray2021", "title": "Sleep"}]))
    handout.body("Rest helps. [@lee2020, @ray2021]", tail="\n")
    said = plain_text(page_of(handout.folder, is_dressed=False))
    assert "Rest helps. (references 1 and 2)" in said and "2. Lee A. Sleep." in said


def test_real_32_no_page_explains_what_the_handout_does_not_hold(handout):
    handout.body("Wash your hands. Dry them well.", tail="\n")
    said = plain_text(page_of(handout.folder, is_dressed=False))
    assert "Dry them well." in said
    assert not [words for words in ("leads to its source", "are explained", "Tick the boxes", "Words explained", "Where the facts") if words in said]


def test_real_40_what_is_no_error_is_not_told_as_one():
    told = codes_told({f"line-{number}": words for number, words in enumerate(FALSE_ALARMS)})
    assert {name: codes for name, codes in told.items() if any(codes.values())} == {}


def test_what_word_makes_of_a_bullet_keeps_its_line(handout):
    """Two medicines were one item: warfarin – aspirin."""
    handout.change("booklet.toml", 'typed-bullet = "error"\n', "")
    handout.body("- tea\no\tgreen\n\nOr:\n\n- five\n– six\n\nIn | out\nUp | down")
    said = plain_text(page_of(handout.folder, is_dressed=False))
    assert "- tea, o green\n" in said and "- five, – six\n" in said and "In | out, Up | down" in said
    handout.speaks("pt")  # where o is a word
    handout.body("- Fale com\n  o Dr. Lee")
    assert "- Fale com o Dr. Lee\n" in plain_text(page_of(handout.folder, is_dressed=False))
