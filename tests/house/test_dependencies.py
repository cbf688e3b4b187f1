"""What is installed is what the project asks for, from nowhere in particular, under licences it can be shipped with."""

import re
import tomllib
from importlib import metadata

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.helpers.shared import CHECKOUT

PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
SHIPPED = "requirements.lock"
DEVELOPED_WITH = "requirements-dev.lock"
ALLOWED = re.compile(
    r"\b(MIT|BSD|[023]-Clause|Apache|PSF|Python Software Foundation|MPL|Mozilla Public|LGPL|Lesser General Public"
    r"|ISC|HPND|Unlicense|Public Domain|Zlib)\b",
    re.IGNORECASE,
)


def locked(name: str) -> dict[str, Requirement]:
    """The pinned requirements of a lock file by canonical name."""
    lines = (CHECKOUT / name).read_text(encoding="utf-8").splitlines()
    pins = [Requirement(line.removesuffix("\\")) for line in lines if line and not line.startswith((" ", "#"))]
    return {canonicalize_name(pin.name): pin for pin in pins}


def version(pin: Requirement) -> str:
    return next(iter(pin.specifier)).version


def wanted(extra: str | None) -> list[str]:
    words = PROJECT["dependencies"] + PROJECT["optional-dependencies"]["build"]
    return words + (PROJECT["optional-dependencies"][extra] if extra else [])


@pytest.mark.parametrize(("name", "extra"), [(SHIPPED, None), (DEVELOPED_WITH, "dev")])
def test_the_lock_answers_the_project(name: str, extra: str | None) -> None:
    pins = locked(name)
    for asked in map(Requirement, wanted(extra)):
        pin = pins.get(canonicalize_name(asked.name))
        assert pin is not None, f"{asked} is not in {name}: run `bootstrap.py lock`"
        assert asked.specifier.contains(version(pin)), f"{name} has {pin}, the project asks for {asked}"


def test_both_locks_agree() -> None:
    more = locked(DEVELOPED_WITH)
    differing = [str(pin) for name, pin in locked(SHIPPED).items() if version(more[name]) != version(pin)]
    assert not differing


@pytest.mark.parametrize("name", [SHIPPED, DEVELOPED_WITH])
def test_every_pin_has_hashes_and_no_address(name: str) -> None:
    text = (CHECKOUT / name).read_text(encoding="utf-8")
    assert "://" not in text
    entries = [entry for entry in re.split(r"\n(?=\S)", text) if not entry.startswith("#")]
    assert all("--hash=sha256:" in entry for entry in entries)


def licence(name: str) -> str:
    """Everything a distribution says of its licence, in one line."""
    about = metadata.metadata(name)
    said = [about.get("License-Expression"), (about.get("License") or "")[:200]]
    said += [line for line in about.get_all("Classifier") or [] if line.startswith("License")]
    return "; ".join(" ".join(line.split()) for line in said if line)


@pytest.mark.parametrize("name", sorted(locked(DEVELOPED_WITH)))
def test_licences_allow_shipping(name: str) -> None:
    """Permissive, MPL or LGPL for what is shipped; never the Affero licence, not even for tools."""
    pin = locked(DEVELOPED_WITH)[name]
    if pin.marker is not None and not pin.marker.evaluate():
        return  # another system's
    said = licence(name)
    assert "AGPL" not in said
    assert "Affero" not in said
    if name in locked(SHIPPED):
        assert ALLOWED.search(said), f"{name}: {said or 'says nothing of its licence'}"
