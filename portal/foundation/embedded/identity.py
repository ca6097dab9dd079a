"""Who the servers run as. PostgreSQL refuses root, which is what containers and build machines often are.

As an ordinary user nothing happens. As root the servers start inside a user namespace where root is called
by an ordinary user's number: no account is made, no folder changes hands, and a checkout that only root can
enter still works. Where namespaces are refused they run as that ordinary user, with what they need in a
folder he can reach.
"""

from __future__ import annotations

import hashlib
import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

SHELTER = Path("/var/tmp")  # noqa: S108 - every folder made here is checked by private_folder()


@dataclass(frozen=True, slots=True)
class Identity:
    """`prefix` goes before a command; `uid` and `gid` are set where the servers run as somebody else."""

    prefix: tuple[str, ...] = ()
    uid: int | None = None
    gid: int | None = None

    @property
    def credentials(self) -> dict[str, Any]:
        """Keyword arguments of `subprocess.Popen`."""
        return {} if self.uid is None else {"user": self.uid, "group": self.gid, "extra_groups": ()}

    def hand_over(self, folder: Path) -> None:
        if self.uid is not None and self.gid is not None:
            os.chown(folder, self.uid, self.gid)

    def run(self, command: list[str], **more: Any) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*self.prefix, *command], capture_output=True, text=True, check=False, **self.credentials, **more
        )

    def can_reach(self, path: Path) -> bool:
        return self.uid is None or self.run(["test", "-x", str(path)]).returncode == 0


@cache
def current_identity() -> Identity:
    """The identity the servers of this process get."""
    if os.geteuid() != 0:
        return Identity()
    ordinary = _ordinary_account()
    # initdb looks the number up among the accounts, so it must be one that exists
    namespace = ("unshare", "-U", f"--map-user={ordinary.pw_uid}", f"--map-group={ordinary.pw_gid}")
    if (
        shutil.which("unshare")
        and subprocess.run([*namespace, "true"], capture_output=True, check=False).returncode == 0
    ):
        return Identity(prefix=namespace)
    return dropped_identity()


def dropped_identity() -> Identity:
    """Root's second choice: the ordinary account itself."""
    ordinary = _ordinary_account()
    return Identity(uid=ordinary.pw_uid, gid=ordinary.pw_gid)


def _ordinary_account() -> pwd.struct_passwd:
    accounts = [account for account in pwd.getpwall() if account.pw_uid != 0]
    if not accounts:
        raise OSError("no account besides root: PostgreSQL cannot run here")
    return next((account for account in accounts if account.pw_name == "nobody"), accounts[0])


def private_folder(path: Path, identity: Identity) -> Path:
    """`path` as a folder that only its owner enters, made if need be.

    Raises `PermissionError` where somebody else put something in its place, which matters under /tmp.
    """
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {os.geteuid(), identity.uid}:
        raise PermissionError(f"{path} belongs to somebody else")
    path.chmod(0o700)
    identity.hand_over(path)
    return path


def sheltered(name_of: Path, identity: Identity) -> Path:
    """A folder of ours that a dropped identity can walk through, one for each path it stands in for."""
    path = SHELTER / f"incontro-{os.geteuid()}-{hashlib.sha256(os.fsencode(name_of)).hexdigest()[:12]}"
    private_folder(path, Identity())
    path.chmod(0o711)
    return path


def reachable_folder(wanted: Path, identity: Identity) -> Path:
    """`wanted`, owned by the identity, or its stand-in under the shelter when the way there is barred."""
    if not identity.can_reach(wanted.parent):
        wanted = sheltered(wanted, identity) / wanted.name
    return private_folder(wanted, identity)


def reachable_programs(trees: tuple[Path, ...], identity: Identity) -> Path:
    """Where the identity finds the first of `trees`; siblings are copied together as they load each other."""
    first = trees[0]
    if identity.can_reach(first):
        return first
    shelter = sheltered(first, identity)
    for tree in trees:
        copy = shelter / tree.name
        if not copy.exists():
            draft = shelter / f".{tree.name}.{os.getpid()}"
            shutil.copytree(tree, draft, symlinks=True)
            draft.rename(copy)
    return shelter / first.name
