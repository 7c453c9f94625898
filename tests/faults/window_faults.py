#!/usr/bin/env python3
"""Makes the system calls of every save of the window fail and judges what is left; window_saves does it, this prints
the table. FAULTS is how many numbers n of each call and error are tried (0: all)."""
import argparse
import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from fault_commands import SMALL, prepare_project
from faults import print_faults, print_table, quick_folder


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cli", required=True)
    parser.add_argument("--shim", required=True)
    parser.add_argument("--window", required=True)
    parser.add_argument("--most", type=int, default=int(os.environ.get("FAULTS", "1")))
    parser.add_argument("--least", type=int, default=1)
    settings = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="melscope-window-", dir=quick_folder()) as folder:
        environment = dict(os.environ, LC_ALL="C.UTF-8", QT_QPA_PLATFORM="offscreen",
                           XDG_CONFIG_HOME=folder + "/config", HOME=folder)
        project = prepare_project(lambda arguments: subprocess.run([settings.cli, *map(str, arguments)], check=True,
                                                                   stdout=subprocess.DEVNULL, env=environment),
                                  pathlib.Path(folder))
        environment["LD_PRELOAD"] = settings.shim
        process = subprocess.run([settings.window, "faults", project, str(settings.most)], stdout=subprocess.PIPE,
                                 stderr=subprocess.PIPE, text=True, errors="replace", env=environment)
    tries, last = [], ""
    for line in process.stdout.splitlines():
        cells = line.split("\t")
        if cells[0] == "done":
            name, kind, error, sticky, number, verdict, reason, call, path = cells[1:10]
            tries.append((name, kind, error, sticky == "1", int(number), verdict, reason, call,
                          path.replace(folder, "")))
        else:
            last = " ".join(cells[1:])
    if process.returncode not in (0, 1):
        tries.append((last.split(" ")[0] or "window", "-", "-", False, 0, "wrong",
                      f"the window ended with {process.returncode} at: {last}; {process.stderr[-300:]}", "", ""))
    total = print_table(tries)
    print_faults(tries, "wrong", "WRONG")
    injected = sum(total.values())
    print(f"\n{injected} faults, {total['wrong']} wrong")
    return 1 if total["wrong"] or injected < settings.least else 0


if __name__ == "__main__":
    sys.exit(main())
