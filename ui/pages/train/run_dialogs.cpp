#include "ui/pages/train/run_dialogs.h"

#include "core/base/number_reading.h"
#include "core/base/number_text.h"
#include "ui/models/table_model.h"
#include "ui/pages/shared/row_table.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <optional>

namespace melscope {

RunNameDialog::RunNameDialog(const QString &title, const QString &comment, QWidget *parent)
    : QDialog(parent)
    , m_title(new QLineEdit(title, this))
    , m_comment(new QPlainTextEdit(comment, this))
{
    setObjectName(QStringLiteral("runNameDialog"));
    setWindowTitle(tr("Name and note of the run"));
    auto *layout = new QVBoxLayout(this);
    auto *form = new QFormLayout;
    layout->addLayout(form);
    m_title->setObjectName(QStringLiteral("runTitle"));
    m_title->selectAll();
    m_comment->setObjectName(QStringLiteral("runComment"));
    m_comment->setTabChangesFocus(true);
    form->addRow(tr("Name"), m_title);
    form->addRow(tr("Note"), m_comment);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
    resize(440, 240);
}

QString RunNameDialog::title() const
{
    return m_title->text().trimmed();
}

QString RunNameDialog::comment() const
{
    return m_comment->toPlainText().trimmed();
}

SettingsDialog::SettingsDialog(const RunSummary &first, const RunSummary &second, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("settingsDialog"));
    setWindowTitle(tr("Two runs compared"));
    auto *layout = new QVBoxLayout(this);
    auto list = differences(first.recipe, second.recipe);
    const size_t settings = list.size();
    auto add = [&](const QString &name, const QString &a, const QString &b) { list.push_back({ name, a, b }); };
    add(tr("best epoch"), QString::number(first.bestEpoch), QString::number(second.bestEpoch));
    add(tr("validation loss"), decimalText(first.bestValidationLoss, 5), decimalText(second.bestValidationLoss, 5));
    add(tr("macro F1"), decimalText(first.macroF1, 4), decimalText(second.macroF1, 4));
    add(tr("mAP"), decimalText(first.map, 4), decimalText(second.map, 4));
    add(tr("time"), durationText(first.seconds), durationText(second.seconds));
    add(tr("engine"), first.engine, second.engine);
    auto *text = new QLabel(settings == 0 ? tr("The two runs have the same settings.")
                                          : tr("%n setting(s) differ; below them the results.", nullptr, int(settings)),
                            this);
    layout->addWidget(text);
    auto *model = new TableModel(this);
    auto column = [=](std::string_view key, const QString &title, QString SettingDifference::*member) {
        TableColumn column = textColumn(
            key, title, {},
            [=](size_t row) {
                const QString &value = list[row].*member;
                bool isNumber = false;
                const double number = value.toDouble(&isNumber);
                return row < settings && isNumber // settings come as files have them
                    ? generalText(number, QLocale::FloatingPointShortest)
                    : value;
            },
            TableColumn::kStretched);
        column.isStrong = [=](size_t row) { return row < settings; };
        return column;
    };
    model->setColumns({ column("setting", tr("Setting"), &SettingDifference::setting),
                        column("first", first.title, &SettingDifference::first),
                        column("second", second.title, &SettingDifference::second) });
    model->setRows(list.size());
    auto *table = makeRowTable(model, QStringLiteral("settingsTable"), tr("Settings and results of two runs"), this);
    table->setSortingEnabled(false); // the results stand below the settings
    layout->addWidget(table);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
    resize(620, 400);
}

QueueDialog::QueueDialog(const Recipe &current, const QString &target, QWidget *parent)
    : QDialog(parent)
    , m_recipe(current)
    , m_current(new QCheckBox(tr("the settings of the page"), this))
    , m_melscope(new QCheckBox(QStringLiteral("melscope"), this))
    , m_paper(new QCheckBox(tr("paper"), this))
    , m_rates(new QLineEdit(this))
    , m_seeds(new QLineEdit(QStringLiteral("1, 2, 3"), this))
    , m_count(new QLabel(this))
{
    setObjectName(QStringLiteral("queueDialog"));
    setWindowTitle(tr("Queue several runs"));
    auto *layout = new QVBoxLayout(this);
    auto *text =
        new QLabel((target.isEmpty() ? tr("All combinations are trained one after the other.")
                                     : tr("All combinations are submitted to %1 as one job.").arg(target))
                       + QLatin1Char(' ') + tr("Each is a run of its own; the Runs tab shows them beside one another."),
                   this);
    text->setWordWrap(true);
    layout->addWidget(text);
    auto *form = new QFormLayout;
    layout->addLayout(form);
    m_current->setChecked(true);
    m_current->setObjectName(QStringLiteral("queueCurrent"));
    m_melscope->setObjectName(QStringLiteral("queueMelscope"));
    m_paper->setObjectName(QStringLiteral("queuePaper"));
    m_rates->setObjectName(QStringLiteral("queueRates"));
    m_rates->setPlaceholderText(
        tr("as the recipe has it; or several: %1; %2").arg(generalText(0.001), generalText(0.002)));
    m_seeds->setObjectName(QStringLiteral("queueSeeds"));
    m_count->setObjectName(QStringLiteral("queueCount"));
    form->addRow(tr("Recipes"), m_current);
    form->addRow(QString(), m_melscope);
    form->addRow(QString(), m_paper);
    form->addRow(tr("Learning rates"), m_rates);
    form->addRow(tr("Seeds"), m_seeds);
    layout->addWidget(m_count);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_add = buttons->addButton(target.isEmpty() ? tr("Add to the queue") : tr("Submit"), QDialogButtonBox::AcceptRole);
    m_add->setObjectName(QStringLiteral("queueAdd"));
    m_add->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
    for (QCheckBox *box : { m_current, m_melscope, m_paper })
        connect(box, &QCheckBox::toggled, this, &QueueDialog::updateCount);
    for (QLineEdit *edit : { m_rates, m_seeds })
        connect(edit, &QLineEdit::textChanged, this, &QueueDialog::updateCount);
    updateCount();
    resize(460, sizeHint().height());
}

Result<std::vector<Recipe>> QueueDialog::entered() const
{
    std::vector<Recipe> bases;
    if (m_current->isChecked())
        bases.push_back(m_recipe);
    for (const auto &[box, recipe] :
         { std::pair(m_melscope, Recipe::melscope()), std::pair(m_paper, Recipe::paper()) }) {
        if (!box->isChecked())
            continue;
        Recipe base = recipe;
        // How it is computed is not the recipe's business.
        base.threads = m_recipe.threads;
        base.device = m_recipe.device;
        bases.push_back(base);
    }
    if (bases.empty())
        return fail(tr("Tick a recipe."));
    const auto rates = typedDecimals(m_rates->text());
    const auto seeds = typedCounts(m_seeds->text());
    if (!rates)
        return fail(tr("The learning rates are not understood: write them with semicolons between, as %1; %2.")
                        .arg(generalText(0.001), generalText(0.002)));
    if (!seeds || std::ranges::any_of(*seeds, [](qint64 seed) { return seed < 0; }))
        return fail(tr("The seeds are not understood: write whole numbers from 0 with commas between, as 1, 2, 3."));
    std::vector<Recipe> list;
    for (const qint64 seed : seeds->empty() ? std::vector<qint64> { qint64(m_recipe.seed) } : *seeds) {
        for (const Recipe &base : bases) {
            for (const double rate : rates->empty() ? std::vector<double> { base.learningRate } : *rates) {
                Recipe recipe = base;
                recipe.seed = uint64_t(seed);
                recipe.learningRate = rate;
                if (const auto checked = recipe.check(); !checked)
                    return passOn(checked);
                if (std::ranges::find(list, recipe) == list.end())
                    list.push_back(std::move(recipe));
            }
        }
    }
    return list;
}

std::vector<Recipe> QueueDialog::recipes() const
{
    return entered().value_or(std::vector<Recipe>());
}

void QueueDialog::updateCount()
{
    const auto list = entered();
    m_add->setEnabled(list.has_value());
    if (!list) {
        m_count->setText(list.error().what);
        return;
    }
    QStringList rates; // as they were understood
    for (const Recipe &recipe : *list) {
        if (const QString rate = generalText(recipe.learningRate); !rates.contains(rate))
            rates << rate;
    }
    m_count->setText(
        tr("%n run(s), learning rates %1.", nullptr, int(list->size())).arg(rates.join(QStringLiteral("; "))));
}

} // namespace melscope
