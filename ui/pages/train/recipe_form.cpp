#include "ui/pages/train/recipe_form.h"

#include "core/base/number_text.h"
#include "ui/numbers/number_field.h"
#include "ui/numbers/number_form.h"
#include "ui/pages/train/recipe_words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QFormLayout>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>

#include <cmath>
#include <limits>

namespace melscope {

namespace {

/// "batchSizeBox" for batch_size.
QString boxName(const RecipeSetting &setting)
{
    QStringList words = setting.name().split(QLatin1Char('_'));
    for (qsizetype i = 1; i < words.size(); ++i)
        words[i][0] = words[i][0].toUpper();
    return words.join(QString()) + QStringLiteral("Box");
}

/// A setting's value as people read it.
QString shownText(const RecipeSetting &setting, const Recipe &recipe)
{
    const QString text = setting.text(recipe);
    if (text == QStringLiteral("0") && setting.range.zero != nullptr)
        return recipeWord(setting.range.zero);
    if (std::holds_alternative<int Recipe::*>(setting.field))
        return countText(text.toLongLong());
    if (std::holds_alternative<double Recipe::*>(setting.field))
        return generalText(text.toDouble());
    return text;
}

} // namespace

RecipeForm::RecipeForm(QWidget *parent)
    : QWidget(parent)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    auto *top = new QHBoxLayout;
    auto *label = new QLabel(tr("Recipe"), this);
    m_base = new QComboBox(this);
    m_base->setObjectName(QStringLiteral("recipeBox"));
    for (const char *name : { "melscope", "paper" })
        m_base->addItem(tr(name), QLatin1String(name));
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
    const std::pair<RecipeSetting::Group, QString> groups[] {
        { RecipeSetting::Group::Length, tr("Length") },
        { RecipeSetting::Group::Optimiser, tr("Optimiser") },
        { RecipeSetting::Group::Network, tr("Network and data") },
        { RecipeSetting::Group::Computing, tr("Computing") },
    };
    for (const auto &[group, title] : groups) {
        auto *form = addGroup(title);
        m_computing = form;
        for (const RecipeSetting &setting : recipeSettings()) {
            if (setting.group == group)
                addRow(form, setting);
        }
    }
    connect(m_base, &QComboBox::currentIndexChanged, this, &RecipeForm::startAfresh);
    connect(m_reset, &QPushButton::clicked, this, &RecipeForm::startAfresh);
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

void RecipeForm::addComputing(const QString &title, QWidget *editor)
{
    auto *label = new QLabel(title, this);
    label->setBuddy(editor);
    m_computing->insertRow(0, label, editor);
}

void RecipeForm::addRow(QFormLayout *form, const RecipeSetting &setting)
{
    Row row { &setting };
    makeEditor(row);
    row.editor->setObjectName(boxName(setting));
    row.editor->setAccessibleName(recipeWord(setting.title));
    row.editor->setMinimumWidth(fontMetrics().averageCharWidth() * 17);
    row.label = new QLabel(recipeWord(setting.title), this);
    row.label->setBuddy(row.editor);
    QFont marked = font();
    marked.setBold(true); // so that a mark moves nothing
    row.label->setMinimumWidth(
        QFontMetrics(marked).horizontalAdvance(QStringLiteral("● ") + recipeWord("Several sources")));
    form->addRow(row.label, row.editor);
    m_rows.push_back(std::move(row));
}

void RecipeForm::makeEditor(Row &row)
{
    const RecipeSetting &setting = *row.setting;
    const SettingRange &range = setting.range;
    auto whole = [&](int least, int most) {
        auto *box = new CountField(this);
        box->setRange(least, most);
        box->setGroupSeparatorShown(true);
        if (range.zero != nullptr)
            box->setSpecialValueText(recipeWord(range.zero));
        connect(box, &CountField::valueChanged, this, &RecipeForm::change);
        row.editor = box;
        row.text = [box] { return QString::number(box->value()); };
        row.show = [box, &setting](const Recipe &recipe) {
            const qulonglong value = setting.text(recipe).toULongLong();
            box->setValue(int(std::min<qulonglong>(value, qulonglong(box->maximum()))));
        };
    };
    if (std::holds_alternative<int Recipe::*>(setting.field)) {
        whole(range.zero != nullptr ? 0 : int(range.least), int(range.most));
    } else if (std::holds_alternative<uint64_t Recipe::*>(setting.field)) {
        whole(0, std::numeric_limits<int>::max());
    } else if (std::holds_alternative<double Recipe::*>(setting.field)) {
        const double last = std::pow(10.0, -setting.decimals); // the least that the field shows
        auto *box = new DecimalField(this, setting.decimals);
        box->setRange(range.holdsLeast ? range.least : range.least + last,
                      range.holdsMost ? range.most : range.most - last);
        box->setSingleStep(setting.step);
        if (*setting.unit != '\0')
            box->setSuffix(QLatin1Char(' ') + recipeWord(setting.unit));
        connect(box, &DecimalField::valueChanged, this, &RecipeForm::change);
        row.editor = box;
        row.text = [box] { return QString::fromStdString(shortestText(box->value())); };
        row.show = [box, &setting](const Recipe &recipe) { box->setValue(setting.text(recipe).toDouble()); };
    } else if (std::holds_alternative<bool Recipe::*>(setting.field)) {
        auto *box = new QCheckBox(tr("on"), this);
        connect(box, &QCheckBox::toggled, this, &RecipeForm::change);
        row.editor = box;
        row.text = [box] { return box->isChecked() ? QStringLiteral("on") : QStringLiteral("off"); };
        row.show = [box, &setting](const Recipe &recipe) {
            box->setChecked(setting.text(recipe) == QStringLiteral("on"));
        };
    } else if (const auto *choice = std::get_if<SettingChoice>(&setting.field)) {
        auto *box = new QComboBox(this);
        for (const QString &word : choice->words)
            box->addItem(recipeWord(word.toUtf8().constData()), word);
        connect(box, &QComboBox::currentIndexChanged, this, &RecipeForm::change);
        row.editor = box;
        row.text = [box] { return box->currentData().toString(); };
        row.show = [box, &setting](const Recipe &recipe) { box->setCurrentIndex(box->findData(setting.text(recipe))); };
    } else {
        auto *edit = new QLineEdit(this);
        connect(edit, &QLineEdit::editingFinished, this, &RecipeForm::change);
        row.editor = edit;
        row.text = [edit] { return edit->text(); };
        row.show = [edit, &setting](const Recipe &recipe) { edit->setText(setting.text(recipe)); };
    }
}

void RecipeForm::goTo(const QString &setting)
{
    for (const Row &row : m_rows) {
        if (row.setting->name() != setting)
            continue;
        for (QWidget *above = parentWidget(); above != nullptr; above = above->parentWidget()) {
            if (auto *scroll = qobject_cast<QScrollArea *>(above))
                scroll->ensureWidgetVisible(row.editor);
        }
        row.editor->setFocus(Qt::ShortcutFocusReason);
        if (auto *field = qobject_cast<QAbstractSpinBox *>(row.editor))
            field->selectAll(); // so that typing replaces it
    }
}

void RecipeForm::change()
{
    if (m_filling)
        return;
    markDifferences();
    Q_EMIT edited();
}

void RecipeForm::startAfresh()
{
    auto recipe = Recipe::named(m_base->currentData().toString());
    if (m_filling || !recipe)
        return;
    const auto seed = std::ranges::find_if(
        m_rows, [](const Row &row) { return std::holds_alternative<uint64_t Recipe::*>(row.setting->field); });
    if (seed->text() != seed->shown)
        (void)seed->setting->setText(*recipe, seed->text());
    else
        recipe->seed = m_shown.seed;
    setRecipe(*recipe);
    change();
}

void RecipeForm::setRecipe(const Recipe &recipe)
{
    m_filling = true;
    m_shown = recipe;
    m_base->setCurrentIndex(std::max(0, m_base->findData(recipe.base)));
    for (Row &row : m_rows) {
        row.show(recipe);
        row.shown = row.text();
    }
    m_filling = false;
    markDifferences();
}

Result<Recipe> RecipeForm::recipe() const
{
    Recipe recipe = m_shown;
    recipe.base = m_base->currentData().toString();
    for (const Row &row : m_rows) {
        // An editor that shows less than there is, of a large seed say, has changed nothing by that.
        if (row.text() == row.shown)
            continue;
        if (const auto taken = row.setting->setText(recipe, row.text()); !taken)
            return passOn(taken);
    }
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
        const QString title = recipeWord(row.setting->title);
        const bool differs = row.setting->text(*shown) != row.setting->text(*base);
        any = any || (differs && row.setting->name() != QStringLiteral("seed"));
        row.label->setText(differs ? QStringLiteral("● ") + title : title);
        QFont font = row.label->font();
        font.setBold(differs);
        row.label->setFont(font);
        const QString toolTip = QStringLiteral("<p>%1</p><p>%2</p>")
                                    .arg(recipeWord(row.setting->explanation),
                                         tr("The recipe has: %1").arg(shownText(*row.setting, *base).toHtmlEscaped()));
        row.label->setToolTip(toolTip);
        row.editor->setToolTip(toolTip);
    }
    m_reset->setEnabled(any);
}

QStringList RecipeForm::markedSettings() const
{
    QStringList marked;
    for (const Row &row : m_rows) {
        if (row.label->text().startsWith(QStringLiteral("●")))
            marked << recipeWord(row.setting->title);
    }
    return marked;
}

} // namespace melscope
