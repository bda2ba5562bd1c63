"""What a worker may still do: read the libraries it runs on, nothing else of the disk, and write nothing.

A worker gets its file's bytes from its parent, so it needs no other file. landlock and seccomp are taken where the
kernel has them and the packages are installed (extra `sandbox`); what is in force is told by `kplan doctor`.
"""

import errno
import os
import sys
from pathlib import Path

FORBIDDEN_CALLS = (
    "socket",
    "connect",
    "bind",
    "listen",
    "execve",
    "execveat",
    "vfork",
    "ptrace",
    "process_vm_readv",
    "process_vm_writev",
    "mount",
    "unshare",
    "setns",
    "bpf",
    "io_uring_setup",
    "keyctl",
    "userfaultfd",
    "memfd_create",
)
"""System calls that no extractor needs; each gives EPERM."""
CLONE_THREAD = 0x00010000
"""Flag of clone(2): a new thread. Without it a new process is asked for (fork)."""


def enter_sandbox() -> dict[str, bool]:
    """Lock this process down as far as the machine allows; says which of `landlock` and `seccomp` is in force."""
    seccomp = _enter_seccomp()  # first: its package opens a temporary file when it is imported
    return {"landlock": _enter_landlock(), "seccomp": seccomp}


def _enter_landlock() -> bool:
    try:
        import landlock
    except ImportError:
        return False
    try:
        rules = landlock.Ruleset()
        reading = landlock.FSAccess.READ_FILE | landlock.FSAccess.READ_DIR
        rules.allow(*library_folders(), rules=reading)
        rules.apply()
    except (OSError, landlock.LandlockError, landlock.SyscallError):
        return False
    return True


def _enter_seccomp() -> bool:
    try:
        import pyseccomp
    except (ImportError, RuntimeError, OSError):
        return False
    try:
        calls = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
        for name in FORBIDDEN_CALLS:
            calls.add_rule(pyseccomp.ERRNO(errno.EPERM), name)
        calls.add_rule(pyseccomp.ERRNO(errno.EPERM), "clone", pyseccomp.Arg(0, pyseccomp.MASKED_EQ, CLONE_THREAD, 0))
        calls.add_rule(pyseccomp.ERRNO(errno.ENOSYS), "clone3")  # its flags cannot be seen: libc falls back to clone
        calls.load()
    except (OSError, RuntimeError, ValueError):
        return False
    return True


def library_folders() -> list[str]:
    """Folders that lazily imported modules, fonts and time zones are read from."""
    here = Path(__file__).resolve().parents[2]
    folders = {"/usr", "/lib", "/lib64", "/usr/share/zoneinfo", "/proc/self", sys.prefix, sys.base_prefix}
    folders |= {str(here / room) for room in ("schemas", "extractors", "pipeline")}
    folders |= {path for path in sys.path if path.rstrip("/").endswith(("site-packages", "dist-packages"))}
    return sorted(folder for folder in folders if os.path.isdir(folder))
