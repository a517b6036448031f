"""Where compiled code is kept, in a place whose name says what it was compiled from.

Numba looks at the file of the function that is called, not at what that function calls: after a
change to a rule it would go on with the old one. So each state of the sources has a folder of its
own, and nothing in it can be stale. The folders are their owner's alone: what lies there is run.
"""

import hashlib
import importlib
import json
import os
import platform
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import cache as once
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from truce_sim.engine import NoEngineError
from truce_sim.locks import HeldError, alone

PLACE = "TRUCE_SIM_CACHE"
"""Environment variable that names another folder than the user's own for caches."""
READY = "ready.json"
_FOLDERS = "engine-"
_OWN = Path(__file__).resolve().parents[1]
_SOURCES = ("engine", "model", "scenario")
"""What code is compiled from: the engine, and all that it imports."""
_OURS = ("NUMBA_CACHE_DIR", "NUMBA_DISABLE_INTEL_SVML")
"""Settings that the engine makes itself, whatever they were."""
_MONTH = 30 * 24 * 3600.0
_TRIES = 60_000
"""Ten minutes of waiting for another process that compiles."""
_DAY = 24 * 3600.0
State = Literal["cold", "warm", "unfit"]


@dataclass(frozen=True, slots=True)
class Cache:
    """The folder of what is compiled from these sources, here."""

    folder: Path
    instead: str = ""
    """Why it is not where it would usually be, in a sentence; or ""."""

    @property
    def state(self) -> State:
        """Whether all is compiled and agreed with the model, or it did not agree."""
        said = self._said()
        if said is None:
            return "cold"
        return "unfit" if said else "warm"

    @property
    def unfit(self) -> str:
        """Why what was compiled here is not used; or ""."""
        return self._said() or ""

    def mark(self, unfit: str = "") -> None:
        """Note that all is compiled and agrees with the model, or how it does not."""
        path = self.folder / READY
        with suppress(OSError):
            if self._said() != unfit:
                beside = path.with_name(f"{READY}.{os.getpid()}")
                beside.write_text(json.dumps({"unfit": unfit}), encoding="utf-8")
                beside.replace(path)
            elif path.stat().st_mtime < time.time() - _DAY:
                os.utime(path)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold it for oneself, after waiting for whoever compiles into it.

        Where all is compiled, nobody waits.
        """
        with ExitStack() as held:
            if self.state == "cold":
                with suppress(HeldError, OSError):  # twice the work, but done
                    held.enter_context(alone(self.folder, tries=_TRIES))
            yield

    def forget(self) -> None:
        """Make it as if nothing had ever been compiled here."""
        (self.folder / READY).unlink(missing_ok=True)

    def sweep(self) -> None:
        """Remove folders of other sources that nothing was loaded from for a month."""
        for folder in self.folder.parent.glob(f"{_FOLDERS}*"):
            with suppress(OSError):
                used = folder / READY
                last = (used if used.is_file() else folder).stat().st_mtime
                if folder != self.folder and last < time.time() - _MONTH:
                    shutil.rmtree(folder, ignore_errors=True)

    def _said(self) -> str | None:
        try:
            said = json.loads((self.folder / READY).read_text(encoding="utf-8"))
            return str(said["unfit"])
        except (OSError, ValueError, KeyError, TypeError):
            return None


@once
def cache() -> Cache:
    """Return the place of compiled code, which is there from now on.

    Raises:
        NoEngineError: if there is no place that it could be written to.
    """
    name, why = _name(), ""
    named = os.environ.get(PLACE)
    usual = Path(named).absolute() if named else _users()
    try:
        return Cache(_made(usual, name))
    except OSError as error:
        why = f"{usual} cannot be used ({error.strerror or error})"
    user = f"-{os.getuid()}" if sys.platform != "win32" else ""
    temporary = Path(tempfile.gettempdir())
    for home in (temporary / f"truce-sim{user}", None):
        with suppress(OSError):
            home = home or Path(tempfile.mkdtemp(prefix="truce-sim-", dir=temporary))  # noqa: PLW2901
            return Cache(_made(home, name), f"{why}; what is compiled is kept in {home}.")
    raise NoEngineError(f"there is no folder for what it compiles: {why}, nor can {temporary}")


def _users() -> Path:
    directories = importlib.import_module("platformdirs")
    found: Path = directories.user_cache_path("truce-sim", appauthor=False)
    return found


def _made(home: Path, name: str) -> Path:
    """Return a folder of that name in `home`, after making sure that it is ours alone.

    Raises:
        OSError: if it cannot be made or written to, or others could write to it.
    """
    for one in (home.parent, home):
        if one.is_file():
            said = "it" if one == home else str(one)
            raise OSError(f"{said} is a file, not a folder")
    home.parent.mkdir(parents=True, exist_ok=True)
    folder = home / name
    for one in (home, folder):
        one.mkdir(mode=0o700, exist_ok=True)
        found = one.lstat()
        if not stat.S_ISDIR(found.st_mode):
            raise OSError(f"{one} is no folder")
        if sys.platform != "win32" and (found.st_uid != os.getuid() or found.st_mode & 0o022):
            raise OSError(f"others can write to {one}")
    with tempfile.TemporaryFile(dir=folder):
        pass  # a disk may be read-only, whatever the folder says
    return folder


def _name() -> str:
    """Return a folder's name: a hash of all that what is compiled depends on."""
    # Numba keeps code by the path of its source, so a copy elsewhere finds nothing of it.
    digest = hashlib.sha256(str(_OWN).encode())
    for part in _SOURCES:
        for path in sorted((_OWN / part).rglob("*.py")):
            content = path.read_bytes()
            digest.update(f"{path.relative_to(_OWN).as_posix()} {len(content)}\n".encode())
            digest.update(content)
    digest.update(json.dumps([*_versions(), *_processor(), *_settings()]).encode())
    return _FOLDERS + digest.hexdigest()[:20]


def _versions() -> list[str]:
    names = ("numba", "llvmlite", "numpy")
    return [sys.version, platform.platform(), *(f"{name} {version(name)}" for name in names)]


def _processor() -> list[str]:
    """Return name and features of the processor, as the compiler sees it."""
    try:
        binding = importlib.import_module("llvmlite.binding")
    except Exception as error:
        raise NoEngineError(f"llvmlite cannot be loaded ({type(error).__name__})") from error
    return [binding.get_host_cpu_name(), binding.get_host_cpu_features().flatten()]


def _settings() -> list[str]:
    """Return what of the environment changes what numba makes."""
    return sorted(
        f"{name}={value}"
        for name, value in os.environ.items()
        if name.startswith("NUMBA_") and name not in _OURS
    )
