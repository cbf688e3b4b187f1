"""Values: small frozen classes of fields, such as records, places and looks.

What ``dataclass(frozen=True, slots=True)`` writes anew for each class, by compiling it, is written once in ``Value``: it
was nine tenths of what such a class costs each start, a millisecond. So whatever the first window imports is a value and
not a dataclass; elsewhere either will do. ``fields``, ``replace``, ``asdict`` and ``match`` know values as dataclasses.
"""

from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, dataclass, fields
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def value(cls: type[T]) -> type[T]:
    """Make a subclass of ``Value`` with annotated fields a frozen dataclass with slots. No ``default_factory``: a default
    is shared."""
    return dataclass(init=False, slots=True, repr=False, eq=False)(cls)


class Value:
    """What every value has. Two are equal that are of one class and have equal fields."""

    __slots__ = ()

    def __init__(self, *args: Any, **values: Any) -> None:
        cls: Any = type(self)
        wanted = _defaults(cls)
        if args:
            if len(args) > len(wanted):
                raise TypeError(f"{cls.__name__} takes {len(wanted)} arguments, not {len(args)}")
            for (name, _), given in zip(wanted, args, strict=False):
                if name in values:
                    raise TypeError(f"{cls.__name__} is given {name} twice")
                values[name] = given
        for name, default in wanted:
            given = values.pop(name, default)
            if given is MISSING:
                raise TypeError(f"{cls.__name__} needs {name}")
            object.__setattr__(self, name, given)
        if values:
            raise TypeError(f"{cls.__name__} has no {', '.join(values)}")

    def __setattr__(self, name: str, value: object) -> None:
        raise FrozenInstanceError(f"cannot assign to {name}")

    def __delattr__(self, name: str) -> None:
        raise FrozenInstanceError(f"cannot delete {name}")

    def __eq__(self, other: object) -> bool:
        cls: Any = type(self)
        against: Any = other
        values = _values(cls)
        return type(against) is cls and bool(values(self) == values(against))

    def __hash__(self) -> int:
        cls: Any = type(self)
        return hash(_values(cls)(self))

    def __repr__(self) -> str:
        cls: Any = type(self)
        shown = ", ".join(f"{field.name}={getattr(self, field.name)!r}" for field in fields(cls))
        return f"{cls.__name__}({shown})"


@cache
def _values(cls: Any) -> Callable[[Value], Any]:
    return attrgetter(*(field.name for field in fields(cls)))


@cache
def _defaults(cls: Any) -> tuple[tuple[str, Any], ...]:
    return tuple((field.name, field.default) for field in fields(cls))
