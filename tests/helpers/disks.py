"""Small file systems of their own, for tests of full and read-only disks."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def disk(place: Path, *options: str) -> Iterator[Path]:
    """A file system mounted at this folder, which is made, until the block ends; ``options`` as of mount: "size=3m", "ro"."""
    place.mkdir()
    given = ["-o", ",".join(options)] if options else []
    if subprocess.run(["mount", "-t", "tmpfs", *given, "tmpfs", place], capture_output=True).returncode:
        pytest.skip("a file system can be mounted only by root on Linux")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", place], check=True)
