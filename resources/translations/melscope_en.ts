<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>melscope</name>
    <message numerus="yes">
        <source>%n waiting run(s) will not be started.</source>
        <translation>
            <numerusform>%n waiting run will not be started.</numerusform>
            <numerusform>%n waiting runs will not be started.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>melscope::GridDialog</name>
    <message numerus="yes">
        <source>%n combination(s)</source>
        <translation>
            <numerusform>%n combination</numerusform>
            <numerusform>%n combinations</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n fold(s)</source>
        <translation>
            <numerusform>%n fold</numerusform>
            <numerusform>%n folds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s):</source>
        <translation>
            <numerusform>%n run:</numerusform>
            <numerusform>%n runs:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n seed(s)</source>
        <translation>
            <numerusform>%n seed</numerusform>
            <numerusform>%n seeds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>melscope::GridsPane</name>
    <message numerus="yes">
        <source>%1 of %n run(s) finished.</source>
        <translation>
            <numerusform>%1 of %n run finished.</numerusform>
            <numerusform>%1 of %n runs finished.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n folds.</source>
        <translation>
            <numerusform>%n fold.</numerusform>
            <numerusform>%n folds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>melscope::ImportancePane</name>
    <message numerus="yes">
        <source>%1 validation tracks, %n permutation(s) of each part of the input</source>
        <translation>
            <numerusform>%1 validation tracks, %n permutation of each part of the input</numerusform>
            <numerusform>%1 validation tracks, %n permutations of each part of the input</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>melscope::LabelHistogramPlot</name>
    <message numerus="yes">
        <source>%n label(s); the most frequent are %1.</source>
        <translation>
            <numerusform>%n label; it is %1.</numerusform>
            <numerusform>%n labels; the most frequent are %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>melscope::LearningCurvePlot</name>
    <message numerus="yes">
        <source>%1 tracks (%2), %n run(s)</source>
        <translation>
            <numerusform>%1 tracks (%2), %n run</numerusform>
            <numerusform>%1 tracks (%2), %n runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>melscope::MeanAttribution</name>
    <message numerus="yes">
        <source>Mean over %n track(s)</source>
        <translation>
            <numerusform>Mean over %n track</numerusform>
            <numerusform>Mean over %n tracks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>melscope::NetworkPane</name>
    <message numerus="yes">
        <source>%n sources with %1 classes together, %2 parameters, %3 training tracks.</source>
        <translation>
            <numerusform>%n source with %1 classes, %2 parameters, %3 training tracks.</numerusform>
            <numerusform>%n sources with %1 classes together, %2 parameters, %3 training tracks.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>melscope::QueueDialog</name>
    <message numerus="yes">
        <source>%n run(s), learning rates %1.</source>
        <translation>
            <numerusform>%n run, learning rate %1.</numerusform>
            <numerusform>%n runs, learning rates %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>melscope::RunsPane</name>
    <message numerus="yes">
        <source>Delete %n run(s) with their models, scores and submissions?</source>
        <translation>
            <numerusform>Delete %n run with its model, scores and submissions?</numerusform>
            <numerusform>Delete %n runs with their models, scores and submissions?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>melscope::Session</name>
    <message numerus="yes">
        <source>Folds are written: %n pair(s) of training and validation of each source, in %1.</source>
        <translation>
            <numerusform>Folds are written: %n pair of training and validation of each source, in %1.</numerusform>
            <numerusform>Folds are written: %n pairs of training and validation of each source, in %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>melscope::SettingsDialog</name>
    <message numerus="yes">
        <source>%n setting(s) differ; below them the results.</source>
        <translation>
            <numerusform>%n setting differs; below it the results.</numerusform>
            <numerusform>%n settings differ; below them the results.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>melscope::SourceCards</name>
    <message numerus="yes">
        <source>%n more note(s)</source>
        <translation>
            <numerusform>%n more note</numerusform>
            <numerusform>%n more notes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Music to be predicted: %n track(s)</source>
        <translation>
            <numerusform>Music to be predicted: %n track</numerusform>
            <numerusform>Music to be predicted: %n tracks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>melscope::SourcesPane</name>
    <message numerus="yes">
        <source>%n note(s)</source>
        <translation>
            <numerusform>%n note</numerusform>
            <numerusform>%n notes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n problem</numerusform>
            <numerusform>%n problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>melscope::SplitDialog</name>
    <message numerus="yes">
        <source>%n file(s) there will be replaced.</source>
        <translation>
            <numerusform>%n file there will be replaced.</numerusform>
            <numerusform>%n files there will be replaced.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>melscope::StatusRow</name>
    <message numerus="yes">
        <source>%n source(s)</source>
        <translation>
            <numerusform>%n source</numerusform>
            <numerusform>%n sources</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>melscope::TrainPage</name>
    <message numerus="yes">
        <source> %n run(s) waiting.</source>
        <translation>
            <numerusform> %n run waiting.</numerusform>
            <numerusform> %n runs waiting.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) waiting or training elsewhere.</source>
        <translation>
            <numerusform>%n job waiting or training elsewhere.</numerusform>
            <numerusform>%n jobs waiting or training elsewhere.</numerusform>
        </translation>
    </message>
</context>
</TS>
