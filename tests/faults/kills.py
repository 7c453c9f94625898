#!/usr/bin/env python3
"""Kills imports, trainings, choices of thresholds, exports and saves of a project at random moments (SIGKILL). After
each kill every file is the old one or the new one; given again, each command goes on and ends with the bytes of an
undisturbed one. KILLS is how many kills there are in all, KILLS_SEED chooses the moments."""
import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import random
import re
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from fault_commands import NAME, prepare_project, sources_of
from faults import quick_folder
from faulty_program import FaultyProgram, renew, snapshot, without_notes

SHARES = {"import to one file": 0.15, "import to shards": 0.15, "training": 0.3, "thresholds": 0.15, "export": 0.15,
          "project": 0.1}
MOST_IN_A_ROW = 6  # kills of one job before it may end


class Scenario:
    """A job with older outputs in place that is killed again and again until it may end."""

    def __init__(self, settings, name, kills):
        self.settings, self.name, self.kills = settings, name, kills
        self.random = random.Random(f"{settings['seed']} {name}")
        self.base = pathlib.Path(settings["base"])
        self.home = pathlib.Path(settings["work"]) / re.sub(r"\W", "-", name)
        self.out, self.older = self.home / "out", self.home / "older"
        self.problems, self.done, self.ended = [], 0, 0
        self.out.mkdir(parents=True)
        self.program = FaultyProgram(settings["cli"], settings["shim"], "/nowhere", self.home / "meta")

    def plainly(self, arguments):
        outcome = self.program.run(arguments)
        if outcome.code != 0:
            raise RuntimeError(f"{' '.join(map(str, arguments))}: {outcome.err}")

    def run(self):
        first, again = self.prepare()
        renew(self.out, self.older)
        before = snapshot(self.out)
        begin = time.monotonic()
        self.plainly(first)
        seconds = time.monotonic() - begin
        after = self.masked(snapshot(self.out))
        renew(self.older, self.out)
        arguments, row = first, 0
        while self.done < self.kills and len(self.problems) < 20:
            last = row >= MOST_IN_A_ROW
            outcome = self.program.run(arguments, kill_after=None if last else self.random.uniform(0, seconds * 1.05))
            if outcome.code == -signal.SIGKILL:
                self.done, row, arguments = self.done + 1, row + 1, again
                self.judge_killed(before, after)
                continue
            self.ended += 1
            self.judge_ended(outcome, after)
            renew(self.older, self.out)
            arguments, row = first, 0
        self.program.close()
        return self.name, self.done, self.ended, self.problems

    def masked(self, files):
        return {name: without_notes(name, data) for name, data in files.items()}

    def whole(self, name, data, before, after):
        if data == before.get(name):
            return True
        return without_notes(name, data) == after.get(name)

    def judge_killed(self, before, after):
        now = snapshot(self.out)
        for name in before.keys() | after.keys():
            if name in now:
                if not self.whole(name, now[name], before, after):
                    self.problems.append(f"after kill {self.done}: {name} is neither the old nor the new one")
            elif name in before and name in after:
                # A finished run is moved to its place file by file; what is not there yet lies whole beside it.
                folder, file = os.path.split(name)
                waiting = os.path.join(folder, ".unfinished", file)
                if waiting not in now or without_notes(name, now[waiting]) != after[name]:
                    self.problems.append(f"after kill {self.done}: {name} is lost")

    def judge_ended(self, outcome, after):
        if outcome.code != 0:
            self.problems.append(f"given again after {self.done} kills it fails: {outcome.err.strip()[-200:]}")
            return
        now = self.masked(snapshot(self.out))
        for name in sorted(now.keys() | after.keys()):
            if name not in now or (name in after and now[name] != after[name]):
                kind = "another" if name in now else "no"
                self.problems.append(f"it ended after {self.done} kills with {kind} {name}")
            elif name not in after:
                self.problems.append(f"it ended after {self.done} kills and left {name}")

    # --- what is killed ---

    def prepare(self):
        out, base = self.out, self.base
        inputs = [base / f"{NAME}-train", base / f"{NAME}-features-validation.tar.bz2", base / f"{NAME}-test-allmusic"]
        train, valid, tests = sources_of(base, ["allmusic", "lastfm"])
        if self.name.startswith("import"):
            store = out / ("store.safetensors" if "file" in self.name else "store")
            self.plainly(["import", inputs[2], "--output", store, "--quiet"])
            return 2 * [["import", *inputs, "--output", store, "--quiet"]]
        training = ["train-and-predict", "--train-files", train, "--valid-files", valid, "--feature-files",
                    base / "features.safetensors",
                    "--test-files", f"{base}/test-allmusic.safetensors,{base}/test-lastfm.safetensors", "--job-dir",
                    out / "run", "--filters", "8,16", "--threads", "1", "--quiet"]
        if self.name == "training":
            self.plainly([*training, "--seed", "2", "--epochs", "1"])
            return [*training, "--epochs", "12"], [*training, "--epochs", "12", "--resume"]
        self.plainly([*training, "--epochs", "2"])
        if self.name == "thresholds":
            return 2 * [["thresholds", "--job-dir", out / "run", "--rule", "global@micro", "--compare", "--quiet"]]
        (out / "report.html").write_text("An older report.\n")
        return 2 * [["report", "--job-dir", out / "run", "--test-truths", tests, "--output", out / "report.html",
                     "--quiet"]]


class ProjectSaves:
    """The window saves a project with two contents by turns."""

    def __init__(self, settings, kills):
        self.settings, self.kills = settings, kills
        self.random = random.Random(f"{settings['seed']} project")

    def run(self):
        home = pathlib.Path(self.settings["work"]) / "project"
        home.mkdir()
        environment = dict(os.environ, LC_ALL="C.UTF-8")
        project = prepare_project(lambda arguments: subprocess.run([self.settings["cli"], *map(str, arguments)],
                                                                   check=True, stdout=subprocess.DEVNULL,
                                                                   env=environment), home)
        target = home / "out" / "saved.melscope"
        environment |= {"QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(home / "config"), "HOME": str(home)}
        program = FaultyProgram(self.settings["window"], self.settings["shim"], "/nowhere", home / "meta",
                                environment=environment)
        problems, done = [], 0
        while done < self.kills and len(problems) < 20:
            outcome = program.run(["save", project, target], kill_after=self.random.uniform(0, 0.05), ready="saving")
            if outcome.code != -signal.SIGKILL:
                problems.append(f"the window does not save: exit {outcome.code}, {outcome.err.strip()[-200:]}")
                break
            done += 1
            try:
                epochs = json.loads(target.read_text())["recipe"]["epochs"]
            except (OSError, ValueError, KeyError) as error:
                problems.append(f"after kill {done} the project is not whole: {error}")
                continue
            if epochs not in (11, 22):
                problems.append(f"after kill {done} the project is neither the old nor the new one")
            left = [path.name for path in target.parent.iterdir() if path.name.startswith(target.name + ".")]
            if len(left) > 1:  # each save takes away what the killed one before it left
                problems.append(f"after kill {done} more than one half-written project is there: {' '.join(left)}")
        program.close()
        return "project", done, 0, problems


def work_on(settings, name, kills):
    return (ProjectSaves(settings, kills) if name == "project" else Scenario(settings, name, kills)).run()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cli", required=True)
    parser.add_argument("--shim", required=True)
    parser.add_argument("--window", required=True)
    parser.add_argument("--kills", type=int, default=int(os.environ.get("KILLS", "100")))
    parser.add_argument("--seed", default=os.environ.get("KILLS_SEED", "1"))
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--only", default="")
    settings = vars(parser.parse_args())
    begin = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="melscope-kills-", dir=quick_folder()) as folder:
        settings |= {"work": folder, "base": folder + "/in"}
        environment = dict(os.environ, LC_ALL="C.UTF-8")

        def run(arguments):
            subprocess.run([settings["cli"], *map(str, arguments)], check=True, stdout=subprocess.DEVNULL,
                           env=environment)
        base = pathlib.Path(settings["base"])
        run(["demo", base, "--tracks", "400", "--quiet"])
        run(["import", base / f"{NAME}-train", base / f"{NAME}-features-validation.tar.bz2", "--output",
             base / "features.safetensors", "--quiet"])
        for name in ("allmusic", "lastfm"):
            run(["import", base / f"{NAME}-test-{name}", "--output", base / f"test-{name}.safetensors", "--quiet"])
        wanted = [name for name in SHARES if name.startswith(settings["only"])]
        with concurrent.futures.ProcessPoolExecutor(settings["jobs"]) as pool:
            results = [done.result() for done in [pool.submit(work_on, settings, name,
                                                              max(1, round(settings["kills"] * SHARES[name])))
                                                  for name in wanted]]
    print(f"{'killed':<20} {'kills':>6} {'ended':>6} {'wrong':>6}")
    wrong = 0
    for name, kills, ended, problems in results:
        wrong += len(problems)
        print(f"{name:<20} {kills:>6} {ended:>6} {len(problems):>6}")
    kills, ended = sum(result[1] for result in results), sum(result[2] for result in results)
    print(f"{'all':<20} {kills:>6} {ended:>6} {wrong:>6}   in {time.monotonic() - begin:.0f} s")
    for name, _, _, problems in results:
        for problem, count in collections.Counter(re.sub(r"\d+", "N", problem) for problem in problems).items():
            print(f"WRONG: {name}: {problem} ({count} times)")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
