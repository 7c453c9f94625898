#pragma once

#include "core/exploring/track_filter.h"

#include <QWidget>

#include <optional>
#include <vector>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QMenu;
class QStackedLayout;
class QTableView;
class QToolButton;

namespace melscope {

class EmptyState;
class Session;
class TableModel;

/// Music that was dropped on the window, with what the open run says of it in each of its vocabularies; what of that is
/// saved, and on request written into the files' genre tags.
class MusicPage : public QWidget
{
    Q_OBJECT
public:
    explicit MusicPage(Session &session, QWidget *parent = nullptr);

    TableModel *model() const { return m_model; }
    /// Of the shown source; null without a run, or while they are made.
    std::shared_ptr<const MusicPredictions> predictions() const;
    /// A run's vocabulary as a submission; of all vocabularies into a folder.
    void exportSubmission(size_t vocabulary, const QString &path);
    void exportSubmissions(const QString &folder);
    /// Shown rows as a table; .csv or tab-separated.
    void exportTable(const QString &path);
    /// Asks what is to be written, with a preview.
    void openTagsDialog();

Q_SIGNALS:
    void trackActivated(const QString &source, const QString &id);
    void runWanted(); ///< the user wants to train or open one

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void buildBar(QWidget *bar);
    void buildExports(QToolButton *button);
    void buildColumns();
    void refreshSources();
    void refresh();
    void showHint();
    void addFiles();
    void addFolder();
    void removeSelected();
    std::optional<size_t> source() const; ///< index of the shown one in the data
    TrackTags tagsOf(size_t row) const;
    QString idOf(size_t row) const;
    std::optional<uint32_t> scoreRow(size_t row) const;
    std::vector<uint32_t> scoreRows(bool selectedAlone) const; ///< of the shown rows, in their order

    Session &m_session;
    QStackedLayout *m_stack;
    QComboBox *m_source;
    QLineEdit *m_filter;
    QCheckBox *m_watched;
    QCheckBox *m_downmix;
    QToolButton *m_tags;
    QToolButton *m_exports;
    QMenu *m_submissions;
    QLabel *m_count;
    QLabel *m_hint;
    TableModel *m_model;
    QTableView *m_table;
    FilterContext m_context; ///< that the rows speak of; the last whole one, while newer results are made
    uint32_t m_first = 0; ///< the shown source's first track
    std::vector<ProjectSource> m_known; ///< the project's music, as it is shown
    QStringList m_vocabularies; ///< that there are columns for
};

} // namespace melscope
