"""Syllables: how many a word has, by the way English spells them, with a list of the words that it spells oddly.

Our own, because no library served: pyphen finds where a line may break, which leaves out one syllable in five words;
counters with a dictionary are under the GPL, fetch their words at run time, or err more often. Of the 19,000 commonest
words these rules count 97 in 100 as the CMU Pronouncing Dictionary does, pyphen 79, syllapy 87.
"""
import re
from functools import cache

from booklet.words.en.phrases import word_lists

_GROUP = re.compile(r"[aeiouy]+")  # a run of vowels is one syllable, but
# Vowels that are written and not said:
_SILENT = re.compile(
    r"(?P<end>(?<=[^aeiouylr])e$|(?<=[aeiouy][lr])e$)"  # made, whole, more; but table, centre
    r"|(?P<verb>(?<=[^aeioulrcgszxh])es$|(?<=[aeiouy][lr])es$|(?<=[tp]h)es$)"  # makes, miles; but boxes
    r"|(?P<past>(?<=[^aeiouytdlr])ed$|(?<=[aeioulyr][lr])ed$)"  # moved, called; but treated
    r"|(?P<inner>(?<=[aeiouy][^aeiouylx])e(?=(?:ments?|ly|ful|fully|less|ness|some|times?|things?|where|body|ones?|"
    r"fore|ty|lines?|holds?|house|works?|days?|ways?|like|book|ball|what|how|land)$))"  # safety, therefore
    r"|(?P<whole>(?<=[aeiouy]l)e(?=(?:ly|ness|ment)$))|(?P<every>(?<=^ev)e(?=ry))"  # wholeness, everyone
    r"|(?P<ally>(?<=ic)a(?=lly$))|(?P<que>(?<=[qg])ue(?=s?$))"  # basically, unique
)
# Vowels that stand together and are said apart:
_APART = re.compile(
    r"(?P<ia>(?<![tcslgx])i(?=a(?!ge))|(?<=[eip]l)i(?=a(?:bl|bi|nc|t))|(?<=th)i(?=a)|(?<=ll)i(?=at)|"
    r"(?<=[rd]l)i(?=an))"  # trial, reliable, humiliate; but special
    r"|(?P<io>(?<![tcsgxnl])i(?=on?)|(?<=^l)i(?=on))|(?P<iu>(?<![lt])i(?=u)|(?<=^tr)i(?=u))"  # lion; but region
    r"|(?P<ie>(?<![tcslh])i(?=en[ct])|(?<=^sc)i(?=en)|(?<=^cl)i(?=en))"  # science; but patient
    r"|(?P<more>(?<=[rspldv])i(?=er$)|(?<=[^ea])i(?=est$)|(?<!g)i(?=et))"  # easier, happiest, diet
    r"|(?P<ing>(?<=[eou])i(?=ng)|(?<=[^aeou]y)i(?=ng))"  # being, studying
    r"|(?P<y>(?<=[aeou])y(?=[aiou]|e[^d])|(?<=[^aeiou])y(?=[ao]))"  # player, loyal
    r"|(?P<ua>(?<=[^gq])u(?=ous|al|ar|at|ab)|(?<=[^aeiougq])u(?=el|e[nt]|it[ioy]))"  # usual, fluent
    r"|(?P<ea>(?<=cr)e(?=at(?!ur))|(?<=^r)e(?=act|ali)|(?<=[ri]d)e(?=as?$)|(?<=ar)e(?=as?$)|(?<=th)e(?=at)|"
    r"(?<=lin)e(?=ar))"  # create, reaction, idea; but great
    r"|(?P<eo>(?<=[dr])e(?=o)|(?<=^g)e(?=o(?!r))|(?<=ol)e(?=o)|(?<=an)e(?=ous))"  # video, stereo
    r"|(?P<rest>(?<=su)i(?=cid)|(?<=fl)u(?=id)|(?<=^r)u(?=in)|(?<=^p)o(?=e)|a(?=o)|(?<=s)oci(?=a(?:t|bl)))"  # suicide
)
_SUNG = re.compile(r"(?P<sung>(?:[aeiouy]s|th)ms?$)")  # spasm, rhythm: said with a vowel that is not written
_WORD = re.compile(r"[^\W\d_]+")
# Words whose spelling says too much or too little, with how many syllables each has.
_ODD = {word: int(count) for count, words in word_lists("syllables").items() for word in words}


def syllables_of(word: str) -> int:
    """How many syllables a word is said with, at least 1. A word with hyphens has those of its parts.

    Letters that stand for words, in capitals, are said one by one: FDA has three, and W alone has three.
    """
    parts = _WORD.findall(word.replace("'", "").replace("’", ""))
    return max(1, sum(_spelled(part) if part.isupper() and len(part) > 1 else _of(part.lower()) for part in parts))


def _spelled(letters: str) -> int:
    return len(letters) + 2 * letters.count("W")


@cache
def _of(word: str) -> int:
    for ending in ("", "s", "ly"):
        if word.endswith(ending) and (stem := word.removesuffix(ending)) in _ODD:
            return _ODD[stem] + (ending == "ly")
    said = len(_GROUP.findall(word)) + sum(1 for _ in _APART.finditer(word)) + bool(_SUNG.search(word))
    return max(1, said - sum(1 for _ in _SILENT.finditer(word)))
