"""Values behave as the frozen dataclasses whose place they take."""

from dataclasses import FrozenInstanceError, asdict, fields, replace

import pytest

from cypsc_desktop.model.values import Value, value


@value
class Spot(Value):
    """A place on a sheet."""

    sheet: int
    word: str = ""
    box: tuple[float, ...] | None = None


@value
class Other(Value):
    """The same fields of another class."""

    sheet: int
    word: str = ""
    box: tuple[float, ...] | None = None


def test_arguments_are_taken_in_order_and_by_name() -> None:
    assert Spot(3, "quorum") == Spot(word="quorum", sheet=3)
    assert Spot(3) != Spot(4)
    assert Spot(3) != Other(3)
    assert len({Spot(3), Spot(3), Spot(3, "quorum")}) == 2
    assert repr(Spot(3)) == "Spot(sheet=3, word='', box=None)"


@pytest.mark.parametrize(("given", "named", "said"), [
    ((), {}, "Spot needs sheet"),
    ((1,), {"sheet": 2}, "Spot is given sheet twice"),
    ((1, "", None, 4), {}, "Spot takes 3 arguments, not 4"),
    ((1,), {"wrod": ""}, "Spot has no wrod"),
])  # fmt: skip
def test_what_does_not_fit_is_refused(given: tuple[object, ...], named: dict[str, object], said: str) -> None:
    with pytest.raises(TypeError, match=said):
        Spot(*given, **named)


def test_a_value_stays_as_it_is() -> None:
    spot = Spot(3)
    with pytest.raises(FrozenInstanceError):
        spot.sheet = 4
    with pytest.raises(FrozenInstanceError):
        del spot.word
    with pytest.raises(AttributeError):
        object.__setattr__(spot, "other", 1)  # slots


def test_what_knows_dataclasses_knows_values() -> None:
    assert replace(Spot(3, "quorum"), sheet=4) == Spot(4, "quorum")
    assert asdict(Spot(3)) == {"sheet": 3, "word": "", "box": None}
    assert [field.name for field in fields(Spot)] == ["sheet", "word", "box"]
    match Spot(3, "quorum"):
        case Spot(sheet, word):
            assert (sheet, word) == (3, "quorum")
