#include "ui/pages/predictions_pane.h"

#include "core/base/number_text.h"
#include "core/base/text.h"
#include "ui/models/line_delegate.h"
#include "ui/models/prediction_model.h"
#include "ui/numbers/number_form.h"
#include "ui/pages/row_table.h"
#include "ui/plots/score_bars_plot.h"
#include "ui/session/session.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace melscope {

namespace {
constexpr size_t kBars = 12;
}

PredictionsPane::PredictionsPane(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_filter(new QLineEdit(this))
    , m_errors(new QComboBox(this))
    , m_count(new QLabel(this))
    , m_model(new PredictionModel(this))
    , m_table(new QTableView(this))
    , m_bars(new ScoreBarsPlot(this))
{
    setObjectName(QStringLiteral("predictionsPane"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 0);
    auto *top = new QHBoxLayout;
    m_filter->setObjectName(QStringLiteral("resultFilter"));
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setPlaceholderText(tr("Filter by id or label"));
    m_filter->setClearButtonEnabled(true);
    m_errors->setObjectName(QStringLiteral("resultErrors"));
    m_errors->setAccessibleName(tr("Errors"));
    m_errors->addItems({ tr("All tracks"), tr("Nothing right"), tr("Not all right"), tr("All right") });
    m_count->setObjectName(QStringLiteral("resultCount"));
    top->addWidget(m_filter, 1);
    top->addWidget(m_errors);
    top->addWidget(m_count);
    layout->addLayout(top);
    styleRowTable(m_table, m_model, QStringLiteral("predictionsTable"), tr("Predictions"));
    m_table->setItemDelegate(new LineDelegate(m_table));
    m_table->setColumnWidth(0, m_table->fontMetrics().horizontalAdvance(QStringLiteral("00000000-0000 …")) + 16);
    m_table->setColumnWidth(1, m_table->fontMetrics().horizontalAdvance(QStringLiteral("0.0000")) + 20);
    m_table->horizontalHeader()->setSectionResizeMode(2, QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(3, QHeaderView::Stretch);
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_table);
    splitter->addWidget(m_bars);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setSizes({ 340, 240 });
    layout->addWidget(splitter, 1);
    followNumberForm(this, [this] { showCount(); });
    connect(m_filter, &QLineEdit::textChanged, this, &PredictionsPane::query);
    connect(m_errors, &QComboBox::currentIndexChanged, this, &PredictionsPane::query);
    connect(m_model, &PredictionModel::orderWanted, this, [this](int column, Qt::SortOrder order) {
        m_query.order = column < 0 ? PredictionQuery::Order::File : PredictionQuery::Order(column + 1);
        m_query.descending = order == Qt::DescendingOrder;
        query();
    });
    connect(m_table, &QTableView::doubleClicked, this, [this](const QModelIndex &index) {
        Q_EMIT trackActivated(m_source->name, m_model->recording(index.row()));
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &PredictionsPane::showBars);
    connect(m_model, &QAbstractItemModel::modelReset, this, &PredictionsPane::showBars);
}

void PredictionsPane::show(const std::shared_ptr<const RunAnalysis> &analysis, const SourceAnalysis *source,
                           const PartAnalysis *part)
{
    m_analysis = analysis;
    m_source = source;
    m_part = part;
    m_f1.reset();
    m_model->clear();
    m_errors->setEnabled(part != nullptr && part->evaluation);
    query();
}

void PredictionsPane::query()
{
    m_querying.cancel();
    if (m_part == nullptr || !m_part->scores || m_part->predicted.empty()) {
        m_model->clear();
        m_count->clear();
        return;
    }
    m_query.text = m_filter->text().trimmed();
    m_query.errors =
        m_part->evaluation ? PredictionQuery::Errors(m_errors->currentIndex()) : PredictionQuery::Errors::All;
    struct Found
    {
        std::shared_ptr<const std::vector<float>> f1;
        std::vector<uint32_t> rows;
    };
    m_querying.run(
        m_session.lane(Lane::Data), this, tr("Filtering predictions"),
        [f1 = m_f1, analysis = m_analysis, source = m_source, part = m_part,
         query = m_query](const CancelToken &cancel, const ProgressCallback &) mutable -> Result<Found> {
            if (!f1)
                f1 = std::make_shared<const std::vector<float>>(trackF1(*part));
            auto rows = queryPredictions(*analysis, *source, *part, *f1, query, cancel);
            if (!rows)
                return passOn(rows);
            return Found { std::move(f1), std::move(*rows) };
        },
        [this](Result<Found> found) {
            if (!found) {
                m_count->setText(found.error().isCancelled() ? tr("Cancelled") : found.error().what);
                return;
            }
            m_f1 = found->f1;
            m_model->setRows(m_analysis, m_source, m_part, m_f1, std::move(found->rows));
            showCount();
            if (m_model->rowCount() > 0)
                m_table->selectRow(0);
        });
}

void PredictionsPane::showCount()
{
    if (m_part == nullptr || !m_part->scores || m_part->predicted.empty())
        return;
    const auto all = qint64(m_part->scores->rows());
    const qint64 shown = m_model->rowCount();
    m_count->setText(shown == all ? tr("%1 tracks").arg(countText(all))
                                  : tr("%1 of %2").arg(countText(shown), countText(all)));
}

void PredictionsPane::showBars()
{
    const QModelIndex current = m_table->currentIndex();
    if (m_part == nullptr || !current.isValid() || current.row() >= m_model->rowCount()) {
        m_bars->setBars({});
        return;
    }
    const uint32_t row = m_model->row(current.row());
    const auto scores = m_part->scores->row(row);
    const LabelSpace &space = m_analysis->run->space;
    const Thresholds &thresholds = m_analysis->run->sources[m_source->spaceIndex].thresholds;
    const auto recording =
        m_part->truth ? m_part->truth->recordings().find(m_part->scores->ids().key(row)) : std::nullopt;
    std::vector<char> isTrue(space.size(), 0);
    if (recording) {
        for (const uint32_t label : m_part->truth->labelsOf(*recording)) {
            if (const auto known = space.classOf(m_source->spaceIndex, m_part->truth->labels()[label]))
                isTrue[*known] = 1;
        }
    }
    const auto predicted = m_part->predicted.of(row);
    std::vector<ScoreBarsPlot::Bar> bars;
    for (uint32_t i = 0; i < space.size(); ++i) {
        const auto name = space.spelling(m_source->spaceIndex, i);
        if (name && (thresholds.predicts(i) || isTrue[i]))
            bars.push_back({ textOf(*name), double(scores[i]), thresholds.values[i], isTrue[i] != 0,
                             std::binary_search(predicted.begin(), predicted.end(), i) });
    }
    // What matters: predicted or true, then the nearest to being predicted.
    auto ratio = [](const ScoreBarsPlot::Bar &bar) { return bar.threshold > 0 ? bar.score / bar.threshold : 0; };
    std::stable_sort(bars.begin(), bars.end(), [&](const auto &a, const auto &b) {
        const bool first = a.isTrue || a.isPredicted;
        const bool second = b.isTrue || b.isPredicted;
        return first != second ? first : ratio(a) > ratio(b);
    });
    bars.resize(std::min(bars.size(), kBars));
    std::stable_sort(bars.begin(), bars.end(), [&](const auto &a, const auto &b) { return ratio(a) > ratio(b); });
    m_bars->setBars(std::move(bars));
}

} // namespace melscope
