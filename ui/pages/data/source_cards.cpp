#include "ui/pages/data/source_cards.h"

#include "core/base/number_text.h"
#include "core/base/text.h"
#include "core/exploring/track_filter.h"
#include "core/truth/label.h"
#include "ui/controls/link_button.h"
#include "ui/controls/spacing.h"
#include "ui/numbers/number_form.h"
#include "ui/pages/data/label_bars.h"
#include "ui/session/session.h"

#include <QFileInfo>
#include <QFrame>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>

#include <algorithm>

namespace melscope {

namespace {

constexpr int kNarrowest = 380; ///< a card, in pixels
constexpr size_t kGenres = 7; ///< shown of each source
constexpr size_t kProblems = 3;

QLabel *line(const QString &text, QWidget *parent, bool isFaint = false)
{
    auto *label = new QLabel(text, parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    if (isFaint)
        label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

/// The most frequent ones.
std::vector<LabelBars::Bar> genresOf(const CollectedPart &train, size_t &all)
{
    std::vector<LabelBars::Bar> bars;
    for (const LabelStatistics::Label &label : train.statistics.labels) {
        if (isGenre(label.name))
            bars.push_back({ textOf(label.name), qint64(label.recordings) });
    }
    std::ranges::stable_sort(bars, std::greater<>(), &LabelBars::Bar::count);
    all = bars.size();
    if (bars.size() > kGenres)
        bars.resize(kGenres);
    return bars;
}

bool isOf(const ProjectSource &source, const QString &file)
{
    return !file.isEmpty()
        && (file == source.trainFile || file == source.validationFile || file == source.testTruth
            || file == source.testInput || source.featureInputs.contains(file) || source.music.contains(file));
}

} // namespace

SourceCards::SourceCards(Session &session, QWidget *parent)
    : QScrollArea(parent)
    , m_session(session)
    , m_content(new QWidget(this))
    , m_grid(new QGridLayout(m_content))
{
    setObjectName(QStringLiteral("sourceCards"));
    setAccessibleName(tr("Sources"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWidget(m_content);
    m_grid->setContentsMargins(kRoom, kRoom, kRoom, kRoom);
    m_grid->setSpacing(2 * kRoom);
    connect(&session, &Session::projectChanged, this, &SourceCards::refresh);
    connect(&session, &Session::dataChanged, this, &SourceCards::refresh);
    followNumberForm(this, [this] { refresh(); });
    refresh();
}

void SourceCards::refresh()
{
    for (QWidget *card : m_cards)
        card->deleteLater();
    m_cards.clear();
    const auto data = m_session.data();
    const auto &sources = m_session.project().sources;
    for (size_t i = 0; i < sources.size(); ++i) {
        const bool fits = data && i < data->sources.size() && data->sources[i].name == sources[i].name;
        m_cards.push_back(makeCard(i, sources[i], fits ? &data->sources[i] : nullptr));
    }
    m_columns = 0;
    arrange();
}

void SourceCards::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    arrange();
}

void SourceCards::arrange()
{
    const int columns = std::clamp(viewport()->width() / kNarrowest, 1, 3);
    if (columns == m_columns)
        return;
    m_columns = columns;
    while (QLayoutItem *item = m_grid->takeAt(0))
        delete item;
    for (int column = 0; column < 3; ++column)
        m_grid->setColumnStretch(column, column < columns ? 1 : 0);
    for (size_t i = 0; i < m_cards.size(); ++i)
        m_grid->addWidget(m_cards[i], int(i) / columns, int(i) % columns);
    const int rows = (int(m_cards.size()) + columns - 1) / columns;
    for (int row = 0; row < m_grid->rowCount(); ++row)
        m_grid->setRowStretch(row, 0);
    m_grid->setRowStretch(rows, 1);
}

QWidget *SourceCards::makeCard(size_t index, const ProjectSource &source, const CollectedSource *loaded)
{
    auto *card = new QFrame(m_content);
    card->setObjectName(QStringLiteral("sourceCard"));
    card->setAccessibleName(source.name);
    card->setFrameShape(QFrame::StyledPanel);
    card->setAutoFillBackground(true);
    card->setBackgroundRole(QPalette::Base);
    auto *layout = new QVBoxLayout(card);
    layout->setContentsMargins(2 * kRoom, 2 * kRoom, 2 * kRoom, 2 * kRoom);
    auto *title = line(source.name, card);
    setCardTitleFont(title);
    layout->addWidget(title);
    if (loaded == nullptr) {
        layout->addWidget(line(tr("Loading …"), card, true));
    } else if (source.isMusic()) {
        layout->addWidget(
            line(tr("Music to be predicted: %n track(s)", nullptr, int(loaded->testFeatures.size())), card));
    } else {
        QStringList counts;
        for (const auto &[part, name] :
             { std::pair(Part::Train, tr("%1 training")), std::pair(Part::Validation, tr("%1 validation")),
               std::pair(Part::Test, tr("%1 test")) }) {
            if (const auto &truth = loaded->part(part).truth)
                counts << name.arg(countText(qint64(truth->size())));
        }
        if (!loaded->part(Part::Test).truth && !loaded->testFeatures.stores().empty())
            counts << tr("%1 test, truth unknown").arg(countText(qint64(loaded->testFeatures.size())));
        if (!counts.isEmpty())
            layout->addWidget(line(tr("Recordings: %1").arg(counts.join(QStringLiteral(" · "))), card));
        if (const CollectedPart &train = loaded->part(Part::Train); train.truth) {
            layout->addWidget(
                line(tr("%1 genres, %2 subgenres, %3 labels per recording")
                         .arg(countText(qint64(train.statistics.genres)), countText(qint64(train.statistics.subgenres)),
                              decimalText(train.statistics.cardinality, 2)),
                     card, true));
            auto *bars = new LabelBars(card);
            bars->setAccessibleName(tr("The most frequent genres of %1").arg(source.name));
            size_t all = 0;
            bars->setBars(genresOf(train, all));
            layout->addSpacing(kRoom / 2);
            layout->addWidget(
                line(all > kGenres
                         ? tr("Training recordings of the %1 most frequent genres:").arg(countText(qint64(kGenres)))
                         : tr("Training recordings of each genre:"),
                     card, true));
            layout->addWidget(bars);
            connect(bars, &LabelBars::labelClicked, this, [this, name = source.name](const QString &label) {
                Q_EMIT tracksWanted(QStringLiteral("label:%1 source:%2").arg(filterValue(label), filterValue(name)));
            });
        }
    }
    layout->addSpacing(kRoom / 2);
    const auto problems = problemsOf(index, source, loaded);
    for (const Problem &problem : problems) {
        auto *row = new QHBoxLayout;
        auto *icon = new QLabel(card);
        const int size = style()->pixelMetric(QStyle::PM_SmallIconSize);
        icon->setPixmap(
            style()
                ->standardIcon(problem.isSerious ? QStyle::SP_MessageBoxWarning : QStyle::SP_MessageBoxInformation)
                .pixmap(size, size));
        row->addWidget(icon, 0, Qt::AlignTop);
        row->addWidget(line(problem.text, card), 1);
        if (!problem.action.isEmpty()) {
            auto *button = new QPushButton(problem.action, card);
            button->setAccessibleDescription(problem.text);
            connect(button, &QPushButton::clicked, this, problem.act);
            row->addWidget(button, 0, Qt::AlignTop);
        }
        layout->addLayout(row);
    }
    if (loaded != nullptr && problems.empty())
        layout->addWidget(line(tr("Nothing is wrong or missing."), card, true));
    layout->addStretch(1);
    auto *foot = new QHBoxLayout;
    auto link = [&](const QString &text, auto act) {
        auto *button = new LinkButton(text, card);
        button->setAccessibleName(tr("%1 of %2").arg(text, source.name));
        connect(button, &LinkButton::clicked, this, act);
        foot->addWidget(button);
    };
    foot->addStretch(1);
    if (!source.isMusic())
        link(tr("Labels"), [this, name = source.name] { Q_EMIT labelsWanted(name); });
    link(tr("Tracks"),
         [this, name = source.name] { Q_EMIT tracksWanted(QStringLiteral("source:") + filterValue(name)); });
    layout->addLayout(foot);
    card->show();
    return card;
}

std::vector<SourceCards::Problem> SourceCards::problemsOf(size_t index, const ProjectSource &source,
                                                          const CollectedSource *loaded)
{
    std::vector<Problem> problems = gapsOf(index, source, loaded);
    const auto data = m_session.data();
    size_t more = 0;
    for (const DataFinding &finding : data &&loaded != nullptr ? data->findings : DataFindings()) {
        // What the cards say in words of their own is not repeated.
        if (!isOf(source, finding.file) || finding.kind == FindingKind::SharedReleaseGroups
            || finding.kind == FindingKind::WithoutFeatures || finding.kind == FindingKind::PoorJoin)
            continue;
        if (problems.size() < kProblems)
            problems.push_back(
                { finding.line > 0 ? tr("%1, line %2: %3")
                                         .arg(QFileInfo(finding.file).fileName(), countText(finding.line), finding.text)
                                   : tr("%1: %2").arg(QFileInfo(finding.file).fileName(), finding.text),
                  {},
                  {},
                  finding.isSerious() });
        else
            ++more;
    }
    if (more > 0)
        problems.push_back(
            { tr("%n more note(s)", nullptr, int(more)), tr("Show"), [this] { Q_EMIT problemsWanted(); }, false });
    return problems;
}

std::vector<SourceCards::Problem> SourceCards::gapsOf(size_t index, const ProjectSource &source,
                                                      const CollectedSource *loaded)
{
    std::vector<Problem> gaps;
    if (source.isMusic())
        return gaps;
    const auto add = [this] { Q_EMIT filesWanted(); };
    const auto split = [this, index] { Q_EMIT splitWanted(index); };
    if (source.trainFile.isEmpty())
        gaps.push_back({ tr("No training file: this source cannot be trained on."), tr("Add files …"), add, true });
    else if (source.validationFile.isEmpty())
        gaps.push_back(
            { tr("No validation file: thresholds and the best epoch are found on it."), tr("Split …"), split, true });
    if (source.featureInputs.isEmpty())
        gaps.push_back({ tr("No features: add a folder or archive of documents."), tr("Add files …"), add, true });
    if (loaded == nullptr)
        return gaps;
    for (const auto &[part, name] :
         { std::pair(Part::Train, tr("training")), std::pair(Part::Validation, tr("validation")) }) {
        const CollectedPart &shown = loaded->part(part);
        if (!shown.truth || source.featureInputs.isEmpty() || shown.withFeatures == shown.truth->size())
            continue;
        const auto without = qint64(shown.truth->size() - shown.withFeatures);
        const bool isMost = shown.withFeatures * 2 < shown.truth->size();
        gaps.push_back({ tr("%1 of %2 %3 recordings have no features and are left out.")
                             .arg(countText(without), countText(qint64(shown.truth->size())), name),
                         isMost ? tr("Add files …") : QString(), add, isMost });
    }
    if (loaded->overlap && loaded->overlap->sharedReleaseGroups > 0)
        gaps.push_back({ tr("Albums are in training and in validation (%1 % of validation), so figures will look "
                            "better than on music that is new.")
                             .arg(decimalText(100.0 * double(loaded->overlap->validationInShared)
                                                  / double(loaded->part(Part::Validation).truth->size()),
                                              0)),
                         tr("Split …"), split, true });
    return gaps;
}

} // namespace melscope
