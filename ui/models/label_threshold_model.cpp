#include "ui/models/label_threshold_model.h"

#include "core/base/number_text.h"
#include "core/base/text.h"
#include "core/truth/label.h"
#include "ui/session/threshold_editor.h"

#include <QPointF>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace melscope {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr size_t kSparkPoints = 40;

QString four(double value)
{
    return std::isnan(value) ? QStringLiteral("—") : decimalText(value, 4);
}
QString two(const Interval &interval)
{
    return QStringLiteral("%1–%2").arg(decimalText(interval.low, 2), decimalText(interval.high, 2));
}

} // namespace

LabelThresholdModel::LabelThresholdModel(ThresholdEditor &editor, QObject *parent)
    : TableModel(parent)
    , m_editor(editor)
{
    setParents([this](size_t label) { return m_isTree ? m_genreOf[label] : kTopLevel; });
    // What is looked at first stands first: a narrow window shows no more.
    std::vector<TableColumn> choice = choiceColumns();
    std::vector<TableColumn> figures = figureColumns();
    std::vector<TableColumn> columns { choice[0], figures[0], figures[1], choice[2], choice[1] };
    columns.insert(columns.end(), figures.begin() + 2, figures.end());
    columns.push_back(choice[3]);
    // More than a window shows at a glance; the selected label's stand beneath its curve.
    for (TableColumn &column : columns) {
        if (column.key == "precision" || column.key == "recall" || column.key == "predicted"
            || column.key == "averagePrecision" || column.key == "rule")
            column.isHidden = true;
    }
    setColumns(std::move(columns));
}

/// What does not depend on the threshold, and the rule.
std::vector<TableColumn> LabelThresholdModel::choiceColumns()
{
    auto label = [this](size_t row) -> const LabelAnalysis & { return m_editor.basis()->labels[row]; };
    return {
        { .key = "label",
          .title = tr("Label"),
          .toolTip = tr("Genres are bold"),
          .text = [this](size_t row) { return name(row); },
          .cellToolTip = [=, this](size_t row) { return m_editor.labelName(label(row).classIndex); },
          .isStrong =
              [=, this](size_t row) {
                  return isGenre(m_editor.basis()->part.scores->classes()[label(row).classIndex]);
              },
          .look = CellLook::Label,
          .width = 150 },
        { .key = "curve",
          .title = tr("Curve"),
          .toolTip = tr("F1 against the threshold, the chosen one marked; sorts by the greatest F1"),
          .text = [](size_t) { return QString(); },
          .sortKey = [=](size_t row) { return label(row).figures.support > 0 ? label(row).figures.f1 : kNone; },
          .points = [this](size_t row) { return spark(row); },
          .mark = [this](size_t row) { return sparkMark(row); },
          .look = CellLook::Spark,
          .width = 80,
          .inFiles = InFiles::Never },
        countColumn("support", tr("Support"), tr("Validation tracks that bear the label"),
                    [=](size_t row) { return qint64(label(row).figures.support); }),
        textColumn("rule", tr("Chosen by"), tr("The rule, or by hand"),
                   [=, this](size_t row) {
                       if (m_editor.isByHand(label(row).classIndex))
                           return tr("by hand");
                       return label(row).figures.support > 0 ? ruleName(m_editor.choice().rule) : QString();
                   })
            .wideAs(QStringLiteral("smoothed:10")),
    };
}

std::vector<TableColumn> LabelThresholdModel::figureColumns()
{
    auto label = [this](size_t row) -> const LabelAnalysis & { return m_editor.basis()->labels[row]; };
    auto supported = [=](auto value) {
        return [=](size_t row) { return label(row).figures.support > 0 ? value(row) : kNone; };
    };
    auto decided = [=, this](auto value) {
        return supported([=, this](size_t row) {
            return m_editor.labelled() == nullptr ? kNone : double(value(m_editor.decision(label(row).classIndex)));
        });
    };
    using Decision = LabelledTracks::Decision;
    auto uncertainty = [this](size_t row) {
        return row < m_editor.uncertainties().size() ? &m_editor.uncertainties()[row] : nullptr;
    };
    TableColumn threshold = figureColumn(
        "threshold", tr("Threshold"), tr("The label is predicted where its score is at least this; bold: set by hand"),
        supported([=, this](size_t row) {
            return m_editor.labelled() == nullptr ? kNone : m_editor.threshold(label(row).classIndex);
        }));
    threshold.text = [this](size_t row) { return thresholdText(row); };
    threshold.isStrong = [=, this](size_t row) { return m_editor.isByHand(label(row).classIndex); };
    TableColumn best =
        figureColumn("best", tr("Best F1"), tr("Greatest F1 of any threshold, with its 95 % bootstrap interval"),
                     supported([=](size_t row) { return label(row).figures.f1; }));
    best.widest = QStringLiteral("0.0000  0.00–0.00");
    best.text = [=, value = best.sortKey](size_t row) {
        const bool isKnown = uncertainty(row) != nullptr && label(row).figures.support > 0;
        return four(value(row)) + (isKnown ? QStringLiteral("  ") + two(uncertainty(row)->best) : QString());
    };
    best.cellToolTip = [=](size_t row) {
        if (uncertainty(row) == nullptr)
            return QString();
        return tr("Greatest F1 %1 at %2; 95 % of resamples have %3, at thresholds within %4 … %5")
            .arg(four(label(row).figures.f1), generalText(label(row).figures.threshold, 4), two(uncertainty(row)->best),
                 generalText(uncertainty(row)->threshold.low, 4), generalText(uncertainty(row)->threshold.high, 4));
    };
    TableColumn expected = figureColumn(
        "expected", tr("Expected"),
        tr("F1 to be expected on unseen tracks: on one half of validation with the threshold of the other"),
        supported([=](size_t row) { return uncertainty(row) == nullptr ? kNone : uncertainty(row)->expectedF1; }));
    expected.cellToolTip = [=](size_t row) {
        if (uncertainty(row) == nullptr)
            return QString();
        if (std::isnan(uncertainty(row)->expectedF1))
            return tr("Too rare to tell");
        return tr("F1 on other tracks is expected at %1, 95 % of the time within %2")
            .arg(four(uncertainty(row)->expectedF1), two(uncertainty(row)->unseen));
    };
    TableColumn predicted = figureColumn("predicted", tr("Predicted"), tr("Tracks whose score reaches the threshold"),
                                         decided([](const Decision &decision) { return decision.predicted(); }));
    predicted.text = [value = predicted.sortKey](size_t row) {
        const double count = value(row);
        return std::isnan(count) ? QStringLiteral("—") : countText(qint64(count));
    };
    return { figureColumn("f1", tr("F1"),
                          tr("F1 with the chosen threshold: predicted means score ≥ threshold, before the fallback and "
                             "what is done with genres"),
                          decided([](const Decision &decision) { return decision.f1(); })),
             threshold,
             best,
             expected,
             figureColumn("precision", tr("P"), tr("Precision with the chosen threshold"),
                          decided([](const Decision &decision) { return decision.precision(); })),
             figureColumn("recall", tr("R"), tr("Recall with the chosen threshold"),
                          decided([](const Decision &decision) { return decision.recall(); })),
             predicted,
             figureColumn("averagePrecision", tr("AP"), tr("Average precision"),
                          supported([=](size_t row) { return label(row).figures.averagePrecision; })) };
}

void LabelThresholdModel::setTree(bool tree)
{
    m_isTree = tree;
    reset();
}

void LabelThresholdModel::setNeedle(const QString &needle)
{
    m_needle = needle;
    reset();
}

void LabelThresholdModel::reset()
{
    const ThresholdBasis *basis = m_editor.basis();
    if (basis == nullptr) {
        setRows(0);
        return;
    }
    auto className = [&](size_t label) -> const std::string & {
        return basis->part.scores->classes()[basis->labels[label].classIndex];
    };
    std::map<std::string_view, size_t> genres;
    for (size_t label = 0; label < basis->labels.size(); ++label) {
        if (isGenre(className(label)))
            genres.emplace(className(label), label);
    }
    m_genreOf.assign(basis->labels.size(), kTopLevel);
    for (size_t label = 0; label < basis->labels.size(); ++label) {
        const auto genre = genres.find(genreOf(className(label)));
        if (genre != genres.end() && genre->second != label)
            m_genreOf[label] = genre->second;
    }
    setRows(basis->labels.size(), [this](size_t label) {
        return m_needle.isEmpty()
            || m_editor.labelName(m_editor.basis()->labels[label].classIndex).contains(m_needle, Qt::CaseInsensitive);
    });
}

size_t LabelThresholdModel::labelOf(uint32_t classIndex) const
{
    const ThresholdBasis *basis = m_editor.basis();
    return basis == nullptr
        ? kTopLevel
        : size_t(std::ranges::find(basis->labels, classIndex, &LabelAnalysis::classIndex) - basis->labels.begin());
}

uint32_t LabelThresholdModel::classAt(const QModelIndex &index) const
{
    return m_editor.basis()->labels[row(index)].classIndex;
}

QVariant LabelThresholdModel::data(const QModelIndex &index, int role) const
{
    return m_editor.basis() == nullptr ? QVariant() : TableModel::data(index, role); // before it is told of
}

QString LabelThresholdModel::name(size_t label) const
{
    const QString name = m_editor.labelName(m_editor.basis()->labels[label].classIndex);
    const qsizetype mark = name.indexOf(textOf(kSubgenreMark));
    // Beneath its genre a subgenre need not repeat it.
    return m_isTree && m_genreOf[label] != kTopLevel && mark >= 0 ? name.mid(mark + qsizetype(kSubgenreMark.size()))
                                                                  : name;
}

QString LabelThresholdModel::thresholdText(size_t label) const
{
    const LabelAnalysis &own = m_editor.basis()->labels[label];
    if (own.figures.support > 0 && m_editor.labelled() == nullptr)
        return QStringLiteral("…");
    const double threshold = own.figures.support > 0 ? m_editor.threshold(own.classIndex) : kNone;
    return std::isnan(threshold) ? tr("never") : decimalText(threshold, 4);
}

QVariant LabelThresholdModel::spark(size_t label) const
{
    const LabelSteps &steps = m_editor.basis()->steps[m_editor.basis()->labels[label].classIndex];
    QList<QPointF> points;
    if (steps.support == 0)
        return QVariant::fromValue(points);
    const double widest = std::max(1e-30, double(steps.scores.back()));
    const size_t count = std::min(kSparkPoints, steps.size());
    for (size_t i = 0; i < count; ++i) {
        const size_t k = count == 1 ? 0 : i * (steps.size() - 1) / (count - 1);
        points << QPointF(
            std::max(0.0, double(steps.scores[k]) / widest),
            f1OfCounts(double(steps.truePositives[k]), double(steps.predicted[k]), double(steps.support)));
    }
    return QVariant::fromValue(points);
}

double LabelThresholdModel::sparkMark(size_t label) const
{
    const uint32_t classIndex = m_editor.basis()->labels[label].classIndex;
    const LabelSteps &steps = m_editor.basis()->steps[classIndex];
    return steps.support == 0 || m_editor.labelled() == nullptr
        ? kNone
        : m_editor.threshold(classIndex) / std::max(1e-30, double(steps.scores.back()));
}

} // namespace melscope
