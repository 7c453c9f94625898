#pragma once

#include <QDialog>

namespace melscope {

/// What the program is, what is new in it and whom to cite, the last two as the README has them.
class AboutDialog : public QDialog
{
    Q_OBJECT
public:
    explicit AboutDialog(QWidget *parent = nullptr);
};

/// A chapter of the README (from "## title" to the next) as Markdown, without its title; empty: there is none.
QString readmeChapter(const QString &title);

} // namespace melscope
