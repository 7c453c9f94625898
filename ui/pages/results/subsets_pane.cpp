#include "ui/pages/results/subsets_pane.h"

#include "core/base/number_text.h"
#include "core/exploring/track_filter.h"
#include "core/study/subset_evaluation.h"
#include "ui/models/table_model.h"
#include "ui/pages/shared/means_table.h"
#include "ui/pages/shared/row_table.h"
#include "ui/pages/tracks/filter_edit.h"
#include "ui/session/session.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <iterator>

namespace melscope {

SubsetsPane::SubsetsPane(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_compare(new QPushButton(tr("Compare"), this))
    , m_model(new TableModel(this))
{
    setObjectName(QStringLiteral("subsetsPane"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 0);
    auto *text = new QLabel(tr("How the run does on some tracks and on others: two filters as on the Tracks page, "
                               "within the source and part that are shown. An empty one means all."),
                            this);
    text->setWordWrap(true);
    layout->addWidget(text);
    auto *grid = new QGridLayout;
    const QString names[] = { tr("A"), tr("B") };
    const QString examples[] = { QStringLiteral("labels=1"), QStringLiteral("labels>2") };
    for (int i = 0; i < 2; ++i) {
        m_filters[i] = new FilterEdit(this);
        m_filters[i]->setObjectName(QStringLiteral("subset%1").arg(names[i]));
        m_filters[i]->setAccessibleName(tr("Filter %1").arg(names[i]));
        m_filters[i]->setText(examples[i]);
        m_counts[i] = new QLabel(this);
        m_counts[i]->setObjectName(QStringLiteral("subsetCount%1").arg(names[i]));
        auto *label = new QLabel(names[i], this);
        label->setBuddy(m_filters[i]);
        grid->addWidget(label, i, 0);
        grid->addWidget(m_filters[i], i, 1);
        grid->addWidget(m_counts[i], i, 2);
        connect(m_filters[i], &QLineEdit::returnPressed, this, &SubsetsPane::compare);
    }
    grid->setColumnStretch(1, 2);
    grid->setColumnStretch(2, 1);
    layout->addLayout(grid);
    auto *row = new QHBoxLayout;
    m_compare->setObjectName(QStringLiteral("compareSubsets"));
    row->addWidget(m_compare);
    row->addStretch(1);
    layout->addLayout(row);
    auto meanOf = [this](int i) -> MeanOf {
        return [this, i](size_t index) {
            return m_outcome.evaluations[i] ? &figure(*m_outcome.evaluations[i], index) : nullptr;
        };
    };
    std::vector<TableColumn> columns =
        meanColumns({ "P A", "R A", "F A" }, tr("Over the tracks that filter A finds"), this, meanOf(0));
    std::ranges::move(meanColumns({ "P B", "R B", "F B" },
                                  tr("Over the tracks that filter B finds, with the difference to A"), this, meanOf(1),
                                  meanOf(0)),
                      std::back_inserter(columns));
    layout->addWidget(
        makeMeansTable(m_model, std::move(columns), QStringLiteral("subsetTable"), tr("The means of both"), this));
    layout->addStretch(1);
    connect(m_compare, &QPushButton::clicked, this, &SubsetsPane::compare);
}

void SubsetsPane::show(const SourceAnalysis *source, const PartAnalysis *part)
{
    m_comparing.cancel();
    m_analysis = m_session.analysis();
    m_source = source;
    m_part = part;
    m_outcome = {};
    for (FilterEdit *filter : m_filters)
        filter->setData(m_session.data());
    m_compare->setEnabled(part != nullptr && part->evaluation);
    showOutcome();
}

void SubsetsPane::compare()
{
    if (!m_compare->isEnabled())
        return;
    const Part part = m_part == &m_source->test ? Part::Test : Part::Validation;
    m_comparing.run(
        m_session.lane(Lane::Data), this, tr("Comparing subsets"),
        [context = m_session.trackContext(), analysis = m_analysis, source = m_source, shown = m_part, part,
         texts = std::array { m_filters[0]->text(), m_filters[1]->text() }](
            const CancelToken &cancel, const ProgressCallback &) -> Result<Outcome> {
            Outcome outcome;
            for (size_t i = 0; i < texts.size(); ++i) {
                const auto filter = TrackFilter::parse(texts[i]);
                const auto tracks = filter ? filter->apply(context, cancel) : passOn(filter);
                if (!tracks) {
                    if (tracks.error().isCancelled())
                        return passOn(tracks);
                    outcome.problems[i] = tracks.error().what;
                    continue;
                }
                RecordingIds subset;
                for (const uint32_t track : *tracks) {
                    const TrackRef ref = context.data->track(track);
                    if (ref.part == part && context.data->sources[ref.source].name == source->name)
                        subset.insert(context.data->idOf(track));
                }
                auto evaluation = evaluateSubset(*analysis->run, *source, *shown, subset, cancel);
                if (evaluation)
                    outcome.evaluations[i] = std::move(*evaluation);
                else if (evaluation.error().isCancelled())
                    return passOn(evaluation);
                else
                    outcome.problems[i] = evaluation.error().what;
            }
            return outcome;
        },
        [this](Result<Outcome> outcome) {
            m_outcome = outcome ? std::move(*outcome) : Outcome();
            if (!outcome && !outcome.error().isCancelled())
                m_session.report(outcome.error());
            showOutcome();
        });
}

void SubsetsPane::showOutcome()
{
    for (int i = 0; i < 2; ++i) {
        const auto &evaluation = m_outcome.evaluations[i];
        m_filters[i]->setProblem(m_outcome.problems[i]);
        m_counts[i]->setText(evaluation ? tr("%1 tracks").arg(countText(qint64(evaluation->perTrack.size())))
                                        : m_outcome.problems[i]);
        m_counts[i]->setToolTip(m_outcome.problems[i]);
    }
    m_model->refresh();
}

} // namespace melscope
