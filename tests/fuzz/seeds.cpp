// Writes the seeds of the fuzz targets: fuzz_seeds FOLDER
#include "fuzz_input.h"

#include "core/collection/project_file.h"
#include "core/demo/demo_features.h"
#include "core/features/feature_store.h"
#include "core/runs/threshold_choice.h"
#include "core/scoring/evaluation.h"
#include "core/training/checkpoint.h"

#include <QFile>

#include <cmath>
#include <cstdio>

using namespace melscope;

namespace {

bool putSeed(const QString &path, const std::string &text)
{
    const auto written = writeFileAtomically(path, text);
    if (!written)
        std::fprintf(stderr, "%s\n", qPrintable(written.error().text()));
    return bool(written);
}

bool documents(const QString &folder)
{
    DemoRandom random(1);
    const StyleShare style { 0, 0, 1 };
    const std::string whole =
        demoDocument("54551aad-0000-4000-8000-000000000000", demoImage({ &style, 1 }, random), random);
    std::string small = R"({"metadata": {"tags": {"artist": ["\u00fcn\"i"]}}, "lowlevel": {"melbands": {)";
    for (size_t channel = 0; channel < kChannels; ++channel) {
        small += std::string(channel > 0 ? ", \"" : "\"") + kChannelNames[channel] + "\": [";
        for (size_t band = 0; band < kBands; ++band)
            small += band > 0 ? ",1" : "1e-24";
        small += "]";
    }
    small += "}}}";
    return putSeed(folder + "/whole", whole) && putSeed(folder + "/small", small)
        && putSeed(folder + "/cut", whole.substr(0, whole.size() / 2)) && putSeed(folder + "/empty", "{}");
}

bool truths(const QString &folder)
{
    const std::string header = "recordingmbid\treleasegroupmbid\tgenre1\tgenre2\n";
    const std::string a = "54551aad-0000-4000-8000-000000000001";
    return putSeed(folder + "/plain", header + a + "\t" + a + "\trock\trock---indie\nodd\tg\tpop\t\n")
        && putSeed(folder + "/crlf",
                   "\xEF\xBB\xBF" + header + a + "\tg\tfolk, world, & country\t\r\n" + a + "\th\tpop\tpop\r\n\r\n")
        && putSeed(folder + "/wrong", header + "\t\t\n\xC3\x28\tg\tx\na\tb\tc\td\te\n");
}

bool stores(const QString &folder)
{
    for (const int count : { 0, 1, 3 }) {
        FeatureStoreWriter writer(folder + QStringLiteral("/store%1").arg(count));
        if (!writer.open())
            return false;
        for (int i = 0; i < count; ++i)
            (void)writer.add("recording " + std::to_string(i), MelImage {});
        if (!writer.finish({ { "source", "seed" } }))
            return false;
    }
    return true;
}

bool filters(const QString &folder)
{
    const char *texts[] = { "label:rock -label:pop",
                            "(source:one or part:validation) not features:no",
                            "f<0.2 score>=0.9 labels>3",
                            "label:\"folk, world\" group:g1 id:5455",
                            "one:rock---* marked:yes note:wrong",
                            "jazz",
                            "missed:rock wrong:pop or right:rock---* predicted:\"folk*\"" };
    int number = 0;
    for (const char *text : texts) {
        if (!putSeed(folder + QStringLiteral("/%1").arg(number++), text))
            return false;
    }
    return true;
}

bool scores(const QString &folder)
{
    const std::vector<std::string> classes { "folk, world, & country", "pop", "rock", "rock---indie" };
    int number = 0;
    for (const std::vector<float> &values : std::vector<std::vector<float>> {
             { 0.1F, 0.9F, 0.5F, 0.25F, 0.0F, 1.0F, 1e-40F, -0.0F }, { 0.5F, -1.5F, 3.25F, 0.25F }, {} }) {
        RecordingIds ids;
        for (size_t row = 0; row < values.size() / classes.size(); ++row)
            ids.insert("54551aad-0000-4000-8000-00000000000" + std::to_string(row));
        if (!ScoreMatrix::make(std::move(ids), classes, values)->save(folder + QStringLiteral("/%1").arg(number++)))
            return false;
    }
    return putSeed(folder + "/bits",
                   std::string("\x03")
                       + std::string("\0\0\x80\x3f\0\0\0\xbf\0\0\xc0\x7f\0\0\x80\xff\xcd\xcc\xcc\x3d\0\0\0\x3f", 24));
}

bool thresholds(const QString &folder)
{
    return putSeed(folder + "/plain",
                   "\x03"
                   "0: 0.18108005821704865\n1: nan\n2: 1e-05\n")
        && putSeed(folder + "/foreign",
                   "\x02"
                   "0: -0.5\r\n1: -0.0\r\n")
        && putSeed(folder + "/wrong",
                   "\x02"
                   "0: 0.5\n1: inf\n");
}

bool choices(const QString &folder)
{
    ThresholdChoice choice;
    choice.overrides = { { "rock", 0.25 }, { "nü", std::nan("") } };
    choice.hierarchy = { true, true, 0.5 };
    return writeThresholdChoice(choice, folder, QStringLiteral("a"))
        && putSeed(folder + "/least", R"({"format": "melscope-thresholds"})");
}

bool jobs(const QString &folder)
{
    const std::string record = R"({"format": "melscope-job", "version": 1, "target": {"name": "t"}, "job": "17_2",
        "place": "/there", "state": "running", "number": 2, "paths": {"a": "b"}, "recipe": {}})";
    const std::string target = R"({"format": "melscope-target", "version": 1, "name": "t", "queue": "slurm", "nodes": 2,
        "time": "1-00:00:00", "memory": "16G", "modules": ["m"], "more_options": ["--qos=low"]})";
    const std::string answer = "=melscope=queue\n17_2|RUNNING|None\n=melscope=queue-status 0\n=melscope=job 0\n"
                               "=melscope=id\n17\n=melscope=status\n75\n=melscope=log\nepoch 1\n=melscope=end\n";
    return putSeed(folder + "/whole", record + kPartEnd + target + kPartEnd + answer)
        && putSeed(folder + "/least", std::string("{}") + kPartEnd + "{}" + kPartEnd);
}

bool runs(const QString &folder)
{
    const std::string macro = R"({"labels": 2, "supported": 2, "macro_f1": 0.5, "map": 0.4,
        "supported_macro_f1": 0.5, "supported_map": 0.4})";
    const std::string json = R"({"format": "melscope-run", "version": 1,
        "recipe": {"base": "melscope", "epochs": 2, "seed": "7", "filters": [8, 16], "input": "decibels"},
        "sources": [{"name": "one", "train": "t.tsv", "validation": "v.tsv", "test": "", "labels": ["pop", "rock"],
        "validation_tracks": 3, "all": )"
        + macro + R"(, "genres": )" + macro + R"(}], "features": ["f"], "parameters": 9, "best_epoch": 1,
        "best_validation_loss": 0.6, "notes": ["n"], "end": "stopped"})";
    std::string seed = json;
    for (const char *part : { "0: pop\n1: rock\n", "epoch,train_loss,map\n1,0.5,nan\n", "0: 0.5\n1: nan\n",
                              R"({"format": "melscope-thresholds", "rule": {"rule": "fbr", "floor": 0.1}})" })
        seed += kPartEnd + std::string(part);
    Checkpoint checkpoint;
    checkpoint.epoch = checkpoint.bestEpoch = 1;
    checkpoint.patience = 50;
    EpochFigures figures;
    figures.epoch = 1;
    checkpoint.history = { figures };
    const QString file = folder + "/checkpoint";
    if (!writeCheckpoint(checkpoint, file))
        return false;
    QFile written(file);
    if (!written.open(QIODevice::ReadOnly))
        return false;
    const std::string bytes = written.readAll().toStdString();
    return putSeed(file, std::string(5, kPartEnd) + bytes) && putSeed(folder + "/run", seed)
        && putSeed(folder + "/alone", json);
}

bool projects(const QString &folder)
{
    Project project;
    ProjectSource source;
    source.name = QStringLiteral("one");
    source.trainFile = folder + "/train.tsv";
    source.featureInputs << folder + "/features";
    project.sources = { source };
    project.notes = { { QStringLiteral("id"), true, QStringLiteral("a note") } };
    project.submissions = { { QStringLiteral("one"), folder + "/run.tsv" } };
    return writeProjectFile(project, folder + "/whole")
        && putSeed(folder + "/least", R"({"format": "melscope-project", "version": 1})");
}

bool submissions(const QString &folder)
{
    const std::string id = "54551aad-0000-4000-8000-000000000001";
    return putSeed(folder + "/accepted", id + "\trock\trock---indie\nodd\tpop\nthird\tfolk, world, & country\n")
        && putSeed(folder + "/faulty", "\xEF\xBB\xBF" + id + "\tpolka\tpolka\r\n\r\nodd\n\tpop\nodd\tpop\t\t\n");
}

bool taxonomies(const QString &folder)
{
    return putSeed(folder + "/three",
                   std::string("0: pop/rock\n1: pop/rock---euro-pop\n2: pop/rock---europop\n") + kPartEnd
                       + "folk, world, & country\nhip hop\n" + kPartEnd + "0: hiphop\n1: r&b---nü\n")
        && putSeed(folder + "/one", "0: 2---4\n1: 2---5\n") && putSeed(folder + "/mixed", "0: pop\nrock\n");
}

bool results(const QString &folder)
{
    std::string header = "\"team\",task,dataset,run";
    std::string row = "baseline,task1,\"all, music\",run1";
    for (const char *name : figureNames()) {
        header += std::string(",") + name;
        row += row.size() % 2 == 0 ? ",7e-04" : ",NA";
    }
    EpochFigures figures;
    figures.epoch = 1;
    figures.validationLoss = INFINITY;
    return putSeed(folder + "/published", header + '\n' + row + '\n')
        && putSeed(folder + "/history", historyText({ figures }));
}

bool tags(const QString &folder)
{
    return putSeed(folder + "/journal",
                   R"({"format":"melscope-genre-tags","version":1,"changes":[{"file":"file:///m/a%20b.flac",)"
                   R"("before":["Rock"],"after":["Pop","\u00fcn"]}]})")
        && putSeed(folder + "/genres",
                   std::string(";/,") + kPartEnd + "x" + kPartEnd + "Rock; Pop/Jazz" + kPartEnd + "rock")
        && putSeed(folder + "/names", std::string("01.mp3") + kPartEnd + "01.flac" + kPartEnd + "\xE9.wav");
}

bool sounds(const QString &folder)
{
    std::string samples;
    for (int i = 0; i < 4000; ++i) {
        const auto sample = int16_t(10'000 * std::sin(i * 0.05));
        samples += char(sample & 0xFF);
        samples += char(sample >> 8 & 0xFF);
    }
    auto number = [](uint32_t value, int bytes) {
        std::string text;
        for (int i = 0; i < bytes; ++i)
            text += char(value >> (8 * i) & 0xFF);
        return text;
    };
    const std::string wave = "RIFF" + number(uint32_t(36 + samples.size()), 4) + "WAVEfmt " + number(16, 4)
        + number(1, 2) + number(2, 2) + number(44'100, 4) + number(176'400, 4) + number(4, 2) + number(16, 2) + "data"
        + number(uint32_t(samples.size()), 4) + samples;
    return putSeed(folder + "/wave", wave) && putSeed(folder + "/samples", samples)
        && putSeed(folder + "/cut", wave.substr(0, 3000)) && putSeed(folder + "/flac", "fLaC" + std::string(38, '\0'));
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    const QString folder = QFile::decodeName(argv[1]);
    const std::pair<const char *, bool (*)(const QString &)> seeds[] = { { "choice", choices },
                                                                         { "document", documents },
                                                                         { "filter", filters },
                                                                         { "job", jobs },
                                                                         { "project", projects },
                                                                         { "results", results },
                                                                         { "run", runs },
                                                                         { "scores", scores },
                                                                         { "sound", sounds },
                                                                         { "store", stores },
                                                                         { "submission", submissions },
                                                                         { "tags", tags },
                                                                         { "taxonomy", taxonomies },
                                                                         { "thresholds", thresholds },
                                                                         { "truth", truths } };
    for (const auto &[name, write] : seeds) {
        if (!write(folder + QLatin1Char('/') + QLatin1String(name)))
            return 1;
    }
    return 0;
}
