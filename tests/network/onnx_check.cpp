// What libonnx says of a model: onnx_check FILE. Its own program, since it links another protobuf than ours.

#include <onnx/checker.h>
#include <onnx/onnx_pb.h>
#include <onnx/shape_inference/implementation.h>

#include <exception>
#include <fstream>
#include <iostream>

namespace {

/// "logits batch 57"
void print(const onnx::ValueInfoProto &value)
{
    std::cout << value.name();
    for (const auto &dimension : value.type().tensor_type().shape().dim())
        std::cout << ' ' << (dimension.has_dim_value() ? std::to_string(dimension.dim_value()) : dimension.dim_param());
    std::cout << '\n';
}

} // namespace

int main(int argc, char **argv)
{
    try {
        onnx::ModelProto model;
        std::ifstream file(argc > 1 ? argv[1] : "", std::ios::binary);
        if (!model.ParseFromIstream(&file)) {
            std::cerr << "no model\n";
            return 1;
        }
        onnx::checker::check_model(model);
        onnx::shape_inference::InferShapes(model, onnx::OpSchemaRegistry::Instance(),
                                           onnx::ShapeInferenceOptions(true, 1, true));
        onnx::checker::check_model(model);
        for (const auto &value : model.graph().value_info())
            print(value);
        for (const auto &value : model.graph().output())
            print(value);
        return 0;
    } catch (const std::exception &exception) {
        std::cerr << exception.what() << '\n';
        return 1;
    }
}
