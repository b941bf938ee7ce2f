"""Becomes the program that follows, which may open Unix sockets and no others: RestrictAddressFamilies=AF_UNIX of systemd.

    unix_sockets_only.py PROGRAM ARGUMENT…
"""

import ctypes
import errno
import os
import platform
import struct
import sys

SOCKET = {"x86_64": 41, "aarch64": 198}[platform.machine()]
LOAD, IF_EQUAL, RETURN = 0x20, 0x15, 0x06
ALLOW, REFUSE = 0x7FFF0000, 0x00050000 | errno.EAFNOSUPPORT

# seccomp_data: the call's number at byte 0, its first argument at 16.
steps = [
    (LOAD, 0, 0, 0), (IF_EQUAL, 0, 3, SOCKET), (LOAD, 0, 0, 16), (IF_EQUAL, 1, 0, 1),
    (RETURN, 0, 0, REFUSE), (RETURN, 0, 0, ALLOW),
]
code = b"".join(struct.pack("HBBI", *step) for step in steps)
program = ctypes.create_string_buffer(code, len(code))
filter = struct.pack("HxxxxxxP", len(steps), ctypes.addressof(program))
libc = ctypes.CDLL(None, use_errno=True)
NO_NEW_PRIVILEGES, SECCOMP, BY_FILTER = 38, 22, 2
if libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0) or libc.prctl(SECCOMP, BY_FILTER, filter, 0, 0):
    sys.exit(os.strerror(ctypes.get_errno()))
os.execvp(sys.argv[1], sys.argv[1:])
