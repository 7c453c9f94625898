#!/usr/bin/env python3
"""Trains as jobs of a Slurm cluster of our own, here and behind ssh, of a computer without a queue, in a container and
by torchrun. The submissions are those of a training here. A lost process lets its job be begun again; jobs are
cancelled, refused and fail, each with a message that says why. A grid is one array, and its finished cells are not
made again. Says what of it cannot be tried on this machine."""
import argparse
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.path[:0] = [str(pathlib.Path(__file__).parent), str(pathlib.Path(__file__).parent.parent / "faults")]
from faults import quick_folder
from small_cluster import SmallCluster, SmallSshd, missing

SOURCES = ["allmusic", "discogs", "lastfm", "tagtraum"]
PATIENCE = 120


class Jobs:
    def __init__(self, cli, folder, cluster, sshd):
        self.cli, self.folder, self.cluster, self.problems, self.untried = cli, folder, cluster, [], []
        self.sshd = sshd
        self.environment = {name: value for name, value in os.environ.items()
                            if not name.startswith(("SLURM_", "TORCHELASTIC_", "MASTER_"))}
        self.environment |= {"LC_ALL": "C.UTF-8", "XDG_CONFIG_HOME": str(folder / "config"),
                             "XDG_CACHE_HOME": str(folder / "cache")} | cluster.environment
        self.project = folder / "in" / "demo.melscope"
        self.cli_done("demo", folder / "in", "--tracks", "400")
        self.here = ["ssh", "-F", str(sshd.config), "cluster"]
        self.target("slurm", queue="slurm", partition="all", nodes=2)
        behind = {"host": "cluster", "ssh_options": ["-F", str(sshd.config)]}
        self.target("behind", queue="slurm", partition="all", nodes=2, folder=str(folder / "far away"), **behind)
        self.target("plain", queue="none", processes=2, folder="jobs", **behind)

    # --- how a command is given ---

    def target(self, name, **settings):
        path = self.folder / "config" / "melscope" / "targets" / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"format": "melscope-target", "program": self.cli} | settings))

    def run(self, *arguments, **variables):
        return subprocess.run([self.cli, *map(str, arguments)], env=self.environment | variables, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=PATIENCE, check=False)

    def cli_done(self, *arguments):
        done = self.run(*arguments)
        self.expect(done.returncode == 0, f"{arguments}: {done.returncode}, {done.stderr}")
        return done

    def training(self, run, *more, epochs=3):
        return ["train-and-predict", "--project", self.project, "--job-dir", self.folder / run, "--filters", "8,16",
                "--threads", "1", "--epochs", epochs, *more]

    def expect(self, condition, problem):
        if not condition:
            self.problems.append(problem)

    def wait_for(self, condition, what):
        end = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > end:
                self.problems.append(f"not seen: {what}")
                return False
            time.sleep(0.1)
        return True

    def record(self, run):
        return json.loads((self.folder / run / "job.json").read_text())

    def history(self, run):
        path = self.folder / run / ".unfinished" / "checkpoints" / "history.csv"
        return path.read_text().count("\n") - 1 if path.exists() else 0

    def judge_submissions(self, run):
        for source in SOURCES:
            name = f"test_preds_{source}.tsv"
            made, expected = self.folder / run / name, self.folder / "one" / name
            self.expect(made.is_file() and made.read_bytes() == expected.read_bytes(),
                        f"{run}: {name} is not that of a training here")

    # --- where it is computed ---

    def everywhere(self):
        self.cli_done(*self.training("one"))
        expected = json.loads((self.folder / "one" / "run.json").read_text())
        for target in ("slurm", "behind", "plain"):
            found = self.cli_done("targets", target).stdout
            self.expect("melscope-cli" in found, f"targets {target}: {found}")
            done = self.cli_done(*self.training(target, "--on", target))
            self.expect("epoch 3: " in done.stderr, f"{target} is not followed: {done.stderr}")
            self.expect("accepted" in done.stdout, f"{target} tells no outcome: {done.stdout}")
            self.judge_submissions(target)
            made = json.loads((self.folder / target / "run.json").read_text())
            for key in ("sources", "features", "findings", "data_fingerprint"):
                same = json.dumps(made[key], sort_keys=True) == json.dumps(expected[key], sort_keys=True)
                self.expect(same or key == "sources", f"{target}: {key} is {made[key]}, not {expected[key]}")
            for one, other in zip(made["sources"], expected["sources"]):
                for part in ("train", "validation", "test"):
                    self.expect(one[part] == other[part], f"{target}: {part} is {one[part]}, not {other[part]}")
        self.expect(not list((self.folder / "behind").glob(".[!.]*")), "something is left of fetching")
        # Nothing travels twice, whatever run it is for.
        again = self.cli_done(*self.training("again", "--on", "behind", "--seed", "2"))
        self.expect("are there already" in again.stderr and "Copying" not in again.stderr, again.stderr)

    def in_container(self):
        """A program called podman that only notes how it is called: images cannot be had everywhere."""
        tools = self.folder / "tools"
        tools.mkdir()
        podman = tools / "podman"
        podman.write_text("#!/bin/bash\necho \"$@\" > \"$NOTED\"\nwhile [ \"$1\" != image ]; do shift; done\n"
                          "shift\nexec \"$@\"\n")
        podman.chmod(0o755)
        self.target("boxed", queue="none", container="podman", image="image")
        noted = self.folder / "noted"
        done = self.run(*self.training("boxed", "--on", "boxed"), NOTED=str(noted),
                        PATH=f"{tools}:{os.environ['PATH']}")
        self.expect(done.returncode == 0, f"boxed: {done.stderr}")
        words = noted.read_text() if noted.exists() else ""
        self.expect("run --rm" in words and f"--volume {self.folder}/boxed:{self.folder}/boxed" in words, words)
        self.judge_submissions("boxed")

    def by_torchrun(self):
        torchrun = shutil.which("torchrun")
        if torchrun is None:
            self.untried.append("torchrun, which is not here")
            return
        # -r and -t: what Debian 12's would do without them, its Python does not have any more.
        done = subprocess.run([torchrun, "-r", "1", "-t", "1", "--nnodes", "1", "--nproc_per_node", "2", "--no_python",
                               self.cli, *map(str, self.training("torchrun"))], env=self.environment, text=True,
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=PATIENCE, check=False)
        self.expect(done.returncode == 0, f"torchrun: {done.stderr}")
        self.judge_submissions("torchrun")

    # --- what happens to jobs ---

    def begun_again(self):
        """A process is lost: the job waits again by itself, and goes on after its last checkpoint."""
        self.cli_done(*self.training("long", "--on", "slurm", "--detach", "--patience", "100000", epochs=100000))
        self.wait_for(lambda: self.history("long") > 2, "the job's epochs")
        again = self.run(*self.training("long", "--on", "slurm", "--detach", epochs=100000))
        self.expect(again.returncode == 0 and "(job" in again.stdout, f"a job that runs is one: {again.stderr}")
        ranks = self.trainings()
        self.expect(len(ranks) == 2, f"{len(ranks)} processes train")
        os.kill(ranks[-1], signal.SIGKILL)
        self.wait_for(lambda: "waiting on" in self.run("jobs", self.folder / "long").stdout, "the job that waits again")
        before = self.history("long")
        time.sleep(5)  # Slurm fails a job that begins again while its nodes still clear up

        def goes_on():
            self.slurm("scontrol", "update", f"JobId={self.record('long')['job']}", "StartTime=now")
            time.sleep(1)
            return self.history("long") > before + 1
        self.wait_for(goes_on, "epochs after it was begun again")  # Slurm itself would wait two minutes
        self.slurm("scancel", self.record("long")["job"])
        self.wait_for(lambda: "cancelled on" in self.run("jobs", self.folder / "long").stdout, "that it was cancelled")
        self.expect(self.history("long") > before, "cancelled, it has lost its epochs")
        self.cli_done(*self.training("long", "--on", "slurm", "--restart"))
        self.expect((self.folder / "long" / "history.csv").read_text().count("\n") == 4, "it was not begun anew")

    def trainings(self):
        """The processes that train for us now."""
        found = []
        for process in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                mine = self.folder in (process / "cwd").resolve().parents
                if mine and (process / "exe").resolve() == pathlib.Path(self.cli):
                    found.append(int(process.name))
            except OSError:
                pass  # it has just ended
        return sorted(found)

    def slurm(self, *command):
        subprocess.run(command, env=self.environment, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def cancelled(self):
        for target in ("slurm", "behind", "plain"):
            run = f"ended-{target}"
            self.cli_done(*self.training(run, "--on", target, "--detach", "--patience", "100000", epochs=100000))
            state = lambda: self.run("jobs", self.folder / run).stdout
            self.wait_for(lambda: "training on" in state(), f"{run}: that it trains")
            self.cli_done("jobs", self.folder / run, "--cancel")
            self.wait_for(lambda: "cancelled on" in state(), f"{run}: that it was cancelled")
        self.wait_for(lambda: not self.trainings(), "that all processes of cancelled jobs have ended")

    def refused(self):
        """Errors: what the user sees says what was said there, and nothing of a job is left."""
        self.target("nowhere", queue="slurm", host="nowhere.invalid", folder="jobs")
        self.target("wrong", queue="slurm", partition="none-such")
        self.target("fails", queue="slurm", program="/bin/false")
        self.target("lacks", queue="slurm", program="no-such-program")
        for target, words in (("nowhere", "cannot be reached"), ("wrong", "invalid partition"),
                              ("fails", "Exited with exit code 1"), ("lacks", "no-such-program is not there"),
                              ("unknown", "there is no target")):
            done = self.run(*self.training(f"refused-{target}", "--on", target))
            self.expect(done.returncode == 1 and words in done.stderr, f"{target}: {done.returncode}, {done.stderr}")
            left = self.folder / f"refused-{target}" / "job.json"
            self.expect(left.exists() == (target == "fails"), f"{target}: a record of the job is there or not")
        # A submission that is refused leaves the record of the job before.
        before = self.record("refused-fails")
        done = self.run(*self.training("refused-fails", "--on", "wrong"))
        self.expect(done.returncode == 1 and self.record("refused-fails") == before, "an earlier job's record is lost")
        self.cluster.stop_munge()
        done = self.run(*self.training("refused-munge", "--on", "slurm"))
        self.expect(done.returncode == 1 and "munge" in done.stderr.lower(), f"no munge: {done.stderr}")
        self.cluster.start_munge()
        small = self.folder / "small"
        small.mkdir()
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", small], check=False,
                          stderr=subprocess.DEVNULL).returncode != 0:
            self.untried.append("a full disk, since nothing can be mounted here")
            return
        try:
            self.target("full", queue="slurm", host="cluster", ssh_options=["-F", str(self.sshd.config)],
                        folder=str(small))
            done = self.run(*self.training("refused-full", "--on", "full"))
            self.expect(done.returncode == 1 and "No space left" in done.stderr, f"a full disk: {done.stderr}")
        finally:
            subprocess.run(["umount", "--lazy", small], check=False)

    def grid(self):
        """One array; what is finished is not made again, and the table is that of a grid here."""
        words = ["grid", self.project, "melscope:epochs=2,threads=1", "paper:epochs=1,threads=1", "--seeds", "1,2",
                 "--json", "--output"]
        made = self.cli_done(*words, self.folder / "grid", "--on", "behind")
        records = [json.loads(path.read_text()) for path in sorted((self.folder / "grid").rglob("job.json"))]
        jobs = {record["job"].split("_")[0] for record in records}
        self.expect(len(records) == 4 and len(jobs) == 1, f"4 cells are {len(records)} jobs of {jobs}")
        cell = next(path.parent for path in sorted((self.folder / "grid").rglob("run.json")))
        shutil.rmtree(cell)
        again = self.cli_done(*words, self.folder / "grid", "--on", "slurm")
        after = {json.loads(path.read_text())["job"].split("_")[0] for path in (self.folder / "grid").rglob("job.json")}
        self.expect(len(after) == 2 and jobs < after, f"one cell was missing: {jobs}, {after}")
        here = self.cli_done(*words, self.folder / "grid-here")
        results = [[{key: value for key, value in result.items() if key != "training_seconds"}
                    for result in json.loads(text)["results"]] for text in (made.stdout, again.stdout, here.stdout)]
        for name, result in (("the array's", results[0]), ("the completed", results[1])):
            same = all(abs(one[key] - other[key]) < 1e-3 if isinstance(one[key], float) else one[key] == other[key]
                       for one, other in zip(result, results[2]) for key in other)
            self.expect(same and len(result) == len(results[2]), f"{name} grid differs: {result}, {results[2]}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cli", required=True)
    settings = parser.parse_args()
    lacks = missing()
    if lacks:
        print(f"SKIPPED: this machine lacks {lacks}")
        return 0
    begin = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="melscope-cluster-", dir=quick_folder()) as name:
        folder = pathlib.Path(name)
        folder.chmod(0o755)
        (folder / "slurm").mkdir()
        (folder / "ssh").mkdir()
        with SmallCluster(folder / "slurm") as cluster, SmallSshd(folder / "ssh", cluster.environment) as sshd:
            jobs = Jobs(str(pathlib.Path(settings.cli).resolve()), folder, cluster, sshd)
            for step in (jobs.everywhere, jobs.in_container, jobs.by_torchrun, jobs.cancelled, jobs.begun_again,
                         jobs.grid, jobs.refused):
                since = time.monotonic()
                step()
                print(f"{step.__name__}: {time.monotonic() - since:.0f} s", flush=True)
    print(f"all in {time.monotonic() - begin:.0f} s")
    for thing in jobs.untried:
        print(f"not tried: {thing}")
    for problem in jobs.problems:
        print(f"WRONG: {problem}")
    return 1 if jobs.problems else 0


if __name__ == "__main__":
    sys.exit(main())
