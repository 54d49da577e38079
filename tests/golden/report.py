"""What has changed on a page: the old picture, the new one, both over each other, and the text."""

from __future__ import annotations

import base64
import difflib
import io
from pathlib import Path

from PIL import Image, ImageChops

from tests.golden.kept import fingerprint
from tests.golden.kinds import Picture

_HTML = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{name}</title>
<style>
body {{ font-family: sans-serif }}
figure {{ display: inline-block; margin: 0 1em 1em 0 }}
img {{ border: 1px solid #999 }}
td {{ white-space: pre-wrap }}
.diff_sub {{ background: #fbb }} .diff_add {{ background: #bfb }} .diff_chg {{ background: #ff9 }}
</style></head><body>
<h1>{name}</h1>
<figure><img src="{old}"><figcaption>kept</figcaption></figure>
<figure><img src="{new}"><figcaption>now</figcaption></figure>
<figure><img src="{both}"><figcaption>red: gone; blue: new</figcaption></figure>
<h2>Text</h2>
{text}
</body></html>
"""


def same(old: Picture, new: Picture) -> bool:
    """Whether the pictures agree in every pixel."""
    return fingerprint(old.image) == fingerprint(new.image)


def write_report(folder: Path, name: str, old: Picture, new: Picture) -> Path:
    """An HTML file in `folder` that shows the difference; everything is in it."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.html"
    table = difflib.HtmlDiff(wrapcolumn=60).make_table(old.lines, new.lines, "kept", "now", context=True)
    images = {"old": old.image, "new": new.image, "both": difference(old.image, new.image)}
    sources = {key: _inline(image) for key, image in images.items()}
    path.write_text(_HTML.format(name=name, text=table, **sources), encoding="utf-8")
    return path


def difference(old: Image.Image, new: Image.Image) -> Image.Image:
    """Both pictures in one: what is gone in red, what is new in blue, the rest in grey."""
    size = (max(old.width, new.width), max(old.height, new.height))
    both = []
    for image in (old, new):
        sheet = Image.new("L", size, 255)
        sheet.paste(image)
        both.append(sheet)
    return Image.merge("RGB", (both[1], ImageChops.darker(*both), both[0]))


def _inline(image: Image.Image) -> str:
    output = io.BytesIO()
    image.save(output, "PNG")
    return "data:image/png;base64," + base64.b64encode(output.getvalue()).decode()
