#include "ui/pages/results/label_results_pane.h"

#include "core/base/number_text.h"
#include "core/base/text.h"
#include "core/exploring/track_filter.h"
#include "core/truth/label.h"
#include "ui/models/table_model.h"
#include "ui/numbers/number_form.h"
#include "ui/pages/shared/row_table.h"
#include "ui/pages/shared/table_export.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <cmath>
#include <limits>

namespace melscope {

namespace {

constexpr int kResamples = 1000;

QString signedText(double value)
{
    return (value < 0 ? QStringLiteral("−") : QStringLiteral("+")) + decimalText(std::fabs(value), 4);
}

/// Of so few resamples nothing smaller can be said.
QString probabilityText(double p)
{
    return p < 0.0005 ? LabelResultsPane::tr("< %1").arg(decimalText(0.001, 3)) : decimalText(p, 3);
}

} // namespace

LabelResultsPane::LabelResultsPane(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_other(new QComboBox(this))
    , m_summary(new QLabel(this))
    , m_model(new TableModel(this))
{
    setObjectName(QStringLiteral("labelResultsPane"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 0);
    auto *top = new QHBoxLayout;
    m_other->setObjectName(QStringLiteral("comparedWith"));
    m_other->setAccessibleName(tr("Compare with"));
    m_other->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_other->setMinimumContentsLength(18);
    m_summary->setObjectName(QStringLiteral("differenceSummary"));
    auto *save = new QPushButton(tr("Save table …"), this);
    save->setObjectName(QStringLiteral("saveLabelResults"));
    top->addWidget(new QLabel(tr("Compare with"), this));
    top->addWidget(m_other);
    top->addStretch(1);
    top->addWidget(save);
    layout->addLayout(top);
    m_summary->setWordWrap(true);
    layout->addWidget(m_summary);
    followNumberForm(this, [this] { showDifference(); });
    buildTable();
    layout->addWidget(m_table, 1);
    connect(m_other, &QComboBox::currentIndexChanged, this, &LabelResultsPane::compare);
    connect(&m_session.comparisons(), &Comparisons::changed, this, &LabelResultsPane::showChoices);
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex &index) {
        const QString part = m_part == &m_source->test ? QStringLiteral("test") : QStringLiteral("validation");
        const QString name = filterValue(QString::fromStdString(label(m_model->row(index)).name));
        Q_EMIT tracksWanted(
            QStringLiteral("source:%1 part:%2 (wrong:%3 or missed:%3)").arg(filterValue(m_source->name), part, name));
    });
    connect(save, &QPushButton::clicked, this, [this] {
        saveTable(m_session, this, tr("Save the labels"), QStringLiteral("labels.csv"),
                  [this](TableFormat format) { return fileTable(*m_model, m_table->horizontalHeader(), format); });
    });
}

void LabelResultsPane::buildTable()
{
    auto of = [this](auto member) { return [this, member](size_t row) { return label(row).figures[member]; }; };
    auto changed = [this](auto value) {
        return [this, value](size_t row) {
            return difference(row) != nullptr ? value(*difference(row)) : std::numeric_limits<double>::quiet_NaN();
        };
    };
    TableColumn change = figureColumn("difference", tr("Difference"),
                                      tr("This run's F1 less the other's; bold where it is significant (p < 0.05)"),
                                      changed([](const LabelDifference &d) { return d.difference; }));
    change.text = [this](size_t row) {
        return difference(row) != nullptr ? signedText(difference(row)->difference) : QString();
    };
    change.isStrong = [this](size_t row) { return difference(row) != nullptr && difference(row)->isSignificant(); };
    TableColumn p = figureColumn("p", tr("p"), tr("Two-sided, by the bootstrap"),
                                 changed([](const LabelDifference &d) { return d.p; }), 3, {});
    p.text = [this](size_t row) {
        return difference(row) != nullptr ? probabilityText(difference(row)->p) : QString();
    };
    m_model->setColumns({
        { .key = "label",
          .title = tr("Label"),
          .toolTip = tr("Genres are bold"),
          .text = [this](size_t row) { return textOf(label(row).name); },
          .isStrong = [this](size_t row) { return isGenre(label(row).name); },
          .look = CellLook::Label,
          .width = 200 },
        countColumn("true", tr("True"), tr("Tracks that bear the label"),
                    [this](size_t row) { return qint64(label(row).support); }),
        countColumn("predicted", tr("Predicted"), {}, [this](size_t row) { return qint64(label(row).predicted); }),
        figureColumn("precision", tr("P"), {}, of(0)),
        figureColumn("recall", tr("R"), {}, of(1)),
        figureColumn("f1", tr("F"), {}, of(2)),
        figureColumn("other", tr("Other's F"), {}, changed([](const LabelDifference &d) { return d.first; }), 4, {}),
        change,
        textColumn("interval", tr("95 %"), tr("Bootstrap interval of the difference"),
                   [this](size_t row) {
                       const LabelDifference *d = difference(row);
                       return d == nullptr
                           ? QString()
                           : QStringLiteral("%1 … %2").arg(signedText(d->interval.low), signedText(d->interval.high));
                   })
            .aligned(Qt::AlignRight)
            .wideAs(QStringLiteral("+0.0000 … +0.0000")),
        p,
    });
    m_table = makeRowTable(m_model, QStringLiteral("labelResultsTable"), tr("Evaluation of the labels"), this);
}

void LabelResultsPane::show(const SourceAnalysis *source, const PartAnalysis *part)
{
    m_model->setRows(0);
    m_analysis = m_session.analysis();
    m_source = source;
    m_part = part != nullptr && part->evaluation ? part : nullptr;
    m_difference = {};
    m_model->setRows(m_part != nullptr ? m_part->evaluation->perLabel.size() : 0);
    showChoices();
}

void LabelResultsPane::showChoices()
{
    const QString chosen = m_other->currentData().toString();
    {
        const QSignalBlocker blocker(m_other);
        m_other->clear();
        m_other->addItem(tr("nothing"));
        if (m_source != nullptr) {
            for (const auto &run : m_session.comparisons().of(m_source->name)) {
                if (run->evaluation && run->isOfTest == (m_part == &m_source->test))
                    m_other->addItem(run->title, run->file);
            }
        }
        m_other->setCurrentIndex(std::max(0, m_other->findData(chosen)));
        m_other->setEnabled(m_other->count() > 1);
        m_other->setToolTip(m_other->count() > 1 ? QString()
                                                 : tr("Add a submission or another run on the Runs tab first"));
    }
    compare();
}

void LabelResultsPane::compare()
{
    m_comparing.cancel();
    m_difference = {};
    const QString file = m_other->currentData().toString();
    const bool any = !file.isEmpty() && m_part != nullptr;
    for (const char *key : { "other", "difference", "interval", "p" })
        m_table->setColumnHidden(m_model->columnOf(key), !any);
    m_summary->setText(m_part == nullptr ? tr("The truth of this part is not known")
                           : any         ? tr("Comparing …")
                                         : tr("Double-click: the label's errors on the Tracks page"));
    if (!any)
        return;
    std::shared_ptr<const ComparedRun> other;
    for (const auto &run : m_session.comparisons().of(m_source->name)) {
        if (run->file == file)
            other = run;
    }
    if (!other || !other->labels)
        return;
    m_comparing.run(
        m_session.lane(Lane::Data), this, tr("Comparing label by label"),
        [other, analysis = m_analysis, source = m_source, part = m_part](const CancelToken &cancel,
                                                                         const ProgressCallback &) {
            return compareRuns(*part->scoredTruth, *other->labels, labelsOf(*analysis->run, *source, *part), kResamples,
                               1, cancel);
        },
        [this](Result<RunDifference> difference) {
            if (!difference) {
                m_summary->setText(difference.error().isCancelled() ? tr("Cancelled") : difference.error().what);
                return;
            }
            m_difference = std::move(*difference);
            showDifference();
            m_model->setRows(m_part->evaluation->perLabel.size());
        });
}

void LabelResultsPane::showDifference()
{
    if (m_difference.labels.empty())
        return;
    const auto better = std::count_if(m_difference.labels.begin(), m_difference.labels.end(),
                                      [](const LabelDifference &d) { return d.isSignificant() && d.difference > 0; });
    const auto worse = std::count_if(m_difference.labels.begin(), m_difference.labels.end(),
                                     [](const LabelDifference &d) { return d.isSignificant() && d.difference < 0; });
    m_summary->setText(
        tr("This run less the other: mean F %1 (%2 … %3, p %4); significantly (bold) better: %5 labels, worse: %6")
            .arg(signedText(m_difference.mean.difference), signedText(m_difference.mean.interval.low),
                 signedText(m_difference.mean.interval.high), probabilityText(m_difference.mean.p),
                 countText(qint64(better)), countText(qint64(worse))));
    m_summary->setToolTip(m_summary->text());
}

} // namespace melscope
