#include "core/network/onnx_file.h"

#include "core/base/version.h"
#include "core/base/words.h"
#include "core/network/kernels.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <network/onnx.pb.h>

#include <bit>
#include <cmath>
#include <initializer_list>
#include <limits>
#include <numbers>

namespace melscope {

namespace {

using Ints = std::initializer_list<int64_t>;
using Tensor = onnx::TensorProto;
using Names = std::initializer_list<std::string>;

// As old as the operators allow, so that old programs read it, too.
constexpr int64_t kOperators = 13;
constexpr int64_t kFormatVersion = 7;

constexpr double kLargestHalf = 65504;

std::string jsonText(const QJsonArray &array)
{
    return QJsonDocument(array).toJson(QJsonDocument::Compact).toStdString();
}

void describe(onnx::ValueInfoProto &value, const char *name, const Ints &fixed, const char *text)
{
    value.set_name(name);
    value.set_doc_string(text);
    onnx::TypeProto::Tensor &type = *value.mutable_type()->mutable_tensor_type();
    type.set_elem_type(Tensor::FLOAT);
    type.mutable_shape()->add_dim()->set_dim_param("batch");
    for (const int64_t size : fixed)
        type.mutable_shape()->add_dim()->set_dim_value(size);
}

/// Writes the operations one after the other, each with the name of what comes out of it.
class OnnxGraph
{
public:
    explicit OnnxGraph(onnx::GraphProto &graph)
        : m_graph(graph)
    {
        static_assert(std::endian::native == std::endian::little);
    }

    /// Adds an operation on `inputs`; returns its output's name, which is its own, too.
    std::string add(const char *operation, const std::string &name, const Names &inputs)
    {
        m_node = m_graph.add_node();
        m_node->set_op_type(operation);
        m_node->set_name(name);
        for (const std::string &input : inputs)
            m_node->add_input(input);
        m_node->add_output(name);
        return name;
    }
    /// Settings of the operation that was added last.
    OnnxGraph &with(const char *name, int64_t value)
    {
        attribute(name, onnx::AttributeProto::INT).set_i(value);
        return *this;
    }
    OnnxGraph &with(const char *name, float value)
    {
        attribute(name, onnx::AttributeProto::FLOAT).set_f(value);
        return *this;
    }
    OnnxGraph &with(const char *name, const Ints &values)
    {
        onnx::AttributeProto &target = attribute(name, onnx::AttributeProto::INTS);
        for (const int64_t value : values)
            target.add_ints(value);
        return *this;
    }

    std::string constant(const std::string &name, const std::vector<int64_t> &shape, std::span<const float> values)
    {
        return constantOf(name, Tensor::FLOAT, shape, std::as_bytes(values));
    }
    std::string scalar(const std::string &name, float value)
    {
        return constantOf(name, Tensor::FLOAT, {}, std::as_bytes(std::span(&value, 1)));
    }
    std::string scalar(const std::string &name, double value)
    {
        return constantOf(name, Tensor::DOUBLE, {}, std::as_bytes(std::span(&value, 1)));
    }
    std::string cast(const std::string &name, const std::string &input, Tensor::DataType type)
    {
        add("Cast", name, { input });
        with("to", int64_t(type));
        return name;
    }

private:
    onnx::AttributeProto &attribute(const char *name, onnx::AttributeProto::AttributeType type)
    {
        onnx::AttributeProto &attribute = *m_node->add_attribute();
        attribute.set_name(name);
        attribute.set_type(type);
        return attribute;
    }
    std::string constantOf(const std::string &name, Tensor::DataType type, const std::vector<int64_t> &shape,
                           std::span<const std::byte> bytes)
    {
        Tensor &tensor = *m_graph.add_initializer();
        tensor.set_name(name);
        tensor.set_data_type(type);
        for (const int64_t size : shape)
            tensor.add_dims(size);
        tensor.set_raw_data(bytes.data(), bytes.size());
        return name;
    }

    onnx::GraphProto &m_graph;
    onnx::NodeProto *m_node = nullptr; ///< added last
};

/// Each statistic by its maximum over the bands, in double, to the nearest half: as scaleByChannelMaximum().
std::string addScaling(OnnxGraph &graph, const std::string &raw)
{
    const std::string maximum = graph.add("ReduceMax", "input.maximum", { raw });
    graph.with("axes", Ints { 1 }).with("keepdims", int64_t(1));
    graph.add("Equal", "input.is_zero", { maximum, graph.scalar("input.zero", 0.0F) });
    const std::string one = graph.cast("input.one_for_zero", "input.is_zero", Tensor::FLOAT);
    graph.add("Add", "input.divisor", { maximum, one });
    const std::string divisor = graph.cast("input.divisor_double", "input.divisor", Tensor::DOUBLE);
    const std::string dividend = graph.cast("input.double", raw, Tensor::DOUBLE);
    const std::string quotient = graph.add("Div", "input.quotient", { dividend, divisor });
    graph.add("Clip", "input.bounded",
              { quotient, graph.scalar("input.least_half", -kLargestHalf),
                graph.scalar("input.largest_half", kLargestHalf) });
    const std::string half = graph.cast("input.half", "input.bounded", Tensor::FLOAT16);
    return graph.cast("input.scaled", half, Tensor::FLOAT);
}

/// Decibels, standardised: as InputTransform.
std::string addDecibels(OnnxGraph &graph, const std::string &raw, const InputTransform &transform)
{
    const std::vector<int64_t> image { int64_t(kBands), int64_t(kChannels) };
    graph.add("Max", "input.floored", { raw, graph.constant("input.floor", image, decibelFloors()) });
    graph.add("Log", "input.logarithm", { "input.floored" });
    graph.add("Mul", "input.decibels",
              { "input.logarithm", graph.scalar("input.decibels_per_neper", float(10 / std::numbers::ln10)) });
    graph.add("Sub", "input.centred", { "input.decibels", graph.constant("input.mean", image, transform.mean) });
    graph.add("Mul", "input.standardised",
              { "input.centred", graph.constant("input.inverse_deviation", image, transform.inverse) });
    return graph.add("Clip", "input.bounded",
                     { "input.standardised", graph.scalar("input.least", -kMostDeviations),
                       graph.scalar("input.most", kMostDeviations) });
}

/// Block i of the network, whose head is the last; [batch, channels, positions] in and out.
std::string addBlock(OnnxGraph &graph, size_t i, size_t head, const std::string &input)
{
    const std::string index = std::to_string(i);
    const std::string conv = "conv" + index;
    const std::string norm = "norm" + index;
    const int64_t kernel = i < head ? 3 : 1;
    graph.add("Conv", conv, { input, conv + ".weight", conv + ".bias" });
    graph.with("kernel_shape", Ints { kernel }).with("pads", Ints { kernel / 2, kernel / 2 });
    std::string x = graph.add("Elu", "elu" + index, { conv });
    graph.with("alpha", 1.0F);
    if (i + 1 < head) {
        x = graph.add("AveragePool", "pool" + index, { x });
        graph.with("kernel_shape", Ints { 2 }).with("strides", Ints { 2 });
    }
    graph.add("BatchNormalization", norm,
              { x, norm + ".weight", norm + ".bias", norm + ".running_mean", norm + ".running_var" });
    graph.with("epsilon", float(kNormEpsilon));
    return norm;
}

/// [core/README.md, Network and training]
void addNetwork(OnnxGraph &graph, const Model &model, std::string x)
{
    for (const auto &[name, tensor] : model.tensors)
        graph.constant(name, tensor.shape, tensor.values);
    const size_t head = model.shape.filters.size();
    for (size_t i = 0; i <= head; ++i)
        x = addBlock(graph, i, head, x);
    graph.add("ReduceMean", "logits", { x });
    graph.with("axes", Ints { 2 }).with("keepdims", int64_t(0));
    graph.add("Sigmoid", "scores", { "logits" });
}

void addMetadata(onnx::ModelProto &proto, const OnnxMetadata &metadata)
{
    for (const auto &[key, value] : metadata) {
        onnx::StringStringEntryProto &entry = *proto.add_metadata_props();
        entry.set_key(key);
        entry.set_value(value);
    }
}

} // namespace

Result<std::string> onnxModel(const Model &model, const OnnxMetadata &metadata)
{
    onnx::ModelProto proto;
    proto.set_ir_version(kFormatVersion);
    proto.set_producer_name("Melscope");
    proto.set_producer_version(version());
    proto.set_doc_string("Music genres of AcousticBrainz low-level documents: lowlevel.melbands in, scores out");
    proto.add_opset_import()->set_version(kOperators);
    onnx::GraphProto &graphProto = *proto.mutable_graph();
    graphProto.set_name("melscope");
    describe(*graphProto.add_input(), "melbands", { int64_t(kBands), int64_t(kChannels) },
             "Raw, as in the documents: 40 bands x min mean median max var dmean dvar dmean2 dvar2");
    describe(*graphProto.add_output(), "scores", { int64_t(model.shape.classes) },
             "0 to 1, in the order of the metadata \"classes\"");
    OnnxGraph graph(graphProto);
    const std::string input = model.input.kind == InputKind::Scaled ? addScaling(graph, "melbands")
                                                                    : addDecibels(graph, "melbands", model.input);
    const std::string channelsFirst = graph.add("Transpose", "input.channels_first", { input });
    graph.with("perm", Ints { 0, 2, 1 });
    addNetwork(graph, model, channelsFirst);

    QJsonArray classes;
    for (const std::string &name : model.classes)
        classes.append(QString::fromStdString(name));
    QJsonArray statistics;
    for (const char *name : kChannelNames)
        statistics.append(QLatin1String(name));
    addMetadata(proto,
                { { "classes", jsonText(classes) },
                  { "statistics", jsonText(statistics) },
                  { "input", inputKindName(model.input.kind).toStdString() } });
    addMetadata(proto, metadata);
    if (proto.ByteSizeLong() > size_t(std::numeric_limits<int>::max()))
        return fail(tr("the model is larger than the 2 GiB that ONNX's format holds"), {},
                    tr("Use model.safetensors, or train with fewer filters."));
    return proto.SerializeAsString();
}

} // namespace melscope
