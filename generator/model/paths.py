"""What may stand at a path of keys: the declaration of a model read along its annotations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, WithJsonSchema
from pydantic.fields import FieldInfo

from generator.model.number import MONEY, SQUARE_METRES, YUAN, Number
from generator.model.vocabulary import Open

_MEASURES = (MONEY, YUAN, SQUARE_METRES)


def model_at(root: type[BaseModel], path: Sequence[str | int]) -> type[BaseModel] | None:
    """The model of the mapping at `path`, found by walking the models below `root`."""
    return model_in(annotation_at(root, path))


def annotation_at(root: type[BaseModel], path: Sequence[str | int]) -> Any:
    """The annotation of what stands at `path`; None where nothing may."""
    annotation: Any = root
    for step in path:
        model = model_in(annotation)
        if isinstance(step, int) or model is None:
            annotation = item_of(annotation)
        else:
            fields = {field.alias: annotation_of(field) for field in model.model_fields.values()}
            annotation = fields.get(str(step), of_words(model))
    return annotation


def annotation_of(field: FieldInfo) -> Any:
    """The annotation of a field with all that was said in it."""
    return Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation


@lru_cache(maxsize=4096)
def of_words(model: type[BaseModel]) -> Any:
    """What stands at the words of an open model."""
    if not issubclass(model, Open):
        return None
    extra = get_type_hints(model, include_extras=True).get("__pydantic_extra__")
    return get_args(extra)[1] if extra else None


@lru_cache(maxsize=4096)
def below_keys(root: type[BaseModel], path: tuple[str, ...]) -> Any:
    """The annotation of what stands at `path`, from which the steps of lists are left out."""
    annotation: Any = root
    for step in path:
        model = model_in(annotation) or model_in(item_of(annotation))
        annotation = annotation_at(model, (step,)) if model else None
    return annotation


@lru_cache(maxsize=4096)
def measure_at(root: type[BaseModel], path: tuple[str, ...]) -> str | None:
    """What the number at `path`, without the steps of lists, is in: "" for a count, None for no number."""
    annotation = below_keys(root, path)
    if Number not in branches(annotation):
        return None
    return next((said for said in said_in(annotation) if said in _MEASURES), "")


def has_money(annotation: Any) -> bool:
    """Whether there are amounts in the 金额单位 in what an annotation allows, at whatever depth."""
    model = model_in(annotation) or model_in(item_of(annotation))
    if model is None:
        return MONEY in said_in(annotation)
    below = [annotation_of(field) for field in model.model_fields.values()]
    return any(has_money(one) for one in (*below, of_words(model)))


def said_in(annotation: Any) -> Iterator[Any]:
    """All that is said in an annotation beside the type."""
    if get_origin(annotation) is Annotated:
        inner, *said = get_args(annotation)
        yield from said
        yield from said_in(inner)
    elif get_origin(annotation) in (Union, UnionType):
        for part in get_args(annotation):
            yield from said_in(part)


def words_of(annotation: Any) -> tuple[str, ...]:
    """The few words that an annotation allows; none where it allows others."""
    return get_args(next((one for one in branches(annotation) if get_origin(one) is Literal), None))


def table_of_codes(annotation: Any) -> str:
    """The table (科目表) that a code is from; "" for what is no such code."""
    schemas = (said.json_schema for said in said_in(annotation) if isinstance(said, WithJsonSchema))
    return next(
        (schema["科目表"] for schema in schemas if isinstance(schema, dict) and "科目表" in schema), ""
    )


def branches(annotation: Any) -> list[Any]:
    """The types that an annotation allows."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return branches(get_args(annotation)[0])
    if origin in (Union, UnionType):
        return [branch for part in get_args(annotation) for branch in branches(part)]
    return [annotation]


def model_in(annotation: Any) -> type[BaseModel] | None:
    """The model that an annotation allows."""
    models = [b for b in branches(annotation) if isinstance(b, type) and issubclass(b, BaseModel)]
    return models[0] if models else None


def item_of(annotation: Any, *of: type) -> Any:
    """What a list holds, or a free mapping (those of the types `of`); None for what is neither."""
    for branch in branches(annotation):
        if get_origin(branch) in (of or (list, dict)):
            return get_args(branch)[-1]
    return None
