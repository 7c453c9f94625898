// Makes the PNG icons of the sizes that desktops ask for out of an SVG: render_icons ICON.svg FOLDER NAME CONTEXT
#include <QDir>
#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QSvgRenderer>

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 5)
        return 2;
    QSvgRenderer renderer(arguments[1]);
    if (!renderer.isValid())
        return 1;
    for (const int size : { 16, 22, 24, 32, 48, 64, 128, 256, 512 }) {
        QImage image(size, size, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        renderer.render(&painter);
        painter.end();
        const QString folder = QStringLiteral("%1/%2x%2/%3").arg(arguments[2], QString::number(size), arguments[4]);
        if (!QDir().mkpath(folder) || !image.save(folder + QLatin1Char('/') + arguments[3] + QStringLiteral(".png")))
            return 1;
    }
    return 0;
}
