#include "core/network/mel_network.h"

#include "core/base/words.h"
#include "core/track/mel_image.h"

#include <QStringList>

namespace melscope {

std::map<std::string, std::vector<int64_t>> tensorShapes(const NetworkShape &shape)
{
    std::map<std::string, std::vector<int64_t>> shapes;
    int64_t in = int64_t(kChannels);
    auto add = [&](size_t i, int64_t out, int64_t kernel) {
        const std::string conv = "conv" + std::to_string(i);
        const std::string norm = "norm" + std::to_string(i);
        shapes[conv + ".weight"] = { out, in, kernel };
        shapes[conv + ".bias"] = { out };
        for (const char *part : { ".weight", ".bias", ".running_mean", ".running_var" })
            shapes[norm + part] = { out };
        in = out;
    };
    for (size_t i = 0; i < shape.filters.size(); ++i)
        add(i, shape.filters[i], 3);
    add(shape.filters.size(), shape.classes, 1);
    return shapes;
}

std::vector<LayerDescription> describeLayers(const NetworkShape &shape)
{
    std::vector<LayerDescription> layers;
    int in = int(kChannels);
    int positions = int(kBands);
    layers.push_back({ "input", "40 bands × 9 statistics", in, positions, 0 });
    for (size_t i = 0; i < shape.filters.size(); ++i) {
        const int out = shape.filters[i];
        const bool pooled = i + 1 < shape.filters.size();
        layers.push_back({ "conv" + std::to_string(i), "convolution k = 3, ELU, dropout", out, positions,
                           int64_t(in) * out * 3 + out });
        if (pooled)
            positions /= 2;
        layers.push_back({ "norm" + std::to_string(i), pooled ? "average pooling 2, batch norm" : "batch norm", out,
                           positions, 4 * int64_t(out) });
        in = out;
    }
    const std::string last = std::to_string(shape.filters.size());
    layers.push_back({ "conv" + last, "convolution k = 1, ELU", shape.classes, positions,
                       int64_t(in) * shape.classes + shape.classes });
    layers.push_back({ "norm" + last, "batch norm", shape.classes, positions, 4 * int64_t(shape.classes) });
    layers.push_back({ "output", "global average, sigmoid", shape.classes, 1, 0 });
    return layers;
}

int64_t parameterCount(const NetworkShape &shape)
{
    int64_t count = 0;
    for (const LayerDescription &layer : describeLayers(shape))
        count += layer.parameters;
    return count;
}

Result<std::vector<int>> parseFilters(const QString &text)
{
    std::vector<int> filters;
    for (const QString &part : text.split(QLatin1Char(','))) {
        bool ok = false;
        filters.push_back(part.trimmed().toInt(&ok));
        if (!ok || filters.back() < 1)
            return fail(tr("\"%1\" is no list of filter counts").arg(text), {}, tr("Write it as 64,128,256,512."));
    }
    return filters;
}

QString filtersText(const std::vector<int> &filters)
{
    QStringList parts;
    for (const int count : filters)
        parts << QString::number(count);
    return parts.join(QLatin1Char(','));
}

} // namespace melscope
