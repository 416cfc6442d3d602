"""The tree of a page, as browsers read it."""
import re
from xml.etree.ElementTree import Element

import tinyhtml5

_NO_TAG = re.compile(rb"<(?=[A-Za-z][^\s<>/]{0,40}<)")  # 3.5<x<5.0: browsers would swallow all up to the next >


def page_tree(content: bytes) -> Element:
    """The page, with plain names for drawings and formulas too. Its letters are UTF-8 if it names none and they can be."""
    try:
        content.decode()
        likely = "utf-8"
    except UnicodeDecodeError:
        likely = None
    root: Element = tinyhtml5.parse(_NO_TAG.sub(b"&lt;", content), namespace_html_elements=False, likely_encoding=likely)
    for each in root.iter():
        if isinstance(each.tag, str):
            each.tag = each.tag.rpartition("}")[2]
    return root
