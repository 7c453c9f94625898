#include "ui/pages/results/duplicates_pane.h"

#include "core/base/number_text.h"
#include "ui/models/table_model.h"
#include "ui/numbers/number_field.h"
#include "ui/numbers/number_form.h"
#include "ui/pages/shared/empty_state.h"
#include "ui/pages/shared/row_table.h"
#include "ui/pages/shared/table_export.h"
#include "ui/pages/shared/track_names.h"
#include "ui/session/session.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedLayout>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace melscope {

namespace {
constexpr double kMost = 0.001; ///< distance, at first
constexpr double kStep = 0.001;
constexpr size_t kMostPairs = 50'000; ///< more are not to be looked through, and would be slow to sort
}

DuplicatesPane::DuplicatesPane(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_stack(new QStackedLayout)
    , m_empty(new EmptyState({}, {}, this))
    , m_begin(m_empty->addButton(tr("Look for near-duplicates"), QStringLiteral("findDuplicates"), true))
    , m_cancel(m_empty->addButton(tr("Cancel"), QStringLiteral("cancelDuplicates")))
    , m_message(new QLabel(this))
    , m_most(new DecimalField(this, 4))
    , m_acrossOnly(new QCheckBox(tr("Only across train and validation"), this))
    , m_filter(new QLineEdit(this))
    , m_count(new QLabel(this))
    , m_model(new TableModel(this))
{
    setObjectName(QStringLiteral("duplicatesPane"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 0);
    m_message->setObjectName(QStringLiteral("duplicatesMessage"));
    m_message->setWordWrap(true);
    m_message->setVisible(false);
    layout->addWidget(m_message);
    layout->addLayout(m_stack, 1);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(buildContent());
    connectParts();
    refresh();
}

QWidget *DuplicatesPane::buildContent()
{
    auto *content = new QWidget(this);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    auto *text = new QLabel(tr("Recordings that the network takes for the same sound. A pair across train and "
                               "validation flatters the figures on validation, as tracks of one album would."),
                            content);
    text->setWordWrap(true);
    layout->addWidget(text);
    auto *bar = new QHBoxLayout;
    auto *mostLabel = new QLabel(tr("Distance up to"), content);
    mostLabel->setBuddy(m_most);
    m_most->setObjectName(QStringLiteral("duplicateDistance"));
    m_most->setAccessibleName(tr("Greatest distance"));
    m_most->setToolTip(tr("1 less the cosine of the angle between what the network makes of the two"));
    m_most->setDecimals(6);
    m_most->setRange(0, 2);
    m_most->setSingleStep(kStep);
    m_most->setValue(kMost);
    m_most->setKeyboardTracking(false);
    m_acrossOnly->setObjectName(QStringLiteral("acrossOnly"));
    m_count->setObjectName(QStringLiteral("duplicateCount"));
    bar->addWidget(mostLabel);
    bar->addWidget(m_most);
    bar->addWidget(m_acrossOnly);
    bar->addStretch(1);
    bar->addWidget(m_count);
    layout->addLayout(bar);
    auto *lower = new QHBoxLayout;
    m_filter->setObjectName(QStringLiteral("duplicateFilter"));
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setPlaceholderText(tr("Filter by label, id or name"));
    m_filter->setClearButtonEnabled(true);
    auto *save = new QPushButton(tr("Save …"), content);
    save->setObjectName(QStringLiteral("saveDuplicates"));
    lower->addWidget(m_filter, 1);
    lower->addWidget(save);
    layout->addLayout(lower);
    buildTable();
    layout->addWidget(m_table, 1);
    connect(save, &QPushButton::clicked, this, [this] {
        saveTable(m_session, this, tr("Save near-duplicates"), QStringLiteral("near-duplicates.tsv"),
                  [this](TableFormat format) { return fileTable(*m_model, m_table->horizontalHeader(), format); });
    });
    return content;
}

void DuplicatesPane::connectParts()
{
    connect(m_begin, &QPushButton::clicked, this, &DuplicatesPane::find);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        m_job.cancel();
        m_problem = tr("Cancelled");
        refresh();
    });
    connect(m_most, &DecimalField::valueChanged, this, [this](double most) {
        if (m_shown != nullptr && m_shown->sides && most > m_shown->most)
            find(); // a smaller one finds among those that are there
        else
            fill();
    });
    connect(m_acrossOnly, &QCheckBox::toggled, this, &DuplicatesPane::fill);
    connect(m_filter, &QLineEdit::textChanged, this, &DuplicatesPane::fill);
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex &index) {
        const auto row = m_model->rowAt(index);
        if (!row)
            return;
        const bool isOther = index.column() >= m_model->columnOf("otherName");
        Q_EMIT trackActivated(side(*row, isOther).source(track(*row, isOther)), idOf(*row, isOther));
    });
    followNumberForm(this, [this] { refresh(); });
}

void DuplicatesPane::buildTable()
{
    const auto parts = [this](size_t row) {
        return pair(row).isAcross()                              ? tr("train and validation")
            : side(row, false).part.kind == RunPart::Kind::Train ? tr("train")
                                                                 : tr("validation");
    };
    TableColumn where = textColumn("parts", tr("Parts"), tr("Where the two stand; bold: a leak"), parts, 120);
    where.isStrong = [this](size_t row) { return pair(row).isAcross(); };
    where.inFiles = InFiles::Never; // which have either part by itself
    std::vector<TableColumn> columns {
        figureColumn(
            "distance", tr("Distance"), tr("1 less the cosine of the angle between what the network makes of the two"),
            [this](size_t row) { return pair(row).tracks.distance; }, 6),
        std::move(where),
        textColumn("album", tr("Album"), tr("Whether the two are of one release group"),
                   [this](size_t row) {
                       const QString group = side(row, false).releaseGroup(track(row, false));
                       const QString other = side(row, true).releaseGroup(track(row, true));
                       return group.isEmpty() || other.isEmpty() ? QStringLiteral("—")
                           : group == other                      ? tr("same")
                                                                 : tr("another");
                   })
            .hiddenAtFirst(),
    };
    const auto add = [&](bool isOther) {
        const auto of = [isOther](const char *key, const char *otherKey) { return isOther ? otherKey : key; };
        TableColumn name = textColumn(
            of("name", "otherName"), isOther ? tr("Other recording") : tr("Recording"),
            tr("Double-click or Enter shows it on the Tracks page"),
            [this, isOther](size_t row) { return nameOf(row, isOther); }, TableColumn::kStretched);
        name.cellToolTip = [this, isOther](size_t row) { return trackToolTip(m_session, idOf(row, isOther)); };
        columns.push_back(std::move(name));
        columns.push_back(textColumn(
            of("labels", "otherLabels"), isOther ? tr("Other's labels") : tr("Labels"), {},
            [this, isOther](size_t row) {
                return side(row, isOther).labelsOf(track(row, isOther)).join(QStringLiteral(" · "));
            },
            TableColumn::kStretched));
        const auto inFiles = [&](TableColumn column) {
            column = column.hiddenAtFirst();
            column.inFiles = InFiles::Always; // names may be those of several
            return column;
        };
        columns.push_back(inFiles(textColumn(of("part", "otherPart"), isOther ? tr("Other's part") : tr("Part"), {},
                                             [this, isOther](size_t row) { return side(row, isOther).part.name; })));
        columns.push_back(inFiles(textColumn(of("recording", "otherRecording"), isOther ? tr("Other's id") : tr("Id"),
                                             {}, [this, isOther](size_t row) { return idOf(row, isOther); })));
        columns.push_back(inFiles(
            textColumn(of("group", "otherGroup"), isOther ? tr("Other's release group") : tr("Release group"), {},
                       [this, isOther](size_t row) { return side(row, isOther).releaseGroup(track(row, isOther)); })));
    };
    add(false);
    add(true);
    m_model->setColumns(std::move(columns));
    m_table = makeRowTable(m_model, QStringLiteral("duplicatesTable"), tr("Near-duplicates"), this);
    offerRecordingMenu(m_table, m_session, [this](size_t row) {
        return idOf(row, m_table->currentIndex().column() >= m_model->columnOf("otherName"));
    });
}

void DuplicatesPane::show(const std::shared_ptr<const Run> &run)
{
    // Thresholds, title and comment may change; a run that is trained anew is another one.
    const auto keyOf = [](const Run &of) { return of.folder + QLatin1Char('\n') + of.finished; };
    const bool isSame = run && m_run && keyOf(*run) == keyOf(*m_run);
    m_run = run;
    if (isSame)
        return;
    m_job.cancel();
    m_problem.clear();
    m_model->setRows(0);
    m_shown = run ? &m_kept[keyOf(*run)] : nullptr;
    refresh();
}

void DuplicatesPane::find()
{
    if (!m_run)
        return;
    m_problem.clear();
    m_job.run(
        m_session.lane(Lane::Neighbours), this, tr("Looking for near-duplicates"),
        [run = m_run, sides = m_shown->sides,
         most = m_most->value()](const CancelToken &cancel, const ProgressCallback &progress) -> Result<Kept> {
            Kept kept;
            const auto made = sides ? Result<std::shared_ptr<const std::vector<DuplicateSide>>>(sides)
                                    : duplicateSides(*run, 0, cancel, progress);
            if (!made)
                return passOn(made);
            auto list = listDuplicates(*made, most, 0, cancel, progress);
            if (!list)
                return passOn(list);
            kept.sides = *made;
            kept.list = std::move(*list);
            kept.most = most;
            kept.found = kept.list.pairs.size();
            if (kept.found > kMostPairs)
                kept.list.pairs.resize(kMostPairs);
            return kept;
        },
        [this](Result<Kept> found) {
            if (found)
                take(std::move(*found));
            else
                m_problem = found.error().isCancelled() ? tr("Cancelled") : found.error().text();
            refresh();
        });
    refresh();
}

void DuplicatesPane::take(Kept found)
{
    m_model->setRows(0); // its rows speak of the list before
    *m_shown = std::move(found);
}

void DuplicatesPane::fill()
{
    if (m_shown == nullptr || !m_shown->sides)
        return;
    const QString typed = m_filter->text().trimmed();
    const bool acrossOnly = m_acrossOnly->isChecked();
    const double most = m_most->value();
    m_model->setRows(m_shown->list.pairs.size(), [this, typed, acrossOnly, most](size_t row) {
        return pair(row).tracks.distance <= most && (!acrossOnly || pair(row).isAcross())
            && (typed.isEmpty() || isAccepted(row, typed));
    });
    const QString shown = countText(m_model->rowCount());
    m_count->setText(
        isComputing()             ? tr("Looking …")
            : m_shown->found == 0 ? tr("No pair lies that near; a larger distance finds more")
            : m_shown->found > m_shown->list.pairs.size()
            ? tr("%1 of the first %2, of %3 pairs")
                  .arg(shown, countText(qint64(m_shown->list.pairs.size())), countText(qint64(m_shown->found)))
            : tr("%1 of %2 pairs, %3 across")
                  .arg(shown, countText(qint64(m_shown->found)), countText(qint64(m_shown->list.across))));
}

void DuplicatesPane::refresh()
{
    const bool any = m_shown != nullptr && m_shown->sides;
    m_stack->setCurrentIndex(any ? 1 : 0);
    m_message->setText(m_problem);
    m_message->setVisible(!m_problem.isEmpty());
    m_begin->setVisible(m_run != nullptr && !isComputing());
    m_cancel->setVisible(isComputing());
    if (any)
        fill();
    else if (!m_run)
        m_empty->setText(tr("Near-duplicates"), tr("Open a run: its network says which recordings sound the same."));
    else if (isComputing())
        m_empty->setText(tr("Looking …"), tr("How far it is stands in the lowest row of the window."));
    else
        m_empty->setText(tr("Near-duplicates"),
                         tr("Recordings in train and validation that sound the same to the open run's network: those "
                            "across the two flatter its figures. It looks once at all tracks of both parts; what it "
                            "makes of them is kept in the run's folder: 2 KB a track."));
}

const DuplicateSide &DuplicatesPane::side(size_t row, bool isOther) const
{
    return (*m_shown->sides)[isOther ? pair(row).otherSide : pair(row).side];
}

uint32_t DuplicatesPane::track(size_t row, bool isOther) const
{
    return isOther ? pair(row).tracks.other : pair(row).tracks.track;
}

QString DuplicatesPane::idOf(size_t row, bool isOther) const
{
    return side(row, isOther).recording(track(row, isOther));
}

QString DuplicatesPane::nameOf(size_t row, bool isOther) const
{
    const QString id = idOf(row, isOther);
    const auto data = m_session.data();
    const QString name = data ? trackName(data->tagsOf(id.toStdString())) : QString();
    return name.isEmpty() ? id : name;
}

bool DuplicatesPane::isAccepted(size_t row, const QString &typed) const
{
    for (const bool isOther : { false, true }) {
        const QStringList labels = side(row, isOther).labelsOf(track(row, isOther));
        if (idOf(row, isOther).startsWith(typed, Qt::CaseInsensitive)
            || nameOf(row, isOther).contains(typed, Qt::CaseInsensitive)
            || std::ranges::any_of(labels,
                                   [&](const QString &label) { return label.contains(typed, Qt::CaseInsensitive); }))
            return true;
    }
    return false;
}

} // namespace melscope
