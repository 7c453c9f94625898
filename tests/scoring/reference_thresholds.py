"""Thresholds, F1 and AP by scikit-learn, as [core/README.md, Thresholds] words it.

Input and output: plain text.

Input: one block a column: "rows", then a line of scores (float32, hex) and a line of 0/1 labels.
Output: a line a column: threshold f1 ap (17 digits; nan where there is no positive).
"""
import sys
import warnings

import numpy as np
from sklearn.metrics import average_precision_score, precision_recall_curve

warnings.simplefilter("ignore")
lines = open(sys.argv[1]).read().split("\n")
with open(sys.argv[2], "w") as out:
    for i in range(0, len(lines) - 1, 2):
        scores = np.array([float.fromhex(x) for x in lines[i].split()], dtype=np.float32)
        truth = np.array([int(x) for x in lines[i + 1].split()])
        if truth.sum() == 0:
            out.write("nan 0 0\n")
            continue
        precision, recall, thresholds = precision_recall_curve(truth, scores)
        with np.errstate(invalid="ignore", divide="ignore"):
            f1 = 2 * precision * recall / (precision + recall)
        f1 = np.where(np.isnan(f1), 0, f1)[: len(thresholds)]
        best = int(np.argmax(f1))
        ap = average_precision_score(truth, scores)
        out.write(f"{float(thresholds[best]):.17g} {f1[best]:.17g} {ap:.17g}\n")
