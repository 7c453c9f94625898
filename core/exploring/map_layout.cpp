#include "core/exploring/map_layout.h"

#include "core/base/parallel.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>

namespace melscope {

namespace {

constexpr size_t kTogether = 2048; ///< points of a thread between looks at whether it is cancelled
constexpr size_t kManyPoints = 10'000;
constexpr int kRoundsOfFew = 500;
constexpr int kRoundsOfMany = 200;
constexpr float kGreatestMove = 4; ///< of a point in a round, along an axis, for one other
constexpr double kExtent = 10; ///< of the map in the beginning, from its middle

/// The width that makes the nearness of a point's neighbours sum up to log2 of their number.
float widthOf(std::span<const float> distances, float nearest, double mean)
{
    const double target = std::log2(double(distances.size()) + 1);
    double low = 0;
    double high = std::numeric_limits<double>::infinity();
    double width = 1;
    for (int step = 0; step < 64; ++step) {
        double sum = 1; // the point itself
        for (const float distance : distances)
            sum += distance > nearest ? std::exp(-double(distance - nearest) / width) : 1;
        if (std::abs(sum - target) < 1e-5)
            break;
        if (sum > target) {
            high = width;
            width = (low + high) / 2;
        } else {
            low = width;
            width = std::isinf(high) ? width * 2 : (low + high) / 2;
        }
    }
    return float(std::max(width, 1e-3 * mean));
}

/// How near two points of a map are that lie `distance` apart: 1 / (1 + a d^2b), by least squares as near as can be to
/// 1 up to the least distance and exp(−(d − least) / spread) beyond.
std::pair<double, double> curveFor(double spread, double least)
{
    constexpr int kSamples = 300;
    std::array<double, kSamples> x {};
    std::array<double, kSamples> y {};
    for (int i = 0; i < kSamples; ++i) {
        x[size_t(i)] = 3 * spread * i / (kSamples - 1);
        y[size_t(i)] = x[size_t(i)] < least ? 1 : std::exp(-(x[size_t(i)] - least) / spread);
    }
    double a = 1;
    double b = 1;
    for (int step = 0; step < 100; ++step) { // Gauss–Newton, which this smooth curve needs no more than
        std::array<double, 3> normal {}; // aa, ab, bb
        std::array<double, 2> right {};
        for (size_t i = 1; i < kSamples; ++i) {
            const double power = std::pow(x[i], 2 * b);
            const double value = 1 / (1 + a * power);
            const double byA = -power * value * value;
            const double byB = -2 * a * power * std::log(x[i]) * value * value;
            normal[0] += byA * byA;
            normal[1] += byA * byB;
            normal[2] += byB * byB;
            right[0] += byA * (y[i] - value);
            right[1] += byB * (y[i] - value);
        }
        const double determinant = normal[0] * normal[2] - normal[1] * normal[1];
        const double byA = (right[0] * normal[2] - right[1] * normal[1]) / determinant;
        const double byB = (right[1] * normal[0] - right[0] * normal[1]) / determinant;
        a = std::max(1e-3, a + byA);
        b = std::max(1e-3, b + byB);
        if (std::abs(byA) + std::abs(byB) < 1e-10)
            break;
    }
    return { a, b };
}

/// What attracts and what repels two points, by their squared distance; a table over its logarithm, since a power for
/// each of 10¹⁰ looks would take most of the time.
class Forces
{
public:
    explicit Forces(const LayoutConfig &config)
    {
        const auto [a, b] = curveFor(config.spread, config.leastDistance);
        for (uint32_t i = 0; i < kEntries; ++i) {
            // The middle of the numbers whose leading bits these are.
            const auto bits = kFirst + (i << kShift) + (1U << (kShift - 1));
            const auto squared = double(std::bit_cast<float>(bits));
            const double power = std::pow(squared, b);
            m_attraction[i] = float(-2 * a * b * power / squared / (1 + a * power));
            m_repulsion[i] = float(2 * b / ((0.001 + squared) * (1 + a * power)));
        }
    }
    float attraction(float squared) const { return m_attraction[entry(squared)]; }
    float repulsion(float squared) const { return m_repulsion[entry(squared)]; }

private:
    static constexpr uint32_t kShift = 17; ///< leaves six bits behind the point
    static constexpr uint32_t kFirst = 0x33800000; // 2⁻²⁴
    static constexpr uint32_t kLast = 0x4B000000; // 2²³
    static constexpr uint32_t kEntries = (kLast - kFirst) >> kShift;
    static uint32_t entry(float squared)
    {
        const auto bits = std::bit_cast<uint32_t>(squared);
        return (std::clamp(bits, kFirst, kLast - 1) - kFirst) >> kShift;
    }

    std::array<float, kEntries> m_attraction {};
    std::array<float, kEntries> m_repulsion {};
};

uint64_t mixed(uint64_t value) // splitmix64
{
    value += 0x9E3779B97F4A7C15ULL;
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9ULL;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBULL;
    return value ^ (value >> 31);
}

/// One round over all points.
struct Round
{
    const NearnessGraph &graph;
    const std::vector<uint16_t> &rates; ///< of each edge: in so many of 65,536 rounds it attracts
    const Forces &forces;
    const LayoutConfig &config;
    uint32_t number; ///< from 1
    float step;

    void move(const MapPositions &before, MapPositions &after, size_t point) const
    {
        const uint64_t count = before.size() / 2;
        float x = before[2 * point];
        float y = before[2 * point + 1];
        uint64_t random = mixed(config.seed ^ mixed((uint64_t(number) << 32) + point));
        const auto pull = [&](size_t other, float factor) {
            const float dx = x - before[2 * other];
            const float dy = y - before[2 * other + 1];
            x += step * std::clamp(factor * dx, -kGreatestMove, kGreatestMove);
            y += step * std::clamp(factor * dy, -kGreatestMove, kGreatestMove);
        };
        const auto squared = [&](size_t other) {
            const float dx = x - before[2 * other];
            const float dy = y - before[2 * other + 1];
            return dx * dx + dy * dy;
        };
        for (uint64_t edge = graph.begins[point]; edge < graph.begins[point + 1]; ++edge) {
            const uint32_t rate = rates[edge] + 1U; // whether this round is the one in which another attraction is due
            if ((number * rate) >> 16 == ((number - 1) * rate) >> 16)
                continue;
            const uint32_t other = graph.points[edge];
            // Twice: the pair attracts from either end, and each end moves itself alone.
            if (const float distance = squared(other); distance > 0)
                pull(other, 2 * forces.attraction(distance));
            for (int i = 0; i < config.repulsions; ++i) {
                random = random * 6364136223846793005ULL + 1442695040888963407ULL;
                const size_t stranger = ((random >> 32) * count) >> 32;
                if (const float distance = squared(stranger); distance > 0)
                    pull(stranger, forces.repulsion(distance));
            }
        }
        after[2 * point] = x;
        after[2 * point + 1] = y;
    }
};

/// Fitted into ±kExtent; by a hair's breadth off where several lie in one place, since those would stay together.
void prepare(MapPositions &positions, uint64_t seed)
{
    float greatest = 0;
    for (const float value : positions)
        greatest = std::max(greatest, std::abs(value));
    const float scale = greatest > 0 ? float(kExtent) / greatest : 0;
    for (size_t i = 0; i < positions.size(); ++i) {
        const double random = double(mixed(seed + mixed(i)) >> 11) * 0x1p-53 - 0.5;
        positions[i] = positions[i] * scale + (greatest > 0 ? float(2e-4 * random) : 0);
    }
}

} // namespace

NearnessGraph NearnessGraph::of(const NeighbourGraph &neighbours, int threads)
{
    const size_t count = neighbours.size();
    const size_t degree = neighbours.degree;
    NearnessGraph graph;
    graph.begins.assign(count + 1, 0);
    if (count == 0)
        return graph;
    double sum = 0;
    for (const float distance : neighbours.distances)
        sum += double(distance);
    const double mean = sum / double(std::max<size_t>(1, neighbours.distances.size()));
    std::vector<float> nearness(count * degree);
    parallelFor((count + kTogether - 1) / kTogether,
                [&](size_t chunk) {
                    for (size_t i = chunk * kTogether; i < std::min(count, (chunk + 1) * kTogether); ++i) {
                        const std::span distances(neighbours.distances.data() + i * degree, degree);
                        const auto apart = std::ranges::find_if(distances, [](float distance) { return distance > 0; });
                        const float nearest = apart == distances.end() ? 0 : *apart;
                        const float width = widthOf(distances, nearest, mean);
                        for (size_t k = 0; k < degree; ++k)
                            nearness[i * degree + k] =
                                distances[k] > nearest ? float(std::exp(-(distances[k] - nearest) / width)) : 1;
                    }
                },
                threads);
    const auto rowOf = [&](size_t point) { return std::span(neighbours.neighbours.data() + point * degree, degree); };
    const auto placeOf = [&](size_t point, uint32_t other) { // degree: it is none of the point's neighbours
        const auto row = rowOf(point);
        return size_t(std::ranges::find(row, other) - row.begin());
    };
    // Of each pair both rows hold it; it is entered by the point whose neighbour the other is, of two such the first.
    const auto isEntered = [&](size_t point, size_t k) {
        const uint32_t other = rowOf(point)[k];
        return placeOf(point, other) == k && (other > point || placeOf(other, uint32_t(point)) == degree);
    };
    std::vector<uint8_t> entered(count * degree);
    for (size_t i = 0; i < count; ++i) {
        for (size_t k = 0; k < degree; ++k) {
            if (!isEntered(i, k))
                continue;
            entered[i * degree + k] = 1;
            ++graph.begins[i + 1];
            ++graph.begins[rowOf(i)[k] + 1];
        }
    }
    std::partial_sum(graph.begins.begin(), graph.begins.end(), graph.begins.begin());
    graph.points.resize(graph.begins.back());
    graph.weights.resize(graph.begins.back());
    std::vector<uint64_t> place(graph.begins.begin(), graph.begins.end() - 1);
    for (size_t i = 0; i < count; ++i) {
        for (size_t k = 0; k < degree; ++k) {
            if (entered[i * degree + k] == 0)
                continue;
            const uint32_t other = rowOf(i)[k];
            const size_t back = placeOf(other, uint32_t(i));
            const float mine = nearness[i * degree + k];
            const float theirs = back < degree ? nearness[other * degree + back] : 0;
            const float weight = mine + theirs - mine * theirs;
            for (const auto &[from, to] : { std::pair(uint32_t(i), other), std::pair(other, uint32_t(i)) }) {
                graph.points[place[from]] = to;
                graph.weights[place[from]++] = weight;
            }
        }
    }
    return graph;
}

Result<MapPositions> layOut(const NearnessGraph &graph, MapPositions positions, const LayoutConfig &config, int threads,
                            const CancelToken &cancel, const ProgressCallback &progress, const LayoutWatcher &watcher)
{
    const size_t count = positions.size() / 2;
    const int rounds = config.rounds > 0 ? config.rounds : count <= kManyPoints ? kRoundsOfFew : kRoundsOfMany;
    StageProgress stage(progress, Stage::LayingOut, QStringLiteral("rounds"), rounds);
    stage.update(0);
    prepare(positions, config.seed);
    if (graph.begins.size() != count + 1)
        return positions; // one point alone has no neighbours, and no row in the graph
    const float greatest = graph.weights.empty() ? 1 : *std::ranges::max_element(graph.weights);
    std::vector<uint16_t> rates(graph.weights.size());
    for (size_t i = 0; i < rates.size(); ++i)
        rates[i] = uint16_t(std::lround(65535 * std::clamp(graph.weights[i] / greatest, 0.0F, 1.0F)));
    const Forces forces(config);
    MapPositions after(positions.size());
    for (int number = 1; number <= rounds; ++number) {
        const Round round { graph, rates, forces, config, uint32_t(number), 1 - float(number - 1) / float(rounds) };
        parallelFor((count + kTogether - 1) / kTogether,
                    [&](size_t chunk) {
                        if (cancel.isCancelled())
                            return;
                        for (size_t i = chunk * kTogether; i < std::min(count, (chunk + 1) * kTogether); ++i)
                            round.move(positions, after, i);
                    },
                    threads);
        if (cancel.isCancelled())
            return cancelled();
        positions.swap(after);
        stage.update(number);
        if (watcher)
            watcher(number, rounds, positions);
    }
    return positions;
}

} // namespace melscope
