#include "ui/pages/recipe_form.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QSpinBox>

#include <limits>

namespace melscope {

namespace {

QSpinBox *wholeNumber(QWidget *parent, const QString &name, int least, int most, const QString &toolTip)
{
    auto *box = new QSpinBox(parent);
    box->setObjectName(name);
    box->setRange(least, most);
    box->setToolTip(toolTip);
    box->setGroupSeparatorShown(true);
    return box;
}

QDoubleSpinBox *decimal(QWidget *parent, const QString &name, double least, double most, int decimals, double step, const QString &toolTip)
{
    auto *box = new QDoubleSpinBox(parent);
    box->setObjectName(name);
    box->setDecimals(decimals);
    box->setRange(least, most);
    box->setSingleStep(step);
    box->setToolTip(toolTip);
    return box;
}

} // namespace

RecipeForm::RecipeForm(QWidget *parent)
    : QWidget(parent)
    , m_epochs(wholeNumber(this, QStringLiteral("epochsBox"), 1, 1'000'000, tr("Training ends after so many epochs at the latest. Paper: 500")))
    , m_patience(wholeNumber(this, QStringLiteral("patienceBox"), 1, 1'000'000,
                             tr("Training ends after so many epochs without a better validation loss. Paper: 50")))
    , m_batchSize(wholeNumber(this, QStringLiteral("batchSizeBox"), 2, 1'000'000, tr("Tracks a step; small data sets want small batches. Paper: 1,000")))
    , m_learningRate(decimal(this, QStringLiteral("learningRateBox"), 1e-6, 1, 6, 1e-4, tr("Adam's learning rate. Paper: 0.001")))
    , m_dropout(decimal(this, QStringLiteral("dropoutBox"), 0, 0.99, 2, 0.05, tr("Probability of dropping an activation. Paper: 0.2")))
    , m_filters(new QLineEdit(this))
    , m_balance(new QCheckBox(tr("Balance main genres"), this))
    , m_seed(wholeNumber(this, QStringLiteral("seedBox"), 0, std::numeric_limits<int>::max(), tr("Of weights, order and dropout: same seed, same network")))
    , m_threads(wholeNumber(this, QStringLiteral("threadsBox"), 0, 4096, tr("Compute threads")))
    , m_device(new QComboBox(this))
{
    setObjectName(QStringLiteral("recipeForm"));
    auto *form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_threads->setSpecialValueText(tr("all processors"));
    m_filters->setObjectName(QStringLiteral("filtersEdit"));
    m_filters->setToolTip(tr("Filters of the blocks, separated by commas; one block each. Paper: 64,128,256,512"));
    m_balance->setObjectName(QStringLiteral("balanceBox"));
    m_balance->setToolTip(tr("Repeat tracks until every main genre has as many as the most frequent one"));
    m_device->setObjectName(QStringLiteral("deviceBox"));
    for (const char *device : { "auto", "cpu", "cuda" })
        m_device->addItem(QLatin1String(device));
    m_device->setToolTip(tr("auto takes a CUDA device where this libtorch finds one"));
    form->addRow(tr("Epochs at most"), m_epochs);
    form->addRow(tr("Patience (epochs)"), m_patience);
    form->addRow(tr("Batch size (tracks)"), m_batchSize);
    form->addRow(tr("Learning rate"), m_learningRate);
    form->addRow(tr("Dropout"), m_dropout);
    form->addRow(tr("Filters"), m_filters);
    form->addRow(QString(), m_balance);
    form->addRow(tr("Seed"), m_seed);
    form->addRow(tr("Threads"), m_threads);
    form->addRow(tr("Device"), m_device);
    auto changed = [this] {
        if (!m_filling)
            Q_EMIT edited();
    };
    for (QSpinBox *box : { m_epochs, m_patience, m_batchSize, m_seed, m_threads })
        connect(box, &QSpinBox::valueChanged, this, changed);
    for (QDoubleSpinBox *box : { m_learningRate, m_dropout })
        connect(box, &QDoubleSpinBox::valueChanged, this, changed);
    connect(m_filters, &QLineEdit::editingFinished, this, changed);
    connect(m_balance, &QCheckBox::toggled, this, changed);
    connect(m_device, &QComboBox::currentIndexChanged, this, changed);
    setRecipe({});
}

void RecipeForm::setRecipe(const Recipe &recipe)
{
    m_filling = true;
    m_epochs->setValue(recipe.epochs);
    m_patience->setValue(recipe.patience);
    m_batchSize->setValue(recipe.batchSize);
    m_learningRate->setValue(recipe.learningRate);
    m_dropout->setValue(recipe.dropout);
    m_filters->setText(filtersText(recipe.filters));
    m_balance->setChecked(recipe.balance);
    m_seed->setValue(int(std::min<uint64_t>(recipe.seed, uint64_t(m_seed->maximum()))));
    m_threads->setValue(recipe.threads);
    m_device->setCurrentText(recipe.device);
    m_filling = false;
}

Result<Recipe> RecipeForm::recipe() const
{
    Recipe recipe;
    recipe.epochs = m_epochs->value();
    recipe.patience = m_patience->value();
    recipe.batchSize = m_batchSize->value();
    recipe.learningRate = m_learningRate->value();
    recipe.dropout = m_dropout->value();
    auto filters = parseFilters(m_filters->text());
    if (!filters)
        return passOn(filters);
    recipe.filters = std::move(*filters);
    recipe.balance = m_balance->isChecked();
    recipe.seed = uint64_t(m_seed->value());
    recipe.threads = m_threads->value();
    recipe.device = m_device->currentText();
    if (const auto checked = recipe.check(); !checked)
        return passOn(checked);
    return recipe;
}

} // namespace melscope
