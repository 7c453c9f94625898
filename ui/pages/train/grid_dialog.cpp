#include "ui/pages/train/grid_dialog.h"

#include "core/base/number_text.h"
#include "core/study/grid_estimate.h"
#include "core/study/run_grid.h"
#include "core/training/recipe_setting.h"
#include "ui/numbers/number_field.h"
#include "ui/pages/train/recipe_words.h"
#include "ui/session/session.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QGridLayout>
#include <QGroupBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace melscope {

namespace {
constexpr int kEstimateDelay = 400; // ms after the last change
constexpr int kMostFolds = 20;
const QString kShare = QStringLiteral("share");

/// As the field of values understands them in whatever country.
QString sharesText()
{
    QStringList shares;
    for (const double share : { 0.1, 0.2, 0.5, 1.0 })
        shares << generalText(share);
    return shares.join(QStringLiteral("; "));
}
} // namespace

GridDialog::GridDialog(Session &session, QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_grid(nullptr)
    , m_seeds(new QLineEdit(QStringLiteral("1, 2, 3"), this))
    , m_folds(new CountField(this))
    , m_count(new QLabel(this))
    , m_start(nullptr)
    , m_estimateSoon(new QTimer(this))
{
    setObjectName(QStringLiteral("gridDialog"));
    setWindowTitle(tr("A grid of trainings"));
    auto *layout = new QVBoxLayout(this);
    auto *text = new QLabel(tr("The settings of the page are trained with all combinations of these values. The Grids "
                               "tab shows the means over seeds and folds with their deviations. Interrupted, a grid "
                               "goes on later."),
                            this);
    text->setWordWrap(true);
    layout->addWidget(text);
    layout->addWidget(buildRows());
    auto *form = new QFormLayout;
    m_seeds->setObjectName(QStringLiteral("gridSeeds"));
    m_folds->setObjectName(QStringLiteral("gridFolds"));
    m_folds->setRange(0, kMostFolds);
    m_folds->setSpecialValueText(tr("none: training and validation as they are"));
    m_folds->setToolTip(tr("Cross-validation: training and validation of all sources are united and divided into so "
                           "many folds; each validates a model of its own, thresholds included"));
    form->addRow(tr("Seeds"), m_seeds);
    form->addRow(tr("Folds"), m_folds);
    layout->addLayout(form);
    m_count->setObjectName(QStringLiteral("gridCount"));
    m_count->setWordWrap(true);
    layout->addWidget(m_count);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_start = buttons->addButton(tr("Start the grid"), QDialogButtonBox::AcceptRole);
    m_start->setObjectName(QStringLiteral("gridStart"));
    m_start->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &GridDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
    m_estimateSoon->setSingleShot(true);
    m_estimateSoon->setInterval(kEstimateDelay);
    connect(m_estimateSoon, &QTimer::timeout, this, &GridDialog::estimate);
    connect(m_seeds, &QLineEdit::textChanged, this, &GridDialog::refresh);
    connect(m_folds, &CountField::valueChanged, this, &GridDialog::refresh);
    addRow(QStringLiteral("learning_rate"), {});
    m_rows.front().values->setFocus();
    resize(560, sizeHint().height());
    refresh();
}

QWidget *GridDialog::buildRows()
{
    auto *box = new QGroupBox(tr("Settings and their values"), this);
    auto *layout = new QVBoxLayout(box);
    m_grid = new QGridLayout;
    m_grid->setColumnStretch(1, 1);
    layout->addLayout(m_grid);
    auto *buttons = new QHBoxLayout;
    auto *add = new QPushButton(tr("Add a setting"), box);
    add->setObjectName(QStringLiteral("gridAddSetting"));
    add->setAutoDefault(false);
    connect(add, &QPushButton::clicked, this, [this] {
        for (const RecipeSetting &setting : recipeSettings()) { // the first that has no row yet
            const auto isShown = [&](const Row &row) { return row.setting->currentData() == setting.name(); };
            if (setting.name() == QStringLiteral("seed") || std::ranges::any_of(m_rows, isShown))
                continue;
            addRow(setting.name(), {});
            m_rows.back().setting->setFocus();
            return;
        }
    });
    auto *shares = new QPushButton(tr("Shares for a learning curve"), box);
    shares->setObjectName(QStringLiteral("gridShares"));
    shares->setAutoDefault(false);
    shares->setToolTip(tr("10, 20, 50 and 100 % of the training tracks; a smaller share is part of a larger one"));
    connect(shares, &QPushButton::clicked, this, [this] {
        const auto row =
            std::ranges::find_if(m_rows, [](const Row &own) { return own.setting->currentData() == kShare; });
        if (row != m_rows.end())
            row->values->setText(sharesText());
        else
            addRow(kShare, sharesText());
    });
    buttons->addWidget(add);
    buttons->addWidget(shares);
    buttons->addStretch(1);
    layout->addLayout(buttons);
    return box;
}

void GridDialog::addRow(const QString &setting, const QString &values)
{
    const int number = ++m_added;
    Row row { new QComboBox(this), new QLineEdit(values, this), new QToolButton(this) };
    row.setting->setObjectName(QStringLiteral("gridSetting%1").arg(number));
    row.setting->setAccessibleName(tr("Setting"));
    for (const RecipeSetting &one : recipeSettings()) {
        if (one.name() != QStringLiteral("seed")) // has a field of its own
            row.setting->addItem(recipeWord(one.title), one.name());
    }
    row.setting->setCurrentIndex(row.setting->findData(setting));
    row.values->setObjectName(QStringLiteral("gridValues%1").arg(number));
    row.values->setAccessibleName(tr("Values"));
    row.remove->setObjectName(QStringLiteral("gridRemove%1").arg(number));
    row.remove->setText(QStringLiteral("✕"));
    row.remove->setAccessibleName(tr("Remove this setting"));
    row.remove->setToolTip(tr("Remove this setting"));
    row.remove->setAutoRaise(true);
    m_grid->addWidget(row.setting, number, 0);
    m_grid->addWidget(row.values, number, 1);
    m_grid->addWidget(row.remove, number, 2);
    connect(row.setting, &QComboBox::currentIndexChanged, this, [this, row] {
        showPlaceholder(row);
        refresh();
    });
    connect(row.values, &QLineEdit::textChanged, this, &GridDialog::refresh);
    connect(row.remove, &QToolButton::clicked, this, [this, remove = row.remove] { removeRow(remove); });
    showPlaceholder(row);
    m_rows.push_back(row);
    refresh();
}

void GridDialog::removeRow(QToolButton *remove)
{
    const auto row = std::ranges::find(m_rows, remove, &Row::remove);
    if (row == m_rows.end())
        return;
    for (QWidget *widget : std::initializer_list<QWidget *> { row->setting, row->values, row->remove })
        widget->deleteLater();
    m_rows.erase(row);
    refresh();
}

void GridDialog::showPlaceholder(const Row &row) const
{
    const auto setting = recipeSetting(row.setting->currentData().toString());
    if (setting)
        row.values->setPlaceholderText(
            tr("%1; or several with semicolons between").arg((*setting)->text(m_session.project().recipe)));
    row.setting->setToolTip(setting ? recipeWord((*setting)->explanation) : QString());
}

Result<GridDialog::Entered> GridDialog::entered() const
{
    Entered all;
    std::vector<SettingValues> settings;
    for (const Row &row : m_rows)
        settings.push_back({ row.setting->currentData().toString(), row.values->text() });
    auto variants = variantsOf(m_session.project().recipe, settings);
    if (!variants)
        return passOn(variants);
    all.variants = std::move(*variants);
    auto seeds = gridSeeds(m_seeds->text());
    if (!seeds)
        return passOn(seeds);
    all.seeds = std::move(*seeds);
    all.folds = m_folds->value();
    const GridConfig config { m_session.project(), all.variants, all.seeds, all.folds, {}, {} };
    if (const auto checked = checkGrid(config); !checked)
        return passOn(checked);
    return all;
}

void GridDialog::refresh()
{
    if (m_start == nullptr)
        return; // not all is there yet
    m_estimating.cancel();
    m_time.clear();
    const auto all = entered();
    m_start->setEnabled(all.has_value());
    if (!all) {
        m_estimateSoon->stop();
        m_count->setText(all.error().text());
        return;
    }
    QString text = tr("%n run(s):", nullptr, int(all->runs())) + QLatin1Char(' ')
        + tr("%n combination(s)", nullptr, int(all->variants.size())) + QStringLiteral(" × ")
        + tr("%n seed(s)", nullptr, int(all->seeds.size()));
    if (all->folds > 0)
        text += QStringLiteral(" × ") + tr("%n fold(s)", nullptr, all->folds);
    m_count->setText(text + QLatin1Char('.'));
    m_estimateSoon->start();
}

/// Of a run on all that there is to train on.
double GridDialog::tracksOfRun(int folds) const
{
    const auto data = m_session.data();
    if (!data)
        return 0;
    if (folds == 0)
        return double(data->trainRecordings);
    double train = 0;
    double validation = 0;
    for (const CollectedSource &source : data->sources) {
        train += double(source.part(Part::Train).withFeatures);
        validation += double(source.part(Part::Validation).withFeatures);
    }
    return train == 0 ? 0 : double(data->trainRecordings) * (train + validation) / train * (folds - 1) / folds;
}

void GridDialog::estimate()
{
    const auto all = entered();
    const double tracks = all ? tracksOfRun(all->folds) : 0;
    if (tracks == 0 || m_session.isTraining())
        return; // it would measure how the two disturb one another
    m_estimating.run(
        m_session.lane(Lane::Estimates), this, tr("Estimating the speed"),
        [variants = all->variants, times = all->seeds.size() * size_t(std::max(1, all->folds)),
         classes = int(m_session.data()->space.size()), tracks](const CancelToken &cancel, const ProgressCallback &) {
            return estimateGridSeconds(variants, times, classes, tracks, cancel);
        },
        [this](const Result<double> &seconds) {
            if (!seconds && seconds.error().isCancelled())
                return;
            m_time = seconds ? tr("About %1 here, if no run stops early.").arg(durationText(*seconds))
                             : seconds.error().text(); // a device that is not there
            m_count->setText(m_count->text() + QLatin1Char(' ') + m_time);
        });
}

void GridDialog::accept()
{
    if (NumberField *field = refusedField(*this); field != nullptr && field->showRefusal())
        return;
    auto all = entered();
    if (!all)
        return;
    m_session.startGrid(std::move(all->variants), std::move(all->seeds), all->folds);
    QDialog::accept();
}

} // namespace melscope
