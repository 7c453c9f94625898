#!/usr/bin/env python3
"""Judges the lines of all sources: none beyond 120 characters, and C++ as .clang-format has it.

Other releases of clang-format break lines in other places, so only Debian 12's judges; without it that part is
skipped, and said to be."""
import pathlib
import re
import shutil
import subprocess
import sys

LONGEST = 120
RELEASE = 14
CPP = {".h", ".hpp", ".cpp", ".inl"}
OTHERS = {".py", ".cmake", ".txt", ".sh"}


def sources(root):
    for folder in ("app", "core", "resources", "tests", "ui"):
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and (path.suffix in CPP | OTHERS or path.name in ("run", "set-up")):
                yield path


def clang_format():
    for name in (f"clang-format-{RELEASE}", "clang-format"):
        program = shutil.which(name)
        if program:
            version = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
            if re.search(rf"version {RELEASE}\.", version):
                return program
    return None


def main():
    root = pathlib.Path(sys.argv[1])
    files = [*sources(root), root / "CMakeLists.txt"]
    wrong = 0
    for path in files:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if len(line) > LONGEST:
                print(f"{path}:{number}: {len(line)} characters, at most {LONGEST}")
                wrong += 1
    program = clang_format()
    if program is None:
        print(f"{'' if wrong else 'SKIPPED: '}clang-format {RELEASE} is not here; only the length of lines is judged")
    else:
        paths = [str(path) for path in files if path.suffix in CPP]
        if not paths:
            sys.exit(f"no C++ source in {root}")
        wrong += subprocess.run([program, "--dry-run", "-Werror", "--style=file", *paths], check=False).returncode
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
