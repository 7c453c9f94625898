#include "core/network/step_exchange.hpp"

#include <array>

namespace melscope {

StepExchange::StepExchange(std::shared_ptr<ProcessGroup> group, std::function<bool()> interrupt)
    : m_group(std::move(group))
    , m_interrupt(std::move(interrupt))
{
}

void StepExchange::askForInterrupt()
{
    if (!m_interrupt || !m_interrupt())
        return;
    m_isInterrupted = true;
    if (!isShared())
        throw Interrupted();
}

torch::Tensor StepExchange::sum(const torch::Tensor &values)
{
    if (!isShared())
        return values;
    const torch::Tensor here = values.to(torch::kCPU, torch::kDouble).contiguous();
    std::vector<double> sums(here.data_ptr<double>(), here.data_ptr<double>() + here.numel());
    sums.push_back(m_isInterrupted ? 1 : 0);
    m_group->sum(std::span(sums));
    if (sums.back() > 0)
        throw Interrupted();
    sums.pop_back();
    return torch::tensor(sums, torch::kDouble).view(values.sizes()).to(values.device());
}

void StepExchange::sumGradients(const std::vector<torch::Tensor> &parameters)
{
    if (!isShared())
        return;
    m_gradients.clear();
    for (const torch::Tensor &parameter : parameters) {
        const torch::Tensor here = parameter.grad().to(torch::kCPU).contiguous();
        m_gradients.insert(m_gradients.end(), here.data_ptr<float>(), here.data_ptr<float>() + here.numel());
    }
    m_gradients.push_back(m_isInterrupted ? 1.0F : 0.0F);
    m_group->sum(std::span(m_gradients));
    if (m_gradients.back() > 0)
        throw Interrupted();
    float *from = m_gradients.data();
    for (const torch::Tensor &parameter : parameters) {
        parameter.mutable_grad().copy_(torch::from_blob(from, parameter.sizes()));
        from += parameter.numel();
    }
}

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

const std::array<int64_t, 3> kRows { 0, 2, 3 }; ///< of (N, C, 1, L)

torch::Tensor perChannel(const torch::Tensor &values)
{
    return values.to(torch::kFloat).view({ 1, -1, 1, 1 });
}

struct SharedBatchNorm : torch::autograd::Function<SharedBatchNorm>
{
    struct Settings
    {
        torch::Tensor mean, variance; ///< the running ones
        double decay = 0;
        double epsilon = 0;
        int64_t rows = 0;
        StepExchange *exchange = nullptr;
    };

    static torch::Tensor forward(AutogradContext *context, const torch::Tensor &x, const torch::Tensor &gamma,
                                 const torch::Tensor &beta, const Settings *settings)
    {
        const auto rows = double(settings->rows);
        // About the running mean, which keeps the squares from cancelling.
        const torch::Tensor shifted = x - perChannel(settings->mean);
        const torch::Tensor sums = settings->exchange->sum(torch::stack(
            { shifted.sum(kRows, false, torch::kDouble), shifted.square().sum(kRows, false, torch::kDouble) }));
        const torch::Tensor shift = sums[0] / rows;
        const torch::Tensor variance = (sums[1] / rows - shift.square()).clamp_min(0);
        const torch::Tensor mean = shift + settings->mean.to(torch::kDouble);
        const torch::Tensor inverse = (variance + settings->epsilon).rsqrt();
        const torch::Tensor normal = (shifted - perChannel(shift)) * perChannel(inverse);
        const double moved = 1 - settings->decay;
        const double unbiased = rows > 1 ? rows / (rows - 1) : 1;
        settings->mean.mul_(settings->decay).add_(mean.to(torch::kFloat), moved);
        settings->variance.mul_(settings->decay).add_((variance * unbiased).to(torch::kFloat), moved);
        context->save_for_backward({ normal, inverse, gamma });
        context->saved_data["rows"] = settings->rows;
        context->saved_data["exchange"] = reinterpret_cast<int64_t>(settings->exchange);
        return normal * perChannel(gamma) + perChannel(beta);
    }

    static variable_list backward(AutogradContext *context, const variable_list &gradients)
    {
        const variable_list saved = context->get_saved_variables();
        const torch::Tensor &normal = saved[0];
        const torch::Tensor &dy = gradients[0];
        auto *exchange = reinterpret_cast<StepExchange *>(context->saved_data["exchange"].toInt());
        const auto rows = double(context->saved_data["rows"].toInt());
        const torch::Tensor own =
            torch::stack({ dy.sum(kRows, false, torch::kDouble), (dy * normal).sum(kRows, false, torch::kDouble) });
        const torch::Tensor sums = exchange->sum(own) / rows;
        const torch::Tensor dx = (dy - perChannel(sums[0]) - normal * perChannel(sums[1]))
            * perChannel(saved[1] * saved[2].to(torch::kDouble));
        return { dx, own[1].to(torch::kFloat), own[0].to(torch::kFloat), torch::Tensor() };
    }
};

} // namespace

torch::Tensor sharedBatchNorm(const torch::Tensor &x, const torch::Tensor &gamma, const torch::Tensor &beta,
                              torch::Tensor mean, torch::Tensor variance, double decay, double epsilon, int64_t rows,
                              StepExchange &exchange)
{
    const SharedBatchNorm::Settings settings { std::move(mean), std::move(variance), decay, epsilon, rows, &exchange };
    return SharedBatchNorm::apply(x, gamma, beta, &settings);
}

} // namespace melscope
