"""The commands that are disturbed, with inputs, and older outputs in their places."""
import dataclasses
import json
import pathlib
import shutil

NAME = "acousticbrainz-mediaeval"
SMALL = ["--epochs", "1", "--filters", "4,8", "--threads", "1"]


@dataclasses.dataclass
class Command:
    name: str
    arguments: list
    older: list = dataclasses.field(default_factory=list)  # of argument lists that make older outputs
    garbage: list = dataclasses.field(default_factory=list)  # older outputs with any text
    again: list = dataclasses.field(default_factory=list)  # further arguments when it is given again after a failure
    copies: list = dataclasses.field(default_factory=list)  # (from the inputs, to the outputs)
    imports: bool = False  # documents, which it goes without where the disk does not give them


def sources_of(base, names):
    def files(part):
        return ",".join(f"{base}/{NAME}-{name}-{part}.tsv.bz2" for name in names)
    return files("train"), files("validation"), files("test")


def runs_of(base):
    """As deep as the outputs are, since runs name their files by relative paths."""
    return str(pathlib.Path(base).parent / "made" / "out")


def prepare_inputs(run, base):
    """Inputs that all commands share, made without faults; `run` runs a command."""
    base, runs = pathlib.Path(base), pathlib.Path(runs_of(base))
    run(["demo", base, "--tracks", "60", "--seed", "1", "--quiet"])
    run(["import", base / f"{NAME}-train", base / f"{NAME}-features-validation.tar.bz2", "--output",
         base / "features.safetensors", "--quiet"])
    for name in ("allmusic", "lastfm"):
        run(["import", base / f"{NAME}-test-{name}", "--output", base / f"test-{name}.safetensors", "--quiet"])
    train, valid, _ = sources_of(base, ["allmusic", "lastfm"])
    tests = f"{base}/test-allmusic.safetensors,{base}/test-lastfm.safetensors"
    for seed in ("1", "2"):
        run(["train-and-predict", "--train-files", train, "--valid-files", valid, "--test-files", tests,
             "--feature-files", base / "features.safetensors",
             "--job-dir", runs / f"run-{seed}", "--seed", seed, "--quiet", *SMALL])
    few = base / "few"
    for number, document in enumerate(sorted((base / f"{NAME}-train").rglob("*.json"))[:6]):
        folder = few / str(number % 2)
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(document, folder)
    write_projects(base)


def write_projects(base):
    """The demo's project with one source and absolute paths, so that it may lie anywhere: on documents, on stores."""
    project = json.loads((base / "demo.melscope").read_text())
    source = project["sources"][0]
    for key in ("train", "validation", "test", "test_truth"):
        source[key] = str(base / source[key])
    project["sources"] = [source]
    source["test"] = str(base / f"{NAME}-test-allmusic")
    source["features"] = [str(base / "few"), str(base / f"{NAME}-features-validation.tar.bz2")]
    (base / "p.melscope").write_text(json.dumps(project))
    source["features"] = [str(base / "features.safetensors")]
    source["test"] = str(base / "test-allmusic.safetensors")
    (base / "stores.melscope").write_text(json.dumps(project))


def prepare_project(run, folder):
    """A project of one source with a run of its own, all below a folder; returns the project's file."""
    base, out = folder / "in", folder / "out"
    run(["demo", base, "--tracks", "60", "--seed", "1", "--quiet"])
    few = base / "few"
    few.mkdir()
    for document in sorted((base / f"{NAME}-train").rglob("*.json")):
        shutil.copy(document, few)
    write_projects(base)
    out.mkdir()
    project = json.loads((base / "p.melscope").read_text())
    project["run"] = "p.data/runs/one"
    (out / "p.melscope").write_text(json.dumps(project))
    source = project["sources"][0]
    run(["train-and-predict", "--train-files", source["train"], "--valid-files", source["validation"], "--test-files",
         source["test"],
         "--feature-files", ",".join(source["features"]), "--job-dir", out / "p.data/runs/one", "--quiet", *SMALL])
    return str(out / "p.melscope")


def all_commands(base, out):
    """With inputs in one folder and outputs in another."""
    runs = runs_of(base)
    train, valid, truths = sources_of(base, ["allmusic", "lastfm"])
    tests = f"{base}/test-allmusic.safetensors,{base}/test-lastfm.safetensors"
    features = f"{base}/features.safetensors"
    archive = f"{base}/{NAME}-features-validation.tar.bz2"
    few = f"{base}/few"
    project = f"{out}/p.melscope"
    truth = f"{base}/{NAME}-allmusic-test.tsv.bz2"
    validation = f"{base}/{NAME}-allmusic-validation.tsv.bz2"
    submission = f"{runs}/run-1/test_preds_allmusic.tsv"
    training = ["--train-files", train, "--valid-files", valid, "--feature-files", features, "--job-dir", f"{out}/run",
                *SMALL]
    old_run = [(f"{runs}/run-2", "run")]
    run = [(f"{runs}/run-1", "run")]
    with_project = [(f"{base}/p.melscope", "p.melscope")]
    files = [train.split(",")[0], valid.split(",")[0], features]
    quiet = "--quiet"
    return [
        Command("demo", ["demo", f"{out}/demo", "--tracks", "50", "--seed", "1", quiet],
                older=[["demo", f"{out}/demo", "--tracks", "50", "--seed", "2", quiet]]),
        Command("import one file", ["import", few, "--output", f"{out}/store.safetensors", "--report",
                                    f"{out}/report.tsv", "--json", quiet],
                garbage=["report.tsv"], imports=True,
                older=[["import", archive, "--output", f"{out}/store.safetensors", quiet]]),
        Command("import two inputs", ["import", few, archive, "--output", f"{out}/store.safetensors", quiet],
                older=[["import", archive, "--output", f"{out}/store.safetensors", quiet]], imports=True),
        Command("import shards", ["import", few, archive, "--output", f"{out}/store", "--report", f"{out}/report.tsv",
                                  quiet],
                garbage=["report.tsv"], imports=True,
                older=[["import", f"{few}/0", "--output", f"{out}/store", quiet]]),
        Command("import archive", ["import", archive, "--output", f"{out}/store.safetensors", "--json", quiet],
                garbage=["store.safetensors"], imports=True),
        Command("tracks", ["tracks", *files, "--filter", "labels>1", "--json", quiet]),
        Command("labels", ["labels", *files, quiet]),
        Command("relate", ["relate", *files, "--rows", "allmusic", "--least", "1", quiet]),
        Command("mean", ["mean", *files, "--filter", "features:yes", "--output", f"{out}/mean.csv", quiet],
                garbage=["mean.csv"]),
        Command("mean of documents", ["mean", project, "--filter", "features:yes", "--output", f"{out}/mean.csv",
                                      quiet], garbage=["mean.csv"], copies=with_project, imports=True),
        Command("train", ["train", *training, quiet], copies=old_run, again=["--restart"]),
        Command("train-and-predict", ["train-and-predict", "--test-files", tests, *training, "--json", quiet],
                copies=old_run, again=["--restart"]),
        Command("train on documents", ["train-and-predict", "--train-files", train.split(",")[0], "--valid-files",
                                       valid.split(",")[0],
                                       "--test-files", f"{base}/{NAME}-test-allmusic", "--feature-files",
                                       f"{few},{archive}", "--job-dir", f"{out}/run", *SMALL, quiet],
                again=["--restart"], imports=True),
        Command("predict", ["predict", "--job-dir", f"{out}/run", "--test-files", tests, quiet], copies=run),
        Command("grid", ["grid", project, "melscope", "--seeds", "1", "--set", "epochs=1", "--set", "filters=4,8",
                         "--set", "threads=1", "--output", f"{out}/grid", "--json", quiet],
                copies=[(f"{base}/stores.melscope", "p.melscope")]),
        Command("thresholds of files", ["thresholds", "--scores", f"{runs}/run-1/valid_scores_allmusic.safetensors",
                                        "--ground-truth", validation,
                                        "--output", f"{out}/thresholds.txt", "--json", quiet],
                garbage=["thresholds.txt"]),
        Command("thresholds of a run", ["thresholds", "--job-dir", f"{out}/run", "--rule", "global", quiet],
                copies=run),
        Command("evaluate", ["evaluate", truth, submission, "--output-dir", f"{out}/evaluation", quiet],
                garbage=[f"evaluation/test_preds_allmusic.tsv.results_{kind}"
                         for kind in ("summary", "track", "label", "confusion")]),
        Command("check", ["check", "--ground-truth", train.split(",")[0], "--ids", f"{base}/test-allmusic.safetensors",
                          submission, "--json", quiet]),
        Command("compare", ["compare", truth, submission, f"{runs}/run-2/test_preds_allmusic.tsv", "--resamples", "20",
                            "--json", quiet]),
        Command("suspects", ["suspects", "--job-dir", f"{runs}/run-1", "--output", f"{out}/suspects.tsv", quiet],
                garbage=["suspects.tsv"]),
        Command("report", ["report", "--job-dir", f"{runs}/run-1", "--test-truths", truths, "--output",
                           f"{out}/report.html", quiet], garbage=["report.html"]),
        Command("onnx", ["onnx", "--job-dir", f"{out}/run", "--json", quiet], copies=run, garbage=["run/model.onnx"]),
        Command("split", ["split", validation, "--min-count", "1", "--output-dir", f"{out}/split", quiet],
                garbage=[f"split/{NAME}-allmusic-validation-{part}.tsv" for part in ("train", "test")]),
        Command("info", ["info", features, validation, f"{runs}/run-1", "--json", quiet]),
    ]


def make_older(command, run, base, out):
    out = pathlib.Path(out)
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    for source, target in command.copies:
        if pathlib.Path(source).is_dir():
            shutil.copytree(source, out / target)
        else:
            shutil.copy2(source, out / target)
    for arguments in command.older:
        run(arguments)
    for name in command.garbage:
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text("An older file, which stays until a new one is complete.\n")
