#include "ui/pages/shared/label_tree.h"

#include "core/base/number_text.h"
#include "core/base/text.h"
#include "core/truth/label.h"
#include "ui/models/table_model.h"
#include "ui/pages/shared/row_table.h"

#include <QApplication>
#include <QHeaderView>
#include <QLineEdit>
#include <QTreeView>
#include <QVBoxLayout>

#include <map>

namespace melscope {

LabelTree::LabelTree(const QString &name, Counts counts, QWidget *parent)
    : QWidget(parent)
    , m_search(new QLineEdit(this))
    , m_model(new TableModel(this))
{
    m_model->setColumns(columns(counts));
    m_model->setParents([this](size_t row) { return m_rows[row].genre; });
    m_tree = makeRowTree(m_model, name, tr("Genres and subgenres"), this);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_search);
    layout->addWidget(m_tree, 1);
    m_search->setObjectName(name + QStringLiteral("Search"));
    m_search->setAccessibleName(tr("Search labels"));
    m_search->setPlaceholderText(tr("Search labels"));
    m_search->setClearButtonEnabled(true);
    m_tree->setAutoScroll(false); // a click on a number is not to push the names out of sight
    m_tree->setTextElideMode(Qt::ElideMiddle);
    m_tree->sortByColumn(m_model->columnOf("recordings"), Qt::DescendingOrder);
    m_tree->header()->setMinimumSectionSize(60);
    connect(m_search, &QLineEdit::textChanged, this, &LabelTree::applySearch);
    connect(m_tree, &QTreeView::clicked, this, [this](const QModelIndex &index) {
        Q_EMIT labelClicked(m_rows[m_model->row(index)].label,
                            QApplication::keyboardModifiers().testFlag(Qt::ControlModifier));
    });
    connect(m_tree, &QTreeView::activated, this,
            [this](const QModelIndex &index) { Q_EMIT labelClicked(m_rows[m_model->row(index)].label, false); });
}

std::vector<TableColumn> LabelTree::columns(Counts counts) const
{
    const bool ofRows = counts == Counts::Rows;
    auto count = [this](std::string_view key, const QString &title, const QString &toolTip,
                        size_t LabelStatistics::Label::*value) {
        TableColumn column { .key = key, .title = title, .toolTip = toolTip, .alignment = Qt::AlignRight };
        column.text = [=, this](size_t row) {
            return m_rows[row].counts ? countText(qint64((*m_rows[row].counts).*value)) : QString();
        };
        column.sortKey = [=, this](size_t row) {
            return m_rows[row].counts ? double((*m_rows[row].counts).*value) : 0;
        };
        return column;
    };
    auto percent = [this](size_t row) {
        return m_recordings == 0 || !m_rows[row].counts
            ? 0.0
            : 100.0 * double(m_rows[row].counts->recordings) / double(m_recordings);
    };
    std::vector<TableColumn> columns {
        { .key = "label",
          .title = tr("Label"),
          .text = [this](size_t row) { return m_rows[row].shown; },
          .cellToolTip = [this](size_t row) { return m_rows[row].label; },
          .look = CellLook::Label,
          .width = TableColumn::kStretched },
        count("recordings", ofRows ? tr("Rows") : tr("Recordings"),
              ofRows ? tr("A recording is a row in each source and part that has it") : QString(),
              &LabelStatistics::Label::recordings),
    };
    if (ofRows)
        return columns;
    columns.push_back(count("releaseGroups", tr("Release groups"), {}, &LabelStatistics::Label::releaseGroups));
    columns.push_back({ .key = "share",
                        .title = tr("Share"),
                        .toolTip = tr("Share of the recordings"),
                        .alignment = Qt::AlignRight,
                        .text =
                            [=, this](size_t row) {
                                const double share = percent(row);
                                return m_rows[row].counts ? tr("%1 %").arg(decimalText(share, share < 1 ? 2 : 1))
                                                          : QString();
                            },
                        .sortKey = percent });
    return columns;
}

void LabelTree::setLabels(const std::vector<LabelStatistics::Label> &labels, size_t recordings)
{
    m_model->setRows(0);
    m_rows.clear();
    m_recordings = recordings;
    std::map<std::string_view, size_t> genres;
    auto rowOf = [&](std::string_view genre) {
        const auto [place, isNew] = genres.emplace(genre, m_rows.size());
        if (isNew) // perhaps without recordings of its own: it stands for its subgenres then
            m_rows.push_back({ textOf(genre), textOf(genre) + QStringLiteral("---*"), {}, TableModel::kTopLevel });
        return place->second;
    };
    for (const LabelStatistics::Label &label : labels) {
        const std::string_view genre = genreOf(label.name);
        const size_t above = rowOf(genre);
        const QString name = textOf(label.name);
        if (isSubgenre(label.name))
            m_rows.push_back({ name.mid(textOf(genre).size() + qsizetype(kSubgenreMark.size())), name, label, above });
        else
            m_rows[above] = { name, name, label, TableModel::kTopLevel };
    }
    applySearch();
    for (const TableColumn &column : m_model->columns()) {
        if (column.width != TableColumn::kStretched)
            m_tree->resizeColumnToContents(m_model->columnOf(column.key));
    }
}

bool LabelTree::matches(size_t row) const
{
    return m_rows[row].shown.contains(m_search->text().trimmed(), Qt::CaseInsensitive);
}

void LabelTree::applySearch()
{
    m_model->setRows(m_rows.size(), [this](size_t row) {
        return matches(row) || (m_rows[row].genre != TableModel::kTopLevel && matches(m_rows[row].genre));
    });
    // Genres whose subgenres are meant are open.
    for (size_t row = 0; !m_search->text().trimmed().isEmpty() && row < m_rows.size(); ++row) {
        if (m_rows[row].genre != TableModel::kTopLevel && matches(row))
            m_tree->expand(m_model->indexOf(m_rows[row].genre));
    }
}

} // namespace melscope
