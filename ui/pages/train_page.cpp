#include "ui/pages/train_page.h"

#include "core/base/number_text.h"
#include "core/network/mel_network.h"
#include "ui/pages/recipe_form.h"
#include "ui/plots/history_plot.h"
#include "ui/session/session.h"

#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QVBoxLayout>

namespace melscope {

namespace {
// The log of a long training: a line an epoch and a few more.
constexpr int kLogLines = 20'000;
} // namespace

TrainPage::TrainPage(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
{
    setObjectName(QStringLiteral("trainPage"));
    auto *layout = new QHBoxLayout(this);
    layout->addWidget(buildSettings());
    layout->addWidget(buildCharts(), 1);
    connect(&session, &Session::projectChanged, this, &TrainPage::refresh);
    connect(&session, &Session::dataChanged, this, &TrainPage::refreshSize);
    connect(&session, &Session::trainingStarted, this, [this] {
        m_loss->clear();
        m_accuracy->clear();
        m_log->clear();
        updateState();
    });
    connect(&session, &Session::epochFinished, this, [this](const EpochFigures &figures) {
        m_loss->append(figures);
        m_accuracy->append(figures);
        updateState();
    });
    connect(&session, &Session::trainingEnded, this, [this] {
        m_loss->setHistory(m_session.liveHistory());
        m_accuracy->setHistory(m_session.liveHistory());
        updateState();
    });
    connect(&session, &Session::analysisChanged, this, [this] {
        m_loss->setHistory(m_session.liveHistory());
        m_accuracy->setHistory(m_session.liveHistory());
        updateState();
    });
    connect(&session, &Session::logged, m_log, &QPlainTextEdit::appendPlainText);
    refresh();
}

QWidget *TrainPage::buildSettings()
{
    auto *settings = new QWidget(this);
    auto *layout = new QVBoxLayout(settings);
    layout->setContentsMargins(0, 0, 6, 0);
    auto *title = new QLabel(tr("<b>Settings</b>"), settings);
    layout->addWidget(title);
    m_form = new RecipeForm(settings);
    connect(m_form, &RecipeForm::edited, this, &TrainPage::takeRecipe);
    layout->addWidget(m_form);
    m_size = new QLabel(settings);
    m_size->setObjectName(QStringLiteral("networkSize"));
    m_size->setWordWrap(true);
    layout->addSpacing(6);
    layout->addWidget(m_size);
    layout->addSpacing(8);
    m_start = new QPushButton(tr("Start training"), settings);
    m_start->setObjectName(QStringLiteral("startTraining"));
    m_start->setToolTip(tr("Train, search thresholds and predict the test parts (F5)"));
    m_stop = new QPushButton(tr("Stop and keep the best"), settings);
    m_stop->setObjectName(QStringLiteral("stopTraining"));
    m_stop->setToolTip(tr("End training now; the weights of the best epoch so far become the run's (Shift+F5)"));
    connect(m_start, &QPushButton::clicked, &m_session, &Session::startTraining);
    connect(m_stop, &QPushButton::clicked, &m_session, &Session::stopTraining);
    layout->addWidget(m_start);
    layout->addWidget(m_stop);
    m_state = new QLabel(settings);
    m_state->setObjectName(QStringLiteral("trainingState"));
    m_state->setWordWrap(true);
    layout->addSpacing(6);
    layout->addWidget(m_state);
    layout->addStretch(1);

    // A short window scrolls the form instead of clipping it.
    auto *scroll = new QScrollArea(this);
    scroll->setWidget(settings);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFixedWidth(settings->fontMetrics().averageCharWidth() * 46);
    return scroll;
}

QWidget *TrainPage::buildCharts()
{
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setChildrenCollapsible(false);
    m_loss = new HistoryPlot(HistoryPlot::Figure::Loss, splitter);
    m_accuracy = new HistoryPlot(HistoryPlot::Figure::Accuracy, splitter);
    m_log = new QPlainTextEdit(splitter);
    m_log->setObjectName(QStringLiteral("trainingLog"));
    m_log->setAccessibleName(tr("Training log"));
    m_log->setReadOnly(true);
    m_log->setMaximumBlockCount(kLogLines);
    m_log->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_log->setPlaceholderText(tr("What happens during training is told here."));
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPointSizeF(font().pointSizeF() * 0.92);
    m_log->setFont(fixed);
    m_log->setMinimumHeight(80);
    splitter->addWidget(m_loss);
    splitter->addWidget(m_accuracy);
    splitter->addWidget(m_log);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 3);
    splitter->setStretchFactor(2, 1);
    splitter->setSizes({ 300, 300, 130 });
    return splitter;
}

void TrainPage::takeRecipe()
{
    const auto recipe = m_form->recipe();
    if (!recipe) {
        Q_EMIT m_session.failed(recipe.error());
        return;
    }
    Project project = m_session.project();
    project.recipe = *recipe;
    m_session.changeProject(project, tr("changing the settings"));
}

void TrainPage::refresh()
{
    const auto shown = m_form->recipe();
    if (!shown || !(*shown == m_session.project().recipe))
        m_form->setRecipe(m_session.project().recipe);
    refreshSize();
    updateState();
}

void TrainPage::refreshSize()
{
    const auto data = m_session.data();
    std::vector<LabelSpace::SourceLabels> labels;
    for (size_t i = 0; data && i < data->sources.size(); ++i) {
        if (const auto &truth = data->sources[i].part(Part::Train).truth)
            labels.push_back({ data->sources[i].name, truth->labels() });
    }
    if (labels.empty()) {
        m_size->setText(tr("The network's size is told once a ground truth is loaded."));
        return;
    }
    const size_t sources = labels.size();
    const LabelSpace space = LabelSpace::of(std::move(labels));
    const int64_t parameters = parameterCount({ m_session.project().recipe.filters, int(space.size()) });
    m_size->setText((sources == 1 ? tr("One source, %1 classes, %2 parameters, %3 training tracks.")
                                 : tr("%n sources with %1 classes together, %2 parameters, %3 training tracks.", nullptr, int(sources)))
                        .arg(countText(qint64(space.size())), countText(parameters), countText(qint64(data->trainRecordings))));
}

void TrainPage::updateState()
{
    const bool training = m_session.isTraining();
    m_start->setEnabled(!training && !m_session.isEmpty());
    m_stop->setEnabled(training && !m_session.liveHistory().empty());
    m_form->setEnabled(!training);
    const auto &history = m_session.liveHistory();
    if (history.empty()) {
        m_state->setText(training ? tr("Preparing …") : m_session.isEmpty() ? tr("Add data on the Data page first.") : tr("No run yet."));
        return;
    }
    const int best = m_loss->bestEpoch();
    QString text = tr("Epoch %1, best %2 with a validation loss of %3")
                       .arg(history.back().epoch)
                       .arg(best)
                       .arg(best > 0 ? history[size_t(best - history.front().epoch)].validationLoss : 0.0, 0, 'f', 5);
    if (training)
        text += tr("; early stopping after %1 more without a better one").arg(std::max(0, m_session.project().recipe.patience - (history.back().epoch - best)));
    m_state->setText(text + QLatin1Char('.'));
}

} // namespace melscope
