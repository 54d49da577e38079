"""What the file says of itself: title and author, PDF/A-3a and PDF/UA-1, its colours, and page labels."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from generator import __version__
from generator.document import Document
from generator.press.join.file import PdfFile
from generator.press.join.syntax import array, dictionary, number, reference, text

LANGUAGE = "zh-CN"
_COLOURS = "IEC 61966-2-1 Default RGB Colour Space - sRGB"

_PACKET = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" \
xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" \
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">\
<rdf:Description rdf:about="" pdfaid:part="3" pdfaid:conformance="A"/>\
<rdf:Description rdf:about="" pdf:Producer={producer} pdf:Keywords={keywords} xmp:CreatorTool={creator}/>\
<rdf:Description rdf:about=""><dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt>\
</dc:title><dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator><dc:description><rdf:Alt>\
<rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description></rdf:Description>{ua}</rdf:RDF>\
</x:xmpmeta>
<?xpacket end="r"?>"""
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


@dataclass(frozen=True, slots=True)
class Identity:
    """Title, author, subject and keywords; no dates, so that bytes repeat."""

    title: str
    author: str
    subject: str
    keywords: str
    creator: str = f"gongkai {__version__}"

    @property
    def producer(self) -> str:
        """The engine."""
        return f"WeasyPrint {version('weasyprint')}"


def identity_of(document: Document, *, draft: bool) -> Identity:
    """What the file of `document` says of itself."""
    budget = document.disclosure.budget
    what = f"{budget.department.called}预算"
    return Identity(
        title=f"【草稿】{document.title}" if draft else document.title,
        author=budget.department.name,
        subject=f"{budget.department.name}{budget.year}年度{what}公开",
        keywords=", ".join([what, "预算公开", str(budget.year), budget.department.name]),
    )


def add_info(file: PdfFile, identity: Identity) -> int:
    """Write the information dictionary; its number."""
    said = {
        "Producer": identity.producer,
        "Title": identity.title,
        "Author": identity.author,
        "Subject": identity.subject,
        "Keywords": identity.keywords,
        "Creator": identity.creator,
    }
    return file.add(dictionary({key: text(words) for key, words in said.items()}))


def add_metadata(file: PdfFile, identity: Identity) -> int:
    """Write the XMP packet, which claims PDF/A-3a and PDF/UA-1; its number."""
    packet = _PACKET.format(
        producer=quoteattr(identity.producer),
        keywords=quoteattr(identity.keywords),
        creator=quoteattr(identity.creator),
        title=escape(identity.title),
        author=escape(identity.author),
        subject=escape(identity.subject),
        ua=_UA_METADATA,
    )
    return file.add_plain(packet.encode(), Type=b"/Metadata", Subtype=b"/XML")


def add_profile(file: PdfFile) -> int:
    """Write the profile of sRGB; its number."""
    return file.add_stream(_srgb(), N=b"3")


def intents(profile: int) -> bytes:
    """The output intent that PDF/A asks for."""
    said = {
        "Type": b"/OutputIntent",
        "S": b"/GTS_PDFA1",
        "OutputConditionIdentifier": text(_COLOURS),
        "Info": text(_COLOURS),
        "DestOutputProfile": reference(profile),
    }
    return array([dictionary(said)])


@cache
def _srgb() -> bytes:
    """The engine's own copy of the profile, read without loading the engine."""
    engine = find_spec("weasyprint")
    assert engine is not None
    assert engine.origin is not None
    return (Path(engine.origin).parent / "pdf" / "sRGB2014.icc").read_bytes()


def page_labels(front: int) -> bytes:
    """The first `front` pages i, ii, …; the body 1, 2, …"""
    decimal = b"<</S /D/St 1>>"
    labels = [b"0", b"<</S /r>>", number(front), decimal] if front else [b"0", decimal]
    return dictionary({"Nums": array(labels)})
