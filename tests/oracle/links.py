"""Links: one for each place that leads somewhere, in the tag tree, with the words of where it leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def settle_links(pdf: Any, titles: Mapping[str, str]) -> None:
    """Keep one link for each /Link of the tag tree, and say where it leads: `titles` are headings by anchor.

    WeasyPrint writes another link for every box within a link, outside of the /Link: a screen reader would
    tell each of them.
    """
    import pydyf

    kept = _kept(pdf)
    dropped = {item.number: item for item in pdf.objects if _is_link(item) and item.number not in kept}
    parents = pdf.objects[_number(pdf.objects[_number(pdf.catalog["StructTreeRoot"])]["ParentTree"])]["Nums"]
    gone = {item["StructParent"] for item in dropped.values() if "StructParent" in item}
    pairs = zip(parents[::2], parents[1::2], strict=True)
    parents[:] = [part for key, value in pairs if key not in gone for part in (key, value)]
    for item in pdf.objects:
        if isinstance(item, dict) and "Annots" in item:
            item["Annots"][:] = [link for link in item["Annots"] if _number(link) not in dropped]
        elif _is_link(item) and item.number in kept and "Dest" in item:
            item["Contents"] = pydyf.String(titles.get(item["Dest"].string, item["Dest"].string))
    for item in dropped.values():
        item.clear()


def _kept(pdf: Any) -> set[int]:
    """The numbers of the links that belong to a /Link; the tags of others forget theirs."""
    kept = set()
    for element in pdf.objects:
        if isinstance(element, dict) and element.get("Type") == "/StructElem":
            links = list(_links_of(pdf, element))
            if element["S"] == "/Link":
                kept |= {_number(target["Obj"]) for _, target in links}
            else:
                for reference, target in links:
                    element["K"].remove(reference)
                    target.clear()
    return kept


def _links_of(pdf: Any, element: Any) -> Iterator[tuple[Any, Any]]:
    """(reference, object) of the link references among the children of `element`."""
    for reference in list(element.get("K", ())):
        if isinstance(reference, bytes):
            target = pdf.objects[_number(reference)]
            if target.get("Type") == "/OBJR" and _is_link(pdf.objects[_number(target["Obj"])]):
                yield reference, target


def _is_link(item: Any) -> bool:
    return isinstance(item, dict) and item.get("Subtype") == "/Link"


def _number(reference: Any) -> int:
    return int(bytes(reference).split()[0])
