"""An author's words behind words of the template: nothing is said twice, and the sentence ends once."""

from __future__ import annotations

import re

_BECAUSE = re.compile(
    r"\A[，。；：、\s]*+(?:其?主要?原因(?:是|为|在于|系)?|主要(?:[是系]|(?=由于|因为))|原因(?:主要)?[是为])(?:因为|由于)?[：:，\s]*+"
)
_SAME = (
    r"[与和同](?:上年|去年)度?(?:预算)?数?(?:相比)?(?:保持)?(?:持平|一致|相同|相等)"
    r"|[较比](?:上年|去年)(?:没有|无)(?:增减)?变[化动]|持平|(?:没有|无)(?:增减)?变[化动]"
)
_LEVEL = re.compile(rf"\A[，。；\s]*+(?:本年)?(?:预算)?(?:{_SAME})(?:[，。；\s]++|$)")
_NOTHING = re.compile(r"\A[\s，。；、—\-/]*+(?:(?:[无略]|没有)[\s，。；、—\-/]*+)?\Z")
_ENDED = re.compile(r"[。！？…][”’）》]?$")


def reason(text: str) -> str:
    """`text` as it follows the change since last year and 主要原因是; "" when it gives none.

    That it begins with 与上年持平 is no reason: it has been said, or is not so, which `check` tells.
    """
    before = ""
    while text != before:
        before = text
        text = _without(_LEVEL, _without(_BECAUSE, text))
    return sentence(text)


def sentence(text: str, *, compared: bool = False) -> str:
    """`text` as a sentence of its own, with its end; "" when it says nothing.

    With `compared`, the change since last year has been said, as in `reason`.
    """
    text = (_without(_LEVEL, text) if compared else text).strip()
    if _NOTHING.fullmatch(text):
        return ""
    return text if _ENDED.search(text) else f"{text.rstrip('，、；：,;')}。"


def _without(beginning: re.Pattern[str], text: str) -> str:
    match = beginning.match(text)
    return text[match.end() :] if match else text
