#include "core/training/epoch_figures.h"

#include "core/base/number_text.h"

#include <QStringList>

#include <limits>

namespace melscope {

const std::vector<EpochFigure> &epochFigureList()
{
    static const std::vector<EpochFigure> list { { "train_loss", &EpochFigures::trainLoss },
                                                 { "train_accuracy", &EpochFigures::trainAccuracy },
                                                 { "validation_loss", &EpochFigures::validationLoss },
                                                 { "validation_accuracy", &EpochFigures::validationAccuracy },
                                                 { "tracks_per_s", &EpochFigures::tracksPerSecond },
                                                 { "seconds", &EpochFigures::seconds },
                                                 { "macro_f1", &EpochFigures::macroF1 },
                                                 { "map", &EpochFigures::map },
                                                 { "map_genres", &EpochFigures::mapGenres },
                                                 { "map_subgenres", &EpochFigures::mapSubgenres },
                                                 { "learning_rate", &EpochFigures::learningRate },
                                                 { "waited_seconds", &EpochFigures::waitedSeconds },
                                                 { "metric_seconds", &EpochFigures::metricSeconds } };
    return list;
}

QMap<QString, double> metricsOf(const EpochFigures &figures)
{
    QMap<QString, double> metrics { { QStringLiteral("epoch"), double(figures.epoch) } };
    for (const EpochFigure &figure : epochFigureList())
        metrics.insert(QLatin1String(figure.name), figures.*figure.value);
    return metrics;
}

bool isEpoch(const QMap<QString, double> &metrics)
{
    return metrics.contains(QStringLiteral("epoch"));
}

EpochFigures epochFiguresOf(const QMap<QString, double> &metrics)
{
    EpochFigures figures;
    figures.epoch = int(metrics.value(QStringLiteral("epoch")));
    for (const EpochFigure &figure : epochFigureList())
        figures.*figure.value = metrics.value(QLatin1String(figure.name));
    return figures;
}

std::string historyText(const std::vector<EpochFigures> &history)
{
    std::string text = "epoch";
    for (const EpochFigure &figure : epochFigureList())
        text += std::string(",") + figure.name;
    text += '\n';
    for (const EpochFigures &figures : history) {
        text += std::to_string(figures.epoch);
        for (const EpochFigure &figure : epochFigureList())
            text += ',' + shortestText(figures.*figure.value);
        text += '\n';
    }
    return text;
}

Result<std::vector<EpochFigures>> parseHistory(const std::string &text, const QString &path)
{
    const QStringList lines = QString::fromStdString(text).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    std::vector<EpochFigures> history;
    const QStringList head = lines.isEmpty() ? QStringList() : lines[0].split(QLatin1Char(','));
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const QStringList cells = lines[i].split(QLatin1Char(','));
        if (cells.size() != head.size())
            return fail(QStringLiteral("%1 figures were expected here").arg(head.size()), path, QStringLiteral("Train anew."), i + 1);
        QMap<QString, double> metrics;
        for (const EpochFigure &figure : epochFigureList())
            metrics.insert(QLatin1String(figure.name), std::numeric_limits<double>::quiet_NaN());
        for (qsizetype k = 0; k < cells.size(); ++k)
            metrics.insert(head[k], cells[k] == QStringLiteral("nan") ? std::numeric_limits<double>::quiet_NaN() : cells[k].toDouble());
        history.push_back(epochFiguresOf(metrics));
    }
    return history;
}

} // namespace melscope
