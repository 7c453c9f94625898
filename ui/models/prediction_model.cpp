#include "ui/models/prediction_model.h"

#include "core/base/number_text.h"

#include <QStringList>

#include <cmath>

namespace melscope {

namespace {
QString utf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}
} // namespace

void PredictionModel::setRows(std::shared_ptr<const RunAnalysis> analysis, const SourceAnalysis *source,
                              const PartAnalysis *part, std::shared_ptr<const std::vector<float>> f1,
                              std::vector<uint32_t> rows)
{
    beginResetModel();
    m_analysis = std::move(analysis);
    m_source = source;
    m_part = part;
    m_f1 = std::move(f1);
    m_rows = std::move(rows);
    endResetModel();
}

QString PredictionModel::recording(int viewRow) const
{
    return QString::fromStdString(m_part->scores->ids().text(row(viewRow)));
}

int PredictionModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int PredictionModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString PredictionModel::text(uint32_t row, int column) const
{
    QStringList names;
    switch (column) {
    case Recording:
        return QString::fromStdString(m_part->scores->ids().text(row));
    case F1:
        return std::isnan((*m_f1)[row]) ? QStringLiteral("—") : decimalText(double((*m_f1)[row]), 4);
    case Predicted:
        for (const uint32_t label : m_part->predicted.of(row)) {
            if (const auto name = m_analysis->run->space.spelling(m_source->spaceIndex, label))
                names << utf8(*name);
        }
        return names.join(QStringLiteral(" · "));
    default:
        if (const auto recording =
                m_part->truth ? m_part->truth->recordings().find(m_part->scores->ids().key(row)) : std::nullopt) {
            for (const uint32_t label : m_part->truth->labelsOf(*recording))
                names << utf8(m_part->truth->labels()[label]);
        }
        return names.join(QStringLiteral(" · "));
    }
}

QVariant PredictionModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return text(m_rows[size_t(index.row())], index.column());
    if (role == Qt::TextAlignmentRole)
        return int((index.column() == F1 ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return {};
}

QVariant PredictionModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const QString titles[ColumnCount] = { tr("Recording"), tr("F"), tr("Predicted labels"), tr("True labels") };
    const QString toolTips[ColumnCount] = { tr("Double-click to see it on the Tracks page"),
                                            tr("F1 of the predicted labels, where the truth is known"),
                                            titles[Predicted], titles[True] };
    if (role == Qt::DisplayRole)
        return titles[section];
    if (role == Qt::ToolTipRole)
        return toolTips[section];
    if (role == Qt::TextAlignmentRole)
        return int((section == F1 ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return {};
}

} // namespace melscope
