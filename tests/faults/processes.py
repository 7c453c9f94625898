#!/usr/bin/env python3
"""Trains in several processes, however they are started, and kills some of them (SIGKILL, SIGTERM) at random moments.
The submissions are those of one process; where one is lost, all end soon and say which, no file is damaged, and the job
goes on when it is given again, with another number of processes, too. PROCESS_KILLS is how many are killed,
PROCESS_SEED chooses the moments."""
import argparse
import os
import pathlib
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from fault_commands import NAME, sources_of
from faults import quick_folder

TRY_AGAIN = 75
SECONDS_TO_END = 30
SOURCES = ["allmusic", "lastfm"]


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return str(found.getsockname()[1])


class Jobs:
    def __init__(self, cli, folder):
        self.cli, self.folder, self.problems = cli, pathlib.Path(folder), []
        self.base = self.folder / "in"
        self.random = random.Random(os.environ.get("PROCESS_SEED", "1"))
        self.environment = {name: value for name, value in os.environ.items()
                            if not name.startswith(("SLURM_", "TORCHELASTIC_", "MASTER_"))} | {"LC_ALL": "C.UTF-8"}
        self.plainly("demo", self.base, "--tracks", "400")
        self.plainly("import", self.base / f"{NAME}-train", self.base / f"{NAME}-features-validation.tar.bz2",
                     "--output", self.base / "features.safetensors")

    def plainly(self, *arguments):
        subprocess.run([self.cli, *map(str, arguments), "--quiet"], check=True, stdout=subprocess.DEVNULL,
                       env=self.environment)

    def training(self, run, *more, epochs="3"):
        train, valid, _ = sources_of(self.base, SOURCES)
        tests = ",".join(str(self.base / f"{NAME}-test-{source}") for source in SOURCES)
        return [self.cli, "train-and-predict", "--train-files", train, "--valid-files", valid, "--feature-files",
                str(self.base / "features.safetensors"), "--test-files", tests, "--job-dir", str(self.folder / run),
                "--filters", "8,16", "--threads", "1", "--epochs", epochs, "--quiet", *more]

    def start(self, command, **environment):
        return subprocess.Popen(command, env=self.environment | environment, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True, start_new_session=True)

    def expect(self, condition, problem):
        if not condition:
            self.problems.append(problem)

    def ended(self, processes, what):
        """Statuses and errors, once all have ended."""
        end = time.monotonic() + SECONDS_TO_END + 60
        outcomes = []
        for process in processes:
            try:
                _, error = process.communicate(timeout=max(1, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                _, error = process.communicate()
                self.problems.append(f"{what}: a process does not end")
            outcomes.append((process.returncode, error.strip()))
        return outcomes

    def judge_submissions(self, run):
        for source in SOURCES:
            name = f"test_preds_{source}.tsv"
            made, expected = self.folder / run / name, self.folder / "one" / name
            self.expect(made.is_file() and made.read_bytes() == expected.read_bytes(),
                        f"{run}: {name} is not that of one process")

    # --- how they are started ---

    def by_themselves(self):
        for count in ("2", "4"):
            outcome = self.ended([self.start(self.training("own" + count, "--processes", count))], "--processes")
            self.expect(outcome[0][0] == 0, f"--processes {count}: {outcome}")
            self.judge_submissions("own" + count)

    def by_hand(self):
        place = "127.0.0.1:" + free_port()
        outcomes = self.ended([self.start(self.training("hand", "--rendezvous", place, "--processes", "3", "--rank",
                                                        str(rank))) for rank in (2, 0, 1)], "by hand")
        self.expect([code for code, _ in outcomes] == [0, 0, 0], f"by hand: {outcomes}")
        self.judge_submissions("hand")

    def by_variables(self):
        port = free_port()
        torchrun = [{"RANK": str(rank), "WORLD_SIZE": "2", "LOCAL_WORLD_SIZE": "2", "MASTER_ADDR": "localhost",
                     "MASTER_PORT": port} for rank in (0, 1)]
        srun = [{"SLURM_PROCID": str(rank), "SLURM_NTASKS": "2", "SLURM_LOCALID": str(rank), "SLURM_JOB_ID": "4711",
                 "SLURM_STEP_ID": "0", "SLURM_JOB_NODELIST": "localhost"} for rank in (0, 1)]
        for name, variables in (("torchrun", torchrun), ("srun", srun)):
            outcomes = self.ended([self.start(self.training(name), **one) for one in variables], name)
            self.expect([code for code, _ in outcomes] == [0, 0], f"{name}: {outcomes}")
            self.judge_submissions(name)
        # A job's script without srun is one process alone, whatever its variables say.
        outcomes = self.ended([self.start(self.training("script"), SLURM_JOB_ID="4711", SLURM_PROCID="0",
                                          SLURM_NTASKS="2")], "a job's script")
        self.expect(outcomes[0][0] == 0, f"a job's script: {outcomes}")

    def wrongly(self):
        for arguments, status in ((["--rank", "0"], 2),
                                  (["--rendezvous", "here", "--rank", "0", "--processes", "2"], 1),
                                  (["--rendezvous", "here:1", "--rank", "2", "--processes", "2"], 1),
                                  (["--processes", "none"], 2)):
            outcome = self.ended([self.start(self.training("wrong", *arguments))], "wrongly")
            self.expect(outcome[0][0] == status and outcome[0][1], f"{arguments}: {outcome}")
        # The first one's fault is told by it alone, and ends all.
        command = self.training("wrong", "--processes", "3")
        command[command.index("--feature-files") + 1] = "/nowhere"
        outcome = self.ended([self.start(command)], "a missing file")
        self.expect(outcome[0][0] == 1 and outcome[0][1].count("/nowhere") == 1, f"a missing file: {outcome}")

    # --- what happens to them ---

    def group(self, run, count, *more, epochs="400", **environment):
        port = free_port()
        return [self.start(self.training(run, *more, epochs=epochs), RANK=str(rank), WORLD_SIZE=str(count),
                           LOCAL_WORLD_SIZE=str(count), MASTER_ADDR="127.0.0.1", MASTER_PORT=port, **environment)
                for rank in range(count)]

    def has_checkpoint(self, run):
        folder = self.folder / run / ".unfinished" / "checkpoints"
        return folder.is_dir() and any(name.suffix == ".safetensors" for name in folder.iterdir())

    def killed(self, number):
        # Every third is short, so that predicting and writing are met, too.
        run, epochs = f"killed{number}", "400" if number % 3 > 0 else "5"
        processes = self.group(run, 3, epochs=epochs)
        begin = time.monotonic()
        while not self.has_checkpoint(run) and time.monotonic() - begin < 30 and processes[0].poll() is None:
            time.sleep(0.01)
        time.sleep(self.random.uniform(0, 2 if number % 3 > 0 else 0.3))
        victim = self.random.randrange(3)
        if processes[victim].poll() is None:
            os.kill(processes[victim].pid, signal.SIGKILL)
        begin = time.monotonic()
        outcomes = self.ended(processes, "killed")
        seconds = time.monotonic() - begin
        self.expect(seconds <= SECONDS_TO_END, f"process {victim} was killed: the others ended after {seconds:.1f} s")
        if outcomes[victim][0] == 0:  # it had ended before
            self.expect(all(code == 0 for code, _ in outcomes), f"nobody was killed: {outcomes}")
            return 0
        others = [outcome for rank, outcome in enumerate(outcomes) if rank != victim]
        if all(code == 0 for code, _ in others):  # it was about to end, its work done
            made, expected = (sorted(os.listdir(self.folder / name)) for name in (run, "one"))
            self.expect(made == expected, f"process {victim} was killed, and the others take the job for done: {made}")
            return 0
        for rank, (code, error) in enumerate(outcomes):
            if rank == victim:
                continue
            self.expect(code == TRY_AGAIN, f"process {victim} was killed: {rank} ended with {code}: {error}")
            told = f"process {victim}" in error or (rank > 0 and victim > 0)
            self.expect(told, f"process {victim} was killed, and {rank} does not name it: {error}")
        self.goes_on(run, "2", epochs)
        return seconds

    def terminated(self):
        """As at the end of a cluster's time: all get SIGTERM, or one alone."""
        for number, whom in enumerate(((0, 1, 2), (1,))):
            run = f"terminated{number}"
            processes = self.group(run, 3, TORCHELASTIC_RUN_ID="test")
            begin = time.monotonic()
            while not self.has_checkpoint(run) and time.monotonic() - begin < 30:
                time.sleep(0.02)
            for rank in whom:
                os.kill(processes[rank].pid, signal.SIGTERM)
            outcomes = self.ended(processes, "terminated")
            self.expect(all(code == TRY_AGAIN for code, _ in outcomes), f"SIGTERM to {whom}: {outcomes}")
            self.expect(self.has_checkpoint(run), f"SIGTERM to {whom} left no checkpoint")
            self.goes_on(run, "1")

    def goes_on(self, run, count, epochs="400"):
        again = self.training(run, "--resume", "--processes", count, epochs=epochs)
        outcome = self.ended([self.start([*again, "--patience", "1"])], "going on")
        self.expect(outcome[0][0] == 0, f"{run} does not go on: {outcome}")
        left = [name for name in os.listdir(self.folder / run) if name.startswith(".") or name.endswith("~")]
        self.expect(not left, f"{run}: {left} is left")
        shutil.rmtree(self.folder / run, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cli", required=True)
    parser.add_argument("--kills", type=int, default=int(os.environ.get("PROCESS_KILLS", "3")))
    settings = parser.parse_args()
    begin = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="melscope-processes-", dir=quick_folder()) as folder:
        jobs = Jobs(settings.cli, folder)
        outcome = jobs.ended([jobs.start(jobs.training("one"))], "one process")
        jobs.expect(outcome[0][0] == 0, f"one process: {outcome}")
        jobs.by_themselves()
        jobs.by_hand()
        jobs.by_variables()
        jobs.wrongly()
        jobs.terminated()
        seconds = [jobs.killed(number) for number in range(settings.kills)]
    print(f"{settings.kills} killed, the others ended within {max(seconds, default=0):.1f} s; all in "
          f"{time.monotonic() - begin:.0f} s")
    for problem in jobs.problems:
        print(f"WRONG: {problem}")
    return 1 if jobs.problems else 0


if __name__ == "__main__":
    sys.exit(main())
