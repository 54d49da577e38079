"""What is written in the place of a number and is none, each with its reason."""

from __future__ import annotations

import re
from decimal import Decimal

from pydantic_core import PydanticCustomError

from generator.model.numerals import spelled_value

FACTORS = {"亿元": 10**8, "亿": 10**8, "万元": 10**4, "万": 10**4, "千元": 10**3, "千": 10**3, "百元": 100}
"""What amounts are written in beside 元, in 元; without 元, numbers of anything."""
_UNITS = (*FACTORS, "元", "个", "辆", "台", "套", "人", "平方米", "㎡", "%")
_UNIT = re.compile(rf"(?P<number>.*\d)\s*(?P<unit>{'|'.join(_UNITS)})整?")
_COUNTED = re.compile(r"(?P<number>\d[\d.,]{0,20})\s?(?P<unit>[\u4e00-\u9fff]{1,3})")
"""A number with whatever it counts: 14名, 3批次."""
_NONE = re.compile(
    r"[-－—–―/／\\、.…·]+|[暂尚]?[无没]有?|[空零]|[没未](?:有)?(?:安排|发生|涉及)|不涉及|n/?a|nil|null",
    re.IGNORECASE,
)
_UNKNOWN = re.compile(r"[?？x×*]+|未知|不详|待定|待批复|待核定|另行通知|同上|同上年|见附件|详见附件")
_ABOUT = re.compile(
    r"(?:约|大约|近|将近|超过|不超过|不低于|[<>≤≥＜＞])\s*\d.*|\d[\d.,]*\s*(?:多|余|左右|上下|以上|以下|以内)\D*"
)
_SEVERAL = re.compile(r"\d[\d.,]*\s*[-—–~～至到+＋*×/／=＝]\s*\d[\d.,\s+＋*×/／=＝-]*")
_SIGN = re.compile(r"(人民币|RMB|[￥¥$])[:：]?\s*(.*)")
_ALMOST: tuple[tuple[re.Pattern[str], str, str, str], ...] = (
    (re.compile(r"(\d{1,15})。(\d{1,15})"), r"\1.\2", "小数点写成了句号“。”", "number_point"),
    (re.compile(r"(\d{1,15})[·、](\d{1,15})"), r"\1.\2", "小数点写成了别的符号", "number_point"),
    (re.compile(r"\.(\d{1,15})"), r"0.\1", "小数点前面少了 0", "number_point"),
    (re.compile(r"(\d{1,15})\."), r"\1", "小数点后面没有数字", "number_point"),
    (re.compile(r"\+(\d[\d.,]{0,20})"), r"\1", "前面不写加号", "number_plus"),
    (re.compile(r"[（(](\d[\d.,]{0,20})[）)]"), r"\1", "数外面不要括号", "number_brackets"),
    (
        re.compile(r"[“”‘’\"'](\d[\d.,]{0,20})[“”‘’\"']?|(\d[\d.,]{0,20})[“”‘’\"']"),
        r"\1\2",
        "数旁边有引号",
        "number_quotes",
    ),
)
"""What is a number but for one sign: how it is written, and what is said of it."""


def says_none(text: str) -> bool:
    """Whether `text` says in other words that there is nothing."""
    return bool(_NONE.fullmatch(text.strip(" 。.；;")))


def refusal(written: str, text: str) -> PydanticCustomError:
    """Why `text`, which is `written` in half-width digits, is no number; what to write where that is sure."""
    said = {"text": written}
    if _NONE.fullmatch(text):
        return PydanticCustomError(
            "number_none", "“{text}”不是数", said | {"write": "没有的写 0；还不知道的写 待填"}
        )
    if _UNKNOWN.fullmatch(text):
        hint = "写上数；还不知道的写 待填，没有的写 0"
        return PydanticCustomError("number_unknown", "“{text}”不是数", said | {"write": hint})
    if _ABOUT.fullmatch(text):
        hint = "写批复的那个数，不写“约”“左右”“以上”这样的话"
        return PydanticCustomError("number_about", "“{text}”不是一个准确的数", said | {"write": hint})
    if _SEVERAL.fullmatch(text):
        hint = "写算好的一个数，不写算式和范围"
        return PydanticCustomError("number_several", "“{text}”不是一个数", said | {"write": hint})
    return _unit(written, text) or _sign(written, text) or _spelled(written, text) or _almost(written, text)


def _unit(written: str, text: str) -> PydanticCustomError | None:
    unit = _UNIT.fullmatch(text) or _COUNTED.fullmatch(text)
    if unit is None:
        return None
    message = "“{text}”里不要写单位“{unit}”，只写数字"
    if unit["unit"] in FACTORS or unit["unit"] == "元":
        message += "；金额的单位由“金额单位”统一说明"
    number = unit["number"].replace(",", "")
    plain = number if re.fullmatch(r"\d{1,15}(?:\.\d{1,6})?", number) else ""
    return PydanticCustomError(
        "number_unit", message, {"text": written, "unit": unit["unit"], "number": plain}
    )


def _sign(written: str, text: str) -> PydanticCustomError | None:
    money = _SIGN.fullmatch(text)
    if money is None:
        return None
    message = "“{text}”里不要写“{sign}”，只写数字；金额的单位由“金额单位”统一说明"
    return PydanticCustomError("number_sign", message, {"text": written, "sign": money[1]})


def _spelled(written: str, text: str) -> PydanticCustomError | None:
    value = spelled_value(text.rstrip("元圆整正个辆台套人"))
    if value is None:
        return None
    kind = "大写数字" if re.search("[壹贰叁肆伍陆柒捌玖拾佰仟]", text) else "汉字数字"
    message = f"“{{text}}”是{kind}，要写阿拉伯数字"
    yuan = f"{value:f}" if re.search("[元圆万亿]", text) else ""
    context = {"text": written, "number": f"{value:f}", "unit": "", "yuan": yuan}
    return PydanticCustomError("number_capital", message, context)


def _almost(written: str, text: str) -> PydanticCustomError:
    said = {"text": written}
    if "," in text and re.fullmatch(r"-?[0-9,.]+", text):
        message = "“{text}”里逗号的位置不对，分不清是千分位还是小数点；请写成 1234.56 或 1,234.56"
        return PydanticCustomError("number_comma", message, said)
    if re.fullmatch(r"0\d+(\.\d+)?", text):
        return PydanticCustomError("number_zero", "“{text}”前面多了 0", said)
    if re.search(r"[oOlI]", text) and re.search(r"\d", text):
        message = "“{text}”不是数；是否把 0 写成了字母 O，或把 1 写成了字母 l"
        return PydanticCustomError("number_letter", message, said)
    for pattern, meant, message, kind in _ALMOST:
        if match := pattern.fullmatch(text):
            context = said | {"why": message, "write": f"写 {match.expand(meant)}"}
            return PydanticCustomError(kind, "“{text}”不是数：{why}", context)
    if " " in text and re.fullmatch(r"\d[\d., ]*\d", text):
        write = f"写 {text.replace(' ', '')}"
        return PydanticCustomError("number_blank", "“{text}”里有空格", said | {"write": write})
    return PydanticCustomError("number_bad", "“{text}”不是数", said)


def in_yuan(number: str, unit: str) -> Decimal | None:
    """`number` of `unit` in 元; None for what is no money."""
    if unit not in FACTORS and unit != "元":
        return None
    return Decimal(number) * FACTORS.get(unit, 1)
