"""The evaluation [core/README.md, Evaluation] once more, in plain Python with exact fractions.

Arguments: truth TSV, run TSV, 0 or 1 (expanded), output. Output: 18 lines "mean sd" with four decimals, then the
confusion matrix as lines "true<TAB>predicted<TAB>weight".
"""
import sys
from fractions import Fraction
from math import sqrt


def rnd(x):
    """R 4's round(x, 4) of a double: the closer neighbour in double arithmetic, the even one on a tie."""
    x = float(x)
    below = int(x * 10000.0 // 1)
    lo, hi = below / 10000.0, -(-(x * 10000.0) // 1) / 10000.0
    if x - lo < hi - x or (x - lo == hi - x and below % 2 == 0):
        return lo
    return hi


def f(p, r):
    return 2 * p * r / (p + r) if p + r > 0 else 0.0


truth, run = {}, {}
for n, line in enumerate(open(sys.argv[1], encoding="utf-8")):
    cells = line.rstrip("\n").split("\t")
    if n and cells[0]:
        truth[cells[0]] = {c for c in cells[2:] if c}
for line in open(sys.argv[2], encoding="utf-8"):
    cells = line.rstrip("\n").split("\t")
    labels = {c for c in cells[1:] if c}
    if sys.argv[3] == "1":
        labels |= {label.split("---")[0] for label in labels}
    run[cells[0]] = labels
assert set(truth) == set(run)

levels = [lambda l: True, lambda l: "---" not in l, lambda l: "---" in l]
tables = []
for keep in levels:
    rows = []
    for i in truth:
        t, p = {l for l in truth[i] if keep(l)}, {l for l in run[i] if keep(l)}
        if not t:
            continue
        # Over all labels the evaluator divides by nothing, and leaves the track out of the mean.
        pr = len(t & p) / len(p) if p else None if keep is levels[0] else 0.0
        re = len(t & p) / len(t)
        rows.append([None if pr is None else rnd(pr), rnd(re), rnd(f(pr or 0.0, re))])
    tables.append(rows)
labels = sorted({l for t in truth.values() for l in t})
for keep in levels:
    rows = []
    for label in filter(keep, labels):
        tp = sum(label in truth[i] and label in run[i] for i in truth)
        predicted = sum(label in run[i] for i in truth)
        support = sum(label in truth[i] for i in truth)
        pr = tp / predicted if predicted else 0.0
        re = tp / support
        rows.append([rnd(pr), rnd(re), rnd(f(pr, re))])
    tables.append(rows)


def text(x):
    return "NA" if x is None else "%.4f" % rnd(x)


with open(sys.argv[4], "w", encoding="utf-8") as out:
    for rows in tables:
        for k in range(3):
            # The doubles are summed exactly; R does it in long doubles and corrects in a second pass.
            values = [Fraction(row[k]) for row in rows if row[k] is not None]
            mean = sum(values) / len(values) if values else None
            sd = None
            if len(values) > 1:
                sd = sqrt(sum((v - mean) ** 2 for v in values) / (len(values) - 1))
            out.write(f"{text(mean)} {text(sd)}\n")
    confusion = {}
    for i in truth:
        for label in truth[i] & run[i]:
            confusion[label, label] = confusion.get((label, label), 0) + 1
        missed, wrong = truth[i] - run[i], run[i] - truth[i]
        for a in missed:
            for b in wrong:
                confusion[a, b] = confusion.get((a, b), 0) + Fraction(1, len(missed))
    for (a, b), weight in sorted(confusion.items()):
        out.write(f"{a}\t{b}\t{text(weight)}\n")
