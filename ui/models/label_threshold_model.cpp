#include "ui/models/label_threshold_model.h"

#include "core/base/number_text.h"
#include "core/truth/label.h"
#include "ui/session/threshold_editor.h"

#include <QFont>
#include <QPointF>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <string>

namespace melscope {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr quintptr kTopLevel = 0;
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
    : QAbstractItemModel(parent)
    , m_editor(editor)
{
}

void LabelThresholdModel::setTree(bool tree)
{
    m_isTree = tree;
    reset();
}

void LabelThresholdModel::setFilter(const QString &needle)
{
    m_needle = needle;
    reset();
}

void LabelThresholdModel::reset()
{
    beginResetModel();
    rebuild();
    endResetModel();
}

void LabelThresholdModel::refresh()
{
    if (m_groups.empty())
        return;
    Q_EMIT dataChanged(index(0, 0), index(int(m_groups.size()) - 1, ColumnCount - 1));
    for (int row = 0; row < int(m_groups.size()); ++row) {
        const QModelIndex group = index(row, 0);
        if (const int children = rowCount(group); children > 0)
            Q_EMIT dataChanged(index(0, 0, group), index(children - 1, ColumnCount - 1, group));
    }
}

void LabelThresholdModel::refreshLabel(uint32_t classIndex)
{
    if (const QModelIndex found = indexOf(classIndex); found.isValid())
        Q_EMIT dataChanged(found, found.siblingAtColumn(ColumnCount - 1));
}

void LabelThresholdModel::rebuild()
{
    m_groups.clear();
    const ThresholdGround *ground = m_editor.ground();
    if (ground == nullptr)
        return;
    const auto count = uint32_t(ground->labels.size());
    auto matches = [&](uint32_t label) {
        return m_needle.isEmpty()
            || m_editor.labelName(ground->labels[label].classIndex).contains(m_needle, Qt::CaseInsensitive);
    };
    std::map<std::string, size_t> groupOf;
    for (uint32_t label = 0; label < count && m_isTree; ++label) {
        const std::string &name = ground->part.scores->classes()[ground->labels[label].classIndex];
        if (isGenre(name)) {
            groupOf.emplace(name, m_groups.size());
            m_groups.push_back({ label, {} });
        }
    }
    for (uint32_t label = 0; label < count; ++label) {
        const std::string &name = ground->part.scores->classes()[ground->labels[label].classIndex];
        if (m_isTree && isGenre(name))
            continue;
        const auto group = m_isTree ? groupOf.find(std::string(genreOf(name))) : groupOf.end();
        if (!matches(label))
            continue;
        if (group == groupOf.end())
            m_groups.push_back({ label, {} });
        else
            m_groups[group->second].children.push_back(label);
    }
    std::erase_if(m_groups, [&](const Group &group) { return group.children.empty() && !matches(group.label); });
    if (m_sortColumn < 0)
        return;
    const bool descending = m_sortOrder == Qt::DescendingOrder;
    auto sorted = [&](auto &rows, auto labelOf) {
        if (m_sortColumn == Label || m_sortColumn == ChosenBy) {
            std::stable_sort(rows.begin(), rows.end(), [&](const auto &a, const auto &b) {
                // The same order in every country; that of the locale would put "i" after "z" in one and before in
                // another.
                const int order =
                    text(labelOf(a), m_sortColumn).compare(text(labelOf(b), m_sortColumn), Qt::CaseInsensitive);
                return descending ? order > 0 : order < 0;
            });
            return;
        }
        std::vector<double> keys(count);
        for (const auto &row : rows) {
            const double value = key(labelOf(row), m_sortColumn);
            keys[labelOf(row)] = std::isnan(value) ? -1 : value; // no figure sorts below every figure
        }
        std::stable_sort(rows.begin(), rows.end(), [&](const auto &a, const auto &b) {
            return descending ? keys[labelOf(b)] < keys[labelOf(a)] : keys[labelOf(a)] < keys[labelOf(b)];
        });
    };
    sorted(m_groups, [](const Group &group) { return group.label; });
    for (Group &group : m_groups)
        sorted(group.children, [](uint32_t label) { return label; });
}

uint32_t LabelThresholdModel::labelAt(const QModelIndex &index) const
{
    if (index.internalId() == kTopLevel)
        return m_groups[size_t(index.row())].label;
    return m_groups[size_t(index.internalId()) - 1].children[size_t(index.row())];
}

uint32_t LabelThresholdModel::classAt(const QModelIndex &index) const
{
    return m_editor.ground()->labels[labelAt(index)].classIndex;
}

QModelIndex LabelThresholdModel::indexOf(uint32_t classIndex) const
{
    const ThresholdGround *ground = m_editor.ground();
    for (size_t row = 0; ground != nullptr && row < m_groups.size(); ++row) {
        if (ground->labels[m_groups[row].label].classIndex == classIndex)
            return createIndex(int(row), 0, kTopLevel);
        for (size_t child = 0; child < m_groups[row].children.size(); ++child) {
            if (ground->labels[m_groups[row].children[child]].classIndex == classIndex)
                return createIndex(int(child), 0, quintptr(row + 1));
        }
    }
    return {};
}

size_t LabelThresholdModel::labelCount() const
{
    size_t count = m_groups.size();
    for (const Group &group : m_groups)
        count += group.children.size();
    return count;
}

QModelIndex LabelThresholdModel::index(int row, int column, const QModelIndex &parent) const
{
    if (row < 0 || column < 0 || column >= ColumnCount || row >= rowCount(parent))
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row() + 1) : kTopLevel);
}

QModelIndex LabelThresholdModel::parent(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == kTopLevel)
        return {};
    return createIndex(int(index.internalId()) - 1, 0, kTopLevel);
}

int LabelThresholdModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_groups.size());
    return parent.internalId() == kTopLevel && parent.column() == 0
        ? int(m_groups[size_t(parent.row())].children.size())
        : 0;
}

int LabelThresholdModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

double LabelThresholdModel::key(uint32_t label, int column) const
{
    const LabelAnalysis &own = m_editor.ground()->labels[label];
    const bool isSupported = own.figures.support > 0;
    if (column == Support)
        return double(own.figures.support);
    if (!isSupported)
        return kNone;
    if (column == AveragePrecision)
        return own.figures.averagePrecision;
    if (column == Best || column == Curve)
        return own.figures.f1;
    if (column == Expected)
        return label < m_editor.uncertainties().size() ? m_editor.uncertainties()[label].expectedF1 : kNone;
    if (m_editor.labelled() == nullptr)
        return kNone;
    if (column == Threshold)
        return m_editor.threshold(own.classIndex);
    const LabelledTracks::Decision decision = m_editor.decision(own.classIndex);
    switch (column) {
    case Predicted:
        return double(decision.predicted());
    case Precision:
        return decision.precision();
    case Recall:
        return decision.recall();
    case F1:
        return decision.f1();
    default:
        return kNone;
    }
}

QString LabelThresholdModel::text(uint32_t label, int column) const
{
    const LabelAnalysis &own = m_editor.ground()->labels[label];
    const double value = column == Label || column == ChosenBy ? 0 : key(label, column);
    switch (column) {
    case Label: {
        const QString name = m_editor.labelName(own.classIndex);
        const qsizetype mark = name.indexOf(QLatin1String(kSubgenreMark.data()));
        // Beneath its genre a subgenre need not repeat it.
        const bool isBeneath =
            m_isTree && mark >= 0 && std::any_of(m_groups.begin(), m_groups.end(), [&](const Group &group) {
                return std::find(group.children.begin(), group.children.end(), label) != group.children.end();
            });
        return isBeneath ? name.mid(mark + qsizetype(kSubgenreMark.size())) : name;
    }
    case Curve:
        return {};
    case Support:
        return countText(qint64(value));
    case Predicted:
        return std::isnan(value) ? QStringLiteral("—") : countText(qint64(value));
    case Threshold:
        return own.figures.support > 0 && m_editor.labelled() == nullptr ? QStringLiteral("…")
            : std::isnan(value)                                          ? tr("never")
                                                                         : decimalText(value, 4);
    case Best:
        return four(value)
            + (label < m_editor.uncertainties().size() && own.figures.support > 0
                   ? QStringLiteral("  ") + two(m_editor.uncertainties()[label].best)
                   : QString());
    case ChosenBy:
        if (own.figures.support == 0 && !m_editor.isByHand(own.classIndex))
            return {};
        return m_editor.isByHand(own.classIndex) ? tr("by hand") : ruleName(m_editor.choice().rule);
    default:
        return four(value);
    }
}

QVariant LabelThresholdModel::spark(uint32_t label) const
{
    const LabelSteps &steps = m_editor.ground()->steps[m_editor.ground()->labels[label].classIndex];
    QList<QPointF> points;
    if (steps.support == 0)
        return QVariant::fromValue(points);
    const double widest = std::max(1e-30, double(steps.scores.back()));
    const size_t count = std::min(kSparkPoints, steps.size());
    for (size_t i = 0; i < count; ++i) {
        const size_t k = count == 1 ? 0 : i * (steps.size() - 1) / (count - 1);
        points << QPointF(std::max(0.0, double(steps.scores[k]) / widest),
                          2.0 * steps.truePositives[k] / (double(steps.predicted[k]) + double(steps.support)));
    }
    return QVariant::fromValue(points);
}

QVariant LabelThresholdModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || m_editor.ground() == nullptr)
        return {};
    const uint32_t label = labelAt(index);
    const uint32_t classIndex = m_editor.ground()->labels[label].classIndex;
    switch (role) {
    case Qt::DisplayRole:
        return text(label, index.column());
    case Qt::ToolTipRole:
        if (index.column() == Label)
            return m_editor.labelName(classIndex);
        if (index.column() == Expected && label < m_editor.uncertainties().size()
            && std::isnan(m_editor.uncertainties()[label].expectedF1))
            return tr("Too rare to tell");
        if (index.column() == Expected && label < m_editor.uncertainties().size())
            return tr("F1 on other tracks is expected at %1, 95 % of the time within %2")
                .arg(four(m_editor.uncertainties()[label].expectedF1), two(m_editor.uncertainties()[label].unseen));
        if (index.column() == Best && label < m_editor.uncertainties().size())
            return tr("Greatest F1 %1 at %2; 95 % of resamples have %3, at thresholds within %4 … %5")
                .arg(four(m_editor.ground()->labels[label].figures.f1),
                     generalText(m_editor.ground()->labels[label].figures.threshold, 4),
                     two(m_editor.uncertainties()[label].best),
                     generalText(m_editor.uncertainties()[label].threshold.low, 4),
                     generalText(m_editor.uncertainties()[label].threshold.high, 4));
        return {};
    case Qt::TextAlignmentRole:
        return int((index.column() == Label || index.column() == ChosenBy ? Qt::AlignLeft : Qt::AlignRight)
                   | Qt::AlignVCenter);
    case Qt::FontRole:
        if ((index.column() == Label && isGenre(m_editor.ground()->part.scores->classes()[classIndex]))
            || (index.column() == Threshold && m_editor.isByHand(classIndex))) {
            QFont strong;
            strong.setBold(true);
            return strong;
        }
        return {};
    case KeyRole:
        return key(label, index.column());
    case SparkRole:
        return spark(label);
    case MarkRole: {
        const LabelSteps &steps = m_editor.ground()->steps[classIndex];
        return steps.support == 0 || m_editor.labelled() == nullptr
            ? kNone
            : m_editor.threshold(classIndex) / std::max(1e-30, double(steps.scores.back()));
    }
    default:
        return {};
    }
}

QVariant LabelThresholdModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    static const std::pair<const char *, const char *> headers[ColumnCount] = {
        { QT_TR_NOOP("Label"), QT_TR_NOOP("Genres are bold") },
        { QT_TR_NOOP("Curve"),
          QT_TR_NOOP("F1 against the threshold, the chosen one marked; sorts by the greatest F1") },
        { QT_TR_NOOP("Support"), QT_TR_NOOP("Validation tracks that bear the label") },
        { QT_TR_NOOP("F1"),
          QT_TR_NOOP("F1 with the chosen threshold: predicted means score ≥ threshold, before the fallback and what is "
                     "done with genres") },
        { QT_TR_NOOP("Threshold"),
          QT_TR_NOOP("The label is predicted where its score is at least this; bold: set by hand") },
        { QT_TR_NOOP("Best F1"), QT_TR_NOOP("Greatest F1 of any threshold, with its 95 % bootstrap interval") },
        { QT_TR_NOOP("Expected"),
          QT_TR_NOOP("F1 to be expected on unseen tracks: on one half of validation with the threshold of the other") },
        { QT_TR_NOOP("P"), QT_TR_NOOP("Precision with the chosen threshold") },
        { QT_TR_NOOP("R"), QT_TR_NOOP("Recall with the chosen threshold") },
        { QT_TR_NOOP("Predicted"), QT_TR_NOOP("Tracks whose score reaches the threshold") },
        { QT_TR_NOOP("AP"), QT_TR_NOOP("Average precision") },
        { QT_TR_NOOP("Chosen by"), QT_TR_NOOP("The rule, or by hand") },
    };
    if (role == Qt::DisplayRole)
        return tr(headers[section].first);
    if (role == Qt::ToolTipRole)
        return tr(headers[section].second);
    if (role == Qt::TextAlignmentRole)
        return int((section == Label || section == ChosenBy || section == Curve ? Qt::AlignLeft : Qt::AlignRight)
                   | Qt::AlignVCenter);
    return {};
}

void LabelThresholdModel::sort(int column, Qt::SortOrder order)
{
    m_sortColumn = column;
    m_sortOrder = order;
    reset();
}

} // namespace melscope
