"""词汇: the words that a profile declares: sources of funds, 性质, “三公” items, kinds of projects, of
vehicles and of equipment, last year's figures, texts.

Models whose keys or values are such words are checked against those of the budget's profile, which the loader
hands to pydantic as context; without one, against the words of the profile that is used when none is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ModelWrapValidatorHandler,
    PrivateAttr,
    ValidationError,
    ValidationInfo,
    model_validator,
)
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, ErrorDetails, InitErrorDetails, PydanticCustomError, core_schema

from generator.model.base import Name, OrNothing, Written

APPROPRIATIONS = ("一般公共预算", "政府性基金", "国有资本经营预算")
"""The sources that are 财政拨款: every profile has them under these names."""

BASIC, PROJECTS = NATURES = ("基本支出", "项目支出")
"""The 性质 that every profile has."""

Topic = Literal[
    "资金",
    "性质",
    "三公经费",
    "项目类别",
    "绩效资金",
    "车辆",
    "设备",
    "人员",
    "单位类别",
    "上年",
    "文字",
    "项目另列",
    "采购另列",
]

TITLE, ONE, BY_SUBJECT, BY_PROJECT = "标题", "一段", "按科目", "按项目"
_FORMS = (TITLE, ONE, BY_SUBJECT, BY_PROJECT)


def _form(value: Any) -> Any:
    """A word is one of those that there are: said at once, not that it is no list either."""
    if isinstance(value, str) and value not in _FORMS:
        raise PydanticCustomError("literal_error", "{expected}", {"expected": "、".join(_FORMS)})
    return value


Form = Annotated[Literal["标题", "一段", "按科目", "按项目"] | list[Name], BeforeValidator(_form)]
"""How a text is written: as one (a 标题 is no sentence), one for each 科目 or project, or several for each
project, each below its heading."""


class Vocabulary(Written):
    """The words of a profile, each list in the order of its tables."""

    sources: list[Name] = Field([*APPROPRIATIONS, "财政专户管理资金", "单位资金"], alias="资金")
    natures: list[Name] = Field([*NATURES], alias="性质")
    items: list[Name] = Field(
        ["因公出国（境）费", "公务接待费", "公务用车购置费", "公务用车运行维护费"], alias="三公经费"
    )
    categories: list[Name] = Field(["特定目标类", "其他运转类", "人员类"], alias="项目类别")
    levels: list[Name] = Field(["中央", "省级", "市县", "单位自筹", "其他"], alias="绩效资金")
    vehicles: list[Name] = Field(
        [
            *("领导用车", "机要通信用车", "应急保障用车", "执法执勤用车", "特种专业技术用车"),
            *("事业单位业务用车", "其他公务用车"),
        ],
        alias="车辆",
    )
    equipment: list[Name] = Field(["五十万元以上通用设备", "一百万元以上专用设备"], alias="设备")
    people: list[Name] = Field([], alias="人员")
    unit_classes: list[Name] = Field([], alias="单位类别")
    last_year: list[Name] = Field([], alias="上年")
    texts: dict[Name, Form] = Field({}, alias="文字")
    of_projects: list[Name] = Field([], alias="项目另列")
    of_purchases: list[Name] = Field([], alias="采购另列")

    @property
    def titles(self) -> list[Name]:
        """The texts that are no sentences."""
        return [word for word, form in self.texts.items() if form == TITLE]

    @property
    def public_items(self) -> list[Name]:
        """The 事项 that are “三公”经费: 因公出国（境）费, 公务接待费, 公务用车…; no 会议费 beside them."""
        return [item for item in self.items if item.startswith(("因公", "公务"))]

    def words(self, topic: Topic) -> list[str]:
        """The words of a topic."""
        return list(next(getattr(self, n) for n, f in type(self).model_fields.items() if f.alias == topic))


DEFAULT = Vocabulary()
_CURRENT: ContextVar[Vocabulary] = ContextVar("vocabulary", default=DEFAULT)
"""What the JSON Schema is made for; see `made_for`."""


@contextmanager
def made_for(vocabulary: Vocabulary) -> Iterator[None]:
    """While this lasts, the JSON Schema of the models offers the words of `vocabulary`."""
    token = _CURRENT.set(vocabulary)
    try:
        yield
    finally:
        _CURRENT.reset(token)


def vocabulary_in(info: ValidationInfo) -> Vocabulary:
    """The words that a validation goes by."""
    return info.context if isinstance(info.context, Vocabulary) else DEFAULT


class Open(OrNothing):
    """A model that has, beside its fields, a key for every word of `topic`; all of one type."""

    model_config = ConfigDict(extra="allow")
    topic: ClassVar[Topic]
    described: ClassVar[str]
    """What editors say of a word: {} stands for it."""
    example: ClassVar[Any]
    _words: tuple[str, ...] = PrivateAttr(default=())

    @model_validator(mode="wrap")
    @classmethod
    def _known_words(cls, data: Any, handler: ModelWrapValidatorHandler[Self], info: ValidationInfo) -> Self:
        words = vocabulary_in(info).words(cls.topic)
        data = cls.unless_nothing(data, words)
        if not isinstance(data, dict):
            return handler(data)
        known = {*keys_of(cls), *words}
        strange = [key for key in data if key not in known]
        wrong = [InitErrorDetails(type="extra_forbidden", loc=(key,), input=data[key]) for key in strange]
        if not wrong:
            model = handler(data)
            model._words = tuple(words)
            return model
        try:
            handler({key: value for key, value in data.items() if key in known})
        except ValidationError as error:
            wrong += [_again(detail) for detail in error.errors(include_url=False)]
        raise ValidationError.from_exception_data(cls.__name__, wrong)

    @property
    def known_words(self) -> tuple[str, ...]:
        """The words that may be written here."""
        return self._words

    def at_word(self, word: str) -> Any:
        """What is written at `word`; None when nothing is."""
        return (self.__pydantic_extra__ or {}).get(word)

    def by_word(self) -> Iterator[tuple[str, Any]]:
        """The words of the topic that are written, in their order, with what stands at them."""
        written = self.__pydantic_extra__ or {}
        yield from ((word, written[word]) for word in self._words if word in written)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> Any:
        made = handler(schema)
        inner = made.pop("additionalProperties", {})
        made["additionalProperties"] = False
        words = [word for word in _CURRENT.get().words(cls.topic) if word not in keys_of(cls)]
        said = {"examples": [cls.example]}
        made["properties"] |= {
            word: {**inner, "description": cls.described.format(word), **said} for word in words
        }
        return cls.or_nothing(made)


def fields_of(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """The fields of `model` by their keys."""
    return {field.alias: field for field in model.model_fields.values() if field.alias}


def keys_of(model: type[BaseModel]) -> list[str]:
    """The keys of the fields of `model`."""
    return list(fields_of(model))


def _again(detail: ErrorDetails) -> InitErrorDetails:
    """An error that was found, to be found once more together with others."""
    own = PydanticCustomError(detail["type"], detail["msg"], detail.get("ctx"))
    return InitErrorDetails(type=own, loc=detail["loc"], input=detail["input"])


class Word:
    """In the annotation of a text: it is one of the words of `topic`; with `others` they are only offered."""

    def __init__(self, topic: Topic, *, others: bool = False) -> None:
        self.topic = topic
        self.others = others

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        own = handler(source)
        return own if self.others else core_schema.with_info_after_validator_function(self._check, own)

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        words = {"type": "string", "enum": list(_CURRENT.get().words(self.topic))}
        other = {"type": ["string", "integer"], "$comment": "文字"}
        return {"anyOf": [words, other]} if self.others else words

    def _check(self, value: str, info: ValidationInfo) -> str:
        words = vocabulary_in(info).words(self.topic)
        if value not in words:
            expected = "、".join(words) or f"（样式的词汇里没有“{self.topic}”，删去这一键）"
            raise PydanticCustomError("literal_error", "{expected}", {"expected": expected})
        return value
