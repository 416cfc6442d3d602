"""Metadata: what a file says of itself, and how it asks to be shown and printed.

One file is PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2) at once. WeasyPrint names one standard only, so both are
named here, with the description of the PDF/UA schema that PDF/A wants for names it does not know (ISO 19005-2, 6.6.2.3).
"""
from typing import Any
from xml.etree import ElementTree as xml

import pydyf

from booklet.core.letters.direction import direction
from booklet.tag.engine import say_more

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DC = "http://purl.org/dc/elements/1.1/"
MEDIA = "http://ns.adobe.com/xap/1.0/mm/"
PDFUA = "http://www.aiim.org/pdfua/ns/id/"
EXTENSION = "http://www.aiim.org/pdfa/ns/extension/"
_SCHEMA = "http://www.aiim.org/pdfa/ns/schema#"
PROPERTY = "http://www.aiim.org/pdfa/ns/property#"
_SCHEMA_OF_PDFUA = f"""
<rdf:Description xmlns:rdf="{RDF}" xmlns:e="{EXTENSION}" xmlns:s="{_SCHEMA}" xmlns:p="{PROPERTY}" rdf:about="">
  <e:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <s:schema>PDF/UA identification schema</s:schema><s:namespaceURI>{PDFUA}</s:namespaceURI><s:prefix>pdfuaid</s:prefix>
    <s:property><rdf:Seq><rdf:li rdf:parseType="Resource">
      <p:name>part</p:name><p:valueType>Integer</p:valueType><p:category>internal</p:category>
      <p:description>The part of ISO 14289 followed</p:description>
    </rdf:li></rdf:Seq></s:property>
  </rdf:li></rdf:Bag></e:schemas>
</rdf:Description>"""
_PREFIXES = {"rdf": RDF, "xmpMM": MEDIA, "pdfaExtension": EXTENSION, "pdfaSchema": _SCHEMA, "pdfaProperty": PROPERTY}


def add_statements(metadata: Any) -> None:
    """Let WeasyPrint's metadata also say: PDF/UA-1, the language, and the version of the handout.

    `metadata.custom["version"]` comes from the document's <meta name="version">.
    """
    say_more(metadata, lambda packet: _extended(packet, metadata))


def _extended(packet: bytes, metadata: Any) -> bytes:
    for prefix, name in _PREFIXES.items():
        xml.register_namespace(prefix, name)
    rdf = xml.fromstring(packet)
    about = xml.SubElement(rdf, f"{{{RDF}}}Description", {f"{{{RDF}}}about": "", f"{{{PDFUA}}}part": "1"})
    if metadata.lang:
        languages = xml.SubElement(xml.SubElement(about, f"{{{DC}}}language"), f"{{{RDF}}}Bag")
        xml.SubElement(languages, f"{{{RDF}}}li").text = metadata.lang
    if metadata.custom.get("version"):
        xml.SubElement(about, f"{{{MEDIA}}}VersionID").text = metadata.custom["version"]
    rdf.append(xml.fromstring("".join(line.strip() for line in _SCHEMA_OF_PDFUA.splitlines())))
    return bytes(xml.tostring(rdf, encoding="utf-8"))


def add_preferences(pdf: pydyf.PDF, language: str) -> None:
    """Ask viewers to show the title, to print on both sides and at full size, and number the pages as printed.

    Type that a printer shrinks to fit is smaller than was promised. Folios count from 1 on the cover, as page labels
    do here (ISO 32000-1, 12.2 and 12.4.2).
    """
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary(
        {"DisplayDocTitle": "true", "Duplex": "/DuplexFlipLongEdge", "PrintScaling": "/None"}
    )
    if direction(language) == "rtl":
        pdf.catalog["ViewerPreferences"]["Direction"] = "/R2L"  # the next page lies at the left
    numbering = pydyf.Dictionary({"S": "/D"})
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array([0, numbering])})
