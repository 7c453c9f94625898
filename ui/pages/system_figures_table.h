#pragma once

#include "core/scoring/labelling_counts.h"

#include <QTableWidget>

#include <optional>

namespace melscope {

/// The task's 18 means in six rows, each with its difference to a reference where there is one.
class SystemFiguresTable : public QTableWidget
{
    Q_OBJECT
public:
    explicit SystemFiguresTable(QWidget *parent = nullptr);

    void setFigures(const SystemFigures &figures, const std::optional<SystemFigures> &reference);
    void clearFigures();
    /// "per track, all" …
    static QStringList rowNames();

protected:
    void changeEvent(QEvent *event) override;

private:
    std::optional<SystemFigures> m_figures;
    std::optional<SystemFigures> m_reference;
};

} // namespace melscope
