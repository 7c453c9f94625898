#!/usr/bin/env python3
"""Inputs that are no regular files, and such as stall. Without --allow-pipes a pipe is refused at once; with it, Ctrl-C
ends the command within a second with "cancelled", however long the writer keeps silent."""
import argparse
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import threading
import time

HEADER = b"recordingmbid\treleasegroupmbid\tgenre1\n"
ROW = b"%08d-0000-4000-8000-000000000000\t%08d-0000-4000-8000-000000000001\trock\n"
AT_ONCE = 1.0  # seconds to answer a signal, on a machine that is not busy
START = 20.0  # seconds a start may take on a busy machine


class Fifo:
    """A pipe with a writer that says a little and then nothing more."""

    def __init__(self, path, said=b""):
        self.path, self.said = str(path), said
        os.mkfifo(self.path)
        self.released = threading.Event()
        self.opened = threading.Event()
        self.thread = threading.Thread(target=self.write, daemon=True)
        self.thread.start()

    def write(self):
        while not self.released.is_set():
            try:
                descriptor = os.open(self.path, os.O_WRONLY | os.O_NONBLOCK)
            except OSError:  # nobody reads yet
                time.sleep(0.01)
                continue
            os.set_blocking(descriptor, True)
            try:
                os.write(descriptor, self.said)
            except OSError:
                pass
            self.opened.set()
            self.released.wait()
            os.close(descriptor)

    def release(self):
        self.released.set()
        self.thread.join(5)


def ended(process, seconds):
    try:
        process.wait(seconds)
        return True
    except subprocess.TimeoutExpired:
        return False


def said_by(process):
    return process.stderr.read().decode().strip()[-160:]


def start(cli, arguments):
    return subprocess.Popen([cli, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                            stdin=subprocess.DEVNULL, env=dict(os.environ, LC_ALL="C.UTF-8"))


def patience(cli):
    """A second, or more where starting and ending a program takes that long."""
    begin = time.monotonic()
    subprocess.run([cli, "--version"], stdout=subprocess.DEVNULL)
    return max(AT_ONCE, 2 * (time.monotonic() - begin))


def commands(pipe, folder):
    truth = folder / "allmusic-test.tsv"
    truth.write_bytes(HEADER + b"".join(ROW % (i, i) for i in range(20)))
    return [["split", pipe, "--output-dir", folder / "split"], ["labels", pipe],
            ["check", "--ground-truth", truth, pipe], ["evaluate", truth, pipe],
            ["import", pipe, "--output", folder / "store.safetensors"], ["info", pipe]]


def refused_at_once(cli, folder):
    """Without the flag: exit 1, and the message names the pipe."""
    for number, arguments in enumerate(commands("PIPE", folder)):
        fifo = folder / f"allmusic-train-{number}.tsv"
        os.mkfifo(fifo)
        process = start(cli, [fifo if part == "PIPE" else part for part in arguments])
        if not ended(process, START):
            process.kill()
            yield f"{arguments[0]} waits for a pipe instead of refusing it"
            continue
        message = process.stderr.read().decode()
        if process.returncode != 1 or fifo.name not in message:
            yield f"{arguments[0]} of a pipe: exit {process.returncode}, \"{message.strip()}\""


def cancelled_within_a_second(cli, folder, signals, said):
    """With the flag: a signal while reading stalls."""
    for number, arguments in enumerate(commands("PIPE", folder)):
        if arguments[0] in ("import", "info"):
            continue  # read no texts; what they say to pipes stands above
        fifo = Fifo(folder / f"lastfm-train-{number}-{len(said)}-{len(signals)}-{signals[0].name}.tsv", said)
        process = start(cli, [fifo.path if part == "PIPE" else part for part in arguments] + ["--allow-pipes"])
        if not fifo.opened.wait(START):
            process.kill()
            yield f"{arguments[0]} --allow-pipes does not read the pipe: {said_by(process)}"
            fifo.release()
            continue
        time.sleep(0.3)
        for wanted in signals:
            process.send_signal(wanted)
            time.sleep(0.05)
        begin = time.monotonic()
        if not ended(process, AT_ONCE + 4):
            process.kill()
            yield f"{arguments[0]}: {len(signals)} × {signals[0].name} while a pipe stalls do not end it"
        else:
            seconds, message = time.monotonic() - begin, process.stderr.read().decode()
            if len(signals) == 1 and (process.returncode != 1 or "cancelled" not in message.lower()):
                yield f"{arguments[0]}: {signals[0].name} while a pipe stalls: exit {process.returncode}, {message!r}"
            if seconds > patience(cli):
                yield f"{arguments[0]}: {signals[0].name} took {seconds:.2f} s"
        fifo.release()


def plainly_read(cli, folder):
    """With the flag a pipe is as good as a file, and so is "-"."""
    text = HEADER + b"".join(ROW % (i, i) for i in range(50))
    plain = subprocess.run([cli, "labels", folder / "allmusic-test.tsv"], capture_output=True)
    fifo = folder / "allmusic-test-piped.tsv"
    os.mkfifo(fifo)
    process = start(cli, ["labels", fifo, "--allow-pipes"])
    threading.Thread(target=lambda: fifo.write_bytes(text), daemon=True).start()
    if not ended(process, START) or process.returncode != 0:
        process.kill()
        yield f"labels --allow-pipes of a pipe: exit {process.returncode}, \"{said_by(process)}\""
    elif plain.returncode == 0 and b"\t50\t50" not in process.stdout.read():
        yield "labels --allow-pipes counts other recordings in a pipe"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cli", required=True)
    cli = parser.parse_args().cli
    help_text = subprocess.run([cli, "labels", "--help"], capture_output=True, text=True).stdout
    with tempfile.TemporaryDirectory(prefix="melscope-stalled-") as name:
        folder = pathlib.Path(name)
        problems = list(refused_at_once(cli, folder))
        if "--allow-pipes" not in help_text:
            problems.append("there is no --allow-pipes")
        else:
            for said in (b"", HEADER + ROW % (1, 1)):
                for signals in ([signal.SIGINT], [signal.SIGTERM], [signal.SIGINT, signal.SIGINT]):
                    problems += cancelled_within_a_second(cli, folder, signals, said)
            problems += plainly_read(cli, folder)
    for problem in problems:
        print("WRONG:", problem)
    print(f"{len(problems)} wrong")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
