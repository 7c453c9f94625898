#!/usr/bin/env python3
"""Makes the system calls of every command fail, one after the other, and judges what is left.

A try is wrong if the command ends with 0 and a file or its output is not what an undisturbed run makes; if an older
file is gone, or neither the old nor the new one; if it crashes or hangs; if it fails without naming the file; if what
it imported without some documents that the disk did not give is taken for all of them when it is given again. FAULTS is
how many numbers n of each call and error are tried, spread over all (0: all); without it a sample is."""
import argparse
import collections
import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zlib

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from fault_commands import all_commands, make_older, prepare_inputs
from faulty_program import (DISK_KINDS, NONE, TEMPORARY, Fault, FaultyProgram, masked, masked_all, renew, snapshot,
                            spread, without_notes)

# What is tried of each kind of call: errors that come once, and those that stay.
ONCE = {"write": ["ENOSPC", "EIO", "EDQUOT", "EINTR", "short"], "sync": ["EIO", "ENOSPC"], "rename": ["EIO", "ENOSPC"],
        "map": ["ENOMEM", "EIO"],
        "open": ["EIO", "EACCES", "EINTR"], "create": ["ENOSPC", "EDQUOT", "EINTR"],
        "close": ["EIO", "ENOSPC", "EDQUOT", "EINTR"], "truncate": ["ENOSPC"],
        "folder": ["ENOSPC", "EDQUOT"], "link": ["ENOSPC"], "unlink": ["EIO"], "read": ["EIO", "EINTR", "short"],
        "list": ["EIO"], "stat": ["EIO"]}
STICKY = {"write": ["ENOSPC", "short"], "disk": ["ENOSPC", "EDQUOT"], "read": ["EIO", "short"], "sync": ["EIO"]}
# Some that have no say in a file's bytes come once in a while only.
SELDOM = {"stat": 0.25, "list": 0.5, "unlink": 0.5}
RECOVERED_EVERY = 5  # failures after which the command is given again
# Imported documents, which the next import completes: a shard, and what stands beside it.
IMPORTED = re.compile(r"(-[0-9a-f]{8}\.safetensors(\.tsv)?|/store\.json|/report\.tsv)$")
FAILED_REPORT = re.compile(rb"kind\tpath\treason\toffset\n(.*\t.*\t.*\t.*\n)*failed\t.*\n(.*\t.*\t.*\t.*\n)*")


def cells(command, short):
    """What is tried of a command; in short one error of each call, which its name chooses, but all of "write", and of
    what an import reads."""
    name = command.name
    for table, sticky in ((ONCE, False), (STICKY, True)):
        for kind, errors in table.items():
            whole = not short or (kind == "write" and not sticky) or (command.imports and kind in ("open", "read"))
            chosen = errors if whole else [errors[zlib.crc32(f"{name} {kind}".encode()) % len(errors)]]
            for error in chosen:
                yield kind, error, sticky


class Judge:
    """What one command may leave behind."""

    def __init__(self, command, out, before, after, stdout, base):
        self.command, self.out, self.base = command, str(out), str(base)
        self.before, self.after = before, after
        self.after_masked, self.stdout = masked_all(after), stdout

    def text(self, outcome):
        return masked("stdout", outcome.out.encode())

    def verdict(self, outcome):
        """(class, reason): done, told, refused, by folder, wrong."""
        if outcome.code is None:
            return "wrong", "hangs"
        if outcome.code < 0 or outcome.code > 100:
            return "wrong", f"ends by signal {-outcome.code}"
        now = snapshot(self.out)
        return self.of_success(outcome, now) if outcome.code == 0 else self.of_failure(outcome, now)

    def of_success(self, outcome, now):
        differing = [name for name in self.after if name not in now
                     or masked(name, now[name]) != self.after_masked[name]]
        if not differing and self.text(outcome) == self.stdout:
            more = [name for name in now if name not in self.after]
            if any(name in self.before for name in more) and outcome.call not in ("unlink", "opendir", "readdir"):
                older = next(name for name in more if name in self.before)
                return "wrong", f"ends with 0 but an older {older} stands among the new ones"
            return "done", ("leaves " + more[0] if more else "")
        if all(name in now and without_notes(name, now[name]) == without_notes(name, self.after[name])
               for name in self.after):
            return "told", "ends with 0, and a run's notes tell of it"
        reason = "ends with 0 but " + (f"{differing[0]} is {'missing' if differing[0] not in now else 'another'}"
                                       if differing else "prints something else")
        told = outcome.out + outcome.err + "".join(data.decode(errors="replace") for name,
                                                   data in now.items() if name.endswith("report.tsv"))
        name = os.path.basename(TEMPORARY.sub("", outcome.path))
        return ("told" if name and name in told and ("fail" in told) else "wrong"), reason

    def of_failure(self, outcome, now):
        for name, old in self.before.items():
            if name not in now:
                if name in self.after:
                    return "wrong", f"fails, and the older {name} is lost"
            elif name == "report.tsv" and FAILED_REPORT.fullmatch(now[name]):
                continue  # it is written above all when nothing could be imported
            elif now[name] != old and masked(name, now[name]) != self.after_masked.get(name):
                return "wrong", f"fails, and {name} is neither the old nor the new one"
        partial = [name for name in self.after if name in now and name not in self.before
                   and masked(name, now[name]) != self.after_masked[name]]
        for name in partial:
            if not IMPORTED.search(name):
                return "wrong", f"fails, and leaves a {name} that is not whole"
        verdict, reason = self.of_message(outcome)
        return verdict, reason or (f"leaves a part of {partial[0]}" if partial else "")

    def of_message(self, outcome):
        if outcome.faults == 0:
            return "wrong", "fails without a fault"
        verdicts = {self.naming(path, outcome.err) for path in (outcome.path, outcome.last)} - {None}
        if verdicts:
            return max(verdicts), ""
        return "wrong", "fails, and the message does not name the file: " + (outcome.err.strip().splitlines()
            or ["none"])[-1][:120]

    def naming(self, path, message):
        """Whether the message names a file, or a folder that it lies in."""
        plain = TEMPORARY.sub("", path)
        folder, name = os.path.split(plain)
        if path.endswith("(deleted)") or name == ".melscope":  # nameless, or only to try whether one may write
            return "refused" if folder in message else None
        if name in message and plain not in (self.out, self.base):
            return "refused"
        while len(folder) >= len(os.path.dirname(self.out)):
            if folder in message:
                return "by folder"
            folder = os.path.dirname(folder)
        return None


class Worker:
    """A process of its own with a folder of its own."""

    def __init__(self, settings, number):
        self.settings, self.base = settings, settings["base"]
        self.home = pathlib.Path(settings["work"]) / f"w{number}"
        self.out, self.older = self.home / "out", self.home / "older"
        self.home.mkdir(parents=True, exist_ok=True)
        self.program = FaultyProgram(settings["cli"], settings["shim"], settings["work"],
                                     pathlib.Path(settings["meta"]) / f"w{number}", settings["limit"])

    def plainly(self, arguments):
        outcome = self.program.run(arguments)
        if outcome.code != 0:
            raise RuntimeError(f"{' '.join(map(str, arguments))}: {outcome.err}")
        return outcome

    def judge_of(self, command):
        make_older(command, self.plainly, self.base, self.out)
        renew(self.out, self.older)
        before = snapshot(self.out)
        done = self.plainly(command.arguments)
        judge = Judge(command, self.out, before, snapshot(self.out), masked("stdout", done.out.encode()), self.base)
        # What two undisturbed runs differ in would be taken for a fault.
        renew(self.older, self.out)
        again = self.plainly(command.arguments)
        verdict, reason = judge.verdict(again)
        if verdict != "done" or reason:
            raise RuntimeError(f"{command.name} is not the same twice: {verdict} {reason}")
        return judge, done.calls

    def tries_of(self, index):
        """All tries of one command: a list of (fault, verdict, reason, call, path)."""
        begin = time.monotonic()
        command = all_commands(self.base, self.out)[index]
        judge, calls = self.judge_of(command)
        tries, failures = [], 0
        for kind, error, sticky in cells(command, self.settings["short"]):
            count = sum(calls[part] for part in DISK_KINDS) if kind == "disk" else calls[kind]
            for number in self.numbers(kind, count, f"{command.name} {kind} {error} {sticky}"):
                fault = Fault(kind, number, error, sticky)
                renew(self.older, self.out)
                outcome = self.program.run(command.arguments, fault)
                verdict, reason = judge.verdict(outcome)
                if verdict in ("refused", "by folder"):
                    failures += 1
                    if failures % RECOVERED_EVERY == 0 or reason:
                        verdict, reason = self.recovered(command, judge, verdict)
                elif verdict == "told" and command.imports:
                    wrong, why = self.recovered(command, judge, verdict)
                    verdict, reason = wrong, why or reason
                if outcome.faults > 0 or verdict == "wrong":
                    tries.append((command.name, kind, error, sticky, number, verdict, reason, outcome.call,
                                  outcome.path.replace(str(self.settings["work"]), "")))
        print(f"{command.name}: {len(tries)} faults in {time.monotonic() - begin:.1f} s ({sum(calls.values())} calls)",
              file=sys.stderr, flush=True)
        return tries

    def numbers(self, kind, count, key):
        most = abs(self.settings["most"])
        if most == 0:
            return range(1, count + 1)
        return spread(count, max(1, round(most * SELDOM.get(kind, 1))), key)

    def recovered(self, command, judge, verdict):
        """Whether the command, given again, does what it would have done."""
        again = self.program.run(command.arguments + command.again)
        if again.code == 0:
            now = snapshot(self.out)
            other = [name for name in judge.after if without_notes(name, now.get(name, b"")) != without_notes(name,
                judge.after[name])]
            return ("wrong", f"given again, it ends with 0 but {other[0]} is another") if other else (verdict, "")
        return "wrong", "given again, it fails: " + (again.err.strip().splitlines() or ["no message"])[-1][:150]

    def full_output(self, index):
        """Standard output on a full disk."""
        command = all_commands(self.base, self.out)[index]
        make_older(command, self.plainly, self.base, self.out)
        outcome = self.program.run(command.arguments, NONE, "/dev/full")
        if outcome.code == 1 and "standard output" in outcome.err:
            return (command.name, "stdout", "ENOSPC", True, 1, "refused", "", "write", "/dev/full")
        return (command.name, "stdout", "ENOSPC", True, 1, "wrong",
                f"/dev/full as standard output: exit {outcome.code}, \"{outcome.err.strip()[-100:]}\"", "write",
                "/dev/full")


def work_on(settings, number, index):
    worker = Worker(settings, number)
    try:
        return worker.tries_of(index) + [worker.full_output(index)]
    finally:
        worker.program.close()
        shutil.rmtree(worker.home, ignore_errors=True)


def quick_folder():
    """In memory where there is room: syncing thousands of files to a disk takes longer than all the rest."""
    try:
        return "/dev/shm" if os.access("/dev/shm", os.W_OK) and shutil.disk_usage("/dev/shm").free > 512 << 20 else None
    except OSError:
        return None


def print_table(tries, file=sys.stdout):
    classes = ["done", "told", "refused", "by folder", "wrong"]
    rows = collections.OrderedDict()
    for name, kind, error, sticky, _, verdict, *_ in tries:
        rows.setdefault((name, kind, error + (" …" if sticky else "")), collections.Counter())[verdict] += 1
    titles = " ".join(f"{title:>6}" for title in ("tries", "right", "told", "named", "folder", "wrong"))
    print(f"{'command':<22} {'call':<9} {'error':<10} {titles}", file=file)
    total = collections.Counter()
    for (name, kind, error), counts in rows.items():
        total += counts
        print(f"{name:<22} {kind:<9} {error:<10} {sum(counts.values()):>6} " + " ".join(f"{counts[part]:>6}"
            for part in classes), file=file)
    print(f"{'all':<22} {'':<9} {'':<10} {sum(total.values()):>6} " + " ".join(f"{total[part]:>6}" for part in classes),
          file=file)
    return total


def print_faults(tries, verdict, title, file=sys.stdout):
    kinds = collections.OrderedDict()
    for attempt in tries:
        if attempt[5] == verdict:
            kinds.setdefault((attempt[0], attempt[1], attempt[6]), []).append(attempt)
    if kinds:
        print(f"\n{title}:", file=file)
    for (name, kind, reason), found in kinds.items():
        _, _, error, sticky, number, _, _, call, path = found[0]
        lasting = " from then on" if sticky else ""
        print(f"  {name}, {kind}: {reason} ({len(found)} times; first: n = {number} {error}{lasting}, {call} {path})",
              file=file)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cli", required=True)
    parser.add_argument("--shim", required=True)
    parser.add_argument("--most", type=int, default=int(os.environ.get("FAULTS", "-1")),
                        help="numbers n of each command, call and error; 0: all; -1: one, and of some errors alone")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--limit", type=float, default=60, help="seconds after which a try hangs")
    parser.add_argument("--only", default="", help="commands whose names begin so, separated by commas")
    parser.add_argument("--least", type=int, default=int(os.environ.get("FAULTS_LEAST", "0")),
                        help="fail unless so many faults were injected")
    settings = vars(parser.parse_args())
    settings["short"] = settings["most"] < 0
    begin = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="melscope-faults-", dir=quick_folder()) as folder:
        settings |= {"work": folder + "/work", "meta": folder + "/meta", "base": folder + "/work/in"}
        os.makedirs(settings["base"])
        environment = dict(os.environ, LC_ALL="C.UTF-8")
        prepare_inputs(lambda arguments: subprocess.run([settings["cli"], *map(str, arguments)], check=True,
                                                        stdout=subprocess.DEVNULL, env=environment), settings["base"])
        inputs = snapshot(settings["base"]), snapshot(settings["work"] + "/made")
        wanted = [i for i, command in enumerate(all_commands(settings["base"], "/out"))
                  if any(command.name.startswith(part) for part in settings["only"].split(","))]
        tries = []
        with concurrent.futures.ProcessPoolExecutor(settings["jobs"]) as pool:
            for i, done in [(i, pool.submit(work_on, settings, i, i)) for i in wanted]:
                try:
                    tries += done.result()
                except Exception as error:  # what went wrong with one command is told beside the others
                    name = all_commands(settings["base"], "/out")[i].name
                    tries.append((name, "-", "-", False, 0, "wrong", f"undisturbed: {error}", "", ""))
        if (snapshot(settings["base"]), snapshot(settings["work"] + "/made")) != inputs:
            print("WRONG: an input was changed")
            return 1
    total = print_table(tries)
    print_faults(tries, "told", "Ended with 0, less than everything done, and said so")
    print_faults([attempt for attempt in tries if attempt[6].startswith("leaves")], "done",
                 "Right, but something was left behind")
    print_faults(tries, "wrong", "WRONG")
    injected = sum(total.values())
    print(f"\n{injected} faults in {time.monotonic() - begin:.0f} s, {total['wrong']} wrong")
    if injected < settings["least"]:
        print(f"WRONG: fewer than {settings['least']} faults")
        return 1
    return 1 if total["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main())
