#include "core/scoring/score_matrix.h"

#include "core/base/json_fields.h"
#include "core/base/words.h"
#include "core/truth/label_space.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace melscope {

std::shared_ptr<const ScoreMatrix> ScoreMatrix::make(RecordingIds ids, std::vector<std::string> classes,
                                                     std::vector<float> values)
{
    auto matrix = std::make_shared<ScoreMatrix>();
    matrix->m_ids = std::move(ids);
    matrix->m_classes = std::move(classes);
    matrix->m_owned = std::move(values);
    matrix->m_values = matrix->m_owned;
    return matrix;
}

Result<std::shared_ptr<const ScoreMatrix>> ScoreMatrix::open(const QString &path,
                                                             const std::vector<std::string> &classes)
{
    const auto file = SafetensorsFile::open(path, QLatin1String(kFormat), kVersion);
    if (!file)
        return passOn(file);
    const auto scores = file->tensor("scores", "F32", { -1, -1 });
    if (!scores)
        return passOn(scores);
    if (scores->shape[0] >= kMostRows)
        return fail(tr("there are %1 recordings, more than %2")
                        .arg(QString::number(scores->shape[0]), QString::number(kMostRows)),
                    path, tr("Split the scores into several files."));
    auto ids = RecordingIds::fromTensors(*file, scores->shape[0]);
    if (!ids)
        return passOn(ids);
    auto matrix = std::make_shared<ScoreMatrix>();
    matrix->m_ids = std::move(*ids);
    matrix->m_classes = classes;
    if (classes.empty()) {
        const QString remedy = tr("Make the scores anew, or name the class list that they were made with.");
        if (!file->metadata().contains(QStringLiteral("classes")))
            return fail(tr("the scores do not bear the names of their classes"), path, remedy);
        auto names = parseNameArray(file->metadata().value(QStringLiteral("classes")));
        if (!names)
            return fail(tr("the names of the classes are wrong: ") + names.error().what, path, remedy);
        matrix->m_classes = std::move(*names);
    }
    if (matrix->m_classes.empty() || matrix->m_classes.size() > kMostClasses)
        return fail(tr("there are %1 classes; there must be one at least and %2 at most")
                        .arg(QString::number(matrix->m_classes.size()), QString::number(kMostClasses)),
                    path, tr("Make the scores anew."));
    if (int64_t(matrix->m_classes.size()) != scores->shape[1])
        return fail(tr("there are %1 class names for %2 columns of scores")
                        .arg(QString::number(matrix->m_classes.size()), QString::number(scores->shape[1])),
                    path, tr("Name the class list that belongs to these scores."));
    if (isAligned<float>(*scores)) {
        matrix->m_map = file->map();
        matrix->m_values = elementsOf<float>(*scores);
    } else {
        matrix->m_owned = copyOf<float>(*scores);
        matrix->m_values = matrix->m_owned;
    }
    return matrix;
}

Result<void> ScoreMatrix::save(const QString &path) const
{
    QJsonArray names;
    for (const std::string &name : m_classes)
        names.append(QString::fromStdString(name));
    const IdTensors tensors = m_ids.tensors();
    // Offsets first: what follows 8-byte elements is aligned for 4-byte ones.
    return writeSafetensors(
        path,
        { { "id_offsets", "U64", { int64_t(rows()) + 1 }, bytesOf(tensors.offsets) },
          { "scores", "F32", { int64_t(rows()), int64_t(columns()) }, std::as_bytes(m_values) },
          { "ids", "U8", { int64_t(tensors.bytes.size()) }, bytesOf(tensors.bytes) } },
        { { QStringLiteral("format"), QLatin1String(kFormat) },
          { QStringLiteral("version"), QString::number(kVersion) },
          { QStringLiteral("classes"), QString::fromUtf8(QJsonDocument(names).toJson(QJsonDocument::Compact)) } });
}

} // namespace melscope
