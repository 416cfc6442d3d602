"""A small handout of our own that gets every point a program can give, and the change of it that takes each point away.

So the scorecard is asked whether an answer turns, whatever becomes of the shipped handout.
"""
from pathlib import Path

from tests.manuscripts import FILES

PART = """\
Some people rest in the sun, and some in the shade of a tree. [@lee2020]
A bed is good, and so is a chair by an open window. [@lee2020]
You can rest alone, or with somebody who is as tired as you.

Shut the door and put your phone away.
Nobody needs to know how long you lie there.
"""
SECTIONS = {
    "010-rest.md": """---
title: Does rest help?
running_head: Rest
---

::: key-point In short
- Rest helps tired people. [@lee2020]
- You choose when to rest, and where.
:::

::: certainty shown: Well shown
:::

Rest helps a tired mind. [@lee2020]
No one knows who needs it most. [@lee2020]
[](#n01) shows by how much.

{{ figure("n01") }}

## What is known

- Rest helps. [@lee2020]
- It costs nothing.

## What is not known

- Who needs most of it.
- How long it may take.
""",
    "020-wrong.md": f"""---
title: Can rest be wrong?
running_head: Wrong
---

::: key-point In short
- Too much rest may make you stiff. [@lee2020]
:::

{PART}
## Is it serious to be stiff?

{PART}
## Where can I rest?

{PART}
## When can I rest?

{PART}""",
    "030-do.md": """---
title: What can I do?
running_head: Do
---

::: key-point In short
- You need a quiet place.
:::

::: action Before you lie down
- Tell your nurse.
- Take off your shoes.
:::

- [ ] I have told my nurse.
- [ ] I know where I can lie down.

My place: ____

Table: When I rested

| Day | Hours |
|---|---|
| | |

Read more on [a page about rest](https://rest.example.org).
""",
}
END = r"\Z"  # of a section
LONG = "Some people rest in the sun and some in the shade of a tree.\n" * 11
HARD = "Pharmacological interventions necessitate comprehensive multidisciplinary evaluation procedures.\n"
# What is changed (files, pattern, instead), and each item that turns, with what it is then.
SPOILED = [
    ("020*.md", END, "\n\nAbout 1 in 10 people rest.\n", "cci-15 0"),
    ("020*.md", END, f"\n\n{LONG}", "cci-09 0"),
    ("010*.md", "::: key-point", "::: note", "pemat-p-11 disagree, cci-02 0, cci-03 0"),
    ("010*.md", "::: key-point", "Rest is not sloth.\n\n::: key-point", "cci-02 0"),
    ("0[23]*.md", "::: key-point", "::: note", "pemat-p-11 disagree, pemat-p-12 disagree, sam-04 0"),
    ("010*.md", "## What is known", "## What is certain", "cci-11 0"),
    ("030*.md", r"\| Day \|", "| The whole name of the day |", "pemat-p-19 disagree"),
    ("030*.md", "::: action", "::: note", "pemat-p-20 disagree, cci-05 0, cci-12 0, pemat-p-22 disagree, cci-14 0"),
    ("020*.md", END, "\n\nPatients should rest.\n", "pemat-p-21 disagree"),
    ("030*.md", r"\[ \]|____", "Here", "pemat-p-23 disagree, sam-18 0"),
    ("030*.md", r"\[([^]]*)\]\(https://[^)]*\)", r"\1", "discern-07 1"),
    ("010*.md", r"::: certainty [a-z]+: (.*)\n:::", r"\1.", "discern-08 3, ipdas-05 no"),
    ("020*.md", "## Is it serious to be stiff", "## Background", "sam-09 0"),
    ("020*.md", END, f"\n\n{HARD * 60}", "sam-05 0"),
    ("020*.md", END, "\n\nPills cause 14 deaths more often than rest.\n", "ipdas-02 no"),
    ("030*.md", r"- (Tell your nurse\.)\n- ", r"\1\n", "cci-14 0, pemat-p-22 disagree"),
    ("020*.md", END, "\n\n" + "".join(f"- Thing {name}.\n" for name in "abcdefgh"), "sam-17 0"),
]  # fmt: skip


def best_handout(folder: Path) -> Path:
    """This handout as a folder; it is good, and can be built."""
    for name, text in {**FILES, **SECTIONS}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder
