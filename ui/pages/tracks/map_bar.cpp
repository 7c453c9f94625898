#include "ui/pages/tracks/map_bar.h"

#include "ui/plots/map_plot.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QToolButton>

#include <algorithm>

namespace melscope {

namespace {

void describe(QWidget *widget, const char *object, const QString &name, const QString &tip)
{
    widget->setObjectName(QLatin1String(object));
    widget->setAccessibleName(name);
    widget->setToolTip(tip);
}

} // namespace

MapBar::MapBar(QWidget *parent)
    : QWidget(parent)
    , m_parts(new QComboBox(this))
    , m_layoutKind(new QComboBox(this))
    , m_colours(new QComboBox(this))
    , m_label(new QLineEdit(this))
    , m_foundOnly(new QCheckBox(tr("Found only"), this))
{
    describe(m_parts, "mapParts", tr("Parts on the map"), tr("Which tracks of the run are on the map"));
    describe(m_layoutKind, "mapLayout", tr("Layout"),
             tr("Neighbours: what sounds alike lies together (UMAP). Principal axes: along the two directions in which "
                "the tracks differ most (PCA)."));
    describe(m_colours, "mapColours", tr("Colours"), tr("What the colours tell"));
    describe(m_label, "mapLabel", tr("Label of the score"), tr("The label whose score colours the map"));
    describe(m_foundOnly, "mapFoundOnly", m_foundOnly->text(),
             tr("Lay out what the filter finds alone, instead of showing it among all"));
    m_layoutKind->addItem(tr("Neighbours"), true);
    m_layoutKind->addItem(tr("Principal axes"), false);
    m_label->setPlaceholderText(tr("Label"));
    m_label->setMinimumWidth(60);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    for (QComboBox *box : { m_parts, m_layoutKind, m_colours }) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        box->setMinimumWidth(60);
        layout->addWidget(box);
    }
    layout->addWidget(m_label);
    layout->addWidget(m_foundOnly);
    layout->addStretch(1);
    connect(m_parts, &QComboBox::activated, this, &MapBar::mapWanted);
    connect(m_layoutKind, &QComboBox::activated, this, &MapBar::mapWanted);
    connect(m_foundOnly, &QCheckBox::toggled, this, &MapBar::mapWanted);
    connect(m_colours, &QComboBox::activated, this, [this] {
        offerLabels();
        Q_EMIT coloursWanted();
    });
    connect(m_label, &QLineEdit::editingFinished, this, &MapBar::coloursWanted);
    offer({}, false);
}

void MapBar::offer(const std::shared_ptr<const Run> &run, bool hasResults)
{
    if (m_run != run) {
        m_run = run;
        m_label->setCompleter(nullptr);
        m_label->clear();
        offerParts();
    }
    const QVariant chosen = m_colours->currentData();
    m_colours->clear();
    m_colours->addItem(tr("Colour: genre"), int(MapColouring::Genre));
    m_colours->addItem(tr("Colour: source"), int(MapColouring::Source));
    m_colours->addItem(tr("Colour: part"), int(MapColouring::Part));
    m_colours->addItem(tr("Colour: number of labels"), int(MapColouring::Labels));
    if (m_run && hasResults) {
        m_colours->addItem(tr("Colour: F1"), int(MapColouring::F1));
        m_colours->addItem(tr("Colour: score of a label"), int(MapColouring::Score));
    }
    m_colours->setCurrentIndex(std::max(0, m_colours->findData(chosen)));
    offerLabels();
}

void MapBar::offerParts()
{
    const QString chosen = m_parts->currentText();
    m_parts->clear();
    QStringList all;
    for (const RunPart &part : m_run ? partsOf(*m_run) : std::vector<RunPart>())
        all << part.name;
    if (all.isEmpty())
        return;
    m_parts->addItem(all.mid(0, 2).join(QStringLiteral(" + ")), all.mid(0, 2));
    if (all.size() > 2)
        m_parts->addItem(tr("all parts"), all);
    for (const QString &name : all)
        m_parts->addItem(name, QStringList { name });
    m_parts->setCurrentIndex(std::max(0, m_parts->findText(chosen)));
}

void MapBar::offerLabels()
{
    const bool isWanted = colouring() == MapColouring::Score;
    m_label->setVisible(isWanted);
    if (!isWanted || m_label->completer() != nullptr)
        return;
    QStringList labels;
    for (size_t source = 0; source < m_run->space.sourceCount(); ++source) {
        for (const std::string &label : m_run->space.labelsOf(source))
            labels << QString::fromStdString(label);
    }
    labels.removeDuplicates();
    auto *completer = new QCompleter(labels, m_label);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    m_label->setCompleter(completer);
    connect(completer, qOverload<const QString &>(&QCompleter::activated), this, &MapBar::coloursWanted);
    if (m_label->text().isEmpty() && !labels.isEmpty())
        m_label->setText(labels.front());
}

QStringList MapBar::parts() const
{
    return m_parts->currentData().toStringList();
}

bool MapBar::byNeighbours() const
{
    return m_layoutKind->currentData().toBool();
}

bool MapBar::foundOnly() const
{
    return m_foundOnly->isChecked();
}

MapColouring MapBar::colouring() const
{
    return MapColouring(m_colours->currentData().toInt());
}

QString MapBar::label() const
{
    return m_label->text().trimmed();
}

MapTools::MapTools(MapPlot &plot, QWidget *parent)
    : QWidget(parent)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    const auto add = [&](MapPlot::Tool tool, const char *object, const QString &text, const QString &tip) {
        auto *button = new QToolButton(this);
        describe(button, object, text, tip);
        button->setText(text);
        button->setCheckable(true);
        button->setAutoExclusive(true);
        button->setChecked(tool == plot.tool());
        connect(button, &QToolButton::toggled, &plot, [&plot, tool](bool on) {
            if (on)
                plot.setTool(tool);
        });
        layout->addWidget(button);
    };
    add(MapPlot::Tool::Move, "mapMove", tr("Move"), tr("Drag to move the map"));
    add(MapPlot::Tool::Rectangle, "mapRectangle", tr("Rectangle"),
        tr("Drag to enclose points: they become what the filter finds. With Ctrl they are added."));
    add(MapPlot::Tool::Lasso, "mapLasso", tr("Lasso"),
        tr("Draw about points (also with Shift, whatever is chosen): they become what the filter finds. With Ctrl they "
           "are added."));
}

} // namespace melscope
