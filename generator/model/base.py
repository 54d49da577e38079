"""The base of all models: Chinese keys, unknown keys refused, and every value's place in the file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, ClassVar, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ModelWrapValidatorHandler,
    PrivateAttr,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from generator.model.dates import date_hint
from generator.source import Mapping, Place, Scalar, limits
from generator.source.values import place_at

NOTHING = "无"
"""Written in the place of a block or a list: there is none. A key that is not written says nothing."""

NO_LIST = {"enum": [NOTHING], "description": "没有"}
_NO_BLOCK = {"enum": [NOTHING, 0], "description": "没有"}


UNFILLED = "待填"
"""What stands, in the place of any number or text, for what is still to be filled in."""


def is_nothing(value: object) -> bool:
    """Whether `value` is the word for nothing, or a list that only says it."""
    if isinstance(value, list):
        return len(value) == 1 and isinstance(value[0], str) and is_nothing(value[0])
    return isinstance(value, str) and value.strip() == NOTHING


class Written(BaseModel):
    """A model read from a mapping in a file.

    A list that may be left out has [] as its default, which pydantic copies for every model; of a
    `default_factory` it would read the signature, field by field, before anything is checked.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, defer_build=True)

    whole: ClassVar[str] = "预算"
    guide: ClassVar[str] = "手册里的《键一览》"
    """What people call all that is written, and where all its keys are told."""
    _mapping: Mapping | None = PrivateAttr(default=None)

    @model_validator(mode="wrap")
    @classmethod
    def _keep_mapping(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        data = cls._normalised(data)
        if data is None or isinstance(data, str | list):
            raise PydanticCustomError("mapping_expected", "这里应是一组“键: 值”")
        model = handler(data)
        if isinstance(data, Mapping):
            model._mapping = data
        return model

    @classmethod
    def _normalised(cls, data: Any) -> Any:
        """What `data` stands for, where a model may be written in a shorter form."""
        return data

    @property
    def written(self) -> Mapping | None:
        """What the file has, before it was read as this; None for what no file holds."""
        return self._mapping

    def gives(self, *keys: str) -> bool:
        """Whether one of `keys` (Chinese) was written, be it as nil."""
        fields = type(self).model_fields
        return any((fields[name].alias if name in fields else name) in keys for name in self.model_fields_set)

    def place(self, *path: str | int, of_key: bool = False) -> Place | None:
        """Where this stands, or where what lies at `path` (Chinese keys, indexes) below it stands.

        With `of_key`, where the last key of `path` stands.
        """
        return None if self._mapping is None else place_at(self._mapping, path, of_key=of_key)


class OrNothing(Written):
    """A model that may be written 无 or 0: then each of its parts is nil.

    Only a class that says NIL itself; a line that has more keys than the amounts it inherits is no 无.
    """

    NIL: ClassVar[frozenset[str]]
    """The parts that are not nil then, but not written."""

    @classmethod
    def _normalised(cls, data: Any) -> Any:
        return cls.unless_nothing(data)

    @classmethod
    def unless_nothing(cls, data: Any, words: Sequence[str] = ()) -> Any:
        """`data`; where that says that there is none, a mapping that says so of each key, and of `words`."""
        if not (isinstance(data, Scalar) and "NIL" in cls.__dict__ and data.strip() in (NOTHING, "0")):
            return data
        return cls._nothing(data, words)

    @classmethod
    def _nothing(cls, written: Scalar, words: Sequence[str]) -> Mapping:
        result = Mapping(written.place)
        aliases = (field.alias for field in cls.model_fields.values() if field.alias)
        for key in (*aliases, *words):
            if key not in cls.NIL:
                result.put(key, Scalar("0", written.place), written.place)
        return result

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """For editors: the word, or the mapping."""
        return cls.or_nothing(handler.resolve_ref_schema(handler(core_schema)))

    @classmethod
    def or_nothing(cls, written: JsonSchemaValue) -> JsonSchemaValue:
        """The schema of what says that there is none, or is `written`."""
        return {"anyOf": [_NO_BLOCK, written]} if "NIL" in cls.__dict__ else written


class ListOrNothing:
    """Annotates a list that may be written 无, which is []."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(
            lambda value: [] if is_nothing(value) else value, handler(source)
        )

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"anyOf": [NO_LIST, handler(schema)]}


def _text(value: object) -> object:
    if isinstance(value, str):
        return value.strip()
    return value


def _line(value: object) -> object:
    """A text printed within a line: the line breaks of a long YAML string are not part of it."""
    if not isinstance(value, str):
        return value
    line = "".join(part.strip() for part in value.split("\n"))
    if len(line) > limits.LINE.most:
        raise PydanticCustomError("line_long", f"有 {len(line):,} 个字，超过 {limits.LINE.said}")
    inches = line[-2:-1].isdigit() and re.search("[\u4e00-\u9fff]", line)
    half = len(line) > 1 and line[-1] in "'\"" and line.count(line[-1]) == 1
    if half and not inches and _stands_plain(value):
        raise PydanticCustomError("half_quoted", "“{text}”末尾有引号，前面没有另一半", {"text": line})
    if re.fullmatch("[0-9]*[０-９][0-9０-９]*", line):  # a code, most likely: another one than is meant
        raise PydanticCustomError("wide_digits", "用了全角数字")
    return line


def _stands_plain(value: str) -> bool:
    """Whether it is written in its file without quotes of YAML's: those of its own are then told."""
    if not isinstance(value, Scalar):
        return False
    source, number, column = value.place
    return source.line(number)[column - 1 : column] == value[:1]


def _date(value: object) -> object:
    text = value.strip() if isinstance(value, str) else ""
    match = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", text)
    try:
        if match:
            return date(*(int(part) for part in match.groups()))
    except ValueError:
        pass
    context = {"text": str(value), "write": date_hint(text)}
    raise PydanticCustomError("date_bad", "“{text}”不是日期，应写年、月、日", context)


def _year(value: object) -> object:
    """Only four digits; pydantic's own integers may be written `2_024`, `2024.0` and `02024` too."""
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}", value.strip()):
        return int(value)
    plain = re.fullmatch(r"(20\d\d)\s*年?度?", unicodedata.normalize("NFKC", str(value)).strip())
    context = {"text": str(value), "write": f"写 {plain[1]}" if plain else ""}
    raise PydanticCustomError("year_bad", "“{text}”不是年度，请写四位半角数字", context)


_TEXT = {"type": ["string", "number", "boolean"], "$comment": "文字"}
"""For editors: YAML reads `100` and `true` as other things than texts, and we do not."""

_WRITTEN = WithJsonSchema(_TEXT | {"pattern": r"\S"})

PROSE = "words in which {{ … }} refers to a figure"
"""The mark, in the annotation of a text, of sentences; in all other texts a reference is refused."""

Text = Annotated[str, BeforeValidator(_text), WithJsonSchema(_TEXT), PROSE]
"""A text; its line breaks separate paragraphs."""

SomeText = Annotated[str, StringConstraints(min_length=1), BeforeValidator(_text), _WRITTEN, PROSE]
"""A text that is not empty."""

Line = Annotated[str, BeforeValidator(_line), WithJsonSchema(_TEXT)]
"""A text without line breaks."""

_UNLESS_NOTHING = BeforeValidator(lambda value: "" if is_nothing(value) else value)

OptionalText = Annotated[Text, _UNLESS_NOTHING]
"""A text that need not be there: 无 says that there is none."""

OptionalLine = Annotated[Line, _UNLESS_NOTHING]
"""A text without line breaks that need not be there: 无 says that there is none."""

Name = Annotated[str, StringConstraints(min_length=1), BeforeValidator(_line), _WRITTEN]
"""A text without line breaks that is not empty."""

_DATE = {
    "type": "string",
    "pattern": r"^\s*[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?\s*$",
    "patternErrorMessage": "应是日期，例如 2024-01-31",
    "$comment": "日期",
}
Day = Annotated[date, BeforeValidator(_date), WithJsonSchema(_DATE)]
"""A date such as 2024-01-31 or 2024年1月31日."""

_YEAR = {
    "type": ["integer", "string"],
    "minimum": 2000,
    "maximum": 2099,
    "pattern": r"^\s*20[0-9]{2}\s*$",
    "patternErrorMessage": "应是四位半角数字，例如 2024",
    "$comment": "四位数字",
}
Year = Annotated[int, BeforeValidator(_year), WithJsonSchema(_YEAR)]
"""A year in four digits."""
