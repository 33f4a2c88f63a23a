"""Runs a command where no machine but this one can be reached, and tells every attempt, look-ups of names included.

Three means, the best that is allowed here. **namespace** (Linux): a network of the command's own, in which every address leads back to its
loopback device and a recorder sees each packet, whoever sent it: Python, a library's native code, a grandchild. **strace**: the calls are
read from its trace; nothing is stopped. **guard** (everywhere): an audit hook in each Python process; native code escapes it.
"""

import ctypes
import fcntl
import functools
import ipaddress
import os
import re
import select
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

GUARD = Path(__file__).parent / "guard"
NEW_USER, NEW_NETWORK, NEW_MOUNTS = 0x10000000, 0x40000000, 0x00020000  # <linux/sched.h>
PRIVATE = 0x4000 | 0x40000  # MS_REC | MS_PRIVATE
ALL_PACKETS = 0x0003  # ETH_P_ALL
NAMES = (53, 5353)  # ports at which names are looked up: a resolver on this machine asks others


class Done(NamedTuple):
    returncode: int
    output: str  # standard output and error
    attempts: tuple[str, ...]


def run(command: Sequence[str], env: dict[str, str], folder: Path, means: str, timeout: float = 300) -> Done:
    """The command in this folder, with these variables and no others. Raises TimeoutExpired after `timeout` seconds."""
    with tempfile.TemporaryDirectory() as scratch:
        record = Path(scratch) / "attempts"
        record.touch()
        inner = [*_WRAPPED[means](record), *command]
        if means == "guard":
            path = os.pathsep.join(filter(None, (str(GUARD), env.get("PYTHONPATH"))))
            env = env | {"PYTHONPATH": path, "SEALED_RECORD": str(record)}
        done = subprocess.run(
            inner, env=env, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            timeout=timeout, check=False,
        )  # fmt: skip
        lines = record.read_text("utf-8", "replace").splitlines()
    attempts = traced(lines) if means == "strace" else lines
    return Done(done.returncode, done.stdout, tuple(dict.fromkeys(attempts)))


_WRAPPED: dict[str, Callable[[Path], list[str]]] = {
    "namespace": lambda record: [sys.executable, __file__, str(record)],
    "strace": lambda record: ["strace", "-f", "-qq", "-s", "80", "-e", "trace=network", "-o", str(record)],
    "guard": lambda record: [],
}


@functools.cache
def means() -> tuple[str, ...]:
    """What works on this machine, the best first. Each is tried."""
    return tuple(name for name in _WRAPPED if _works(name))


def _works(name: str) -> bool:
    if name == "strace" and not shutil.which("strace"):
        return False
    with tempfile.TemporaryDirectory() as folder:
        return run([sys.executable, "-c", ""], dict(os.environ), Path(folder), name, timeout=30).returncode == 0


_CALL = re.compile(
    r"\b(connect|sendto|sendmsg|sendmmsg)\(.*?sa_family=AF_INET6?, sin6?_port=htons\((\d+)\).*?"
    r'inet_(?:addr\(|pton\(AF_INET6, )"([^"]+)"'
)
_RESOLVER = re.compile(r'\bconnect\(.*?sun_path="([^"]*(?:nscd|resolve|avahi)[^"]*)".* = 0$')


def traced(lines: Sequence[str]) -> list[str]:
    """The attempts in a trace of strace."""
    found = []
    for line in lines:
        if (call := _CALL.search(line)) and not _own(call[3], int(call[2])):
            found.append(f"{call[1]} {call[3]} port {call[2]}")
        elif resolver := _RESOLVER.search(line):
            found.append(f"a name was looked up through {resolver[1]}")
    return found


def _own(address: str, port: int) -> bool:
    return ipaddress.ip_address(address).is_loopback and port not in NAMES


# Within the namespace: this file is run as a script.


def seal() -> socket.socket:
    """Leave this machine's network for one of our own that leads nowhere, and give the socket on which its packets are seen."""
    libc = ctypes.CDLL(None, use_errno=True)
    user, group = os.getuid(), os.getgid()
    if libc.unshare(NEW_NETWORK | NEW_MOUNTS):  # not allowed: as a user of our own who may
        if libc.unshare(NEW_USER | NEW_NETWORK | NEW_MOUNTS):
            raise OSError(ctypes.get_errno(), "no namespace may be made here")
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    # Resolvers that answer at a path would ask for us on the real network: /run is emptied, so that names are asked by packets.
    if libc.mount(None, b"/", None, PRIVATE, None) or libc.mount(b"none", b"/run", b"tmpfs", 0, None):
        raise OSError(ctypes.get_errno(), "/run cannot be covered here")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, 0x8914, struct.pack("16sh14x", b"lo", 0x1 | 0x40))  # SIOCSIFFLAGS: up, running
    seen = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(ALL_PACKETS))
    for family in (socket.AF_INET, socket.AF_INET6):
        _lead_home(family)
    return seen


def _lead_home(family: int) -> None:
    """Every address of this family is ours: `ip route add local default dev lo`, without iproute2."""
    # <linux/rtnetlink.h>: the table of local routes (255), made by hand (4), within this host (254), local (2); out by device 1.
    route = struct.pack("=8BI", family, 0, 0, 0, 255, 4, 254, 2, 0) + struct.pack("=HHI", 8, 4, socket.if_nametoindex("lo"))
    asked = struct.pack("=IHHII", 16 + len(route), 24, 0x1 | 0x4 | 0x400, 1, 0) + route  # RTM_NEWROUTE: request, acknowledge, create
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0) as kernel:
        kernel.send(asked)
        (error,) = struct.unpack_from("=i", kernel.recv(4096), 16)
    if error and family == socket.AF_INET:  # a machine without IPv6 cannot send by it either
        raise OSError(-error, "no route can be made here")


def told(packet: bytes) -> str | None:
    """Where a packet goes, if that is not this machine, or if it asks for a name; None for all others, answers among them."""
    version = packet[0] >> 4
    kind, start = (packet[9], 4 * (packet[0] & 15)) if version == 4 else (packet[6], 40)
    address = str(ipaddress.ip_address(packet[16:20] if version == 4 else packet[24:40]))
    if kind not in (socket.IPPROTO_TCP, socket.IPPROTO_UDP):
        return None  # ICMP: what the kernel says to a sender whom nobody hears
    (port,) = struct.unpack_from("!H", packet, start + 2)
    if kind == socket.IPPROTO_TCP and packet[start + 13] & 0x12 != 0x02:  # of TCP only what opens a connection
        return None
    return None if _own(address, port) else f"{'tcp' if kind == socket.IPPROTO_TCP else 'udp'} {address} port {port}"


def main(record: str, command: Sequence[str]) -> int:
    seen = seal()
    process = subprocess.Popen(command)
    with open(record, "a", encoding="utf-8") as file:
        while True:
            ended = process.poll() is not None
            while select.select([seen], [], [], 0.0 if ended else 0.05)[0]:
                packet, (_, protocol, *_) = seen.recvfrom(65535)
                if protocol in (0x0800, 0x86DD) and (line := told(packet)):
                    file.write(line + "\n")
            if ended:
                return process.returncode


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1], sys.argv[2:]))
    except OSError as error:
        sys.exit(f"sealed: {error}")
