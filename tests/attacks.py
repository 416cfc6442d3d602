"""Hostile drawings and words, each made to run, to ask a network, or to say what nobody wrote. Data for test_attack.py.

`FALSE` is what a reader must never see: it stands only where a drawing has no words to show.
"""
FALSE = "0900 666 666"
RUN = "window.ran = (window.ran || 0) + 1"
HOST = "https://attacker.example"
_OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 120 44" font-family="Atkinson Hyperlegible Next"{}>{}<rect width="9" height="9" fill="#123456"/></svg>'
_PAGE = f'<h1>Ring our new line: {FALSE}</h1><script>{RUN}</script><img src="x" onerror="{RUN}">'
_OVER = "position:fixed;inset:0;z-index:9;width:9999px;height:9999px;overflow:visible;background:#fff"


def svg(inside: str, root: str = "") -> str:
    """A drawing with this in it, and these attributes."""
    return _OPEN.format(root, inside)


def _cdata(words: str) -> str:
    return f"<![CDATA[{words}]]>"


DRAWINGS = {
    # words that become markup
    "style-cdata": svg(f"<style>{_cdata('</style></svg>' + _PAGE)}</style>"),
    "style-escaped": svg(f"<style>&lt;/style>&lt;/svg>{_PAGE.replace('<', '&lt;')}</style>"),
    "style-comment": svg(f"<style>/* {_cdata('</style></svg>' + _PAGE)} */</style>"),
    "style-string": svg(f"<style>text{{font-family:'{_cdata('</style>' + _PAGE)}'}}</style><text>a</text>"),
    "desc-cdata": svg(f"<desc>{_cdata('</desc></svg>' + _PAGE)}</desc>"),
    "desc-refresh": svg(f"<desc>{_cdata(f'</desc></svg><meta http-equiv=refresh content=0;url={HOST}>')}</desc>"),
    "title-escaped": svg(f"<title>&lt;/title>&lt;/svg>{_PAGE.replace('<', '&lt;')}</title>"),
    "title-markup": svg(f'<title><b xmlns="http://www.w3.org/1999/xhtml">{FALSE}</b></title>'),
    "metadata-script": svg(f"<metadata><script>{RUN}</script>{FALSE}</metadata>"),
    "text-cdata": svg(f"<text>{_cdata('</text></svg><script>' + RUN + '</script>')}</text>"),
    "text-escaped": svg(f"<text>&lt;/svg>&lt;img src=x onerror='{RUN}'></text>"),
    "text-title": svg(f"<text><title>{FALSE}</title>a</text>"),
    "loose-words": svg(f"{_cdata('</svg>' + _PAGE)}"),
    "comment-close": svg(f"<!-- ></svg>{_PAGE} -->"),
    "comment-bang": svg(f"<!-- !> </svg>{_PAGE} -->"),
    "instruction": svg(f"<?php </svg>{_PAGE} ?>"),
    "attribute-breaks-out": svg(f"<text font-family='\"&gt;&lt;img src=x onerror=&quot;{RUN}&quot;&gt;'>a</text>"),
    "family-breaks-out": svg(f"<text style='font-family: \"&lt;/svg&gt;&lt;script&gt;{RUN}&lt;/script&gt;\"'>a</text>"),
    "id-breaks-out": svg(f"<g id='a\"&gt;&lt;script&gt;{RUN}&lt;/script&gt;'/><use href='#a\"&gt;&lt;script&gt;'/>"),
    "class-breaks-out": svg(f"<g class='\"&gt;&lt;/svg&gt;&lt;script&gt;{RUN}&lt;/script&gt;'/>"),
    "box-breaks-out": svg("").replace("0 0 120 44", '0 0 120 44&quot; onload=&quot;window.ran=1'),
    "label-breaks-out": svg("", f" aria-label='{FALSE}' aria-labelledby='contents-title' role='alert'"),
    "data-attribute": svg(f"<g data-x='&lt;/svg&gt;{FALSE}' inkscape:label='{FALSE}' xmlns:inkscape='http://www.inkscape.org/namespaces/inkscape'/>"),
    # programs
    "script": svg(f"<script>{RUN}</script>"),
    "script-prefix": f'<s:svg xmlns:s="http://www.w3.org/2000/svg" viewBox="0 0 120 44"><s:script>{RUN}</s:script></s:svg>',
    "script-html": svg(f'<h:script xmlns:h="http://www.w3.org/1999/xhtml">{RUN}</h:script>'),
    "script-other-space": svg(f'<script xmlns="urn:other">{RUN}</script>'),
    "script-case": svg(f"<SCRIPT>{RUN}</SCRIPT>"),
    "onload": svg("", f' onload="{RUN}"'), "onclick": svg(f'<rect width="120" height="44" onclick="{RUN}"/>'),
    "onload-case": svg("", f' ONLOAD="{RUN}"'), "on-focus": svg(f'<g tabindex="0" autofocus="" onfocus="{RUN}"/>'),
    "event-in-space": svg(f'<rect x:onclick="{RUN}" xmlns:x="urn:x"/>'),
    "foreign-object": svg(f'<foreignObject width="120" height="44"><body xmlns="http://www.w3.org/1999/xhtml">{FALSE}</body></foreignObject>'),
    "animate-link": svg(f'<animate attributeName="href" to="javascript:{RUN}"/>'),
    "set-onload": svg(f'<set attributeName="onmouseover" to="{RUN}"/>'),
    "handler": svg(f'<handler xmlns:ev="http://www.w3.org/2001/xml-events" ev:event="load">{RUN}</handler>'),
    "link": svg('<a href="javascript:window.ran=1"><rect width="120" height="44"/></a>'),
    "link-out": svg(f'<a xlink:href="{HOST}"><text>{FALSE}</text></a>'),
    "use-script": svg(f"<use href=\"data:image/svg+xml,&lt;svg id='a' onload='{RUN}'/&gt;#a\"/>"),
    "iframe": svg(f'<iframe xmlns="http://www.w3.org/1999/xhtml" src="{HOST}"/>'),
    "entity": f'<!DOCTYPE svg [<!ENTITY a "&#60;script&#62;{RUN}&#60;/script&#62;">]>' + svg("<text>&a;</text>"),
    "doctype": '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "https://attacker.example/svg.dtd">' + svg("<text>A</text>"),
    "doctype-entity": '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "https://attacker.example/svg.dtd">' + svg("<text>&evil;</text>"),
    # requests
    "image": svg(f'<image href="{HOST}/a.png" width="9" height="9"/>'),
    "use-out": svg(f'<use href="{HOST}/a.svg#a"/>'), "use-file": svg('<use xlink:href="file:///etc/passwd#a"/>'),
    "fill-out": svg(f'<rect width="9" height="9" fill="url({HOST}/a.svg#a)"/>'),
    "fill-escaped": svg(f'<rect width="9" height="9" style="fill:u\\72l({HOST}/a#a)"/>'),
    "fill-instead": svg(f'<rect width="9" height="9" fill="url(#none) url({HOST}/a)"/>'),
    "import": svg(f"<style>@import '{HOST}/a.css';</style>"), "import-escaped": svg(f"<style>@\\69mport '{HOST}/a.css';</style>"),
    "font-face": svg(f"<style>@font-face{{font-family:a;src:url({HOST}/a.woff2)}}</style><text font-family='a'>a</text>"),
    "stylesheet": f'<?xml-stylesheet href="{HOST}/a.css"?>' + svg(""), "base": svg("", f' xml:base="{HOST}"'),
    "mask-out": svg(f'<rect width="9" height="9" mask="url({HOST}/a#a)"/>'),
    "filter-out": svg(f'<filter id="a"><feImage href="{HOST}/a.png"/></filter><rect filter="url(#a)"/>'),
    "cursor": svg(f'<rect width="99" height="40" style="cursor:url({HOST}/a.cur),auto"/>'),
    "variable": svg(f'<rect width="9" height="9" style="--a:url({HOST}/a);fill:var(--a)"/>'),
    "image-set": svg(f"<style>svg{{background:image-set('{HOST}/a.png' 1x)}}</style>"),
    # covers and imitations
    "root-style": svg("", f' style="{_OVER}"'),
    "root-rule": svg(f"<style>svg{{{_OVER}}}</style>"), "root-important": svg("<style>svg{position:fixed!important;inset:0!important}</style>"),
    "root-size": svg("", ' width="9999" height="9999" x="-500" y="-500" overflow="visible"'),
    "root-transform": svg("", ' transform="scale(99)"'),
    "page-rule": svg("<style>body,h1,.help-now{display:none}*{color:#fff}</style>"),
    "page-class": svg('<g class="skip help-now card"/>', ' class="skip help-now" id="contents"'),
    "overflowing": svg('<rect x="-9999" y="-9999" width="99999" height="99999" fill="#fff"/>', ' overflow="visible"'),
    "inner-overflow": svg('<svg overflow="visible" x="-999" y="-999" width="9" height="9"><rect width="99999" height="99999" fill="#fff"/></svg>'),
    "inner-style": svg(f'<g style="{_OVER}"><rect width="99" height="40"/></g>'),
    "animated": svg("<style>@keyframes a{to{transform:scale(99)}}rect{animation:a 1s}</style>"),
    "hover": svg("<style>rect:hover{transform:scale(99)}</style>"),
    "stroke": svg('<rect width="120" height="44" stroke="#fff" stroke-width="9999"/>'),
    "marker-overflow": svg('<marker id="m" overflow="visible" markerWidth="9" markerHeight="9"><rect x="-9999" width="99999" height="9999" fill="#fff"/></marker><path d="M1 1L2 2" marker-end="url(#m)"/>'),
    "ids-of-the-page": svg('<defs><g id="contents"><rect id="main" width="9" height="9"/></g></defs><use href="#contents"/>'),
    "out-of-the-page": svg('<use href="#art-0"/><rect width="9" height="9" fill="url(#art-0)"/>'),
}  # fmt: skip

# Words for each field that an author, a clinic or a library fills in.
WORDS = (
    f"<script>{RUN}</script>", f'"><img src=x onerror="{RUN}">', f"' autofocus onfocus='{RUN}' x='",
    f"</title></style></textarea></svg><svg onload={RUN}>", f"&lt;script&gt;{RUN}&lt;/script&gt;", f"javascript:{RUN}",
    f"<!--><svg/onload={RUN}>-->", f"]]><x onclick={RUN}>", f"\" style=\"position:fixed\" onmouseover=\"{RUN}\" a=\"", "<b>bold</b>",
)  # fmt: skip
TARGETS = (
    "javascript:window.ran=1", "JaVaScRiPt:window.ran=1", "java\tscript:window.ran=1", "javascript&#58;window.ran=1", "vbscript:a",
    "data:text/html,<script>window.ran=1</script>", "data:text/html;base64,PHNjcmlwdD4=", " javascript:window.ran=1", "\x01javascript:1",
    "//attacker.example/a", "https://a.example/\"onmouseover=\"window.ran=1", "https://a.example/'><script>", "file:///etc/passwd",
    "https://user:word@attacker.example/%0d%0aa",
)  # fmt: skip
