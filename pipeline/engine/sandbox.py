"""What a worker may still do: read the libraries it runs on, nothing else of the disk, and write nothing.

A worker gets its file's bytes from its parent, so it needs no other file. landlock and seccomp are taken where the
kernel has them and the packages are installed (extra `sandbox`); what is in force is told by `kplan doctor`.
"""

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path

FORBIDDEN_CALLS = (
    "socket",
    "connect",
    "bind",
    "listen",
    "execve",
    "execveat",
    "fork",
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
    "tkill",
    "rt_sigqueueinfo",
    "rt_tgsigqueueinfo",
    "pidfd_open",
    "pidfd_getfd",
    "pidfd_send_signal",
    "process_madvise",
    "process_mrelease",
    "kcmp",
    "setpriority",
    "ioprio_set",
    "sched_setattr",
    "sched_setparam",
    "sched_setscheduler",
    "chmod",
    "fchmod",
    "fchmodat",
    "fchmodat2",
    "chown",
    "fchown",
    "lchown",
    "fchownat",
    "utime",
    "utimes",
    "utimensat",
    "futimesat",
    "setxattr",
    "lsetxattr",
    "fsetxattr",
    "removexattr",
    "lremovexattr",
    "fremovexattr",
    "truncate",
    "ftruncate",
    "chroot",
    "pivot_root",
    "umount2",
    "swapon",
    "swapoff",
    "reboot",
    "perf_event_open",
    "add_key",
    "request_key",
    "shmget",
    "msgget",
    "semget",
    "mq_open",
)
"""System calls that no extractor needs; each gives EPERM. Many of them reach other processes or the owner and times of
any file, which landlock does not close."""
OWN_PROCESS_ONLY = ("kill", "tgkill")
"""System calls whose first argument must be the number of the worker itself; anything else gives EPERM."""
CALLING_PROCESS_ONLY = ("prlimit64", "sched_setaffinity", "getpriority")
"""System calls whose first argument must be 0, which means the caller."""
PROCESSOR_FILES = (
    "/proc/cpuinfo",
    "/sys/devices/system/cpu/possible",
    "/sys/devices/system/cpu/present",
    "/sys/devices/system/cpu/online",
)
"""What says which instructions the processor has; without it the analyser takes a slower model, twice as large."""
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
        rules.allow(*filter(os.path.exists, PROCESSOR_FILES), rules=landlock.FSAccess.READ_FILE)
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
            with suppress(ValueError, OSError, RuntimeError):  # a call that this machine does not have
                calls.add_rule(pyseccomp.ERRNO(errno.EPERM), name)
        only = {**dict.fromkeys(OWN_PROCESS_ONLY, os.getpid()), **dict.fromkeys(CALLING_PROCESS_ONLY, 0)}
        for name, own in only.items():
            calls.add_rule(pyseccomp.ERRNO(errno.EPERM), name, pyseccomp.Arg(0, pyseccomp.NE, own))
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
