#pragma once

#include "core/network/mel_network.h"
#include "core/training/recipe.h"
#include "ui/jobs/job_lane.h"

#include <QWidget>

#include <vector>

class QTimer;

namespace melscope {

class Session;
class TableModel;

/// The layers of the network that the project's settings make, and how large and how fast it is.
class NetworkPane : public QWidget
{
    Q_OBJECT
public:
    explicit NetworkPane(Session &session, QWidget *parent = nullptr);

    /// Classes, parameters, tracks, steps, and the time of an epoch once it is estimated.
    const QString &description() const { return m_description; }

Q_SIGNALS:
    void described(const QString &text);

private:
    void buildTable();
    void refresh();
    void estimateSpeed();
    double experience(double estimate, const Recipe &recipe) const;
    void describe();

    Session &m_session;
    TableModel *m_model;
    std::vector<LayerDescription> m_layers;
    QString m_description;
    int m_classes = 0; ///< of the project, 0 while unknown
    size_t m_sources = 0;
    double m_tracksPerSecond = 0; ///< estimated for `m_estimated`; 0 while unknown
    QString m_problem; ///< why there is no estimate
    Recipe m_estimated;
    int m_estimatedClasses = 0;
    QTimer *m_estimateSoon;
    LatestJob m_estimating;
};

} // namespace melscope
