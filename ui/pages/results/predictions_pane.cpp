#include "ui/pages/results/predictions_pane.h"

#include "core/base/number_text.h"
#include "core/base/text.h"
#include "ui/models/table_model.h"
#include "ui/numbers/number_field.h"
#include "ui/numbers/number_form.h"
#include "ui/pages/shared/row_table.h"
#include "ui/pages/shared/track_names.h"
#include "ui/plots/score_bars_plot.h"
#include "ui/session/session.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace melscope {

namespace {
constexpr int kTop = 12; ///< classes of a track that are shown at first
constexpr int kMostTop = 50;
}

PredictionsPane::PredictionsPane(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_top(new CountField(this))
    , m_filter(new QLineEdit(this))
    , m_errors(new QComboBox(this))
    , m_count(new QLabel(this))
    , m_model(new TableModel(this))
    , m_bars(new ScoreBarsPlot(this))
{
    setObjectName(QStringLiteral("predictionsPane"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 0);
    auto *top = new QHBoxLayout;
    m_filter->setObjectName(QStringLiteral("resultFilter"));
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setPlaceholderText(tr("Filter by id, label or name"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMinimumWidth(fontMetrics().averageCharWidth() * 12);
    m_errors->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_errors->setMinimumContentsLength(8);
    m_errors->setObjectName(QStringLiteral("resultErrors"));
    m_errors->setAccessibleName(tr("Errors"));
    m_errors->addItems(
        { tr("All tracks"), tr("No label right"), tr("Some label wrong or missing"), tr("Every label right") });
    m_count->setObjectName(QStringLiteral("resultCount"));
    top->addWidget(m_filter, 1);
    m_top->setObjectName(QStringLiteral("topClasses"));
    m_top->setRange(1, kMostTop);
    m_top->setValue(kTop);
    m_top->setPrefix(tr("top "));
    m_top->setAccessibleName(tr("How many classes of a track are shown"));
    m_top->setToolTip(tr("How many classes of the selected track the bars show, and the column “Highest scores”, which "
                         "the titles' menu offers"));
    top->addWidget(m_errors);
    top->addWidget(m_top);
    top->addWidget(m_count);
    layout->addLayout(top);
    buildTable();
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
    connect(m_top, &CountField::valueChanged, this, [this] {
        m_model->refresh();
        showBars();
    });
    connect(m_model, &TableModel::orderWanted, this, [this](std::optional<int> by, Qt::SortOrder order) {
        m_query.order = by ? PredictionQuery::Order(*by) : PredictionQuery::Order::File;
        m_query.descending = order == Qt::DescendingOrder;
        query();
    });
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex &index) {
        Q_EMIT trackActivated(m_source->name, textOf(m_part->scores->ids().text(uint32_t(m_model->row(index)))));
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &PredictionsPane::showBars);
    connect(m_model, &QAbstractItemModel::modelReset, this, &PredictionsPane::showBars);
}

void PredictionsPane::buildTable()
{
    using Order = PredictionQuery::Order;
    m_model->letOthersOrder();
    auto id = [this](size_t row) { return textOf(m_part->scores->ids().text(uint32_t(row))); };
    std::vector<TableColumn> columns {
        textColumn("recording", tr("Recording"), tr("Double-click to see it on the Tracks page"), id)
            .orderedBy(int(Order::Recording))
            .wideAs(QStringLiteral("00000000-0000 …")),
        nameColumn(m_session, id).orderedBy(int(Order::Name)),
        figureColumn("f1", tr("F"), tr("F1 of the predicted labels, where the truth is known"),
                     [this](size_t row) { return double((*m_f1)[row]); })
            .orderedBy(int(Order::F1)),
        textColumn(
            "predicted", tr("Predicted labels"), {}, [this](size_t row) { return predictedLabels(row); },
            TableColumn::kStretched)
            .orderedBy(int(Order::Predicted)),
        textColumn(
            "true", tr("True labels"), {}, [this](size_t row) { return trueLabels(row); }, TableColumn::kStretched)
            .orderedBy(int(Order::True)),
    };
    columns.push_back(textColumn(
                          "top", tr("Highest scores"),
                          tr("The classes with the highest scores, whatever their thresholds"),
                          [this](size_t row) { return topClasses(row); }, 260)
                          .hiddenAtFirst());
    for (TableColumn &column : columns)
        column.look = CellLook::Line;
    columns[0].cellToolTip = [this, id](size_t row) { return trackToolTip(m_session, id(row)); };
    m_model->setColumns(std::move(columns));
    m_table = makeRowTable(m_model, QStringLiteral("predictionsTable"), tr("Predictions"), this);
    offerRecordingMenu(m_table, m_session, id);
}

QString PredictionsPane::predictedLabels(size_t row) const
{
    QStringList names;
    for (const uint32_t label : m_part->predicted.of(row)) {
        if (const auto name = m_analysis->run->space.spelling(m_source->spaceIndex, label))
            names << textOf(*name);
    }
    return names.join(QStringLiteral(" · "));
}

QString PredictionsPane::topClasses(size_t row) const
{
    const auto scores = m_part->scores->row(row);
    std::vector<uint32_t> order;
    for (uint32_t i = 0; i < scores.size(); ++i) {
        if (m_analysis->run->space.spelling(m_source->spaceIndex, i))
            order.push_back(i);
    }
    const auto count = std::min(order.size(), size_t(m_top->value()));
    std::ranges::partial_sort(order, order.begin() + ptrdiff_t(count), std::greater<>(),
                              [&](uint32_t i) { return scores[i]; });
    QStringList texts;
    for (size_t i = 0; i < count; ++i)
        texts << QStringLiteral("%1 %2").arg(textOf(*m_analysis->run->space.spelling(m_source->spaceIndex, order[i])),
                                             decimalText(double(scores[order[i]]), 3));
    return texts.join(QStringLiteral(" · "));
}

QString PredictionsPane::trueLabels(size_t row) const
{
    QStringList names;
    if (const auto recording = recordingOf(row)) {
        for (const uint32_t label : m_part->truth->labelsOf(*recording))
            names << textOf(m_part->truth->labels()[label]);
    }
    return names.join(QStringLiteral(" · "));
}

std::optional<uint32_t> PredictionsPane::recordingOf(size_t row) const
{
    return m_part->truth ? m_part->truth->recordings().find(m_part->scores->ids().key(uint32_t(row))) : std::nullopt;
}

void PredictionsPane::show(const std::shared_ptr<const RunAnalysis> &analysis, const SourceAnalysis *source,
                           const PartAnalysis *part)
{
    m_model->setRows(0);
    m_analysis = analysis;
    m_source = source;
    m_part = part;
    m_f1.reset();
    m_errors->setEnabled(part != nullptr && part->evaluation);
    m_table->setColumnHidden(m_model->columnOf("name"), !m_session.data() || !m_session.data()->hasTags());
    query();
}

void PredictionsPane::query()
{
    m_querying.cancel();
    if (m_part == nullptr || !m_part->scores || m_part->predicted.empty()) {
        m_model->setRows(0);
        m_count->clear();
        return;
    }
    m_query.text = m_filter->text().trimmed();
    m_query.errors =
        m_part->evaluation ? PredictionQuery::Errors(m_errors->currentIndex()) : PredictionQuery::Errors::All;
    m_query.name = nullptr;
    if (const auto data = m_session.data(); data && data->hasTags())
        m_query.name = [data, scores = m_part->scores](uint32_t row) {
            return trackName(data->tagsOf(scores->ids().text(row)));
        };
    struct Found
    {
        std::shared_ptr<const std::vector<float>> f1;
        TableModel::Rows rows;
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
            return Found { std::move(f1), std::make_shared<const std::vector<uint32_t>>(std::move(*rows)) };
        },
        [this](Result<Found> found) {
            if (!found) {
                m_count->setText(found.error().isCancelled() ? tr("Cancelled") : found.error().what);
                return;
            }
            m_f1 = found->f1;
            m_model->showRows(found->rows);
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
    const auto chosen = m_model->rowAt(m_table->currentIndex());
    if (m_part == nullptr || !chosen) {
        m_bars->setBars({});
        return;
    }
    const auto row = uint32_t(*chosen);
    const auto scores = m_part->scores->row(row);
    const LabelSpace &space = m_analysis->run->space;
    const Thresholds &thresholds = m_analysis->run->sources[m_source->spaceIndex].thresholds;
    std::vector<char> isTrue(space.size(), 0);
    if (const auto recording = recordingOf(row)) {
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
    bars.resize(std::min(bars.size(), size_t(m_top->value())));
    std::stable_sort(bars.begin(), bars.end(), [&](const auto &a, const auto &b) { return ratio(a) > ratio(b); });
    m_bars->setBars(std::move(bars));
}

} // namespace melscope
