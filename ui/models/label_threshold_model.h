#pragma once

#include "ui/models/table_model.h"

namespace melscope {

class ThresholdEditor;

/// The labels of the shown source with their thresholds and what those do: a list, or genres with their subgenres
/// beneath. Rows are the source's labels; everything else is read from the editor.
class LabelThresholdModel : public TableModel
{
    Q_OBJECT
public:
    explicit LabelThresholdModel(ThresholdEditor &editor, QObject *parent = nullptr);

    void setTree(bool tree);
    bool isTree() const { return m_isTree; }
    void setNeedle(const QString &needle); ///< that the names shown contain
    /// The labels are others.
    void reset();
    /// One label's figures have changed.
    void refreshLabel(uint32_t classIndex) { refreshRow(labelOf(classIndex)); }

    uint32_t classAt(const QModelIndex &index) const;
    QModelIndex indexOfClass(uint32_t classIndex) const { return indexOf(labelOf(classIndex)); }

    QVariant data(const QModelIndex &index, int role) const override;

private:
    size_t labelOf(uint32_t classIndex) const;
    std::vector<TableColumn> choiceColumns();
    std::vector<TableColumn> figureColumns();
    QString name(size_t label) const;
    QString thresholdText(size_t label) const;
    QVariant spark(size_t label) const;
    double sparkMark(size_t label) const;

    ThresholdEditor &m_editor;
    bool m_isTree = true;
    QString m_needle;
    std::vector<size_t> m_genreOf; ///< by label: its genre's label, or kTopLevel
};

} // namespace melscope
