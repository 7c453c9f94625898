// A window with a label, which tells when it was painted: what Qt itself takes.
#include <QApplication>
#include <QLabel>

#include <chrono>
#include <cstdio>

class Window : public QLabel
{
protected:
    void paintEvent(QPaintEvent *event) override
    {
        QLabel::paintEvent(event);
        if (!m_told)
            std::printf("%.6f\n",
                        std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count());
        m_told = true;
        QMetaObject::invokeMethod(qApp, &QCoreApplication::quit, Qt::QueuedConnection);
    }

private:
    bool m_told = false;
};

int main(int argc, char **argv)
{
    const QApplication application(argc, argv);
    Window window;
    window.setText(QStringLiteral("A plain window"));
    window.resize(1280, 800);
    window.show();
    return QApplication::exec();
}
