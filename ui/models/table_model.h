#pragma once

#include <QAbstractItemModel>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace melscope {

/// What draws a column's cells: Qt, a label cut in its genre, one fast line, a bar of the sort key with the mark's
/// tick, or a curve.
enum class CellLook { Text, Label, Line, ScoreBar, Spark };
/// Whether a saved table has a column.
enum class InFiles { IfShown, Always, NotInLatex, Never };

/// One column: all that is to be known of it. What is left out has the meaning said here.
struct TableColumn
{
    template <class T>
    using Of = std::function<T(size_t row)>;
    static constexpr int kStretched = -1;

    std::string_view key {}; ///< what the code calls it; static text
    QString title {};
    QString toolTip {}; ///< of the title; empty: the title
    Qt::Alignment alignment = Qt::AlignLeft;
    Of<QString> text {};
    Of<double> sortKey {}; ///< empty: sorts by text, capitals aside
    Of<QString> cellToolTip {}; ///< empty: the text
    Of<bool> isStrong {}; ///< in bold
    Of<QVariant> colour {}; ///< a QBrush, or nothing
    Of<QVariant> decoration {}; ///< a colour or icon before the text
    Of<bool> isChecked {}; ///< with a check box before the text
    std::function<void(size_t row, bool checked)> setChecked {};
    std::function<bool(size_t row, const QString &text)> edit {}; ///< takes what was typed; false: it cannot be
    Of<bool> isEditable {}; ///< empty: wherever `edit` is there
    Of<QVariant> points {}; ///< QList<QPointF> of a spark, within 0 … 1
    Of<double> mark {}; ///< of a spark or a score bar, NaN for none
    int order = 0; ///< what the one who orders instead of the model calls it
    CellLook look = CellLook::Text;
    QString widest {}; ///< as wide as this and the title; empty: see width
    int width = 0; ///< pixels; 0: Qt's; kStretched: what the others leave
    bool isHidden = false; ///< at first
    QString term {}; ///< the figure's place in the guide's chapter of figures; empty: it has none
    InFiles inFiles = InFiles::IfShown;
    QString fileTitle {}; ///< empty: the title
    Of<QString> fileText {}; ///< empty: the text, with a decimal point and without groups

    // The same with one thing changed, for lists that are to be read at a glance.
    TableColumn aligned(Qt::Alignment where) const;
    TableColumn orderedBy(int by) const;
    TableColumn wideAs(const QString &text) const;
    TableColumn wide(int pixels) const;
    TableColumn drawnAs(CellLook how) const;
    TableColumn explainedAt(const QString &place) const;
    TableColumn hiddenAtFirst() const;
};

/// Nothing but texts.
TableColumn textColumn(std::string_view key, const QString &title, const QString &toolTip,
                       TableColumn::Of<QString> text, int width = 0);

/// Figures with so many decimals, sorted by value; `none` stands for NaN.
TableColumn figureColumn(std::string_view key, const QString &title, const QString &toolTip,
                         TableColumn::Of<double> value, int decimals = 4, const QString &none = QStringLiteral("—"));
/// Whole numbers with grouped digits.
TableColumn countColumn(std::string_view key, const QString &title, const QString &toolTip,
                        TableColumn::Of<qint64> value);

/// A thin model over rows that live elsewhere: it holds an index vector and formats cells when they are seen. Filtering
/// and sorting rebuild the vector, or another one does both and hands the vector over. Rows may stand beneath others,
/// one level deep. [README.md, Architecture]
class TableModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    using Rows = std::shared_ptr<const std::vector<uint32_t>>;
    using Filter = std::function<bool(size_t row)>;
    static constexpr size_t kTopLevel = SIZE_MAX;
    enum Role { KeyRole = Qt::UserRole, PointsRole, MarkRole };

    explicit TableModel(QObject *parent = nullptr);

    void setColumns(std::vector<TableColumn> columns);
    const std::vector<TableColumn> &columns() const { return m_columns; }
    /// Where a column is in the model; −1 where there is none.
    int columnOf(std::string_view key) const;
    /// The titles of the rows, for a table that shows its vertical header.
    void setRowTitles(TableColumn::Of<QString> title) { m_rowTitle = std::move(title); }
    /// Shows rows 0 … count-1 of whatever the columns read now, sorted as before. The filter comes along, since
    /// an older one may speak of rows that are gone; none shows all.
    void setRows(size_t count, Filter accepts = {});
    void setFilter(Filter accepts);
    /// The row that a row stands beneath, or kTopLevel. One that is not accepted stays as long as one beneath it is.
    void setParents(std::function<size_t(size_t row)> parentOf) { m_parentOf = std::move(parentOf); }
    /// From now on sort() only emits orderWanted().
    void letOthersOrder() { m_othersOrder = true; }
    /// Shows these rows in this order.
    void showRows(Rows rows);
    /// Cells are to be read anew; the rows stay where they are.
    void refresh();
    void refreshRow(size_t row);

    /// The row behind a view row of the top level.
    size_t row(int viewRow) const { return (*m_rows)[size_t(viewRow)]; }
    size_t row(const QModelIndex &index) const;
    /// Nothing where the index is not in the table, as a view's current one while the model changes.
    std::optional<size_t> rowAt(const QModelIndex &index) const;
    /// The view row of the top level that shows a row, or −1.
    int viewRow(size_t row) const;
    /// Wherever it stands; invalid where it is not shown.
    QModelIndex indexOf(size_t row) const;
    const Rows &rows() const { return m_rows; }

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order) override;

Q_SIGNALS:
    void orderWanted(std::optional<int> by, Qt::SortOrder order); ///< a column's `order`; nothing: as the rows come

private:
    using Beneath = std::vector<std::vector<uint32_t>>;
    void rebuild();
    void sortRows(std::vector<uint32_t> &top, Beneath &beneath) const;

    std::vector<TableColumn> m_columns;
    TableColumn::Of<QString> m_rowTitle;
    Rows m_rows; ///< of the top level
    Beneath m_beneath; ///< each of them; empty where no rows stand beneath others
    size_t m_total = 0;
    Filter m_accepts;
    std::function<size_t(size_t row)> m_parentOf;
    bool m_othersOrder = false;
    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
};

} // namespace melscope
