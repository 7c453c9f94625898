"""A program under the fault shim, and what it left on the disk."""
import contextlib
import dataclasses
import os
import pathlib
import re
import select
import shutil
import signal
import struct
import subprocess
import time
import zlib

KINDS = ["write", "sync", "rename", "map", "open", "create", "close", "truncate", "folder", "link", "unlink", "read",
         "list", "stat"]
DISK_KINDS = ["write", "create", "truncate", "folder", "link"]


@dataclasses.dataclass
class Fault:
    """The n-th call of a kind fails with an error (or is cut short); a sticky one fails from then on."""
    kind: str
    number: int
    error: str
    sticky: bool = False

    def __str__(self):
        return f"{self.kind} {self.number} {self.error}{' from then on' if self.sticky else ''}"


NONE = Fault("write", 0, "EIO")


@dataclasses.dataclass
class Outcome:
    code: int | None  # None: ended by the time limit; negative: by a signal
    out: str
    err: str
    calls: dict
    faults: int
    call: str
    path: str  # of the first fault
    last: str


class FaultyProgram:
    """The program, loaded once; each run is a forked child with a fault of its own."""

    def __init__(self, program, shim, prefix, meta, limit=60.0, environment=None):
        self.prefix, self.meta, self.limit = str(prefix), pathlib.Path(meta), limit
        self.meta.mkdir(parents=True, exist_ok=True)
        self.program = str(program)
        environment = dict(environment or os.environ, LD_PRELOAD=str(shim), FAULT_SERVER="1", LC_ALL="C.UTF-8")
        # Without a buffer: one that takes the child's end along with its number would leave select() waiting.
        self.server = subprocess.Popen([self.program], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                       stderr=subprocess.DEVNULL, env=environment, bufsize=0)

    def has_ended(self, seconds):
        return bool(select.select([self.server.stdout], [], [], seconds)[0])

    def close(self):
        self.server.stdin.close()
        self.server.wait(10)

    def run(self, arguments, fault=NONE, out=None, kill_after=None, ready=None):
        """Runs once; `kill_after` kills it when so many seconds have passed since it said `ready` on its output."""
        board, out, err = self.meta / "board", pathlib.Path(out or self.meta / "out"), self.meta / "err"
        if ready is not None:
            out.write_bytes(b"")
        board.write_bytes(b"")
        fields = [fault.kind, str(fault.number), fault.error, "1" if fault.sticky else "0", self.prefix, str(board),
                  str(out), str(err), self.program, *map(str, arguments)]
        request = b"".join(field.encode() + b"\0" for field in fields)
        self.server.stdin.write(struct.pack("<I", len(request)) + request)
        self.server.stdin.flush()
        child = struct.unpack("<i", self.server.stdout.read(4))[0]
        handle = handle_of(child)
        end = time.monotonic() + self.limit
        while ready is not None and ready not in text_of(out) and time.monotonic() < end and not self.has_ended(0.002):
            pass
        in_time = select.select([self.server.stdout], [], [], self.limit if kill_after is None else kill_after)[0]
        if not in_time and handle is not None:
            with contextlib.suppress(ProcessLookupError):  # it may have ended just now
                signal.pidfd_send_signal(handle, signal.SIGKILL)
        if handle is not None:
            os.close(handle)
        code = os.waitstatus_to_exitcode(struct.unpack("<i", self.server.stdout.read(4))[0])
        if not in_time and kill_after is None:
            code = None
        return Outcome(code, text_of(out), text_of(err), *read_board(board))


def handle_of(process):
    """Of the process itself: its number may be another's by the time it is used."""
    try:
        return os.pidfd_open(process)
    except ProcessLookupError:
        return None


def read_board(path):
    """What the shim wrote; of a program that was killed before the shim could begin, nothing happened."""
    data = path.read_bytes() or bytes(8 * (len(KINDS) + 1) + 32 + 2 * 4096)
    numbers = struct.unpack_from(f"<{len(KINDS) + 1}Q", data)
    texts = struct.unpack_from("32s4096s4096s", data, 8 * (len(KINDS) + 1))
    return dict(zip(KINDS, numbers)), numbers[-1], *(text.split(b"\0")[0].decode(errors="replace") for text in texts)


def text_of(path):
    try:
        return path.read_bytes().decode(errors="replace") if path.is_file() else ""
    except OSError:
        return ""


# What two runs may differ in: times and speeds.
MASKS = [
    (r"run\.json$|\.json$|stdout$", rb'"(finished|train_tracks_per_s|training_seconds|seconds)": *("[^"]*"|[-0-9.e+]+)',
     rb'"\1": 0'),
    (r"run\.json$|stdout$|\.html$", rb"\bin [0-9.,]+ ?(ms|s|min|h)\b[^\n\"<]*", rb"in X"),
    (r"stdout$|\.html$", rb"[0-9][0-9,.\x20]* (k|M)?(tracks|documents)/s", rb"X tracks/s"),
    (r"\.html$", rb"20\d\d-\d\d-\d\d[ T]\d\d:\d\d(:\d\d)?", rb"DATE"),
    (r"\.html$", rb"[0-9.,]+ ?(ms|s|min|h)\b", rb"TIME"),
]
HISTORY = ["tracks_per_s", "seconds", "waited_seconds", "exchange_seconds", "metric_seconds"]


def masked(name, data):
    for pattern, expression, replacement in MASKS:
        if re.search(pattern, name):
            data = re.sub(expression, replacement, data)
    if name.endswith("history.csv") or name.endswith("runs.csv"):
        rows = [line.split(b",") for line in data.split(b"\n")]
        hidden = [i for i, cell in enumerate(rows[0]) if cell.decode() in HISTORY]
        data = b"\n".join(b",".join(b"X" if i in hidden else cell for i, cell in enumerate(row)) for row in rows)
    return data


def snapshot(folder):
    """All files below a folder: relative name → bytes."""
    files = {}
    for base, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(base, name)
            with open(path, "rb") as file:
                files[os.path.relpath(path, folder)] = file.read()
    return files


def without_notes(name, data):
    """Masked, and without the notes of a run, which tell that it was interrupted."""
    data = masked(name, data)
    return re.sub(rb'"notes": \[[^\]]*\]', b'"notes": []', data) if name.endswith("run.json") else data


def masked_all(files):
    return {name: masked(name, data) for name, data in files.items()}


def renew(source, target):
    """Makes the target folder what the source is, times included."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target, symlinks=True)


# A file that is being written: a dot and six letters.
TEMPORARY = re.compile(r"\.(melscope-)?[A-Za-z0-9]{6}~?$")


def spread(count, most, key):
    """At most so many of 1 … count: the first and the last among them, or a single one that the key chooses."""
    if count <= most:
        return list(range(1, count + 1))
    if most < 2:
        return [1 + zlib.crc32(key.encode()) % count]
    return sorted({1 + round(i * (count - 1) / (most - 1)) for i in range(most)})
