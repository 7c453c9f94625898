#!/usr/bin/env python3
"""Holds the files of `evaluate` against those of the task's evaluator, byte for byte, on twenty random cases.

What the evaluator wrote is kept as SHA-256 in evaluator_cases.txt, a line for each case and file: it is a program in R
that not every machine has. With --evaluator eval.R it is run again (Rscript, in the locale C) and the file renewed."""
import argparse
import hashlib
import os
import pathlib
import subprocess
import sys
import tempfile
import uuid

CASES = 20
FILES = ("results_summary", "results_track", "results_label", "results_confusion")
KEPT = pathlib.Path(__file__).with_name("evaluator_cases.txt")
GENRES = ["rock", "pop", "jazz", "hip hop", "hip-hop", "r&b", "électronique", "drum 'n' bass", "a", "Ωmega"]
NEVER_TRUE = ["never---true", "zzz"]


class Numbers:
    """The same numbers with every version of Python (splitmix64)."""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & (2**64 - 1)
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & (2**64 - 1)
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & (2**64 - 1)
        return z ^ (z >> 31)

    def below(self, n):
        return self.next() % n

    def shuffled(self, values):
        return [value for _, value in sorted((self.next(), value) for value in values)]


def write_case(case, folder):
    numbers = Numbers(case)
    labels = GENRES + [f"{genre}---{sub}" for genre in GENRES for sub in ("x", "y z", "hard")]
    labels = numbers.shuffled(labels)[:3 + numbers.below(len(labels) - 3)]
    if case % 5 == 4:  # no subgenre anywhere
        labels = [label for label in labels if "---" not in label] or ["rock"]

    def some(most):
        """Labels, the first ones far more often."""
        drawn = [numbers.below(len(labels)) * numbers.below(len(labels)) // len(labels)
                 for _ in range(1 + numbers.below(most))]
        return list(dict.fromkeys(labels[i] for i in drawn))

    ids = [str(uuid.UUID(int=numbers.next() << 64 | numbers.next())) for _ in range((1, 2, 7, 60, 400, 1500)[case % 6])]
    expected = {recording: some(6) for recording in ids}
    with open(folder / "truth.tsv", "w", encoding="utf-8") as truth:
        truth.write("recordingmbid\treleasegroupmbid" + "".join(f"\tgenre{i}" for i in range(1, 7)) + "\n")
        for recording in ids:
            truth.write("\t".join([recording, "group"] + expected[recording]) + "\n")
    with open(folder / "run.tsv", "w", encoding="utf-8") as run:
        for recording in numbers.shuffled(ids):
            predicted = some(5)
            if numbers.below(10) == 0:
                predicted.append(NEVER_TRUE[numbers.below(2)])
            if case % 4 == 3 and numbers.below(20) == 0:  # the checker refuses them, the evaluator counts them
                predicted = []
            if recording == ids[0]:  # a run that hits nothing at all is refused as another source's
                predicted = expected[recording][:1]
            run.write("\t".join([recording] + predicted) + "\n")


def digests(folder):
    return [hashlib.sha256((folder / f"run.tsv.{name}").read_bytes()).hexdigest() for name in FILES]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cli", required=True)
    parser.add_argument("--evaluator", help="eval.R of the task")
    parser.add_argument("--keep", help="a folder for the cases and both programs' files")
    arguments = parser.parse_args()
    kept, wrong = [], []
    known = KEPT.read_text().split("\n") if KEPT.exists() else []
    with tempfile.TemporaryDirectory() as temporary:
        for case in range(CASES):
            folder = pathlib.Path(arguments.keep or temporary) / str(case)
            (folder / "ours").mkdir(parents=True)
            write_case(case, folder)
            if arguments.evaluator:
                subprocess.run(["Rscript", arguments.evaluator, folder / "truth.tsv", folder / "run.tsv"], check=True,
                               env={**os.environ, "LC_ALL": "C"}, stdout=subprocess.DEVNULL)
                theirs = digests(folder)
            else:
                theirs = [known[case * len(FILES) + i].split(" ")[0] for i in range(len(FILES))]
            kept += [f"{digest} {case} {name}" for digest, name in zip(theirs, FILES)]
            subprocess.run([arguments.cli, "evaluate", "--quiet", "--output-dir", folder / "ours", folder / "truth.tsv",
                            folder / "run.tsv"], check=True, stdout=subprocess.DEVNULL)
            wrong += [f"case {case}: {name} differs" for ours, digest, name
                      in zip(digests(folder / "ours"), theirs, FILES) if ours != digest]
    if arguments.evaluator:
        KEPT.write_text("\n".join(kept) + "\n")
    print("\n".join(wrong) or f"{CASES * len(FILES)} files are the evaluator's")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
