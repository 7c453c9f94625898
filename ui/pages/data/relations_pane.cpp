#include "ui/pages/data/relations_pane.h"

#include "core/base/number_text.h"
#include "core/base/text.h"
#include "ui/models/table_model.h"
#include "ui/numbers/number_field.h"
#include "ui/numbers/number_form.h"
#include "ui/pages/shared/row_table.h"
#include "ui/pages/shared/table_export.h"
#include "ui/plots/figure_export.h"
#include "ui/plots/matrix_plot.h"
#include "ui/session/session.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace melscope {

namespace {

constexpr size_t kMostPairs = 2000;

/// P(column label | row label), with the labels' recordings at the sides.
std::shared_ptr<const MatrixContent> contentOf(const std::shared_ptr<const LabelRelations> &relations)
{
    auto content = std::make_shared<MatrixContent>();
    content->rowTitle = relations->rowSource;
    content->columnTitle = relations->columnSource;
    content->valueTitle = RelationsPane::tr("P(column | row)");
    content->rows = relations->rows;
    content->columns = relations->columns;
    for (size_t row = 0; row < relations->rows.size(); ++row) {
        for (size_t column = 0; column < relations->columns.size(); ++column)
            content->values.push_back(relations->count(row, column) == 0 ? std::nanf("")
                                                                         : float(relations->probability(row, column)));
    }
    content->rowTotals.assign(relations->rowTotals.begin(), relations->rowTotals.end());
    content->columnTotals.assign(relations->columnTotals.begin(), relations->columnTotals.end());
    content->help =
        (relations->isWithinOne() ? RelationsPane::tr("%1 recordings. Pairs leave out a genre with its own subgenres.")
                                  : RelationsPane::tr("%1 recordings have labels in both."))
            .arg(countText(qint64(relations->recordings)))
        + QLatin1Char(' ')
        + RelationsPane::tr("Move the mouse over a cell; the wheel zooms, a click shows the recordings.");
    content->readout = [relations](size_t row, size_t column) {
        const uint32_t both = relations->count(row, column);
        const auto percent = [](uint32_t part, uint32_t whole) {
            return whole == 0 ? QStringLiteral("–") : QStringLiteral("%1 %").arg(decimalText(100.0 * part / whole, 1));
        };
        return RelationsPane::tr("%1: <b>%2</b> → %3: <b>%4</b>: %5 of %6 (%7); the other way round %8 of %9")
            .arg(relations->rowSource.toHtmlEscaped(), QString::fromStdString(relations->rows[row]).toHtmlEscaped(),
                 relations->columnSource.toHtmlEscaped(),
                 QString::fromStdString(relations->columns[column]).toHtmlEscaped(), countText(both),
                 countText(relations->rowTotals[row]), percent(both, relations->rowTotals[row]),
                 percent(both, relations->columnTotals[column]), countText(relations->columnTotals[column]));
    };
    return content;
}

} // namespace

RelationsPane::RelationsPane(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_rowSource(new QComboBox(this))
    , m_columnSource(new QComboBox(this))
    , m_least(new CountField(this))
    , m_offer(new QLabel(this))
    , m_plot(new MatrixPlot(this))
    , m_table(nullptr)
    , m_model(new TableModel(this))
{
    setObjectName(QStringLiteral("relationsPane"));
    m_plot->setFileName(tr("label-relations"));
    auto *layout = new QVBoxLayout(this);
    auto *bar = new QHBoxLayout;
    m_rowSource->setObjectName(QStringLiteral("rowSource"));
    m_rowSource->setAccessibleName(tr("Rows"));
    m_columnSource->setObjectName(QStringLiteral("columnSource"));
    m_columnSource->setAccessibleName(tr("Columns"));
    m_columnSource->setToolTip(
        tr("Another source: how both name the same music. The same: which labels stand together."));
    m_offer->setObjectName(QStringLiteral("pairOffer"));
    m_offer->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto *save = new QPushButton(tr("Save …"), this);
    save->setObjectName(QStringLiteral("saveRelations"));
    bar->addWidget(new QLabel(tr("Labels of"), this));
    bar->addWidget(m_rowSource);
    bar->addWidget(new QLabel(tr("against"), this));
    bar->addWidget(m_columnSource);
    bar->addWidget(m_offer, 1);
    bar->addWidget(save);
    layout->addLayout(bar);
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_plot);
    auto *pairs = new QWidget(splitter);
    auto *pairsLayout = new QVBoxLayout(pairs);
    pairsLayout->setContentsMargins(0, 0, 0, 0);
    auto *pairsBar = new QHBoxLayout;
    pairsBar->addWidget(new QLabel(tr("Strongest pairs with at least"), pairs));
    pairsBar->addWidget(m_least);
    pairsBar->addWidget(new QLabel(tr("recordings"), pairs));
    pairsBar->addStretch(1);
    pairsLayout->addLayout(pairsBar);
    buildPairs();
    pairsLayout->addWidget(m_table, 1);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setSizes({ 580, 400 });
    layout->addWidget(splitter, 1);

    connect(m_rowSource, &QComboBox::currentIndexChanged, this, &RelationsPane::compute);
    connect(m_columnSource, &QComboBox::currentIndexChanged, this, &RelationsPane::compute);
    followNumberForm(this, [this] { m_offer->clear(); });
    connect(m_least, &CountField::valueChanged, this, &RelationsPane::showPairs);
    connect(m_plot, &MatrixPlot::cellClicked, this, &RelationsPane::offerTracks);
    connect(m_offer, &QLabel::linkActivated, this, &RelationsPane::tracksWanted);
    connect(save, &QPushButton::clicked, this, [this] {
        const QString path = chooseFigureFile(this, tr("label-relations.tsv"), tr("Pairs as TSV (*.tsv)"));
        if (path.isEmpty() || !m_relations)
            return;
        if (path.endsWith(QStringLiteral(".tsv"), Qt::CaseInsensitive))
            m_session.exportFile(tr("Saving"), path,
                                 [table = pairTable()] { return tableText(table, TableFormat::Tsv); });
        else
            m_plot->save(path);
    });
    connect(&session, &Session::dataChanged, this, &RelationsPane::refreshSources);
    refreshSources();
}

void RelationsPane::buildPairs()
{
    m_least->setObjectName(QStringLiteral("leastPairs"));
    m_least->setAccessibleName(tr("Least number of recordings of a pair"));
    m_least->setRange(1, 1'000'000);
    m_least->setValue(5);
    auto pair = [this](size_t i) -> const LabelRelations::Pair & { return m_pairs[i]; };
    // The names are to be read; what has no room for the figures can be scrolled.
    constexpr int nameWidth = 128;
    constexpr int figureWidth = 60;
    auto share = [=](std::string_view key, const QString &title, const QString &toolTip,
                     double LabelRelations::Pair::*value) {
        TableColumn column = figureColumn(
                                 key, title, toolTip, [=](size_t i) { return pair(i).*value; }, 3)
                                 .wide(figureWidth);
        column.text = [=](size_t i) { return QStringLiteral("%1 %").arg(decimalText(100 * (pair(i).*value), 1)); };
        column.fileTitle = textOf(key);
        column.fileText = [=](size_t i) { return textOf(shortestText(pair(i).*value)); };
        return column;
    };
    TableColumn jaccard = share("jaccard", tr("Jaccard"), tr("Recordings with both labels over recordings with either"),
                                &LabelRelations::Pair::jaccard);
    jaccard.text = [=](size_t i) { return decimalText(pair(i).jaccard, 3); };
    TableColumn both = countColumn("both", tr("Both"), tr("Recordings with both labels"),
                                   [=](size_t i) { return qint64(pair(i).count); });
    both.fileTitle = textOf(both.key);
    m_model->setColumns({
        textColumn(
            "row", tr("Row"), {}, [=, this](size_t i) { return textOf(m_relations->rows[pair(i).row]); }, nameWidth),
        textColumn(
            "column", tr("Column"), {}, [=, this](size_t i) { return textOf(m_relations->columns[pair(i).column]); },
            nameWidth),
        both,
        share("p_column_given_row", tr("P(c|r)"), tr("Share of the row label's recordings that have the column label"),
              &LabelRelations::Pair::forward),
        share("p_row_given_column", tr("P(r|c)"), tr("Share of the column label's recordings that have the row label"),
              &LabelRelations::Pair::backward),
        jaccard,
    });
    m_table = makeRowTable(m_model, QStringLiteral("pairsTable"), tr("Pairs of labels"), this);
    m_table->horizontalHeader()->moveSection(m_model->columnOf("jaccard"), m_model->columnOf("both"));
    m_table->setTextElideMode(Qt::ElideMiddle);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) {
                const auto row = m_model->rowAt(current);
                if (!row)
                    return;
                const LabelRelations::Pair &chosen = m_pairs[*row];
                m_plot->select(chosen.row, chosen.column);
                offerTracks(chosen.row, chosen.column);
            });
}

void RelationsPane::refreshSources()
{
    const auto data = m_session.data();
    const QString row = m_rowSource->currentText();
    const QString column = m_columnSource->currentText();
    const QSignalBlocker blockers[] = { QSignalBlocker(m_rowSource), QSignalBlocker(m_columnSource) };
    m_rowSource->clear();
    m_columnSource->clear();
    for (size_t i = 0; data && i < data->sources.size(); ++i) {
        m_rowSource->addItem(data->sources[i].name);
        m_columnSource->addItem(data->sources[i].name);
    }
    if (m_rowSource->count() > 0) {
        m_rowSource->setCurrentIndex(std::max(0, m_rowSource->findText(row)));
        const int known = m_columnSource->findText(column);
        m_columnSource->setCurrentIndex(known >= 0 ? known : std::min(1, m_columnSource->count() - 1));
    }
    compute();
}

void RelationsPane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_stale)
        compute();
}

void RelationsPane::compute()
{
    m_computing.cancel();
    m_pairing.cancel();
    m_stale = !isVisible();
    m_offer->clear();
    const auto data = m_session.data();
    const int row = m_rowSource->currentIndex();
    const int column = m_columnSource->currentIndex();
    if (m_stale || !data || row < 0 || column < 0)
        return;
    m_computing.run(
        m_session.lane(Lane::Relations), this, tr("Counting pairs of labels"),
        [data, row, column](const CancelToken &cancel, const ProgressCallback &) {
            return relateSources(*data, size_t(row), size_t(column), cancel);
        },
        [this](Result<std::shared_ptr<const LabelRelations>> relations) {
            if (!relations)
                return;
            m_model->setRows(0);
            m_relations = std::move(*relations);
            m_plot->setContent(contentOf(m_relations));
            showPairs();
        });
}

void RelationsPane::showPairs()
{
    if (!m_relations)
        return;
    m_pairing.run(
        m_session.lane(Lane::Relations), this, tr("Looking for the strongest pairs"),
        [relations = m_relations, least = uint32_t(m_least->value())](const CancelToken &, const ProgressCallback &)
            -> Result<std::vector<LabelRelations::Pair>> { return relations->strongestPairs(least, kMostPairs); },
        [this](Result<std::vector<LabelRelations::Pair>> pairs) {
            if (!pairs)
                return;
            m_model->setRows(0);
            m_pairs = std::move(*pairs);
            m_model->setRows(m_pairs.size());
        });
}

void RelationsPane::offerTracks(size_t row, size_t column)
{
    const QString a = QString::fromStdString(m_relations->rows[row]);
    const QString b = QString::fromStdString(m_relations->columns[column]);
    m_offer->setToolTip({});
    if (m_relations->count(row, column) == 0) {
        m_offer->setText(tr("No recording has both."));
        return;
    }
    const QString filter =
        QStringLiteral("source:%1 label:%2 ").arg(filterValue(m_relations->rowSource), filterValue(a))
        + (m_relations->isWithinOne() ? QStringLiteral("label:")
                                      : m_relations->columnSource.toLower() + QLatin1Char(':'))
        + filterValue(b);
    m_offer->setText(
        QStringLiteral("<a href=\"%1\">%2</a>")
            .arg(filter.toHtmlEscaped(),
                 tr("Show the %1 recordings with %2 and %3")
                     .arg(countText(m_relations->count(row, column)), a.toHtmlEscaped(), b.toHtmlEscaped())));
    m_offer->setToolTip(filter);
}

ResultTable RelationsPane::pairTable() const
{
    ResultTable table = fileTable(*m_model, nullptr, TableFormat::Tsv); // the columns as the command line has them
    table.headers[0] = m_relations->rowSource;
    table.headers[1] = m_relations->columnSource;
    return table;
}

} // namespace melscope
