#include "ui/models/source_model.h"

#include "core/base/number_text.h"
#include "core/base/text.h"
#include "core/collection/collection.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <iterator>

namespace melscope {

namespace {
constexpr qsizetype kNamed = 20; // labels that a tool tip names
}

SourceModel::SourceModel(Rename rename, QObject *parent)
    : TableModel(parent)
    , m_rename(std::move(rename))
{
    std::vector<TableColumn> columns = nameColumns();
    std::ranges::move(figureColumns(), std::back_inserter(columns));
    setColumns(std::move(columns));
    setParents([this](size_t row) { return m_list[row].above; });
}

std::vector<TableColumn> SourceModel::nameColumns()
{
    return {
        { .key = "source",
          .title = tr("Source"),
          .text = [this](size_t row) { return m_list[row].name; },
          .isStrong = [this](size_t row) { return m_list[row].slot == Slot::Source; },
          .edit = [this](size_t row, const QString &name) { return m_rename(m_list[row].source, name.trimmed()); },
          .isEditable = [this](size_t row) { return m_list[row].slot == Slot::Source; } },
        { .key = "file",
          .title = tr("File"),
          .text =
              [this](size_t row) {
                  if (m_list[row].file.isEmpty())
                      return m_list[row].slot == Slot::Source ? QString() : tr("—");
                  return QFileInfo(m_list[row].file).fileName();
              },
          .cellToolTip = [this](size_t row) { return QDir::toNativeSeparators(m_list[row].file); } },
    };
}

std::vector<TableColumn> SourceModel::figureColumns()
{
    auto column = [](std::string_view key, const QString &title, const QString &toolTip,
                     TableColumn::Of<QString> text) {
        return textColumn(key, title, toolTip, std::move(text)).aligned(Qt::AlignRight);
    };
    auto ofPart = [this](auto text) {
        return [this, text](size_t row) { return m_list[row].part == nullptr ? QString() : text(*m_list[row].part); };
    };
    auto ofOverlap = [this](auto text) {
        return [this, text](size_t row) {
            return m_list[row].overlap == nullptr ? QString() : text(*m_list[row].overlap);
        };
    };
    TableColumn labels = column("labels", tr("Labels"), tr("Genres + subgenres"), ofPart([](const CollectedPart &part) {
                                    return tr("%1 + %2").arg(QString::number(part.statistics.genres),
                                                             QString::number(part.statistics.subgenres));
                                }));
    labels.cellToolTip = ofPart([](const CollectedPart &part) {
        return tr("%1 genres and %2 subgenres")
            .arg(QString::number(part.statistics.genres), QString::number(part.statistics.subgenres));
    });
    TableColumn noSupport =
        column("noSupport", tr("Without support"),
               tr("Labels of training that no validation recording has; no threshold can be found for them"),
               ofOverlap([](const PartOverlap &overlap) { return countText(qint64(overlap.withoutSupport.size())); }));
    noSupport.cellToolTip = ofOverlap([](const PartOverlap &overlap) {
        QStringList names;
        for (const std::string &name : overlap.withoutSupport)
            names << textOf(name);
        return names.mid(0, kNamed).join(QStringLiteral(", "))
            + (names.size() > kNamed ? QStringLiteral(" …") : QString());
    });
    TableColumn shared = column(
        "shared", tr("Shared albums"), tr("Release groups that are in training and in validation (\"album effect\")"),
        ofOverlap([](const PartOverlap &overlap) { return countText(qint64(overlap.sharedReleaseGroups)); }));
    shared.cellToolTip = [this](size_t row) {
        const Row &shown = m_list[row];
        return shown.overlap == nullptr ? QString()
                                        : tr("with %1 of %2 validation recordings")
                                              .arg(countText(qint64(shown.overlap->validationInShared)),
                                                   countText(qint64(shown.part->statistics.recordings)));
    };
    return {
        column("recordings", tr("Recordings"), {},
               [this](size_t row) { return m_list[row].recordings ? countText(*m_list[row].recordings) : QString(); }),
        column("releaseGroups", tr("Release groups"), {},
               ofPart([](const CollectedPart &part) { return countText(qint64(part.statistics.releaseGroups)); }))
            .hiddenAtFirst(),
        labels,
        column("cardinality", tr("Labels each"), tr("Labels per recording"),
               ofPart([](const CollectedPart &part) { return decimalText(part.statistics.cardinality, 2); }))
            .hiddenAtFirst(),
        column("withoutFeatures", tr("Without features"),
               tr("Recordings that no feature file holds; they are left out"), ofPart([](const CollectedPart &part) {
                   return countText(qint64(part.statistics.recordings - part.withFeatures));
               })),
        noSupport,
        shared
    };
}

void SourceModel::show(const std::vector<ProjectSource> &sources, const std::shared_ptr<const Collection> &data)
{
    setRows(0);
    m_list.clear();
    m_data = data;
    for (size_t i = 0; i < sources.size(); ++i) {
        const bool fits = data && i < data->sources.size() && data->sources[i].name == sources[i].name;
        add(sources[i], fits ? &data->sources[i] : nullptr, i);
    }
    setRows(m_list.size());
}

const SourceModel::Row *SourceModel::at(const QModelIndex &index) const
{
    const auto row = rowAt(index);
    return row ? &m_list[*row] : nullptr;
}

void SourceModel::add(const ProjectSource &source, const CollectedSource *loaded, size_t index)
{
    const size_t top = m_list.size();
    m_list.push_back({ Slot::Source, index, kTopLevel, source.name, {} });
    auto addRow = [&](Slot slot, const QString &name, const QString &file) -> Row & {
        return m_list.emplace_back(Row { slot, index, top, name, file });
    };
    auto addPart = [&](Slot slot, const QString &name, const QString &file, Part part) {
        Row &row = addRow(slot, name, file);
        if (loaded == nullptr || !loaded->part(part).truth || loaded->part(part).file != file)
            return;
        row.part = &loaded->part(part);
        row.recordings = qint64(row.part->statistics.recordings);
        if (part == Part::Validation && loaded->overlap)
            row.overlap = &*loaded->overlap;
    };
    if (loaded != nullptr && source.isMusic() && !loaded->testFeatures.stores().empty())
        m_list[top].recordings = qint64(loaded->testFeatures.size());
    for (qsizetype i = 0; i < source.music.size(); ++i)
        addRow(Slot::Music, tr("music"), source.music[i]).input = i;
    if (source.isMusic())
        return;
    addPart(Slot::Train, tr("train"), source.trainFile, Part::Train);
    addPart(Slot::Validation, tr("validation"), source.validationFile, Part::Validation);
    for (qsizetype i = 0; i < source.featureInputs.size(); ++i) {
        Row &row = addRow(Slot::Features, tr("features"), source.featureInputs[i]);
        row.input = i;
        if (loaded != nullptr && m_data->inputTracks.contains(source.featureInputs[i]))
            row.recordings = qint64(m_data->inputTracks.value(source.featureInputs[i]));
    }
    if (source.featureInputs.isEmpty())
        addRow(Slot::Features, tr("features"), {});
    Row &test = addRow(Slot::Test, tr("test features"), source.testInput);
    if (loaded != nullptr && !loaded->testFeatures.stores().empty())
        test.recordings = qint64(loaded->testFeatures.size());
    addPart(Slot::TestTruth, tr("test truth"), source.testTruth, Part::Test);
}

} // namespace melscope
