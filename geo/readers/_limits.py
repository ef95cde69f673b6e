"""Limits that a process lays on itself before it parses a hostile document.

Memory, CPU time, open files, no files written (POSIX resource limits), and, on Linux, a filter of system
calls under which sockets and other programs cannot be opened (seccomp, see ``man 2 seccomp``). Where a
system lacks one of these, the others still hold.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import platform
import struct
import sys
from pathlib import Path

__all__ = ["limit", "without_network"]

_OPEN_FILES = 64
_PAGE = 4096

# Numbers of system calls: socket, connect, execve, execveat, ptrace, process_vm_readv, io_uring_setup, unshare.
_CALLS = {
    "x86_64": (0xC000003E, (41, 42, 59, 322, 101, 310, 425, 272)),
    "aarch64": (0xC00000B7, (198, 203, 221, 281, 117, 270, 425, 97)),
}
_X32_BIT = 0x40000000
_LOAD, _JUMP_EQUAL, _JUMP_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _ERROR = 0x7FFF0000, 0x00050000
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER_MODE = 38, 22, 2


def limit(memory_bytes: int, cpu_seconds: int) -> None:
    """Limit this process for good: ``memory_bytes`` beyond what it has now, and ``cpu_seconds`` from now."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(usage.ru_utime + usage.ru_stime) + 1
    wanted = (
        (resource.RLIMIT_AS, _size_now() + memory_bytes, 0),
        # A signal that can be told apart (SIGXCPU) comes first, the one that cannot be caught two seconds later.
        (resource.RLIMIT_CPU, spent + cpu_seconds, 2),
        (resource.RLIMIT_NOFILE, _OPEN_FILES, 0),
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_CORE, 0, 0),
    )
    for kind, most, more in wanted:
        _, hard = resource.getrlimit(kind)
        bound = most + more if hard == resource.RLIM_INFINITY else min(most + more, hard)
        # macOS refuses to limit the address space; the limit of CPU time remains.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (min(most, bound), bound))


def _size_now() -> int:
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[0]) * _PAGE
    except (OSError, ValueError, IndexError):
        return 1 << 30


def without_network() -> bool:
    """Refuse this process sockets and other programs for good; return whether the system can."""
    known = _CALLS.get(platform.machine())
    if sys.platform != "linux" or known is None:
        return False
    program = _program(*known)
    buffer = ctypes.create_string_buffer(program, len(program))
    # struct sock_fprog: number of instructions, padding, address of the first.
    header = ctypes.create_string_buffer(struct.pack("@HxxxxxxQ", len(program) // 8, ctypes.addressof(buffer)))
    library = ctypes.CDLL(None, use_errno=True)
    if library.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    return int(library.prctl(_SET_SECCOMP, _FILTER_MODE, ctypes.byref(header), 0, 0)) == 0


def _program(architecture: int, calls: tuple[int, ...]) -> bytes:
    """Return the filter: wrong architecture or a listed call gives EPERM, the rest is allowed."""
    refuse = len(calls) + 1  # how far the RETURN of an error lies behind the first comparison of calls
    lines = [
        (_LOAD, 0, 0, 4),  # the architecture
        (_JUMP_EQUAL, 0, refuse + 2, architecture),
        (_LOAD, 0, 0, 0),  # the number of the call
        (_JUMP_AT_LEAST, refuse, 0, _X32_BIT),
    ]
    lines.extend((_JUMP_EQUAL, refuse - 1 - number, 0, call) for number, call in enumerate(calls))
    lines.extend([(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _ERROR | errno.EPERM)])
    return b"".join(struct.pack("@HBBI", *line) for line in lines)
