#include "ui/pages/tracks_page.h"

#include "core/base/number_text.h"
#include "ui/models/table_model.h"
#include "ui/pages/empty_state.h"
#include "ui/pages/track_details.h"
#include "ui/pages/row_table.h"
#include "ui/session/session.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QSplitter>
#include <QStackedLayout>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace melscope {

namespace {

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

QString partName(Part part)
{
    return part == Part::Train ? QObject::tr("train") : part == Part::Validation ? QObject::tr("validation") : QObject::tr("test");
}

QString labelsText(const DataSnapshot &data, const TrackRef &track)
{
    QStringList labels;
    if (const GroundTruth *truth = data.truthOf(track)) {
        for (const uint32_t label : truth->labelsOf(track.index))
            labels << text(truth->labels()[label]);
    }
    return labels.join(QStringLiteral(" · "));
}

/// Which labels of each truth hold the text, so that rows compare indices and not strings.
std::vector<std::vector<char>> matchingLabels(const DataSnapshot &data, const QString &needle)
{
    std::vector<std::vector<char>> matches;
    for (const SourceSnapshot &source : data.sources) {
        for (const PartSnapshot &part : source.parts) {
            matches.emplace_back();
            if (!part.truth)
                continue;
            for (const std::string &label : part.truth->labels())
                matches.back().push_back(text(label).contains(needle, Qt::CaseInsensitive));
        }
    }
    return matches;
}

} // namespace

TracksPage::TracksPage(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_stack(new QStackedLayout(this))
    , m_model(new TableModel(this))
{
    setObjectName(QStringLiteral("tracksPage"));
    m_stack->addWidget(new EmptyState(tr("No tracks yet"), tr("Add ground truths and features on the Data page; their recordings appear here."), this));
    buildTable();
    connect(&session, &Session::dataChanged, this, &TracksPage::refresh);
    connect(&session, &Session::analysisChanged, this, &TracksPage::showSelected);
    refresh();
}

void TracksPage::buildTable()
{
    auto *content = new QWidget(this);
    auto *layout = new QVBoxLayout(content);
    auto *filters = new QHBoxLayout;
    m_filter = new QLineEdit(content);
    m_filter->setObjectName(QStringLiteral("trackFilter"));
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setPlaceholderText(tr("Filter by the beginning of an id or part of a label"));
    m_filter->setClearButtonEnabled(true);
    m_source = new QComboBox(content);
    m_source->setObjectName(QStringLiteral("trackSource"));
    m_source->setAccessibleName(tr("Source"));
    m_part = new QComboBox(content);
    m_part->setObjectName(QStringLiteral("trackPart"));
    m_part->setAccessibleName(tr("Part"));
    m_part->addItem(tr("All parts"), -1);
    for (const Part part : { Part::Train, Part::Validation, Part::Test })
        m_part->addItem(partName(part), int(part));
    m_hits = new QLabel(content);
    m_hits->setObjectName(QStringLiteral("trackHits"));
    filters->addWidget(m_filter, 1);
    filters->addWidget(m_source);
    filters->addWidget(m_part);
    filters->addWidget(m_hits);
    layout->addLayout(filters);

    auto track = [this](size_t row) -> const TrackRef & { return m_session.data()->tracks[row]; };
    auto data = [this]() -> const DataSnapshot & { return *m_session.data(); };
    m_model->setColumns({
        { tr("Recording"), {}, false, [=](size_t row) -> QVariant { return text(data().idOf(track(row))); }, {}, {} },
        { tr("Source"), {}, false, [=](size_t row) -> QVariant { return data().sources[track(row).source].name; }, {}, {} },
        { tr("Part"), {}, false, [=](size_t row) -> QVariant { return partName(track(row).part); }, [=](size_t row) { return double(track(row).part); }, {} },
        { tr("Features"), tr("Whether a feature file holds the recording"), false,
          [=](size_t row) -> QVariant { return track(row).hasFeatures ? tr("yes") : tr("no"); }, {}, {} },
        { tr("Labels"), {}, false, [=](size_t row) -> QVariant { return labelsText(data(), track(row)); }, {}, {} },
    });
    m_table = makeRowTable(m_model, QStringLiteral("tracksTable"), tr("Recordings"), content);
    m_table->horizontalHeader()->setSectionResizeMode(4, QHeaderView::Stretch);
    m_table->setColumnWidth(0, m_table->fontMetrics().horizontalAdvance(QStringLiteral("00000000-0000…")) + 12);
    m_table->setColumnWidth(1, 72);
    m_table->setColumnWidth(2, 76);
    m_table->setColumnWidth(3, 70);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &TracksPage::showSelected);

    auto *splitter = new QSplitter(Qt::Horizontal, content);
    splitter->setObjectName(QStringLiteral("tracksSplitter"));
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_table);
    m_details = new TrackDetails(m_session, splitter);
    splitter->addWidget(m_details);
    splitter->setStretchFactor(0, 5);
    splitter->setStretchFactor(1, 4);
    splitter->setSizes({ 500, 430 });
    layout->addWidget(splitter, 1);
    m_stack->addWidget(content);
    connect(m_filter, &QLineEdit::textChanged, this, &TracksPage::applyFilter);
    connect(m_source, &QComboBox::currentIndexChanged, this, &TracksPage::applyFilter);
    connect(m_part, &QComboBox::currentIndexChanged, this, &TracksPage::applyFilter);
}

void TracksPage::refresh()
{
    const auto data = m_session.data();
    const size_t count = data ? data->tracks.size() : 0;
    m_stack->setCurrentIndex(count == 0 ? 0 : 1);
    const QString chosen = m_source->currentText();
    {
        const QSignalBlocker blocker(m_source);
        m_source->clear();
        m_source->addItem(tr("All sources"), -1);
        for (size_t i = 0; data && i < data->sources.size(); ++i)
            m_source->addItem(data->sources[i].name, int(i));
        m_source->setCurrentIndex(std::max(0, m_source->findText(chosen)));
    }
    m_model->setRows(0);
    // Where every recording has features the column would tell nothing.
    m_table->setColumnHidden(3, data && std::all_of(data->tracks.begin(), data->tracks.end(), [](const TrackRef &track) { return track.hasFeatures; }));
    applyFilter();
}

void TracksPage::applyFilter()
{
    const auto data = m_session.data();
    if (!data)
        return;
    const QString needle = m_filter->text().trimmed();
    const int source = m_source->currentData().toInt();
    const int part = m_part->currentData().toInt();
    const auto labels = needle.isEmpty() ? std::vector<std::vector<char>>() : matchingLabels(*data, needle);
    const std::string prefix = needle.toLower().toStdString();
    m_model->setRows(data->tracks.size(), [=](size_t row) {
        const TrackRef &track = data->tracks[row];
        if ((source >= 0 && track.source != source) || (part >= 0 && int(track.part) != part))
            return false;
        if (prefix.empty() || data->idOf(track).starts_with(prefix))
            return true;
        const auto &matches = labels[size_t(track.source) * 3 + size_t(track.part)];
        const GroundTruth *truth = data->truthOf(track);
        if (truth == nullptr)
            return false;
        const auto own = truth->labelsOf(track.index);
        return std::any_of(own.begin(), own.end(), [&](uint32_t label) { return matches[label] != 0; });
    });
    m_hits->setText(m_model->rowCount() == int(m_model->totalRows())
                        ? tr("%1 rows, %2 recordings").arg(countText(qint64(m_model->totalRows())), countText(qint64(data->recordings)))
                        : tr("%1 of %2 rows").arg(countText(m_model->rowCount()), countText(qint64(m_model->totalRows()))));
    if (m_model->rowCount() > 0)
        m_table->selectRow(0);
    showSelected();
}

void TracksPage::showSelected()
{
    const QModelIndex current = m_table->currentIndex();
    if (!m_session.data() || !current.isValid() || current.row() >= m_model->rowCount())
        m_details->clear();
    else
        m_details->showTrack(m_session.data()->tracks[m_model->row(current.row())]);
}

bool TracksPage::selectTrack(const QString &source, const QString &id)
{
    const auto data = m_session.data();
    if (!data)
        return false;
    const std::string wanted = id.toStdString();
    for (size_t row = 0; row < data->tracks.size(); ++row) {
        const TrackRef &track = data->tracks[row];
        if (data->sources[track.source].name != source || data->idOf(track) != wanted)
            continue;
        if (m_model->viewRow(row) < 0) {
            m_filter->clear();
            m_source->setCurrentIndex(0);
            m_part->setCurrentIndex(0);
        }
        const int viewRow = m_model->viewRow(row);
        m_table->selectRow(viewRow);
        m_table->scrollTo(m_model->index(viewRow, 0), QAbstractItemView::PositionAtCenter);
        return true;
    }
    return false;
}

} // namespace melscope
