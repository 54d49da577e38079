"""What a foreign PDF has beside what its pages print: lost, or otherwise than it was, when it is bound in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from generator.foreign.annotations import ON_SCREEN_ONLY, Annotation, entry, notes_on, shortened

_MOST_NAMED = 3
_LEADING_OUT = ("/Launch", "/URI", "/GoToR", "/GoToE", "/SubmitForm", "/ImportData", "/Rendition")
_MEDIA = ("/Screen", "/Movie", "/Sound", "/RichMedia", "/3D")


@dataclass(frozen=True, slots=True)
class Foreign:
    """A foreign PDF: its catalog, its pages, and the annotations on them."""

    root: Any
    pages: Sequence[Any]
    notes: tuple[Annotation, ...]
    fields: tuple[Any, ...]


def foreign(reader: Any) -> Foreign:
    """The PDF in `reader`, its pages and fields listed once."""
    pages = list(reader.pages)
    notes = tuple(note for number, page in enumerate(pages, 1) for note in notes_on(page, number))
    root = reader.root_object
    return Foreign(root, pages, notes, tuple(_below(entry(entry(root, "/AcroForm"), "/Fields"))))


def _below(nodes: Any) -> Iterator[Any]:
    """`nodes` and what is below them (/Kids), in order and each once, whatever circles the file leads in."""
    waiting, seen = _last_first(nodes), set[int]()
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, dict) and id(node) not in seen:
            seen.add(id(node))
            yield node
            waiting += _last_first(entry(node, "/Kids"))


def _last_first(nodes: Any) -> list[Any]:
    return nodes[::-1] if isinstance(nodes, list) else []


def missing(pdf: Foreign) -> Iterator[str]:
    """What would be missing on the bound pages, or be there though the file does not print it."""
    lost = [note for note in pdf.notes if note.loses]
    if lost:
        yield f"{_listed(lost)}没有存下外观，装订后看不到"
    if entry(pdf.root, "/NeedsRendering") == True:  # noqa: E712  a BooleanObject is not True
        yield "是动态 XFA 表单，页面要由专门的阅读器生成，装订后只有提示文字"
    if entry(pdf.root, "/Collection") is not None:
        names = _enclosed(pdf)
        yield f"是 PDF 文件包，正文是包在里面的文件{f'（{_few(names)}）' if names else ''}，装订后没有"
    layers = list(_unprinted_layers(entry(pdf.root, "/OCProperties")))
    if layers:
        yield f"有 {len(layers)} 个不打印的图层（{_few(layers)}），装订后反而会印出来"


def left_behind(pdf: Foreign) -> Iterator[str]:
    """What does not come along, though paper would not have shown it."""
    screen = [n for n in pdf.notes if n.on_screen and not n.printed and n.kind not in ON_SCREEN_ONLY]
    if screen:
        yield f"{_listed(screen)}设为不打印，装订后没有"
    comments = [note for note in pdf.notes if note.kind == "/Text" and note.printed and not note.appearance]
    if comments:
        yield f"{_listed(comments)}没有存下外观，装订后没有"
    signed = [f for f in pdf.fields if entry(f, "/FT") == "/Sig" and entry(f, "/V") is not None]
    if signed:
        yield f"{len(signed)} 个数字签名装订后不能再验证，印章的图样照印"
    files = _enclosed(pdf)
    if files:
        yield f"夹带的文件（{_few(files)}）不带进来"
    if _scripted(pdf):
        yield "脚本已去掉"
    if entry(entry(pdf.root, "/OpenAction"), "/S") in _LEADING_OUT:
        yield "一打开就运行程序或打开别的文件的动作已去掉"
    media = [note for note in pdf.notes if note.kind in _MEDIA]
    if media:
        yield f"{_listed(media)}不能再播放"
    if entry(entry(pdf.root, "/AcroForm"), "/XFA") is not None:
        yield "XFA 表单的数据不带进来，只印页上画出的内容"


def changed(pdf: Foreign) -> Iterator[str]:
    """What is otherwise than in the file, and is seldom missed."""
    if [f for f in pdf.fields if entry(f, "/FT") != "/Sig"]:
        yield "表单不能再填写"
    links = sum(note.kind == "/Link" for note in pdf.notes)
    if links:
        yield f"{links} 处链接不能再点"
    if entry(entry(pdf.root, "/Outlines"), "/First") is not None:
        yield "书签不带进来"
    hidden = [note for note in pdf.notes if note.hidden and note.kind != "/Popup" and not note.is_signature]
    if hidden:
        yield f"{_listed(hidden)}是隐藏的，没有装订"


def _listed(notes: Sequence[Annotation]) -> str:
    named = [f"第 {note.page} 页的{note.words}" for note in notes[:_MOST_NAMED]]
    return "、".join(named) + (f"等 {len(notes)} 处" if len(notes) > _MOST_NAMED else "")


def _few(names: Sequence[str]) -> str:
    named = map(shortened, names[:_MOST_NAMED])
    return "、".join(named) + (f"等 {len(names)} 个" if len(names) > _MOST_NAMED else "")


def _unprinted_layers(layers: Any) -> Iterator[str]:
    """The names of the layers that printing leaves out, or that a screen does not show at first."""
    shown = entry(layers, "/D")
    off = {id(layer.get_object()) for layer in entry(shown, "/OFF") or []}
    on = {id(layer.get_object()) for layer in entry(shown, "/ON") or []}
    all_off = entry(shown, "/BaseState") == "/OFF"
    for reference in entry(layers, "/OCGs") or []:
        layer = reference.get_object()
        usage = entry(layer, "/Usage")
        states = entry(entry(usage, "/Print"), "/PrintState"), entry(entry(usage, "/View"), "/ViewState")
        if id(layer) in off or (all_off and id(layer) not in on) or "/OFF" in states:
            yield str(entry(layer, "/Name") or "未命名")


def _enclosed(pdf: Foreign) -> list[str]:
    """The names of all files inside."""
    names = entry(entry(pdf.root, "/Names"), "/EmbeddedFiles")
    specs = [
        *_leaves(names),
        *(entry(note.said, "/FS") for note in pdf.notes if note.kind == "/FileAttachment"),
    ]
    specs += [spec.get_object() for spec in entry(pdf.root, "/AF") or []]
    found = [str(entry(spec, "/UF") or entry(spec, "/F") or "未命名") for spec in specs]
    return list(dict.fromkeys(found))


def _leaves(tree: Any) -> Iterator[Any]:
    """The values of a name tree."""
    for node in _below([tree] if tree is not None else []):
        values = entry(node, "/Names")
        yield from (value.get_object() for value in (values if isinstance(values, list) else [])[1::2])


def _scripted(pdf: Foreign) -> bool:
    """Whether anything in the file does something by itself."""
    holders = [pdf.root, *pdf.pages, *pdf.fields, *(note.said for note in pdf.notes)]
    actions = [entry(pdf.root, "/OpenAction"), *(entry(holder, "/A") for holder in holders)]
    return (
        entry(entry(pdf.root, "/Names"), "/JavaScript") is not None
        or any(entry(holder, "/AA") is not None for holder in holders)
        or any(entry(action, "/S") == "/JavaScript" for action in actions)
    )
