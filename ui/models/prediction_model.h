#pragma once

#include "core/study/run_analysis.h"

#include <QAbstractTableModel>

namespace melscope {

/// The tracks of a scored part with their predicted and true labels. Thin: rows in some order that a worker found; asks
/// for another order instead of sorting.
class PredictionModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Recording, F1, Predicted, True, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setRows(std::shared_ptr<const RunAnalysis> analysis, const SourceAnalysis *source, const PartAnalysis *part,
                 std::shared_ptr<const std::vector<float>> f1, std::vector<uint32_t> rows);
    void clear() { setRows(nullptr, nullptr, nullptr, nullptr, {}); }
    uint32_t row(int viewRow) const { return m_rows[size_t(viewRow)]; }
    QString recording(int viewRow) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override { Q_EMIT orderWanted(column, order); }

Q_SIGNALS:
    void orderWanted(int column, Qt::SortOrder order);

private:
    QString text(uint32_t row, int column) const;

    std::shared_ptr<const RunAnalysis> m_analysis; ///< keeps source and part alive
    const SourceAnalysis *m_source = nullptr;
    const PartAnalysis *m_part = nullptr;
    std::shared_ptr<const std::vector<float>> m_f1;
    std::vector<uint32_t> m_rows;
};

} // namespace melscope
