#include "ui/pages/results/suspects_pane.h"

#include "core/base/number_text.h"
#include "core/base/text.h"
#include "ui/models/table_model.h"
#include "ui/pages/shared/row_table.h"
#include "ui/pages/shared/table_export.h"
#include "ui/pages/shared/track_names.h"
#include "ui/session/session.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <functional>

namespace melscope {

namespace {
constexpr size_t kMost = 50; ///< of each label and kind
}

SuspectsPane::SuspectsPane(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_kind(new QComboBox(this))
    , m_filter(new QLineEdit(this))
    , m_count(new QLabel(this))
    , m_model(new TableModel(this))
    , m_table(nullptr)
{
    setObjectName(QStringLiteral("suspectsPane"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 0);
    auto *text =
        new QLabel(tr("Where the validation truth and the model contradict one another most. A label that may "
                      "be missing is one that the model is sure of; one that may be wrong it sees no trace of."),
                   this);
    text->setWordWrap(true);
    layout->addWidget(text);
    auto *bar = new QHBoxLayout;
    m_kind->setObjectName(QStringLiteral("suspectKind"));
    m_kind->setAccessibleName(tr("Kind"));
    m_kind->addItems({ tr("Missing and wrong"), tr("May be missing"), tr("May be wrong") });
    m_filter->setObjectName(QStringLiteral("suspectFilter"));
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setPlaceholderText(tr("Filter by label or id"));
    m_filter->setClearButtonEnabled(true);
    auto *save = new QPushButton(tr("Save …"), this);
    save->setObjectName(QStringLiteral("saveSuspects"));
    bar->addWidget(m_kind);
    bar->addWidget(m_filter, 1);
    bar->addWidget(m_count);
    bar->addWidget(save);
    layout->addLayout(bar);
    buildTable();
    layout->addWidget(m_table, 1);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &SuspectsPane::fill);
    connect(m_filter, &QLineEdit::textChanged, this, &SuspectsPane::fill);
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex &index) {
        if (const auto row = m_model->rowAt(index))
            Q_EMIT trackActivated(m_source->name, idOf(*row));
    });
    connect(save, &QPushButton::clicked, this, [this] {
        saveTable(m_session, this, tr("Save suspected labels"), QStringLiteral("suspects.csv"),
                  [this](TableFormat format) { return fileTable(*m_model, m_table->horizontalHeader(), format); });
    });
}

void SuspectsPane::buildTable()
{
    auto id = [this](size_t row) { return idOf(row); };
    m_model->setColumns({
        textColumn(
            "label", tr("Label"), {}, [this](size_t row) { return labelOf(row); }, 150)
            .drawnAs(CellLook::Label),
        textColumn("kind", tr("Suspicion"), {},
                   [this](size_t row) { return m_suspects[row].isMissing ? tr("may be missing") : tr("may be wrong"); })
            .wide(110),
        textColumn("recording", tr("Recording"), tr("Double-click or Enter shows it on the Tracks page"), id)
            .wideAs(QStringLiteral("00000000-0000 …")),
        nameColumn(m_session, id),
        figureColumn("score", tr("Score"), {}, [this](size_t row) { return double(m_suspects[row].score); }),
        figureColumn(
            "ratio", tr("Ratio"), tr("Score / threshold"), [this](size_t row) { return m_suspects[row].ratio; }, 3),
    });
    m_table = makeRowTable(m_model, QStringLiteral("suspectsTable"), tr("Suspected labels"), this);
    offerRecordingMenu(m_table, m_session, id);
}

QString SuspectsPane::idOf(size_t row) const
{
    const ScoredPart &part = m_source->basis->part;
    return textOf(part.scores->ids().text(part.truth->row(m_suspects[row].track)));
}

QString SuspectsPane::labelOf(size_t row) const
{
    const auto name = m_analysis->run->space.spelling(m_source->spaceIndex, m_suspects[row].label);
    return name ? textOf(*name) : QString();
}

void SuspectsPane::show(const SourceAnalysis *source)
{
    m_finding.cancel();
    m_model->setRows(0);
    m_suspects.clear();
    m_count->clear();
    m_analysis = m_session.analysis();
    m_source = source != nullptr && source->basis ? source : nullptr;
    m_isFound = false;
    if (isVisible())
        find();
}

void SuspectsPane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!m_isFound)
        find();
}

void SuspectsPane::find()
{
    m_isFound = true;
    if (m_source == nullptr) {
        m_count->setText(tr("The validation truth is not there"));
        return;
    }
    m_count->setText(tr("Looking …"));
    m_finding.run(
        m_session.lane(Lane::Data), this, tr("Looking for suspected labels"),
        [analysis = m_analysis, source = m_source](const CancelToken &cancel, const ProgressCallback &) {
            return findSuspects(source->basis->part, analysis->run->sources[source->spaceIndex].thresholds, kMost,
                                cancel);
        },
        [this](Result<std::vector<Suspect>> suspects) {
            if (!suspects) {
                m_count->setText(suspects.error().isCancelled() ? tr("Cancelled") : suspects.error().what);
                return;
            }
            m_suspects = std::move(*suspects);
            // The strongest contradiction first, of whatever label.
            std::ranges::stable_sort(m_suspects, std::greater<>(), [](const Suspect &suspect) {
                return std::fabs(std::log(std::max(suspect.ratio, 1e-9)));
            });
            fill();
        });
}

void SuspectsPane::fill()
{
    if (m_source == nullptr)
        return;
    const int kind = m_kind->currentIndex();
    const QString typed = m_filter->text().trimmed();
    m_model->setRows(m_suspects.size(), [this, kind, typed](size_t row) {
        return (kind == 0 || m_suspects[row].isMissing == (kind == 1))
            && (typed.isEmpty() || labelOf(row).contains(typed, Qt::CaseInsensitive)
                || idOf(row).startsWith(typed, Qt::CaseInsensitive));
    });
    m_count->setText(tr("%1 of %2").arg(countText(m_model->rowCount()), countText(qint64(m_suspects.size()))));
}

} // namespace melscope
