#pragma once

#include "core/features/import_report.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;

namespace melscope {

class Session;
class TableModel;

/// What the imports of documents reported: read, skipped, repeated and failed, filterable, to be saved as TSV.
class ImportsPane : public QWidget
{
    Q_OBJECT
public:
    explicit ImportsPane(Session &session, QWidget *parent = nullptr);

    QTableView *table() const { return m_table; }

private:
    void buildTable();
    void refreshImports();
    void refresh();
    void applyFilter();
    void save();

    Session &m_session;
    QComboBox *m_import;
    QComboBox *m_kind;
    QLineEdit *m_filter;
    QLabel *m_summary;
    QPushButton *m_save;
    QTableView *m_table;
    TableModel *m_model;
};

} // namespace melscope
