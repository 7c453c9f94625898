"""Reads the logs of a finished run as TensorBoard and MLflow do, and compares them with the run's own files.

check_logs.py RUN: prints what was found as JSON; anything wrong is an AssertionError. Event files are read by hand
(frames, check sums, messages), curves are counted by numpy."""
import bz2
import csv
import json
import math
import pathlib
import struct
import sys

import numpy as np
import yaml

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "base"))
from wire_format import fields, float32, float64, ints, one, signed, text  # noqa: E402

TAGS = {
    "loss/train": "train_loss",
    "loss/validation": "validation_loss",
    "accuracy/train": "train_accuracy",
    "accuracy/validation": "validation_accuracy",
    "validation/macro_f1": "macro_f1",
    "validation/map": "map",
    "validation/map_genres": "map_genres",
    "validation/map_subgenres": "map_subgenres",
    "training/learning_rate": "learning_rate",
    "training/tracks_per_second": "tracks_per_s",
    "time/epoch_seconds": "seconds",
    "time/waited_seconds": "waited_seconds",
    "time/exchange_seconds": "exchange_seconds",
    "time/metric_seconds": "metric_seconds",
}
THRESHOLDS = np.array([i / 200 for i in range(201)], dtype=np.float32)


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def unmasked(crc):
    turned = (crc - 0xA282EAD8) & 0xFFFFFFFF
    return (turned >> 17 | turned << 15) & 0xFFFFFFFF


def records(path):
    data = path.read_bytes()
    place = 0
    while place < len(data):
        length, crc = struct.unpack_from("<QI", data, place)
        assert unmasked(crc) == crc32c(data[place : place + 8]), (path, place)
        record = data[place + 12 : place + 12 + length]
        assert len(record) == length
        (crc,) = struct.unpack_from("<I", data, place + 12 + length)
        assert unmasked(crc) == crc32c(record), (path, place)
        yield record
        place += length + 16


def events(folder):
    """All values by tag, [(step, value message)], as TensorBoard keeps them, and where the files began."""
    kept = {}
    starts = []
    for path in sorted(folder.glob("events.out.tfevents.*")):
        seconds, _, process, number = path.name.split(".", 3)[3].rsplit(".", 3)
        assert len(seconds) == 10 and process.isdigit() and number.isdigit(), path.name
        times = []
        for i, record in enumerate(records(path)):
            event = fields(record)
            step = signed(one(event, 2, 0))
            times.append(float64(one(event, 1)))
            if i == 0:
                assert text(event, 3) == "brain.Event:2"
            if 7 in event:
                assert one(fields(one(event, 7)), 1) == 1 and i == 1
                starts.append(step)
                for tag, values in kept.items():
                    kept[tag] = [value for value in values if value[0] < step]
            for data in fields(one(event, 5, b"")).get(1, []):
                value = fields(data)
                kept.setdefault(text(value, 1), []).append((step, value))
        assert min(times) > 1.5e9 and times == sorted(times)
    return kept, starts


def history_of(run):
    with open(run / "history.csv", newline="") as file:
        return [{name: float(value) for name, value in row.items()} for row in csv.DictReader(file)]


def results_of(description):
    results = {
        "result/best_epoch": description["best_epoch"],
        "result/validation_loss": description["best_validation_loss"],
    }
    for source in description["sources"]:
        for level, prefix in ("all", ""), ("genres", "genres_"):
            for figure in "macro_f1", "map":
                results[f"result/{source['name']}/{prefix}{figure}"] = source[level][figure]
    return results


def check_scalars(kept, run, description):
    history = history_of(run)
    scalars = {
        tag: [(step, float32(one(value, 2))) for step, value in values]
        for tag, values in kept.items()
        if 2 in values[0][1]
    }
    for tag, column in TAGS.items():
        expected = [
            (int(row["epoch"]), float(np.float32(row[column]))) for row in history if not math.isnan(row[column])
        ]
        assert scalars.pop(tag, []) == expected, (tag, expected)
    for tag, value in results_of(description).items():
        assert scalars.pop(tag) == [(description["best_epoch"], float(np.float32(value)))], tag
    assert not scalars, scalars.keys()
    return len(history)


def settings(kept, name):
    """The one message that is logged for the plugin hparams, from the metadata that it stands in."""
    [(step, value)] = kept[f"_hparams_/{name}"]
    metadata = fields(one(value, 9))
    plugin = fields(one(metadata, 1))
    assert text(plugin, 1) == "hparams"
    data = fields(one(plugin, 2))
    [number] = [field for field in data if field != 1]
    return number, fields(one(data, number))


def setting_value(data):
    value = fields(data)
    [kind] = value
    return {2: lambda: float64(one(value, 2)), 3: lambda: text(value, 3), 4: lambda: bool(one(value, 4))}[kind]()


def check_settings(kept, description):
    recipe = {name: value for name, value in description["recipe"].items() if name != "base"}
    number, session = settings(kept, "session_start_info")
    assert number == 3 and float64(one(session, 5)) > 1.5e9
    logged = {}
    for data in session[1]:
        entry = fields(data)
        logged[text(entry, 1)] = setting_value(one(entry, 2))
    expected = {
        name: ",".join(map(str, value)) if isinstance(value, list) else value for name, value in recipe.items()
    }
    assert logged == expected, (logged, expected)
    number, experiment = settings(kept, "experiment")
    assert number == 2
    kinds = {str: 1, bool: 2, float: 3}
    described = {text(info, 1): one(info, 4) for info in map(fields, experiment[4])}
    assert described == {name: kinds[type(value)] for name, value in logged.items()}
    for metric in map(fields, experiment[5]):
        assert text(fields(one(metric, 1)), 2) in kept
    number, end = settings(kept, "session_end_info")
    assert number == 4 and one(end, 1) == 1 and float64(one(end, 2)) >= float64(one(session, 5))


def matrix(path):
    data = path.read_bytes()
    (length,) = struct.unpack_from("<Q", data)
    header = json.loads(data[8 : 8 + length])

    def tensor(name, kind):
        begin, end = header[name]["data_offsets"]
        return np.frombuffer(data[8 + length :][begin:end], dtype=kind).reshape(header[name]["shape"])

    offsets = tensor("id_offsets", np.uint64)
    ids = tensor("ids", np.uint8).tobytes()
    return (
        [ids[int(a) : int(b)].decode() for a, b in zip(offsets, offsets[1:])],
        json.loads(header["__metadata__"]["classes"]),
        tensor("scores", np.float32),
    )


def normalised(label):
    return "---".join("".join(c for c in part if c.isalpha()) for part in label.lower().split("---"))


def check_curves(kept, run, description):
    count = 0
    for source in description["sources"]:
        ids, classes, scores = matrix(run / f"valid_scores_{source['name']}.safetensors")
        genres_of = {}
        for line in bz2.open(run / source["validation"], "rt", encoding="utf-8").read().splitlines()[1:]:
            cells = line.split("\t")
            genres_of[cells[0]] = {cell for cell in cells[2:] if cell and "---" not in cell}
        rows = [i for i, name in enumerate(ids) if name in genres_of]
        for genre in sorted(label for label in source["labels"] if "---" not in label):
            truth = np.array([genre in genres_of[ids[row]] for row in rows])
            if not truth.any():
                continue
            column = classes.index(genre if len(description["sources"]) == 1 else normalised(genre))
            positive = scores[rows, column][None, :] >= THRESHOLDS[:, None]
            tp = (positive & truth).sum(1)
            fp = (positive & ~truth).sum(1)
            with np.errstate(invalid="ignore"):
                precision = np.where(tp + fp > 0, tp / (tp + fp), 0)
            expected = [tp, fp, (~truth).sum() - fp, truth.sum() - tp, precision, tp / truth.sum()]
            [(step, value)] = kept.pop(f"genres/{source['name']}/{genre}")
            assert step == description["best_epoch"]
            metadata = fields(one(value, 9))
            plugin = fields(one(metadata, 1))
            assert text(plugin, 1) == "pr_curves" and one(metadata, 4) == 2
            assert one(fields(one(plugin, 2)), 2) == 201 and one(fields(one(plugin, 2)), 1, 0) == 0
            tensor = fields(one(value, 8))
            shape = [one(fields(data), 1) for data in fields(one(tensor, 2))[2]]
            assert one(tensor, 1) == 1 and shape == [6, 201]
            logged = np.frombuffer(one(tensor, 4), dtype=np.float32).reshape(shape)
            assert np.array_equal(logged, np.array(expected).astype(np.float32)), (source["name"], genre)
            count += 1
    assert not [tag for tag in kept if tag.startswith("genres/")]
    return count


def metric(path):
    lines = [line.split(" ") for line in path.read_text().splitlines()]
    assert lines and all(len(line) == 3 and int(line[0]) > 1.5e12 for line in lines), path
    return [(int(step), float(value)) for _, value, step in lines]


def check_mlflow(store, run, description):
    """The states of the runs in their order; the last is compared with the run."""
    experiment = yaml.safe_load((store / "0/meta.yaml").read_text())
    assert experiment["experiment_id"] == "0" and experiment["name"] == "Default"
    assert experiment["lifecycle_stage"] == "active" and experiment["creation_time"] > 1.5e12
    states = []
    for folder in (path for path in (store / "0").iterdir() if path.is_dir()):
        meta = yaml.safe_load((folder / "meta.yaml").read_text())
        assert meta["run_id"] == meta["run_uuid"] == folder.name and len(folder.name) == 32
        assert meta["experiment_id"] == "0" and meta["lifecycle_stage"] == "active" and meta["tags"] == []
        assert isinstance(meta["run_name"], str) and isinstance(meta["user_id"], str)
        assert meta["artifact_uri"] == (folder / "artifacts").resolve().as_uri()
        states.append((meta["start_time"], meta["status"], meta["end_time"], folder))
    states.sort()
    start, status, end, folder = states[-1]
    assert status == 3 and end >= start
    metrics = {
        path.relative_to(folder / "metrics").as_posix(): metric(path)
        for path in (folder / "metrics").rglob("*")
        if path.is_file()
    }
    for column in TAGS.values():
        expected = [(int(row["epoch"]), row[column]) for row in history_of(run) if not math.isnan(row[column])]
        assert metrics.pop(column, []) == expected, column
    for name, value in results_of(description).items():
        assert metrics.pop(name) == [(description["best_epoch"], value)], name
    assert not metrics, metrics.keys()
    parameters = {path.name: path.read_text() for path in (folder / "params").iterdir()}
    for name, value in description["recipe"].items():
        if isinstance(value, bool):
            value = "on" if value else "off"
        elif isinstance(value, list):
            value = ",".join(map(str, value))
        logged = parameters.pop("recipe" if name == "base" else name)
        assert logged == value or float(logged) == float(value), (name, logged, value)
    assert parameters.keys() == {"sources", "classes", "parameters", "train_tracks"}
    assert parameters["train_tracks"] == str(description["train_tracks"])
    assert (folder / "tags/mlflow.runName").read_text() == run.resolve().name
    assert (folder / "artifacts/run.json").read_bytes() == (run / "run.json").read_bytes()
    assert (folder / "artifacts/history.csv").read_bytes() == (run / "history.csv").read_bytes()
    return [state[1] for state in states]


def main():
    run = pathlib.Path(sys.argv[1])
    description = json.loads((run / "run.json").read_text())
    found = {"logs": description["logs"]}
    if (run / "tensorboard").is_dir():
        kept, found["starts"] = events(run / "tensorboard")
        found["curves"] = check_curves(kept, run, description)
        check_settings(kept, description)
        found["epochs"] = check_scalars(kept, run, description)
    if (run / "mlruns").exists():
        found["mlflow"] = check_mlflow(run / "mlruns", run, description)
    print(json.dumps(found))


main()
