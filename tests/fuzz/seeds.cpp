// Writes the seeds of the fuzz targets: fuzz_seeds FOLDER
#include "core/base/atomic_file.h"
#include "core/experiment/demo_features.h"
#include "core/features/feature_store.h"

#include <QFile>

#include <cstdio>

using namespace melscope;

namespace {

bool put(const QString &path, const std::string &text)
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
    const std::string whole = demoDocument("54551aad-0000-4000-8000-000000000000", demoImage({ &style, 1 }, random), random);
    std::string small = R"({"metadata": {"tags": {"artist": ["\u00fcn\"i"]}}, "lowlevel": {"melbands": {)";
    for (size_t channel = 0; channel < kChannels; ++channel) {
        small += std::string(channel > 0 ? ", \"" : "\"") + kChannelNames[channel] + "\": [";
        for (size_t band = 0; band < kBands; ++band)
            small += band > 0 ? ",1" : "1e-24";
        small += "]";
    }
    small += "}}}";
    return put(folder + "/whole", whole) && put(folder + "/small", small) && put(folder + "/cut", whole.substr(0, whole.size() / 2)) && put(folder + "/empty", "{}");
}

bool truths(const QString &folder)
{
    const std::string header = "recordingmbid\treleasegroupmbid\tgenre1\tgenre2\n";
    const std::string a = "54551aad-0000-4000-8000-000000000001";
    return put(folder + "/plain", header + a + "\t" + a + "\trock\trock---indie\nodd\tg\tpop\t\n")
        && put(folder + "/crlf", "\xEF\xBB\xBF" + header + a + "\tg\tfolk, world, & country\t\r\n" + a + "\th\tpop\tpop\r\n\r\n")
        && put(folder + "/wrong", header + "\t\t\n\xC3\x28\tg\tx\na\tb\tc\td\te\n");
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
    const char *texts[] = { "label:rock -label:pop", "(source:one or part:validation) not features:no", "f<0.2 score>=0.9 labels>3", "label:\"folk, world\" group:g1 id:5455",
                            "one:rock---* marked:yes note:wrong", "jazz", "missed:rock wrong:pop or right:rock---* predicted:\"folk*\"" };
    int number = 0;
    for (const char *text : texts) {
        if (!put(folder + QStringLiteral("/%1").arg(number++), text))
            return false;
    }
    return true;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    const QString folder = QFile::decodeName(argv[1]);
    return documents(folder + "/document") && truths(folder + "/truth") && stores(folder + "/store") && filters(folder + "/filter") ? 0 : 1;
}
