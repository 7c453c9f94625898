#include "simulated_scores.h"

#include "core/base/atomic_file.h"
#include "core/base/parallel.h"
#include "core/base/random_source.h"

#include <QFile>

#include <algorithm>
#include <cmath>

namespace melscope::simulated {

std::vector<std::pair<std::string, double>> labelShares()
{
    std::vector<std::pair<std::string, double>> list;
    QFile file(QStringLiteral(MELSCOPE_SHARED_DATA "/taxonomy/allmusic.stats"));
    if (file.open(QIODevice::ReadOnly)) {
        for (const QString &line : QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'))) {
            const QStringList cells = line.split(QLatin1Char('\t'));
            bool ok = false;
            const double count = cells.value(1).toDouble(&ok);
            if (ok && count > 0)
                list.emplace_back(cells[0].toStdString(), count / kAllMusicTracks);
        }
    }
    for (int i = 0; list.size() < 766; ++i)
        list.emplace_back(i < 21 ? "genre" + std::to_string(i)
                                 : "genre" + std::to_string(i % 21) + "---subgenre" + std::to_string(i),
                          0.4 / (1 + i));
    std::sort(list.begin(), list.end());
    return list;
}

namespace {

Scored make()
{
    Scored made;
    const auto list = labelShares();
    std::vector<std::string> names;
    for (const auto &label : list)
        names.push_back(label.first);
    RecordingIds ids;
    RandomSource random(1);
    for (size_t i = 0; i < kValidationTracks; ++i)
        ids.insert(IdKey::ofUuid(random.bits(), random.bits()));
    std::vector<float> values(kValidationTracks * list.size());
    std::vector<std::vector<uint32_t>> labelsOf(kValidationTracks);
    constexpr size_t together = 1000;
    parallelFor(kValidationTracks / together, [&](size_t block) {
        RandomSource own(block + 2);
        for (size_t track = block * together; track < (block + 1) * together; ++track) {
            for (size_t i = 0; i < list.size(); ++i) {
                const bool isTrue = own.uniform() < list[i].second;
                if (isTrue)
                    labelsOf[track].push_back(uint32_t(i));
                const double logit = std::log(list[i].second) + 1.3 * own.normal() + (isTrue ? 2.5 : 0);
                values[track * list.size() + i] = float(1 / (1 + std::exp(-logit)));
            }
            if (labelsOf[track].empty())
                labelsOf[track].push_back(uint32_t(own.bits() % list.size()));
        }
    });
    GroundTruthBuilder builder(QStringLiteral("allmusic"), QStringLiteral("simulated"));
    for (const std::string &name : names)
        builder.labelNumber(name);
    for (size_t i = 0; i < kValidationTracks; ++i)
        builder.addRow(ids.key(i), ids.key(i), labelsOf[i], 0);
    made.truth = builder.finish();
    for (uint32_t i = 0; i < names.size(); ++i)
        made.part.classes.push_back(i);
    made.part.scores = ScoreMatrix::make(std::move(ids), names, std::move(values));
    made.part.truth = PartTruth::of(*made.part.scores, *made.truth, [&](uint32_t label) {
        return int(std::lower_bound(names.begin(), names.end(), made.truth->labels()[label]) - names.begin());
    });
    made.steps = *labelSteps(*made.part.scores, *made.part.truth);
    made.thresholds = { *ruleThresholds(made.part, made.steps, {}), std::vector<char>(names.size(), 1) };
    return made;
}

} // namespace

const Scored &scored()
{
    static const Scored data = make();
    return data;
}

void writeRunFolder(const QString &folder)
{
    const Scored &data = scored();
    std::string truth = "recordingmbid\treleasegroupmbid\tgenre1\n";
    for (size_t track = 0; track < data.truth->size(); ++track) {
        truth += data.truth->recordings().text(track) + "\tgroup";
        for (const uint32_t label : data.truth->labelsOf(track))
            truth += '\t' + data.truth->labels()[label];
        truth += '\n';
    }
    Run run;
    run.folder = folder;
    RunSource source;
    source.name = QStringLiteral("allmusic");
    source.validationFile = folder + QStringLiteral("/allmusic-validation.tsv");
    source.labels = data.part.scores->classes();
    source.thresholds = data.thresholds;
    run.space = LabelSpace::of({ { source.name, source.labels } });
    run.sources.push_back(source);
    if (!writeFileAtomically(source.validationFile, truth)
        || !data.part.scores->save(folder + QLatin1Char('/') + run_file::validationScores(source.name))
        || !writeRun(run, folder))
        qFatal("no place for a run of full size");
}

} // namespace melscope::simulated
