"""Placeholders: words and numbers that stand where somebody meant to write the right ones later.

A patient who rings "000 000 0003", or asks for "name of your prescriber", finds nobody. So a name, a role, an address
or a phone that only keeps a place free is no value at all. What is told here is the shape of words and numbers alone;
whether a number can be rung in a country is asked in `phone`.
"""
import re

# Sources: Ofcom, Telephone numbers for drama use; ACMA, Phone numbers for use in TV shows, films and creative works;
# NANPA, 555 line numbers (555-0100 to 555-0199). Nobody answers them, by agreement.
_FICTION = re.compile(
    r"(?:44|0)(?:1\d{2}4960|1914980|2079460|289018|2920180|1632960|7700900|8081570|9098790|3069990)\d{3,4}"  # 020 7946 0018
    r"|(?:61|0)[2378](?:5550|7010)\d{4}|(?:61|0)491570\d{3}|(?:61)?1[38]00975[78]\d{2}"  # 02 5550 1234
    r"|1?(?:\d{3})?55501\d{2}|1?555\d{7}|555\d{1,4}"  # 202 555 0143
)
_UP, _DOWN = "01234567890", "9876543210"
_NO_WORD = re.compile(r"[\W_]*")  # "", "-", "...", "?"
_LETTER = re.compile(r"[xyz]+|[a-z]|(?P<one>[a-z])(?P=one){2,}", re.IGNORECASE)  # x, XX, aaa
_LATER = re.compile(
    r"\b(?:T\.?B\.?[ACD]\.?|TODO|FIXME|X{3,})(?!\w)"  # Dr TBC
    r"|[?_]{2,}|\.{3,}|…|\?$"  # Dr ____, Dr Lee?
    r"|\[[^\[\]]*\]|^[<{(].*[>})]$"  # Dr [surname], <name>
)
_WORDS = re.compile(
    r"(?:tb[acd]|todo|to ?do:.*|n\.?/?a\.?|none|nil|null|unknown|pending|anybody|somebody|someone|nobody|me|test(?:ing)?|"
    r"sample|dummy|place ?holder|foo|bar|baz|asdf\w*|qwert\w*|lorem ipsum.*|name|surname|full name|role|job title|title|"
    r"reviewer|phone|telephone|number|phone number|address|street|hospital|clinic|(?:clinic|hospital|practice) name|"
    r"dr|prof|mrs?|ms|a\.? ?n\.? other|jo[eh]n? bloggs|j(?:ohn|ane) doe|(?:max|erika) mustermann)[.:!]?"
    r"|(?:dr|prof|mr|mrs|ms|nurse|doctor)\.? [xyz]\.?",  # Dr X
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\b(?:to be (?:confirmed|announced|advised|agreed|decided|determined|done|completed|added|filled)|to follow|"
    r"not (?:yet )?known|coming soon|"
    r"(?:fill|write|type|enter|insert|put|add) (?:(?:it|this|me) )?(?:in )?(?:your|here|name|phone|address)|"
    r"fill (?:this |me )?in|(?:change|replace) (?:me|this)|goes here|placeholder)\b"  # Write here who ...
    r"|\b(?:example|beispiel|ejemplo|exemple|esempio|voorbeeld|anytown)",  # Example Clinic, Exampletown
    re.IGNORECASE,
)
# 01392 402 317 (TBC), 01392 402 317 - to follow, 01392 402 317?
_STILL = re.compile(
    r"\b(?:T\.?B\.?[ACD]\b|TODO|FIXME|to be (?:confirmed|checked|advised)|to follow|not (?:yet )?(?:known|confirmed)|"
    r"unconfirmed|please (?:check|confirm)|check (?:this|me)|placeholder)|\?\s*$", re.IGNORECASE,
)  # fmt: skip
# O1392 402 317, 01392 4O2 317
_LETTER_FOR_DIGIT = re.compile(r"(?<![A-Za-z])[OoIl](?=[ -]?\d{2})|(?<=\d)[OoIl](?![A-Za-z])")
_OF = re.compile(r"(?:the )?(?:name|number|address|phone|role|title)s? of (?:the|your|our|a|an|my|who)\b", re.IGNORECASE)
_YOURS = (
    r"(?i:your (?:\S+ )?(?:name|role|title|job|position|clinic|hospital|practice|surgery|ward|department|prescriber|"
    r"doctor|nurse|phone|number|telephone|address|street|town|city|organi[sz]ation|crisis line))"
)
# Your name, your doctor, YOUR GP'S NAME; not Your Healthcare, which is what a provider is called
_YOUR = re.compile(rf"[Yy]our [a-zß-ÿ]|{_YOURS}\b")
_ONLY_YOUR = re.compile(rf"{_YOURS}\W*")
# https://example.org/handout; RFC 2606
_EXAMPLE_SITE = re.compile(r"https?://(?:[^/]*\.)?(?:example(?:\.(?:com|org|net))?|test|invalid|localhost)(?:[/:]|$)")


def placeholder_says(words: str) -> str:
    """What is wrong with a name, a role or an address that only keeps a place free; "" for one that says something.

    Asks for no language but English and the signs that all share. A real name that is met by chance can be written
    otherwise: with a first name, a place, or in full.
    """
    plain = " ".join(words.split())
    if _NO_WORD.fullmatch(plain):
        return "nothing is written here"
    if _LETTER.fullmatch(plain) or _LATER.search(plain) or _WORDS.fullmatch(plain) or _ASKED.search(plain):
        return "this only keeps the place free"
    if _OF.match(plain) or _YOUR.match(plain):
        return "this says what to write here, and is not it"
    if any(c.isalpha() for c in plain):
        return ""
    return number_placeholder_says(plain) or ("" if re.search("[1-9]", plain) else "this only keeps the place free")


def is_placeholder(words: str) -> bool:
    """Whether a name, a role or an address only keeps a place free: "Your name", "TBC", "x", "--"."""
    return bool(placeholder_says(words))


def text_placeholder_says(words: str) -> str:
    """The same of a text that may be a sentence: "Your clinic tells you when to stop eating, for example at six"."""
    plain = " ".join(words.split())
    if re.search(r"\b(?:T\.?B\.?[CD]|TODO|FIXME|XXX+)(?!\w)|[?_]{2,}|\[[^\[\]]*\]", plain):
        return "this only keeps the place free"
    if len(plain.split()) > 4 and (plain[-1] in ".!" or not _OF.match(plain)):
        asked = _ASKED.search(re.sub(r"(?i)\bfor example\b|\bto follow\b", "", plain))
        return "this only keeps the place free" if asked else ""
    return "" if _YOUR.match(plain) and not _ONLY_YOUR.fullmatch(plain) else placeholder_says(plain)


def number_in_text_says(words: str) -> str:
    """The same of each long number in a text: "Yellow Card, 000 000 0009"."""
    numbers = re.findall(r"(?<!\d)\+?[\d(][\d ().-]{5,}\d", words)
    return next((says for number in numbers if (says := number_placeholder_says(number))), "")


def site_placeholder_says(address: str) -> str:
    """What is wrong with an address in the web that is kept for examples, such as https://example.org/handout."""
    return "this address is kept for examples" if _EXAMPLE_SITE.match(address.lower()) else ""


def number_placeholder_says(number: str, was_rung: bool = False) -> str:
    """What is wrong with a phone number that nobody has: 000 000 0001, 202-555-0143, 0123456789; "" for any other.

    `was_rung`: somebody says so, and then it may count up like any other number: 0800 123 4567.
    A number of three digits is left to the rules of its country: 000 is an ambulance in Australia.
    """
    digits = re.sub(r"\D", "", number)
    if _STILL.search(number):
        return "this says that the number is still to be confirmed"
    if _LETTER_FOR_DIGIT.search(number):
        return "a letter stands where a digit is meant"
    if re.search(r"[#?_]{2,}|\.{3,}|…|[xX]{2,}|(?<=\d)[xX](?!\s?\d)", number):  # 020 7XXX XXXX; not 555 x12
        return "some of its digits are still to be written"
    if len(digits) <= 3:
        return ""
    if re.match(r"0{3}(?!800)", digits) or "000000" in digits or len(set(digits)) == 1 and len(digits) > 4:
        return "this is no number, but keeps the place of one"
    if _FICTION.fullmatch(digits):
        return "this number is reserved for films and examples: nobody answers it"
    return "these digits only count up or down" if _counts(digits) and not was_rung else ""


def _counts(digits: str) -> bool:
    """Whether seven of the digits, or all of them, follow each other: 0123 456 789, 9876543, 1234."""
    runs = [digits[start : start + 7] for start in range(max(len(digits) - 6, 1))]
    return any(run in _UP or run in _DOWN for run in runs)
