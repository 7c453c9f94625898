#pragma once

#include "ui/models/table_model.h"

namespace melscope {

struct Collection;
struct PartOverlap;
struct CollectedPart;
struct ProjectSource;
struct CollectedSource;

/// A project's sources with their files beneath, and what is in those. A source's name can be edited.
class SourceModel : public TableModel
{
    Q_OBJECT
public:
    enum class Slot { Source, Train, Validation, Features, Test, TestTruth, Music };
    struct Row
    {
        Slot slot; ///< what it stands for
        size_t source; ///< of the project
        size_t above; ///< the row it stands beneath, or kTopLevel
        QString name;
        QString file;
        qsizetype input = -1; ///< of several feature files, or of the music
        const CollectedPart *part = nullptr; ///< what a truth has, once it is read
        const PartOverlap *overlap = nullptr; ///< of validation with training
        std::optional<qint64> recordings {};
    };
    /// Takes a source's new name; false: it stays as it was.
    using Rename = std::function<bool(size_t source, const QString &name)>;
    explicit SourceModel(Rename rename, QObject *parent = nullptr);

    /// While newly added files load, `data` may be older or null.
    void show(const std::vector<ProjectSource> &sources, const std::shared_ptr<const Collection> &data);
    /// Null where the index is not in the table.
    const Row *at(const QModelIndex &index) const;

private:
    std::vector<TableColumn> nameColumns();
    std::vector<TableColumn> figureColumns();
    void add(const ProjectSource &source, const CollectedSource *loaded, size_t index);

    Rename m_rename;
    std::shared_ptr<const Collection> m_data; ///< that the rows speak of
    std::vector<Row> m_list;
};

} // namespace melscope
