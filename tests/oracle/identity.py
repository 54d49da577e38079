"""What the file says of itself: PDF/A-3a and PDF/UA-1, and page labels."""

from __future__ import annotations

from typing import Any

_UA_METADATA = """<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" \
pdfuaid:part="1"/><rdf:Description rdf:about="" \
xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" \
xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag>\
<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>\
<rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>\
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""
"""PDF/UA's own name, and the description that PDF/A asks for of any name it does not know."""


def claim_ua(pdf: Any) -> None:
    """Add PDF/UA-1 to the metadata, which already say PDF/A-3a."""
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    text = metadata.stream[0].decode()
    metadata.stream[0] = text.replace("</rdf:RDF>", f"{_UA_METADATA}</rdf:RDF>").encode()


def label_pages(pdf: Any, front: int) -> None:
    """Page labels: the first `front` pages i, ii, …; the body 1, 2, …"""
    import pydyf

    roman = pydyf.Dictionary({"S": "/r"})
    decimal = pydyf.Dictionary({"S": "/D", "St": 1})
    numbers = pydyf.Array([0, roman, front, decimal] if front else [0, decimal])
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": numbers})
