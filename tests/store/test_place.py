"""Where a library must not lie, by names, mount tables and what Windows says."""

import ctypes
import subprocess
import sys
from pathlib import Path, PurePosixPath, PureWindowsPath
from types import SimpleNamespace

import pytest

from cypsc_desktop.model.errors import UserError
from cypsc_desktop.store import place
from cypsc_desktop.store.store import Reader, restore
from tests.store.make import add, item, library

_MOUNTS = r"""
overlay / overlay rw 0 0
nfs.example:/home /home nfs4 rw 0 0
/dev/sda1 /home/ann ext4 rw 0 0
/dev/sdb1 /media/ann/My\040stick exfat rw 0 0
//srv/share /mnt/share cifs rw 0 0
ann@host: /mnt/far fuse.sshfs rw 0 0
tmpfs /tmp tmpfs rw 0 0
/dev/sdc1 /mnt/share ext4 rw 0 0
short
"""


@pytest.mark.parametrize(
    ("folder", "said"),
    [
        ("/home/ann/library", None), ("/home/ben/library", "network folder (nfs4)"), ("/tmp/library", None),
        ("/media/ann/My stick/library", "removable disk"), ("/media/ann", None), ("/mnt/far", "fuse.sshfs"),
        ("/mnt/share/library", None),  # mounted over
    ],
)  # fmt: skip
def test_the_mount_table_decides(folder: str, said: str | None) -> None:
    found = place.by_mounts(PurePosixPath(folder), _MOUNTS)
    assert found is None if said is None else said in (found or "")


@pytest.mark.parametrize(
    ("folder", "program"),
    [
        (PureWindowsPath(r"C:\Users\Ann\OneDrive - Harbour Council\Scrutiny"), "OneDrive"),
        (PureWindowsPath(r"D:\Council files\Scrutiny"), "OneDrive"),
        (PureWindowsPath(r"D:\Council files"), "OneDrive"),
        (PureWindowsPath(r"D:\Council files of mine"), None),
        (PurePosixPath("/home/ann/Dropbox (Personal)/library"), "Dropbox"),
        (PurePosixPath("/home/ann/Dropboxes/library"), None),
        (PurePosixPath("/Users/ann/Library/CloudStorage/Anything/library"), "iCloud"),
        (PurePosixPath("/Users/ann/Library/Application Support/library"), None),
    ],
)
def test_folders_that_are_copied_are_known_by_name_or_variable(folder: PurePosixPath, program: str | None) -> None:
    assert place.synced_by(folder, {"OneDriveCommercial": r"D:\Council files", "OneDrive": ""}) == program


def test_the_refusal_names_a_better_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UserError, match=r"OneDrive copies the files .* for instance in .*library\. Backups may"):
        library(tmp_path / "OneDrive")
    assert not (tmp_path / "OneDrive").exists()
    monkeypatch.setenv("ONEDRIVE", "")
    monkeypatch.setenv("OneDrive", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    with pytest.raises(UserError, match=r"own disk\. Backups may"):
        library(tmp_path)


def test_a_library_is_not_restored_to_such_a_folder_but_read_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with library(tmp_path) as store:
        add(store, item())
        made = store.backup(tmp_path / "Dropbox")
    with pytest.raises(UserError, match="Dropbox"):
        restore(made, tmp_path / "Dropbox" / "library")
    monkeypatch.setenv(place.ANYWHERE, "1")
    restore(made, tmp_path / "Dropbox" / "library")
    with library(tmp_path / "Dropbox") as store:
        assert store.read.records("item") == [item()]
    monkeypatch.delenv(place.ANYWHERE)
    with Reader.open(tmp_path / "Dropbox" / "library") as reader:
        assert reader.records("item") == [item()]


@pytest.mark.parametrize(
    ("anchor", "drive", "said"),
    [("C:\\", 3, None), ("Z:\\", 4, "network"), ("\\\\srv\\share\\", 1, "network"), ("E:\\", 2, "removable")],
)
def test_windows_is_asked_for_the_kind_of_drive(
    tmp_path: Path, anchor: str, drive: int, said: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = place.by_drive(anchor, drive)
    assert found is None if said is None else said in (found or "")
    asked = SimpleNamespace(kernel32=SimpleNamespace(GetDriveTypeW=lambda _: 2))
    monkeypatch.setattr(ctypes, "windll", asked, raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    assert "removable" in (place.unfit(tmp_path) or "")


def test_a_mac_is_asked_for_its_mounts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = f"/dev/disk3s1s1 on / (apfs, sealed, local)\n//ann@srv/share on {tmp_path}/My share (smbfs, nodev)\n"
    there = Path.is_file
    monkeypatch.setattr(Path, "is_file", lambda self: str(self) != "/proc/mounts" and there(self))
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: SimpleNamespace(stdout=listed))
    assert place.unfit(tmp_path) is None
    monkeypatch.setattr(sys, "platform", "darwin")
    assert place.unfit(tmp_path) is None
    assert "network folder (smbfs)" in (place.unfit(tmp_path / "My share" / "library") or "")
