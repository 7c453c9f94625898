#include "core/training/epoch_figures.h"

#include "core/base/number_text.h"
#include "core/base/words.h"

#include <QSet>
#include <QStringList>

#include <limits>
#include <optional>

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
                                                 { "exchange_seconds", &EpochFigures::exchangeSeconds },
                                                 { "metric_seconds", &EpochFigures::metricSeconds } };
    return list;
}

QString epochText(const EpochFigures &figures, bool isBest)
{
    return tr("epoch %1: loss %2, validation loss %3, macro F1 %4, mAP %5, accuracy %6, %7%8")
        .arg(QString::number(figures.epoch), decimalText(figures.trainLoss, 5), decimalText(figures.validationLoss, 5),
             decimalText(figures.macroF1, 4), decimalText(figures.map, 4), decimalText(figures.validationAccuracy, 4),
             rateText(figures.tracksPerSecond, QStringLiteral("tracks")), isBest ? tr(", best so far") : QString());
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

namespace {

/// Figures may be NaN (not recorded) and losses infinite.
std::optional<double> figureOf(const QString &text)
{
    if (text == QStringLiteral("nan"))
        return std::numeric_limits<double>::quiet_NaN();
    if (text == QStringLiteral("inf") || text == QStringLiteral("-inf"))
        return text.startsWith(QLatin1Char('-')) ? -std::numeric_limits<double>::infinity()
                                                 : std::numeric_limits<double>::infinity();
    return parseNumber(text);
}

} // namespace

Result<std::vector<EpochFigures>> parseHistory(const std::string &text, const QString &path)
{
    const QString remedy = tr("Train anew.");
    const QStringList lines = QString::fromStdString(text).split(QLatin1Char('\n'));
    std::vector<EpochFigures> history;
    const QStringList head = lines[0].trimmed().split(QLatin1Char(','));
    const qsizetype epochColumn = head.indexOf(QStringLiteral("epoch"));
    if (epochColumn < 0 || QSet<QString>(head.begin(), head.end()).size() != head.size())
        return fail(tr("a line of distinct column names with \"epoch\" among them was expected here"), path, remedy, 1);
    for (qsizetype i = 1; i < lines.size(); ++i) {
        if (lines[i].trimmed().isEmpty())
            continue;
        const QStringList cells = lines[i].trimmed().split(QLatin1Char(','));
        if (cells.size() != head.size())
            return fail(tr("%1 figures were expected here").arg(head.size()), path, remedy, i + 1);
        const auto epoch = parseCount(cells[epochColumn]);
        if (!epoch || *epoch != history.size() + 1)
            return fail(tr("epoch %1 was expected here, not \"%2\"")
                            .arg(QString::number(history.size() + 1), cells[epochColumn].left(40)),
                        path, remedy, i + 1);
        EpochFigures figures;
        figures.epoch = int(*epoch);
        for (const EpochFigure &figure : epochFigureList()) {
            const qsizetype column = head.indexOf(QLatin1String(figure.name));
            const auto value = column < 0 ? std::numeric_limits<double>::quiet_NaN() : figureOf(cells[column]);
            if (!value)
                return fail(tr("\"%1\" is no %2").arg(cells[column].left(40), QLatin1String(figure.name)), path, remedy,
                            i + 1);
            figures.*figure.value = *value;
        }
        history.push_back(figures);
    }
    return history;
}

} // namespace melscope
