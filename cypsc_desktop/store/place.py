"""Where a library must not lie: in a folder that another program copies, on a network, on a stick that can be pulled out.

OneDrive and its like copy a database while it is being written, network file systems lock it badly, and FAT loses it
when the power goes. Reads path names, environment and mount tables; never the library.
"""

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path, PurePath

from cypsc_desktop.model.errors import UserError

ANYWHERE = "CYPSC_ANYWHERE"  # set to 1: the person knows better

_SYNCED = re.compile(r"(onedrive|dropbox|google ?drive|icloud ?drive|nextcloud|box sync)(?=$| - | \()", re.IGNORECASE)
_CLOUD_ON_MAC = ("library/cloudstorage", "library/mobile documents")
_ONEDRIVE = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")  # variables that Windows sets
_NETWORK = re.compile(
    r"nfs\d?|cifs|smb\w*|afpfs|webdav|davfs\d?|afs|ncpfs|ceph|fuse\.(sshfs|davfs\d?|rclone|gvfsd-fuse)"
)
_STICK = re.compile(r"vfat|msdos|exfat")
_REMOVABLE, _REMOTE = 2, 4  # what GetDriveTypeW says


def require_local(folder: Path) -> None:
    """UserError, with a folder that will do, unless a library may be kept in ``folder``, whether that exists or not."""
    reason = None if os.environ.get(ANYWHERE) == "1" else unfit(folder)
    if reason:
        import platformdirs

        local = platformdirs.user_data_path("cypsc-desktop", appauthor=False) / "library"
        better = f", for instance in {local}" if unfit(local) is None else ""
        raise UserError(
            f"A library cannot be kept in {folder}: {reason}. Keep it on this computer's own disk{better}. "
            "Backups may go anywhere."
        )


def unfit(folder: Path, environment: Mapping[str, str] = os.environ) -> str | None:
    """Why a library cannot be kept in ``folder``, None if it can."""
    place = folder.expanduser().resolve()
    synced = synced_by(place, environment)
    if synced:
        return f"{synced} copies the files there while they are being written"
    if sys.platform == "win32":
        import ctypes

        return by_drive(str(place.anchor), ctypes.windll.kernel32.GetDriveTypeW(place.anchor))
    mounts = Path("/proc/mounts")
    if mounts.is_file():
        return by_mounts(place, mounts.read_text(encoding="utf-8", errors="replace"))
    if sys.platform == "darwin":
        import subprocess

        listed = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False).stdout
        return by_mounts(place, mounts_of_mac(listed))
    return None


def synced_by(place: PurePath, environment: Mapping[str, str]) -> str | None:
    """The program that keeps a folder in step with a server, by its name, place or variables."""
    for name in _ONEDRIVE:
        root = environment.get(name)
        if root and (place == type(place)(root) or type(place)(root) in place.parents):
            return "OneDrive"
    for part in place.parts:
        found = _SYNCED.match(part)
        if found:
            return found.group(1)
    text = "/".join(place.parts).casefold()
    return "iCloud" if any(words in text for words in _CLOUD_ON_MAC) else None


def by_mounts(place: PurePath, mounts: str) -> str | None:
    """Why not, by the mount table in the form of /proc/mounts: device, folder, type, the rest."""
    longest, kind = -1, ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        at = type(place)(re.sub(r"\\([0-7]{3})", lambda code: chr(int(code.group(1), 8)), fields[1]))
        # Of two that are mounted on one folder the later hides the earlier.
        if (at == place or at in place.parents) and len(at.parts) >= longest:
            longest, kind = len(at.parts), fields[2]
    if _NETWORK.fullmatch(kind):
        return f"it is a network folder ({kind}), where files cannot be locked safely"
    if _STICK.fullmatch(kind):
        return f"it is a removable disk or one of its kind ({kind}), which can lose what was saved"
    return None


def by_drive(anchor: str, drive: int) -> str | None:
    """Why not, by what Windows says of the drive ("C:\\\\") or share ("\\\\\\\\host\\\\share\\\\")."""
    if drive == _REMOTE or anchor.startswith("\\\\"):
        return "it is a network folder, where files cannot be locked safely"
    if drive == _REMOVABLE:
        return "it is a removable disk, which can lose what was saved"
    return None


def mounts_of_mac(listed: str) -> str:
    """What ``mount`` prints on macOS ("//me@host/share on /Volumes/share (smbfs, nodev)") as lines of /proc/mounts."""
    rows = re.findall(r"^(.*) on (/.*) \((\w+)", listed, re.MULTILINE)
    return "\n".join(f"device {at.replace(' ', chr(92) + '040')} {kind}" for _, at, kind in rows)
