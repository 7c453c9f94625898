#include "core/runs/tensorboard_log.h"

#include "core/training/recipe_setting.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QSysInfo>

#include <runs/tensorboard.pb.h>

#include <bit>
#include <cmath>
#include <cstring>

namespace melscope {

namespace {

namespace tb = melscope::tensorboard;

const QString kPrefix = QStringLiteral("events.out.tfevents.");

struct ScalarTag
{
    const char *figure;
    const char *tag;
};
/// TensorBoard groups by what stands before the slash.
constexpr std::array kScalarTags = std::to_array<ScalarTag>({ { "train_loss", "loss/train" },
                                                              { "validation_loss", "loss/validation" },
                                                              { "train_accuracy", "accuracy/train" },
                                                              { "validation_accuracy", "accuracy/validation" },
                                                              { "macro_f1", "validation/macro_f1" },
                                                              { "map", "validation/map" },
                                                              { "map_genres", "validation/map_genres" },
                                                              { "map_subgenres", "validation/map_subgenres" },
                                                              { "learning_rate", "training/learning_rate" },
                                                              { "tracks_per_s", "training/tracks_per_second" },
                                                              { "seconds", "time/epoch_seconds" },
                                                              { "waited_seconds", "time/waited_seconds" },
                                                              { "exchange_seconds", "time/exchange_seconds" },
                                                              { "metric_seconds", "time/metric_seconds" } });

QString folderOf(const QString &runFolder)
{
    return runFolder + QLatin1Char('/') + run_file::tensorBoard;
}

double now()
{
    return double(QDateTime::currentMSecsSinceEpoch()) / 1000;
}

std::string bytesOf(const google::protobuf::MessageLite &message)
{
    return message.SerializeAsString();
}

tb::Event eventAt(int64_t step, double time = now())
{
    tb::Event event;
    event.set_wall_time(time);
    event.set_step(step);
    return event;
}

void addScalar(tb::Event &event, const std::string &tag, double value)
{
    if (std::isnan(value))
        return; // it was not recorded
    tb::Summary::Value &scalar = *event.mutable_summary()->add_value();
    scalar.set_tag(tag);
    scalar.set_simple_value(float(value));
}

tb::Event epochEvent(const EpochFigures &figures, double time = now())
{
    tb::Event event = eventAt(figures.epoch, time);
    for (const EpochFigure &figure : epochFigureList())
        addScalar(event, scalarTag(figure.name), figures.*figure.value);
    return event;
}

/// A value that is for a plugin: a tensor, row-major.
void addTensor(tb::Event &event, const std::string &tag, const char *plugin, const std::string &content,
               const std::vector<int64_t> &shape, const std::vector<float> &values)
{
    static_assert(std::endian::native == std::endian::little);
    tb::Summary::Value &value = *event.mutable_summary()->add_value();
    value.set_tag(tag);
    value.mutable_metadata()->mutable_plugin_data()->set_plugin_name(plugin);
    value.mutable_metadata()->mutable_plugin_data()->set_content(content);
    value.mutable_metadata()->set_data_class(tb::DATA_CLASS_TENSOR);
    tb::TensorProto &tensor = *value.mutable_tensor();
    tensor.set_dtype(tb::DT_FLOAT);
    for (const int64_t size : shape)
        tensor.mutable_tensor_shape()->add_dim()->set_size(size);
    tensor.set_tensor_content(values.data(), values.size() * sizeof(float));
}

/// All that the plugin hparams wants stands in the metadata; the value itself is none.
void addSettings(tb::Event &event, const char *tag, const tb::HParamsPluginData &data)
{
    addTensor(event, tag, "hparams", bytesOf(data), {}, { 0 });
}

/// True positives, false positives, true negatives, false negatives, precision and recall at each threshold.
void addCurve(tb::Event &event, const GenreCurve &curve)
{
    const size_t count = curve.size();
    std::vector<float> rows(6 * count);
    for (size_t i = 0; i < count; ++i) {
        const auto truePositives = double(curve.truePositives[i]);
        const auto predicted = double(curve.predicted[i]);
        rows[i] = float(truePositives);
        rows[count + i] = float(predicted - truePositives);
        rows[2 * count + i] = float(double(curve.tracks - curve.positives) - (predicted - truePositives));
        rows[3 * count + i] = float(double(curve.positives) - truePositives);
        rows[4 * count + i] = predicted > 0 ? float(truePositives / predicted) : 0.0F;
        rows[5 * count + i] = float(truePositives / double(curve.positives));
    }
    tb::PrCurvePluginData plugin;
    plugin.set_num_thresholds(uint32_t(count));
    addTensor(event, "genres/" + curve.source.toStdString() + '/' + curve.genre, "pr_curves", bytesOf(plugin),
              { 6, int64_t(count) }, rows);
}

void describeMetric(tb::Experiment &experiment, const std::string &tag)
{
    tb::MetricInfo &metric = *experiment.add_metric_infos();
    metric.mutable_name()->set_tag(tag);
    metric.set_dataset_type(tb::DATASET_VALIDATION);
}

/// A setting as the plugin hparams has it, and its kind.
tb::HParamType takeSetting(tb::Value &value, const RecipeSetting &setting, const Recipe &recipe)
{
    const QJsonValue json = setting.json(recipe);
    if (json.isBool()) {
        value.set_bool_value(json.toBool());
        return tb::DATA_TYPE_BOOL;
    }
    if (json.isDouble()) {
        value.set_number_value(json.toDouble());
        return tb::DATA_TYPE_FLOAT64;
    }
    value.set_string_value(setting.text(recipe).toStdString());
    return tb::DATA_TYPE_STRING;
}

} // namespace

std::string scalarTag(const char *figure)
{
    for (const ScalarTag &known : kScalarTags) {
        if (std::strcmp(known.figure, figure) == 0)
            return known.tag;
    }
    return std::string("training/") + figure;
}

TensorBoardLog::TensorBoardLog(const Run &run, const QJsonObject &record)
    : m_run(run)
    , m_files(record.value(QStringLiteral("files")).toString().split(QLatin1Char('/'), Qt::SkipEmptyParts))
{
    const QString base = QStringLiteral("%1%2.%3.%4.")
                             .arg(kPrefix, QString::number(QDateTime::currentSecsSinceEpoch()),
                                  QSysInfo::machineHostName().replace(QLatin1Char('/'), QLatin1Char('_')),
                                  QString::number(QCoreApplication::applicationPid()));
    int number = 0;
    while (QFileInfo::exists(folderOf(run.folder) + QLatin1Char('/') + base + QString::number(number)))
        ++number;
    m_files << base + QString::number(number);
}

QJsonObject TensorBoardLog::record() const
{
    return { { QStringLiteral("files"), m_files.join(QLatin1Char('/')) } };
}

Result<void> TensorBoardLog::begin(const std::vector<EpochFigures> &history)
{
    if (const auto made = m_file.create(folderOf(m_run.folder) + QLatin1Char('/') + m_files.back()); !made)
        return made;
    const bool isContinued = m_files.size() > 1 && !history.empty();
    double time = now();
    if (!isContinued) { // of epochs that were made before anybody wanted them logged, as far as it is known
        for (const EpochFigures &figures : history)
            time -= figures.seconds;
    }
    tb::Event version = eventAt(0, time);
    version.set_file_version("brain.Event:2");
    if (const auto written = m_file.append(bytesOf(version)); !written)
        return written;
    // Whoever reads the folder's files in their order forgets what they have of this step and later ones.
    tb::Event start = eventAt(isContinued ? history.back().epoch + 1 : 0, time);
    start.mutable_session_log()->set_status(tb::SessionLog::START);
    if (const auto written = m_file.append(bytesOf(start)); !written || isContinued)
        return written;
    if (const auto written = writeSettings(time); !written)
        return written;
    for (const EpochFigures &figures : history) {
        time += figures.seconds;
        if (const auto written = m_file.append(bytesOf(epochEvent(figures, time))); !written)
            return written;
    }
    return {};
}

Result<void> TensorBoardLog::writeSettings(double time)
{
    tb::HParamsPluginData description;
    tb::Experiment &experiment = *description.mutable_experiment();
    experiment.set_time_created_secs(time);
    tb::HParamsPluginData values;
    tb::SessionStartInfo &session = *values.mutable_session_start_info();
    session.set_start_time_secs(time);
    session.set_model_uri(QDir(m_run.folder).absolutePath().toStdString());
    for (const RecipeSetting &setting : recipeSettings()) {
        tb::HParamInfo &info = *experiment.add_hparam_infos();
        info.set_name(setting.key);
        info.set_display_name(setting.title);
        info.set_description(setting.explanation);
        info.set_type(takeSetting((*session.mutable_hparams())[setting.key], setting, m_run.recipe));
    }
    for (const char *tag : { "loss/validation", "validation/macro_f1", "validation/map" })
        describeMetric(experiment, tag);
    for (const auto &[tag, value] : resultsOf(m_run))
        describeMetric(experiment, tag.toStdString());
    tb::Event event = eventAt(0, time);
    addSettings(event, "_hparams_/experiment", description);
    addSettings(event, "_hparams_/session_start_info", values);
    return m_file.append(bytesOf(event));
}

Result<void> TensorBoardLog::add(const EpochFigures &figures)
{
    return m_file.append(bytesOf(epochEvent(figures)));
}

Result<void> TensorBoardLog::add(const std::vector<GenreCurve> &curves)
{
    for (const GenreCurve &curve : curves) {
        tb::Event event = eventAt(m_run.bestEpoch);
        addCurve(event, curve);
        if (const auto written = m_file.append(bytesOf(event)); !written)
            return written;
    }
    return {};
}

Result<void> TensorBoardLog::end(LogEnd end)
{
    if (end != LogEnd::Finished)
        return {}; // a training that goes on could not take back that it has ended
    tb::Event event = eventAt(m_run.bestEpoch);
    for (const auto &[tag, value] : resultsOf(m_run))
        addScalar(event, tag.toStdString(), value);
    tb::HParamsPluginData session;
    session.mutable_session_end_info()->set_status(tb::STATUS_SUCCESS);
    session.mutable_session_end_info()->set_end_time_secs(now());
    addSettings(event, "_hparams_/session_end_info", session);
    if (const auto written = m_file.append(bytesOf(event)); !written)
        return written;
    removeOthers(m_run.folder, m_files);
    return {};
}

void TensorBoardLog::removeOthers(const QString &runFolder, const QStringList &kept)
{
    QDir folder(folderOf(runFolder));
    for (const QString &name : folder.entryList({ kPrefix + QLatin1Char('*') }, QDir::Files)) {
        if (!kept.contains(name))
            folder.remove(name);
    }
    QDir().rmdir(folder.path()); // where none is left
}

void TensorBoardLog::discard()
{
    QDir folder(folderOf(m_run.folder));
    for (const QString &name : m_files) {
        if (name.startsWith(kPrefix))
            folder.remove(name);
    }
    QDir().rmdir(folder.path()); // unless others lie there
}

} // namespace melscope
