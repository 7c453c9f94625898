#pragma once

#include <QDialog>

#include <functional>
#include <vector>

class QLineEdit;
class QListView;

namespace melscope {

/// Something that can be done or gone to.
struct Command
{
    QString text;
    QString kind; ///< "Menu › Thresholds", "Label", "Run": where it is, or what
    QString shortcut; ///< for people; empty where there is none
    std::function<void()> run;
    bool isEnabled = true;
};

/// How well what was typed fits a text: its letters in their order, the better the more of them begin words or stand
/// together. Negative: not at all; nothing typed fits everything alike. Upper and lower case are the same.
int fitOf(const QString &typed, const QString &text);

/// Everything that can be done, found by typing some of its letters.
class CommandPalette : public QDialog
{
    Q_OBJECT
public:
    /// Looks for further commands for what was typed, and gives them to `found` when they are there; asked at every
    /// change.
    using Search = std::function<void(const QString &typed, std::function<void(std::vector<Command>)> found)>;
    CommandPalette(std::vector<Command> commands, Search search, QWidget *parent);

    /// The texts of what is listed now, the best first.
    QStringList shown() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    class Model;
    void find();
    void show(std::vector<Command> shown);
    void runCurrent();

    std::vector<Command> m_commands;
    Search m_search;
    QLineEdit *m_edit;
    QListView *m_list;
    Model *m_model;
    std::vector<Command> m_found; ///< for what is typed now, without those of the search
};

} // namespace melscope
