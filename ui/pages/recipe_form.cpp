#include "ui/pages/recipe_form.h"

#include "core/base/number_text.h"
#include "core/network/training_engine.h"
#include "ui/numbers/number_field.h"
#include "ui/numbers/number_form.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include <limits>

namespace melscope {

namespace {

CountField *wholeNumber(QWidget *parent, const QString &name, int least, int most)
{
    auto *box = new CountField(parent);
    box->setObjectName(name);
    box->setRange(least, most);
    box->setGroupSeparatorShown(true);
    return box;
}

DecimalField *decimal(QWidget *parent, const QString &name, double least, double most, int decimals, double step)
{
    auto *box = new DecimalField(parent, decimals);
    box->setObjectName(name);
    box->setRange(least, most);
    box->setSingleStep(step);
    return box;
}

/// A choice whose items carry the names that files and the command line use.
QComboBox *choice(QWidget *parent, const QString &name, const QList<std::pair<QString, QString>> &items)
{
    auto *box = new QComboBox(parent);
    box->setObjectName(name);
    for (const auto &[text, value] : items)
        box->addItem(text, value);
    return box;
}

QString onOff(bool on)
{
    return on ? RecipeForm::tr("on") : RecipeForm::tr("off");
}

} // namespace

RecipeForm::RecipeForm(QWidget *parent)
    : QWidget(parent)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    auto *top = new QHBoxLayout;
    auto *label = new QLabel(tr("Recipe"), this);
    m_base = choice(
        this, QStringLiteral("recipeBox"),
        { { QStringLiteral("melscope"), QStringLiteral("melscope") }, { tr("paper"), QStringLiteral("paper") } });
    m_base->setToolTip(tr("Where the settings start from. melscope: what reaches the better F in the same number of "
                          "epochs. paper: Schreiber 2018, exactly."));
    m_base->setAccessibleName(tr("Recipe"));
    label->setBuddy(m_base);
    m_reset = new QPushButton(tr("Reset"), this);
    m_reset->setObjectName(QStringLiteral("resetRecipe"));
    m_reset->setToolTip(tr("Back to the recipe's own settings; the seed stays"));
    top->addWidget(label);
    top->addWidget(m_base, 1);
    top->addWidget(m_reset);
    layout->addLayout(top);
    buildLength();
    buildOptimiser();
    buildNetwork();
    buildComputing();
    connectEditors();
    setRecipe({});
    followNumberForm(this, [this] { markDifferences(); });
}

QFormLayout *RecipeForm::addGroup(const QString &title)
{
    auto *group = new QGroupBox(title, this);
    auto *form = new QFormLayout(group);
    form->setContentsMargins(8, 4, 8, 6);
    form->setVerticalSpacing(4);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    layout()->addWidget(group);
    return form;
}

void RecipeForm::addRow(QFormLayout *form, const QString &title, QWidget *editor, const QString &explanation,
                        std::function<QString(const Recipe &)> value)
{
    auto *label = new QLabel(title, editor->parentWidget());
    label->setBuddy(editor);
    QFont marked = font();
    marked.setBold(true); // so that a mark moves nothing
    label->setMinimumWidth(QFontMetrics(marked).horizontalAdvance(QStringLiteral("● ") + tr("Several sources")));
    editor->setMinimumWidth(fontMetrics().averageCharWidth() * 17);
    editor->setAccessibleName(title);
    form->addRow(label, editor);
    m_rows.push_back({ label, title, explanation, std::move(value) });
}

void RecipeForm::buildLength()
{
    auto *form = addGroup(tr("Length"));
    m_epochs = wholeNumber(this, QStringLiteral("epochsBox"), 1, 1'000'000);
    m_patience = wholeNumber(this, QStringLiteral("patienceBox"), 1, 1'000'000);
    m_batchSize = wholeNumber(this, QStringLiteral("batchSizeBox"), 0, 1'000'000);
    m_batchSize->setSpecialValueText(tr("follows the data"));
    addRow(form, tr("Epochs"), m_epochs, tr("Training ends after so many epochs at the latest."),
           [](const Recipe &r) { return countText(r.epochs); });
    addRow(form, tr("Patience"), m_patience, tr("Training ends after so many epochs without a better validation loss."),
           [](const Recipe &r) { return countText(r.patience); });
    addRow(form, tr("Batch size"), m_batchSize,
           tr("Tracks a step. 0 follows the data: about 100 steps an epoch, at most 1,000 tracks, so that small data "
              "sets learn too."),
           [](const Recipe &r) { return r.batchSize > 0 ? countText(r.batchSize) : tr("follows the data"); });
}

void RecipeForm::buildOptimiser()
{
    auto *form = addGroup(tr("Optimiser"));
    m_learningRate = decimal(this, QStringLiteral("learningRateBox"), 1e-6, 1, 6, 1e-4);
    m_schedule = choice(this, QStringLiteral("scheduleBox"),
                        { { tr("cosine"), QStringLiteral("cosine") }, { tr("constant"), QStringLiteral("constant") } });
    m_warmup = decimal(this, QStringLiteral("warmupBox"), 0, 1000, 1, 0.5);
    m_warmup->setSuffix(tr(" epochs"));
    m_weightDecay = decimal(this, QStringLiteral("weightDecayBox"), 0, 10, 4, 0.01);
    m_dropout = decimal(this, QStringLiteral("dropoutBox"), 0, 0.99, 2, 0.05);
    m_mixup = decimal(this, QStringLiteral("mixupBox"), 0, 10, 2, 0.1);
    m_balance = new QCheckBox(tr("main genres"), this);
    m_balance->setObjectName(QStringLiteral("balanceBox"));
    addRow(form, tr("Learning rate"), m_learningRate, tr("Adam's, at its highest. Can be changed while training runs."),
           [](const Recipe &r) { return generalText(r.learningRate); });
    addRow(form, tr("Schedule"), m_schedule,
           tr("Of the learning rate. Cosine falls to almost nothing in the last epoch."),
           [](const Recipe &r) { return scheduleName(r.schedule); });
    addRow(form, tr("Warm-up"), m_warmup, tr("Epochs in which the learning rate rises to its highest."),
           [](const Recipe &r) { return generalText(r.warmup); });
    addRow(form, tr("Weight decay"), m_weightDecay, tr("Of the convolutions' kernels, decoupled (AdamW)."),
           [](const Recipe &r) { return generalText(r.weightDecay); });
    addRow(form, tr("Dropout"), m_dropout, tr("Probability that an activation is dropped."),
           [](const Recipe &r) { return generalText(r.dropout); });
    addRow(form, tr("Mixup"), m_mixup, tr("Pairs of tracks are mixed, by shares drawn from Beta(α, α); 0: not."),
           [](const Recipe &r) { return generalText(r.mixup); });
    addRow(form, tr("Balance"), m_balance,
           tr("Repeats tracks until every main genre has as many as the most frequent one."),
           [](const Recipe &r) { return onOff(r.balance); });
}

void RecipeForm::buildNetwork()
{
    auto *form = addGroup(tr("Network and data"));
    m_input = choice(this, QStringLiteral("inputBox"),
                     { { tr("decibels"), QStringLiteral("decibels") }, { tr("scaled"), QStringLiteral("scaled") } });
    m_multiSource = choice(this, QStringLiteral("multiSourceBox"),
                           { { tr("masked"), QStringLiteral("masked") }, { tr("union"), QStringLiteral("union") } });
    m_filters = new QLineEdit(this);
    m_filters->setObjectName(QStringLiteral("filtersEdit"));
    m_normDecay = decimal(this, QStringLiteral("normDecayBox"), 0, 0.9999, 4, 0.01);
    m_logOdds = new QCheckBox(tr("log-odds"), this);
    m_logOdds->setObjectName(QStringLiteral("logOddsBox"));
    addRow(form, tr("Input"), m_input,
           tr("Decibels: logarithm of the raw values, standardised per statistic and band, the level kept. Scaled: "
              "each statistic divided by its own maximum."),
           [](const Recipe &r) { return inputKindName(r.input); });
    addRow(form, tr("Several sources"), m_multiSource,
           tr("Masked: a source that does not annotate a track says nothing about it. Union: it says that the track "
              "has none of its labels."),
           [](const Recipe &r) { return multiSourceName(r.multiSource); });
    addRow(form, tr("Filters"), m_filters,
           tr("Of the blocks of convolution, ELU, dropout, pooling and batch normalisation; at most %1 blocks.")
               .arg(kMostBlocks),
           [](const Recipe &r) { return filtersText(r.filters); });
    addRow(form, tr("Norm decay"), m_normDecay, tr("Of batch normalisation's running means and variances, a step."),
           [](const Recipe &r) { return generalText(r.normDecay); });
    addRow(form, tr("Last bias"), m_logOdds,
           tr("Starts the last bias at the labels' log-odds, so that no epoch is spent on learning that most labels "
              "are rare."),
           [](const Recipe &r) { return onOff(r.logOddsBias); });
}

void RecipeForm::buildComputing()
{
    auto *form = addGroup(tr("Computing"));
    m_seed = wholeNumber(this, QStringLiteral("seedBox"), 0, std::numeric_limits<int>::max());
    m_precision = choice(this, QStringLiteral("precisionBox"),
                         { { QStringLiteral("float32"), QStringLiteral("float32") },
                           { QStringLiteral("bfloat16"), QStringLiteral("bfloat16") } });
    m_threads = wholeNumber(this, QStringLiteral("threadsBox"), 0, 4096);
    m_threads->setSpecialValueText(tr("all processors"));
    m_device = choice(this, QStringLiteral("deviceBox"),
                      { { tr("automatic"), QStringLiteral("auto") },
                        { tr("processor"), QStringLiteral("cpu") },
                        { QStringLiteral("CUDA"), QStringLiteral("cuda") } });
    addRow(form, tr("Seed"), m_seed, tr("Of weights, order and dropout: same seed, same threads, same network."),
           [](const Recipe &r) { return QString::number(r.seed); });
    addRow(form, tr("Precision"), m_precision,
           hasFastBfloat16()
               ? tr("bfloat16 rounds what convolutions multiply; almost twice as fast here, hardly another result.")
               : tr("This processor multiplies bfloat16 no faster; float32 is used in any case."),
           [](const Recipe &r) { return r.bfloat16 ? QStringLiteral("bfloat16") : QStringLiteral("float32"); });
    addRow(form, tr("Threads"), m_threads, tr("Compute threads."),
           [](const Recipe &r) { return r.threads > 0 ? QString::number(r.threads) : tr("all processors"); });
    addRow(form, tr("Device"), m_device, tr("Automatic takes CUDA where this libtorch has it."),
           [](const Recipe &r) { return r.device; });
    m_precision->setEnabled(hasFastBfloat16());
}

void RecipeForm::connectEditors()
{
    auto changed = [this] {
        if (m_filling)
            return;
        markDifferences();
        Q_EMIT edited();
    };
    for (CountField *box : { m_epochs, m_patience, m_batchSize, m_seed, m_threads })
        connect(box, &CountField::valueChanged, this, changed);
    for (DecimalField *box : { m_learningRate, m_warmup, m_weightDecay, m_dropout, m_mixup, m_normDecay })
        connect(box, &DecimalField::valueChanged, this, changed);
    for (QCheckBox *box : { m_balance, m_logOdds })
        connect(box, &QCheckBox::toggled, this, changed);
    for (QComboBox *box : { m_schedule, m_input, m_multiSource, m_precision, m_device })
        connect(box, &QComboBox::currentIndexChanged, this, changed);
    connect(m_filters, &QLineEdit::editingFinished, this, changed);
    auto startAfresh = [this, changed] {
        auto recipe = Recipe::named(m_base->currentData().toString());
        if (m_filling || !recipe)
            return;
        recipe->seed = uint64_t(m_seed->value());
        setRecipe(*recipe);
        changed();
    };
    connect(m_base, &QComboBox::currentIndexChanged, this, startAfresh);
    connect(m_reset, &QPushButton::clicked, this, startAfresh);
}

void RecipeForm::setRecipe(const Recipe &recipe)
{
    m_filling = true;
    auto choose = [](QComboBox *box, const QString &value) { box->setCurrentIndex(std::max(0, box->findData(value))); };
    choose(m_base, recipe.base);
    m_epochs->setValue(recipe.epochs);
    m_patience->setValue(recipe.patience);
    m_batchSize->setValue(recipe.batchSize);
    m_learningRate->setValue(recipe.learningRate);
    choose(m_schedule, scheduleName(recipe.schedule));
    m_warmup->setValue(recipe.warmup);
    m_weightDecay->setValue(recipe.weightDecay);
    m_dropout->setValue(recipe.dropout);
    m_mixup->setValue(recipe.mixup);
    m_balance->setChecked(recipe.balance);
    choose(m_input, inputKindName(recipe.input));
    choose(m_multiSource, multiSourceName(recipe.multiSource));
    m_filters->setText(filtersText(recipe.filters));
    m_normDecay->setValue(recipe.normDecay);
    m_logOdds->setChecked(recipe.logOddsBias);
    m_seed->setValue(int(std::min<uint64_t>(recipe.seed, uint64_t(m_seed->maximum()))));
    choose(m_precision, recipe.bfloat16 ? QStringLiteral("bfloat16") : QStringLiteral("float32"));
    m_threads->setValue(recipe.threads);
    choose(m_device, recipe.device);
    m_filling = false;
    markDifferences();
}

Result<Recipe> RecipeForm::recipe() const
{
    Recipe recipe;
    recipe.base = m_base->currentData().toString();
    recipe.epochs = m_epochs->value();
    recipe.patience = m_patience->value();
    recipe.batchSize = m_batchSize->value();
    recipe.learningRate = m_learningRate->value();
    recipe.schedule =
        m_schedule->currentData() == QStringLiteral("cosine") ? Recipe::Schedule::Cosine : Recipe::Schedule::Constant;
    recipe.warmup = m_warmup->value();
    recipe.weightDecay = m_weightDecay->value();
    recipe.dropout = m_dropout->value();
    recipe.mixup = m_mixup->value();
    recipe.balance = m_balance->isChecked();
    recipe.input = m_input->currentData() == QStringLiteral("decibels") ? InputKind::Decibels : InputKind::Scaled;
    recipe.multiSource = m_multiSource->currentData() == QStringLiteral("union") ? Recipe::MultiSource::Union
                                                                                 : Recipe::MultiSource::Masked;
    auto filters = parseFilters(m_filters->text());
    if (!filters)
        return passOn(filters);
    recipe.filters = std::move(*filters);
    recipe.normDecay = m_normDecay->value();
    recipe.logOddsBias = m_logOdds->isChecked();
    recipe.seed = uint64_t(m_seed->value());
    recipe.bfloat16 = m_precision->currentData() == QStringLiteral("bfloat16");
    recipe.threads = m_threads->value();
    recipe.device = m_device->currentData().toString();
    if (const auto checked = recipe.check(); !checked)
        return passOn(checked);
    return recipe;
}

void RecipeForm::markDifferences()
{
    const auto shown = recipe();
    const auto base = Recipe::named(m_base->currentData().toString());
    if (!shown || !base)
        return;
    bool any = false;
    for (const Row &row : m_rows) {
        const QString standard = row.value(*base);
        const bool differs = row.value(*shown) != standard;
        any = any || (differs && row.title != tr("Seed"));
        row.label->setText(differs ? QStringLiteral("● ") + row.title : row.title);
        QFont font = row.label->font();
        font.setBold(differs);
        row.label->setFont(font);
        const QString toolTip = QStringLiteral("<p>%1</p><p>%2</p>")
                                    .arg(row.explanation, tr("The recipe has: %1").arg(standard.toHtmlEscaped()));
        row.label->setToolTip(toolTip);
        row.label->buddy()->setToolTip(toolTip);
    }
    m_reset->setEnabled(any);
}

QStringList RecipeForm::markedSettings() const
{
    QStringList marked;
    for (const Row &row : m_rows) {
        if (row.label->text().startsWith(QStringLiteral("●")))
            marked << row.title;
    }
    return marked;
}

} // namespace melscope
