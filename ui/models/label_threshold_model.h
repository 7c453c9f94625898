#pragma once

#include <QAbstractItemModel>

#include <vector>

namespace melscope {

class ThresholdEditor;

/// The labels of the shown source with their thresholds and what those do: a list, or genres with their subgenres
/// beneath. Thin: it holds indices into the source's labels and reads everything else from the editor.
class LabelThresholdModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column {
        Label,
        Curve,
        Support,
        F1,
        Threshold,
        Best,
        Expected,
        Precision,
        Recall,
        Predicted,
        AveragePrecision,
        ChosenBy,
        ColumnCount
    };
    static constexpr int SparkRole = Qt::UserRole + 1; ///< QList<QPointF>: F1 against the threshold, both within 0 … 1
    static constexpr int MarkRole = Qt::UserRole + 2; ///< double: the threshold within 0 … 1, NaN for none
    static constexpr int KeyRole = Qt::UserRole; ///< double: what a cell sorts by

    explicit LabelThresholdModel(ThresholdEditor &editor, QObject *parent = nullptr);

    void setTree(bool tree);
    bool isTree() const { return m_isTree; }
    void setFilter(const QString &needle);
    /// The labels are others.
    void reset();
    /// Figures have changed; rows stay where they are.
    void refresh();
    /// One label's have.
    void refreshLabel(uint32_t classIndex);

    uint32_t classAt(const QModelIndex &index) const;
    QModelIndex indexOf(uint32_t classIndex) const; ///< invalid where it is filtered out
    size_t labelCount() const; ///< shown

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

private:
    struct Group
    {
        uint32_t label; ///< index into the source's labels
        std::vector<uint32_t> children;
    };
    void rebuild();
    uint32_t labelAt(const QModelIndex &index) const;
    double key(uint32_t label, int column) const;
    QString text(uint32_t label, int column) const;
    QVariant spark(uint32_t label) const;

    ThresholdEditor &m_editor;
    bool m_isTree = true;
    QString m_needle;
    std::vector<Group> m_groups;
    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
};

} // namespace melscope
