<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>QAbstractItemView</name>
    <message>
        <source>Copy the selected rows</source>
        <translation>Die ausgewählten Zeilen kopieren</translation>
    </message>
</context>
<context>
    <name>QHeaderView</name>
    <message>
        <source>Reset the columns</source>
        <translation>Spalten zurücksetzen</translation>
    </message>
    <message>
        <source>What is %1?</source>
        <translation>Was ist %1?</translation>
    </message>
</context>
<context>
    <name>QObject</name>
    <message>
        <source>%1: mean %2, standard deviation %3 over %4</source>
        <translation>%1: Mittel %2, Standardabweichung %3 über %4</translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv);;Tab-separated values (*.tsv);;LaTeX table (*.tex)</source>
        <translation>Kommagetrennte Werte (*.csv);;Tabulatorgetrennte Werte (*.tsv);;LaTeX-Tabelle (*.tex)</translation>
    </message>
    <message>
        <source>Ground truths, archives, stores (*.tsv *.tsv.bz2 *.tar *.tar.bz2 *.tar.gz *.zip *.json *.safetensors);;Sounds (*.flac *.mp3 *.ogg *.oga *.opus *.m4a *.wav *.aif *.aiff *.wma *.ape *.wv);;All files (*)</source>
        <translation>Referenzen, Archive, Speicher (*.tsv *.tsv.bz2 *.tar *.tar.bz2 *.tar.gz *.zip *.json *.safetensors);;Klangdateien (*.flac *.mp3 *.ogg *.oga *.opus *.m4a *.wav *.aif *.aiff *.wma *.ape *.wv);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Saving the table</source>
        <translation>Speichern der Tabelle</translation>
    </message>
    <message>
        <source>dB</source>
        <translation>dB</translation>
    </message>
    <message>
        <source>dB to mean</source>
        <translation>dB zum Mittel</translation>
    </message>
    <message>
        <source>input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>per label, all</source>
        <translation>Label, alle</translation>
    </message>
    <message>
        <source>per label, genres</source>
        <translation>Label, Genres</translation>
    </message>
    <message>
        <source>per label, subgenres</source>
        <translation>Label, Subgenres</translation>
    </message>
    <message>
        <source>per track, all</source>
        <translation>Stück, alle</translation>
    </message>
    <message>
        <source>per track, genres</source>
        <translation>Stück, Genres</translation>
    </message>
    <message>
        <source>per track, subgenres</source>
        <translation>Stück, Subgenres</translation>
    </message>
    <message>
        <source>raw value</source>
        <translation>Rohwert</translation>
    </message>
    <message>
        <source>share of max.</source>
        <translation>Anteil v. Max.</translation>
    </message>
    <message>
        <source>test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>train</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>Validierung</translation>
    </message>
</context>
<context>
    <name>RecipeSetting</name>
    <message>
        <source>Adam&apos;s, at its highest. Can be changed while training runs.</source>
        <translation>Die höchste von Adam. Während des Trainings änderbar.</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>Ausgleich</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>Stapelgröße</translation>
    </message>
    <message>
        <source>Decibels: logarithm of the raw values (floor −120 dB, of variances −240 dB), standardised per statistic and band on the training part, the level kept. Scaled: each statistic divided by its own maximum, rounded to half precision.</source>
        <translation>Dezibel: Logarithmus der Rohwerte (Untergrenze −120 dB, bei Varianzen −240 dB), je Statistik und Band am Training standardisiert, der Pegel bleibt erhalten. Skaliert: jede Statistik durch ihr eigenes Maximum geteilt, auf halbe Präzision gerundet.</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>Dropout</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>Epochs in which the learning rate rises to its highest.</source>
        <translation>Epochen, in denen die Lernrate auf ihr Höchstes steigt.</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Log-odds bias</source>
        <translation>Log-Odds-Bias</translation>
    </message>
    <message>
        <source>Masked: a source that does not annotate a track says nothing about it. Union: it says that the track has none of its labels.</source>
        <translation>Maskiert: Eine Quelle, die ein Stück nicht annotiert, sagt nichts darüber aus. Vereinigung: Sie sagt aus, dass das Stück keines ihrer Labels hat.</translation>
    </message>
    <message>
        <source>Mixup</source>
        <translation>Mixup</translation>
    </message>
    <message>
        <source>Norm decay</source>
        <translation>Norm-Zerfall</translation>
    </message>
    <message>
        <source>Of batch normalisation&apos;s running means and variances, a step.</source>
        <translation>Der laufenden Mittel und Varianzen der Stapelnormalisierung, je Schritt.</translation>
    </message>
    <message>
        <source>Of the blocks of convolution, ELU, dropout, pooling and batch normalisation.</source>
        <translation>Der Blöcke aus Faltung, ELU, Dropout, Pooling und Stapelnormalisierung.</translation>
    </message>
    <message>
        <source>Of the convolutions&apos; kernels, decoupled (AdamW).</source>
        <translation>Der Faltungskerne, entkoppelt (AdamW).</translation>
    </message>
    <message>
        <source>Of the learning rate. Cosine falls to almost nothing in the last epoch.</source>
        <translation>Der Lernrate. Cosine fällt in der letzten Epoche auf fast nichts.</translation>
    </message>
    <message>
        <source>Of the training tracks, drawn by the seed; a smaller share is part of a larger one. Less than 1 shows what fewer tracks would do.</source>
        <translation>Der Trainingsstücke, vom Startwert gezogen; ein kleinerer Anteil ist Teil eines größeren. Weniger als 1 zeigt, was weniger Stücke brächten.</translation>
    </message>
    <message>
        <source>Of weights, order and dropout: same seed, same threads, same network.</source>
        <translation>Für Gewichte, Reihenfolge und Dropout: gleicher Startwert, gleiche Threads, gleiches Netz.</translation>
    </message>
    <message>
        <source>Pairs of tracks are mixed, by shares drawn from Beta(α, α); α is this, 0 mixes none.</source>
        <translation>Stücke werden paarweise gemischt, mit Anteilen aus Beta(α, α); dies ist α, bei 0 wird nicht gemischt.</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>Geduld</translation>
    </message>
    <message>
        <source>Probability that an activation is dropped.</source>
        <translation>Wahrscheinlichkeit, dass eine Aktivierung wegfällt.</translation>
    </message>
    <message>
        <source>Repeats tracks until every main genre has as many as the most frequent one.</source>
        <translation>Wiederholt Stücke, bis jedes Hauptgenre so viele hat wie das häufigste.</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Several sources</source>
        <translation>Mehrere Quellen</translation>
    </message>
    <message>
        <source>Share of tracks</source>
        <translation>Anteil der Stücke</translation>
    </message>
    <message>
        <source>Starts the last bias at the labels&apos; log-odds, so that no epoch is spent on learning that most labels are rare.</source>
        <translation>Setzt den letzten Bias zu Beginn auf die Log-Odds der Labels, damit keine Epoche darauf verwendet wird zu lernen, dass die meisten Labels selten sind.</translation>
    </message>
    <message>
        <source>That compute.</source>
        <translation>Anzahl der rechnenden Threads.</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>Tracks a step. Where it follows the data, about 100 steps an epoch, 20 to 1,000 tracks, so that small data sets learn too.</source>
        <translation>Stücke je Schritt. Wo sie den Daten folgt, etwa 100 Schritte je Epoche, 20 bis 1.000 Stücke, damit auch kleine Datensätze lernen.</translation>
    </message>
    <message>
        <source>Training ends after so many epochs at the latest.</source>
        <translation>Das Training endet spätestens nach so vielen Epochen.</translation>
    </message>
    <message>
        <source>Training ends after so many epochs without a better validation loss. Can be changed while training runs.</source>
        <translation>Das Training endet nach so vielen Epochen ohne besseren Validierungsverlust. Während des Trainings änderbar.</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>Anlauf</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>Gewichtszerfall</translation>
    </message>
    <message>
        <source>all processors</source>
        <translation>alle Prozessoren</translation>
    </message>
    <message>
        <source>auto takes CUDA where there is a device and melscope-torch is installed, else the processor; torch is libtorch on the processor, slow, for comparisons.</source>
        <translation>auto nimmt CUDA, wo es ein Gerät gibt und melscope-torch installiert ist, sonst den Prozessor; torch ist libtorch auf dem Prozessor, langsam, für Vergleiche.</translation>
    </message>
    <message>
        <source>constant</source>
        <translation>konstant</translation>
    </message>
    <message>
        <source>cosine</source>
        <translation>Kosinus</translation>
    </message>
    <message>
        <source>decibels</source>
        <translation>Dezibel</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>follows the data</source>
        <translation>folgt den Daten</translation>
    </message>
    <message>
        <source>masked</source>
        <translation>maskiert</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
    <message>
        <source>scaled</source>
        <translation>skaliert</translation>
    </message>
    <message>
        <source>union</source>
        <translation>vereinigt</translation>
    </message>
</context>
<context>
    <name>melscope</name>
    <message>
        <source> (%1 failed; the first, %2)</source>
        <translation> (%1 fehlgeschlagen; zuerst: %2)</translation>
    </message>
    <message>
        <source> (for example &quot;%1&quot; of %2, &quot;%3&quot; of %4)</source>
        <translation> (zum Beispiel &quot;%1&quot; aus %2, &quot;%3&quot; aus %4)</translation>
    </message>
    <message>
        <source> (line %1)</source>
        <translation> (Zeile %1)</translation>
    </message>
    <message>
        <source> and </source>
        <translation> und </translation>
    </message>
    <message>
        <source> has %1 bands instead of 40</source>
        <translation> hat %1 Bänder statt 40</translation>
    </message>
    <message>
        <source> has more than 40 bands</source>
        <translation> hat mehr als 40 Bänder</translation>
    </message>
    <message>
        <source> is no array</source>
        <translation> ist kein Array</translation>
    </message>
    <message>
        <source> is too large or not finite</source>
        <translation> ist zu groß oder nicht endlich</translation>
    </message>
    <message>
        <source> on </source>
        <translation> auf </translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be compared like a number; f, score, labels, year and length can</source>
        <translation>&quot;%1&quot; kann nicht wie eine Zahl verglichen werden; möglich ist es bei f, score, labels, year und length</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is compared with a number, not with &quot;%2&quot;</source>
        <translation>&quot;%1&quot; wird mit einer Zahl verglichen, nicht mit &quot;%2&quot;</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no %2</source>
        <translation>&quot;%1&quot; ist kein Wert für %2</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no %2: expected a number between 0 and 1, or NA</source>
        <translation>&quot;%1&quot; ist kein Wert für %2: erwartet wird eine Zahl zwischen 0 und 1 oder NA</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no HOST:PORT</source>
        <translation>„%1“ ist kein HOST:PORT</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no list of filter counts</source>
        <translation>&quot;%1&quot; ist keine Liste von Filterzahlen</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no threshold of class %2</source>
        <translation>&quot;%1&quot; ist keine Schwelle der Klasse %2</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no threshold rule</source>
        <translation>&quot;%1&quot; ist keine Schwellenregel</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is yes or no, not &quot;%2&quot;</source>
        <translation>&quot;%1&quot; ist yes oder no, nicht &quot;%2&quot;</translation>
    </message>
    <message>
        <source>&quot;%1&quot; must be %2, not %3</source>
        <translation>für &quot;%1&quot; wird erwartet: %2, nicht %3</translation>
    </message>
    <message>
        <source>&quot;%1&quot; needs a run: train or open one first</source>
        <translation>&quot;%1&quot; braucht einen Lauf: zuerst einen trainieren oder öffnen</translation>
    </message>
    <message>
        <source>&quot;%1&quot; needs a value</source>
        <translation>&quot;%1&quot; braucht einen Wert</translation>
    </message>
    <message>
        <source>&quot;%2&quot; stands there again as entry %1</source>
        <translation>&quot;%2&quot; steht als Eintrag %1 noch einmal da</translation>
    </message>
    <message>
        <source>%1   %2 rows</source>
        <translation>%1   %2 Zeilen</translation>
    </message>
    <message>
        <source>%1 cannot be reached: %2</source>
        <translation>%1 ist nicht zu erreichen: %2</translation>
    </message>
    <message>
        <source>%1 cannot be started: %2</source>
        <translation>%1 lässt sich nicht starten: %2</translation>
    </message>
    <message>
        <source>%1 cannot be used: %2</source>
        <translation>%1 ist nicht zu gebrauchen: %2</translation>
    </message>
    <message>
        <source>%1 cannot take the data: %2</source>
        <translation>%1 kann die Daten nicht aufnehmen: %2</translation>
    </message>
    <message>
        <source>%1 cells stand here, %2 were expected</source>
        <translation>%1 Zellen stehen hier, %2 wurden erwartet</translation>
    </message>
    <message>
        <source>%1 figures were expected here</source>
        <translation>hier wurden %1 Zahlen erwartet</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 has addresses in place of ids; keep what stands after the last slash</source>
        <translation>%1: Adressen stehen anstelle der IDs; nur behalten, was nach dem letzten Schrägstrich steht</translation>
    </message>
    <message>
        <source>%1 has no test part with a known truth</source>
        <translation>%1 hat keinen Testteil mit bekannter Referenz</translation>
    </message>
    <message>
        <source>%1 has no validation file: add one, or split the training file.</source>
        <translation>%1 hat keine Validierungsdatei: eine hinzufügen oder die Trainingsdatei aufteilen.</translation>
    </message>
    <message>
        <source>%1 has none</source>
        <translation>%1: keine vorhanden</translation>
    </message>
    <message>
        <source>%1 has not answered within %2 s</source>
        <translation>%1 hat binnen %2 s nicht geantwortet</translation>
    </message>
    <message>
        <source>%1 has not taken the job: %2</source>
        <translation>%1 hat den Auftrag nicht angenommen: %2</translation>
    </message>
    <message>
        <source>%1 has only ids that begin with %2; further archives are probably missing</source>
        <translation>%1: Alle IDs beginnen mit %2; weitere Archive fehlen wahrscheinlich</translation>
    </message>
    <message>
        <source>%1 has the recordings in its second column; its first two columns are probably swapped</source>
        <translation>%1: Die Aufnahmen stehen in der zweiten Spalte; die ersten beiden Spalten sind wahrscheinlich vertauscht</translation>
    </message>
    <message>
        <source>%1 is no valid JSON, or it is cut off (%2)</source>
        <translation>%1 ist kein gültiges JSON oder ist abgeschnitten (%2)</translation>
    </message>
    <message>
        <source>%1 is not a finite number (%2)</source>
        <translation>%1 ist keine endliche Zahl (%2)</translation>
    </message>
    <message>
        <source>%1 labels of %2 do not occur in training, cannot be learned and are left out (%3)</source>
        <translation>%1 Labels von %2 kommen im Training nicht vor, sind nicht lernbar und werden ausgelassen (%3)</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 must be %2</source>
        <translation>%1: erwartet wird %2</translation>
    </message>
    <message>
        <source>%1 must be %2, not &quot;%3&quot;</source>
        <translation>%1 verlangt %2, nicht &quot;%3&quot;</translation>
    </message>
    <message>
        <source>%1 needs the package %2, which is not installed</source>
        <translation>%1 braucht das Paket %2, das nicht installiert ist</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 of %2 %3 of %4 are among those of %5</source>
        <translation>%1 von %2 %3 aus %4 sind unter denen aus %5</translation>
    </message>
    <message>
        <source>%1 of %2 recordings of %3 are in the training of %4; a network trained on both has seen them</source>
        <translation>%1 von %2 Aufnahmen von %3 sind im Training von %4; ein auf beiden trainiertes Netz hat sie gesehen</translation>
    </message>
    <message>
        <source>%1 of %2 recordings of %3 are in training, too; figures on validation will look better than on music that is new</source>
        <translation>%1 von %2 Aufnahmen von %3 sind auch im Training; die Zahlen der Validierung werden besser aussehen als für neue Musik</translation>
    </message>
    <message>
        <source>%1 of %2 recordings of %3 have no features and are left out</source>
        <translation>%1 von %2 Aufnahmen von %3 haben keine Merkmale und werden ausgelassen</translation>
    </message>
    <message>
        <source>%1 of %2 training recordings have features.</source>
        <translation>%1 von %2 Trainingsaufnahmen haben Merkmale.</translation>
    </message>
    <message>
        <source>%1 processes: </source>
        <translation>%1 Prozesse: </translation>
    </message>
    <message>
        <source>%1 recordings are not in the ground truth (the first is %2)</source>
        <translation>%1 Aufnahmen sind nicht in der Referenz (die erste ist %2)</translation>
    </message>
    <message>
        <source>%1 recordings of the ground truth are missing (the first is %2)</source>
        <translation>%1 Aufnahmen der Referenz fehlen (die erste ist %2)</translation>
    </message>
    <message>
        <source>%1 release groups cannot be divided into %2 folds</source>
        <translation>%1 Veröffentlichungsgruppen lassen sich nicht auf %2 Teile aufteilen</translation>
    </message>
    <message>
        <source>%1 release groups of %2 are in training, too, with %3 of its %4 recordings; figures on validation will look better than on music that is new (the &quot;album effect&quot;); split by release group to avoid it</source>
        <translation>%1 Veröffentlichungsgruppen von %2 sind auch im Training, mit %3 seiner %4 Aufnahmen; die Zahlen der Validierung werden besser aussehen als für neue Musik (der „Albumeffekt“); zur Vermeidung nach Veröffentlichungsgruppe aufteilen</translation>
    </message>
    <message>
        <source>%1 stands there twice</source>
        <translation>%1 steht zweimal da</translation>
    </message>
    <message>
        <source>%1 tracks have values that are %2, which no music has; the first: %3</source>
        <translation>%1 Stücke haben Werte (%2), die keine Musik hat; das erste: %3</translation>
    </message>
    <message>
        <source>%1 tracks imported</source>
        <translation>%1 Stücke importiert</translation>
    </message>
    <message>
        <source>%1 tracks of %2 values each are no embedding</source>
        <translation>%1 Stücke mit je %2 Werten sind keine Einbettung</translation>
    </message>
    <message>
        <source>%1 training recordings are there.</source>
        <translation>%1 Trainingsaufnahmen sind vorhanden.</translation>
    </message>
    <message>
        <source>%1 was expected</source>
        <translation>erwartet wurde: %1</translation>
    </message>
    <message>
        <source>%1 × %2 processes</source>
        <translation>%1 × %2 Prozesse</translation>
    </message>
    <message>
        <source>%1, fold %2</source>
        <translation>%1, Teil %2</translation>
    </message>
    <message>
        <source>%1, fold %2 of %3</source>
        <translation>%1, Teil %2 von %3</translation>
    </message>
    <message>
        <source>%1, process %2</source>
        <translation>%1, Prozess %2</translation>
    </message>
    <message>
        <source>%1, seed %2</source>
        <translation>%1, Startwert %2</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; and &quot;%3&quot; both normalise to &quot;%4&quot;; they are kept apart</source>
        <translation>%1: &quot;%2&quot; und &quot;%3&quot; ergeben normalisiert beide &quot;%4&quot;; sie werden getrennt gehalten</translation>
    </message>
    <message>
        <source>%1: process %2 is none of %3</source>
        <translation>%1: Prozess %2 ist keiner von %3</translation>
    </message>
    <message>
        <source>%1; the task&apos;s own checker compares byte by byte and would refuse it</source>
        <translation>%1; der Prüfer der Aufgabe selbst vergleicht Byte für Byte und würde es ablehnen</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting run(s) will not be started.</source>
        <translation>
            <numerusform>%n wartender Lauf wird nicht gestartet.</numerusform>
            <numerusform>%n wartende Läufe werden nicht gestartet.</numerusform>
        </translation>
    </message>
    <message>
        <source>, %1 failed</source>
        <translation>, %1 fehlgeschlagen</translation>
    </message>
    <message>
        <source>, %1 of %2 inputs done before</source>
        <translation>, %1 von %2 Eingaben zuvor erledigt</translation>
    </message>
    <message>
        <source>, %1 repeated</source>
        <translation>, %1 wiederholt</translation>
    </message>
    <message>
        <source>, %1 skipped</source>
        <translation>, %1 übersprungen</translation>
    </message>
    <message>
        <source>, best so far</source>
        <translation>, bisher beste</translation>
    </message>
    <message>
        <source>, not a document</source>
        <translation>, kein Dokument</translation>
    </message>
    <message>
        <source>, not a document; unpack the archive and import the folder if its recording is wanted</source>
        <translation>, kein Dokument; das Archiv entpacken und den Ordner importieren, wenn die Aufnahme gewünscht ist</translation>
    </message>
    <message>
        <source>, or 0: </source>
        <translation>, oder 0: </translation>
    </message>
    <message>
        <source>, which imports these features</source>
        <translation>, der diese Merkmale importiert</translation>
    </message>
    <message>
        <source>1 to %1 whole numbers between 1 and %2, as in 64,128,256,512</source>
        <translation>1 bis %1 ganze Zahlen zwischen 1 und %2, wie in 64,128,256,512</translation>
    </message>
    <message>
        <source>1 where there is no queue</source>
        <translation>1, wo es keine Warteschlange gibt</translation>
    </message>
    <message>
        <source>: there is no .json document and no sound in it</source>
        <translation>: darin ist kein .json-Dokument und kein Klang</translation>
    </message>
    <message>
        <source>; the track is left out. Import its document again</source>
        <translation>; das Stück wird ausgelassen. Das Dokument erneut importieren</translation>
    </message>
    <message>
        <source>A threshold is greater than 0 and at most 1.</source>
        <translation>Eine Schwelle ist größer als 0 und höchstens 1.</translation>
    </message>
    <message>
        <source>A training is running</source>
        <translation>Ein Training läuft</translation>
    </message>
    <message>
        <source>A training is running.</source>
        <translation>Ein Training läuft.</translation>
    </message>
    <message>
        <source>Add ground truths and features.</source>
        <translation>Referenzen und Merkmale hinzufügen.</translation>
    </message>
    <message>
        <source>Add it from where it is now.</source>
        <translation>Vom jetzigen Ort hinzufügen.</translation>
    </message>
    <message>
        <source>Add it, or remove the source.</source>
        <translation>Sie hinzufügen oder die Quelle entfernen.</translation>
    </message>
    <message>
        <source>Add the folders or archives of AcousticBrainz documents, or sound files.</source>
        <translation>Ordner oder Archive mit AcousticBrainz-Dokumenten oder Klangdateien hinzufügen.</translation>
    </message>
    <message>
        <source>Add the ground truths: a train and a validation file of each source.</source>
        <translation>Referenzen hinzufügen: je Quelle eine Trainings- und eine Validierungsdatei.</translation>
    </message>
    <message>
        <source>All data are there already</source>
        <translation>Alle Daten sind schon dort</translation>
    </message>
    <message>
        <source>Artist and title</source>
        <translation>Interpret und Titel</translation>
    </message>
    <message>
        <source>As the feature documents tell them</source>
        <translation>Nach den Angaben der Merkmalsdokumente</translation>
    </message>
    <message>
        <source>Ask for more tracks.</source>
        <translation>Mehr Stücke verlangen.</translation>
    </message>
    <message>
        <source>Begin it again with --resume: it goes on after its last checkpoint.</source>
        <translation>Noch einmal mit --resume beginnen: Es geht nach dem letzten Zwischenstand weiter.</translation>
    </message>
    <message>
        <source>Change it there.</source>
        <translation>Ändern Sie es dort.</translation>
    </message>
    <message>
        <source>Change it.</source>
        <translation>Ändern Sie es.</translation>
    </message>
    <message>
        <source>Change its sign, or train anew.</source>
        <translation>Das Vorzeichen ändern oder neu trainieren.</translation>
    </message>
    <message>
        <source>Change the target (partition, account, nodes, time, memory), or ask whoever runs the cluster.</source>
        <translation>Ändern Sie das Ziel (Partition, Konto, Knoten, Zeit, Speicher), oder fragen Sie, wer den Cluster betreibt.</translation>
    </message>
    <message>
        <source>Change the target, or what is missing there.</source>
        <translation>Ändern Sie das Ziel oder ergänzen Sie, was dort fehlt.</translation>
    </message>
    <message>
        <source>Check its permissions.</source>
        <translation>Die Berechtigungen der Datei prüfen.</translation>
    </message>
    <message>
        <source>Check that the feature files hold the recordings of the ground truth.</source>
        <translation>Prüfen, ob die Merkmalsdateien die Aufnahmen der Referenz enthalten.</translation>
    </message>
    <message>
        <source>Check that the run&apos;s feature files are still there and complete.</source>
        <translation>Prüfen Sie, ob die Merkmalsdateien des Laufs noch da und vollständig sind.</translation>
    </message>
    <message>
        <source>Check the disk and the path.</source>
        <translation>Datenträger und Pfad prüfen.</translation>
    </message>
    <message>
        <source>Check the disk and the permissions.</source>
        <translation>Datenträger und Berechtigungen prüfen.</translation>
    </message>
    <message>
        <source>Check the disk and the permissions; what was there is untouched.</source>
        <translation>Datenträger und Berechtigungen prüfen; was dort war, ist unberührt.</translation>
    </message>
    <message>
        <source>Check the disk or the network, and the permissions.</source>
        <translation>Den Datenträger oder das Netzwerk und die Berechtigungen prüfen.</translation>
    </message>
    <message>
        <source>Check the disk or the network.</source>
        <translation>Den Datenträger oder das Netzwerk prüfen.</translation>
    </message>
    <message>
        <source>Check the disk, or choose another place; an older file there is untouched.</source>
        <translation>Den Datenträger prüfen oder einen anderen Ort wählen; eine ältere Datei dort ist unberührt.</translation>
    </message>
    <message>
        <source>Check the disk.</source>
        <translation>Den Datenträger prüfen.</translation>
    </message>
    <message>
        <source>Check the feature files.</source>
        <translation>Die Merkmalsdateien prüfen.</translation>
    </message>
    <message>
        <source>Check the path.</source>
        <translation>Den Pfad prüfen.</translation>
    </message>
    <message>
        <source>Check the permissions and the disk.</source>
        <translation>Zugriffsrechte und Datenträger prüfen.</translation>
    </message>
    <message>
        <source>Check the permissions of its folder and the room on the disk.</source>
        <translation>Die Berechtigungen des Ordners und den freien Platz auf dem Datenträger prüfen.</translation>
    </message>
    <message>
        <source>Check the permissions of the folder.</source>
        <translation>Die Berechtigungen des Ordners prüfen.</translation>
    </message>
    <message>
        <source>Check the permissions.</source>
        <translation>Die Berechtigungen prüfen.</translation>
    </message>
    <message>
        <source>Check whether the disk is full.</source>
        <translation>Prüfen, ob der Datenträger voll ist.</translation>
    </message>
    <message>
        <source>Choose .png, .svg, .pdf or .csv.</source>
        <translation>.png, .svg, .pdf oder .csv wählen.</translation>
    </message>
    <message>
        <source>Choose a *.melscope project file, or mend this one in a text editor.</source>
        <translation>Eine *.melscope-Projektdatei wählen oder diese in einem Texteditor berichtigen.</translation>
    </message>
    <message>
        <source>Choose a file made for this purpose.</source>
        <translation>Eine für diesen Zweck erstellte Datei wählen.</translation>
    </message>
    <message>
        <source>Choose a filter that finds tracks of the source and part that are shown.</source>
        <translation>Einen Filter wählen, der Stücke der gezeigten Quelle und des gezeigten Teils findet.</translation>
    </message>
    <message>
        <source>Choose a folder or archive of AcousticBrainz low-level documents, or a folder of sounds.</source>
        <translation>Einen Ordner oder ein Archiv mit Low-Level-Dokumenten von AcousticBrainz wählen oder einen Ordner mit Klangdateien.</translation>
    </message>
    <message>
        <source>Choose a folder that you may write to.</source>
        <translation>Einen Ordner mit Schreibberechtigung wählen.</translation>
    </message>
    <message>
        <source>Choose a run that was trained on that source.</source>
        <translation>Einen Lauf wählen, der auf dieser Quelle trainiert wurde.</translation>
    </message>
    <message>
        <source>Choose a run that was trained on the same vocabulary.</source>
        <translation>Einen Lauf wählen, der auf demselben Vokabular trainiert wurde.</translation>
    </message>
    <message>
        <source>Choose a run with the same validation part.</source>
        <translation>Einen Lauf mit demselben Validierungsteil wählen.</translation>
    </message>
    <message>
        <source>Choose another file, or fetch it again.</source>
        <translation>Eine andere Datei wählen oder sie erneut holen.</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>Einen anderen Ordner wählen.</translation>
    </message>
    <message>
        <source>Choose argmax, smoothed:2, fbr:0.2, global or fixed:0.5; argmax and global may be followed by @micro or @track.</source>
        <translation>argmax, smoothed:2, fbr:0.2, global oder fixed:0.5 wählen; auf argmax und global kann @micro oder @track folgen.</translation>
    </message>
    <message>
        <source>Choose fewer folds.</source>
        <translation>Wählen Sie weniger Teile.</translation>
    </message>
    <message>
        <source>Choose one at least.</source>
        <translation>Wählen Sie wenigstens einen.</translation>
    </message>
    <message>
        <source>Choose one of its labels.</source>
        <translation>Wählen Sie eines seiner Labels.</translation>
    </message>
    <message>
        <source>Choose the file of a target, or make one in Train → Computing → Targets.</source>
        <translation>Wählen Sie die Datei eines Ziels, oder legen Sie eines unter Training → Berechnung → Ziele an.</translation>
    </message>
    <message>
        <source>Choose the folder of a run.</source>
        <translation>Den Ordner eines Laufs wählen.</translation>
    </message>
    <message>
        <source>Choose the job directory of a finished run, or train anew.</source>
        <translation>Das Verzeichnis eines beendeten Laufs wählen oder neu trainieren.</translation>
    </message>
    <message>
        <source>Choose the processor (cpu), or install a libtorch for CUDA and its driver.</source>
        <translation>Den Prozessor (cpu) wählen oder ein libtorch für CUDA und den Treiber dazu installieren.</translation>
    </message>
    <message>
        <source>Choose the thresholds anew.</source>
        <translation>Die Schwellen neu wählen.</translation>
    </message>
    <message>
        <source>Choose the validation part, or add the test truth.</source>
        <translation>Den Validierungsteil wählen oder die Referenz des Testteils hinzufügen.</translation>
    </message>
    <message>
        <source>Close other programs or use smaller batches.</source>
        <translation>Andere Programme schließen oder kleinere Stapel verwenden.</translation>
    </message>
    <message>
        <source>Close other programs.</source>
        <translation>Andere Programme schließen.</translation>
    </message>
    <message>
        <source>Comparing threshold rules</source>
        <translation>Schwellenregeln vergleichen</translation>
    </message>
    <message>
        <source>Compute the scores anew.</source>
        <translation>Die Punktwerte neu berechnen.</translation>
    </message>
    <message>
        <source>Connect its disk, or take it out of the project.</source>
        <translation>Den Datenträger anschließen oder sie aus dem Projekt nehmen.</translation>
    </message>
    <message>
        <source>Convert it to FLAC, MP3, Ogg, Opus or M4A.</source>
        <translation>In FLAC, MP3, Ogg, Opus oder M4A umwandeln.</translation>
    </message>
    <message>
        <source>Copy the id</source>
        <translation>ID kopieren</translation>
    </message>
    <message>
        <source>Copying %1 to %2</source>
        <translation>%1 werden nach %2 kopiert</translation>
    </message>
    <message>
        <source>Copying files to %1</source>
        <translation>Dateien werden nach %1 kopiert</translation>
    </message>
    <message>
        <source>Cut it into pieces.</source>
        <translation>In Stücke schneiden.</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Delete it.</source>
        <translation>Löschen Sie es.</translation>
    </message>
    <message>
        <source>Delete it; the job itself is not touched by that.</source>
        <translation>Löschen Sie sie; den Auftrag selbst berührt das nicht.</translation>
    </message>
    <message>
        <source>Delete it; the thresholds themselves stand in %1.</source>
        <translation>Löschen; die Schwellen selbst stehen in %1.</translation>
    </message>
    <message>
        <source>Delete the files embedding_*.safetensors there.</source>
        <translation>Löschen Sie dort die Dateien embedding_*.safetensors.</translation>
    </message>
    <message>
        <source>Embedding tracks</source>
        <translation>Stücke werden eingebettet</translation>
    </message>
    <message>
        <source>Encode it anew with one rate.</source>
        <translation>Mit einer einheitlichen Rate neu kodieren.</translation>
    </message>
    <message>
        <source>Epoch %1</source>
        <translation>Epoche %1</translation>
    </message>
    <message>
        <source>Evaluating</source>
        <translation>Auswerten</translation>
    </message>
    <message>
        <source>Expected a CSV with the columns team, task, dataset, run, Ptrackall … Flabelsub.</source>
        <translation>Erwartet wird eine CSV-Datei mit den Spalten team, task, dataset, run, Ptrackall … Flabelsub.</translation>
    </message>
    <message>
        <source>Expected a number between 0 and %1, negated where the class is not in the source, or &quot;nan&quot;.</source>
        <translation>Erwartet wird eine Zahl zwischen 0 und %1, negiert, wo die Klasse nicht in der Quelle ist, oder &quot;nan&quot;.</translation>
    </message>
    <message>
        <source>Expected a tab-separated file whose header is &quot;recordingmbid releasegroupmbid genre1 …&quot;.</source>
        <translation>Erwartet wird eine tabulatorgetrennte Datei mit der Kopfzeile &quot;recordingmbid releasegroupmbid genre1 …&quot;.</translation>
    </message>
    <message>
        <source>Expected an AcousticBrainz low-level document.</source>
        <translation>Erwartet wird ein Low-Level-Dokument von AcousticBrainz.</translation>
    </message>
    <message>
        <source>Expected lines of the form &quot;0: name&quot;, counted from 0, or a name a line.</source>
        <translation>Erwartet werden Zeilen der Form &quot;0: Name&quot;, von 0 an gezählt, oder ein Name je Zeile.</translation>
    </message>
    <message>
        <source>Expected one line &quot;index: value&quot; a class.</source>
        <translation>Erwartet wird je Klasse eine Zeile &quot;index: value&quot;.</translation>
    </message>
    <message>
        <source>Explaining %1</source>
        <translation>%1 wird erklärt</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Export the submission with Ctrl+E.</source>
        <translation>Mit Strg+E die Einreichung exportieren.</translation>
    </message>
    <message>
        <source>FBR, floor %1</source>
        <translation>FBR, Untergrenze %1</translation>
    </message>
    <message>
        <source>FFmpeg has no decoder for this codec, %1</source>
        <translation>FFmpeg hat keinen Decoder für diesen Codec, %1</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>Merkmale</translation>
    </message>
    <message>
        <source>Fetch it again.</source>
        <translation>Sie erneut holen.</translation>
    </message>
    <message>
        <source>Fetch the archive again.</source>
        <translation>Das Archiv erneut herunterladen.</translation>
    </message>
    <message>
        <source>Fetch the file again.</source>
        <translation>Die Datei erneut holen.</translation>
    </message>
    <message>
        <source>Fetching from %1</source>
        <translation>Wird von %1 geholt</translation>
    </message>
    <message>
        <source>Finding each track&apos;s neighbours</source>
        <translation>Nachbarn aller Stücke werden gesucht</translation>
    </message>
    <message>
        <source>Follow or cancel it (melscope-cli jobs), or choose another folder.</source>
        <translation>Verfolgen Sie ihn oder brechen Sie ihn ab (melscope-cli jobs), oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Free memory or score fewer tracks at once.</source>
        <translation>Speicher freigeben oder weniger Stücke auf einmal bewerten.</translation>
    </message>
    <message>
        <source>Free space or choose another place; an older file there is untouched.</source>
        <translation>Platz schaffen oder einen anderen Ort wählen; eine ältere Datei dort ist unberührt.</translation>
    </message>
    <message>
        <source>Free space, or choose a folder that you may write to.</source>
        <translation>Platz schaffen oder einen Ordner mit Schreibberechtigung wählen.</translation>
    </message>
    <message>
        <source>Genre tags: %1</source>
        <translation>Genre-Tags: %1</translation>
    </message>
    <message>
        <source>Give all of them the same files.</source>
        <translation>Allen dieselben Dateien geben.</translation>
    </message>
    <message>
        <source>Give the files names that tell their sources apart.</source>
        <translation>Den Dateien Namen geben, an denen ihre Quellen unterscheidbar sind.</translation>
    </message>
    <message>
        <source>Go on with it, discard it, or choose another folder.</source>
        <translation>Es fortsetzen, verwerfen oder einen anderen Ordner wählen.</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>Raster</translation>
    </message>
    <message>
        <source>If it is left now, nothing of it is kept.</source>
        <translation>Wird es jetzt verlassen, bleibt nichts davon.</translation>
    </message>
    <message>
        <source>If it is rounding, cut the scores off at 1.</source>
        <translation>Falls es Rundung ist, die Punktwerte bei 1 kappen.</translation>
    </message>
    <message>
        <source>If memory ran out, lower the batch size.</source>
        <translation>Falls der Speicher nicht reichte, die Stapelgröße verringern.</translation>
    </message>
    <message>
        <source>If these are logits, apply the sigmoid 1 / (1 + exp(-x)) first.</source>
        <translation>Falls dies Logits sind, zuerst die Sigmoidfunktion 1 / (1 + exp(-x)) anwenden.</translation>
    </message>
    <message>
        <source>If these are percentages, divide them by 100; if they are logits, apply the sigmoid 1 / (1 + exp(-x)) first.</source>
        <translation>Falls dies Prozentwerte sind, durch 100 teilen; falls es Logits sind, zuerst die Sigmoidfunktion 1 / (1 + exp(-x)) anwenden.</translation>
    </message>
    <message>
        <source>If this training is interrupted, its logs begin anew: %1</source>
        <translation>Wird dieses Training unterbrochen, beginnen seine Protokolle neu: %1</translation>
    </message>
    <message>
        <source>If you are certain that it is not, delete %1.</source>
        <translation>Falls dies sicher nicht der Fall ist, %1 löschen.</translation>
    </message>
    <message>
        <source>Import fewer inputs at once.</source>
        <translation>Weniger Eingaben auf einmal importieren.</translation>
    </message>
    <message>
        <source>Import the documents again.</source>
        <translation>Die Dokumente erneut importieren.</translation>
    </message>
    <message>
        <source>Import the music anew.</source>
        <translation>Die Musik neu importieren.</translation>
    </message>
    <message>
        <source>Importing features</source>
        <translation>Merkmale importieren</translation>
    </message>
    <message>
        <source>Indexing neighbours</source>
        <translation>Nachbarn werden verzeichnet</translation>
    </message>
    <message>
        <source>Install it, or put it into the search path.</source>
        <translation>Installieren Sie es, oder nehmen Sie es in den Suchpfad auf.</translation>
    </message>
    <message>
        <source>Install the package %1 of version %2%3</source>
        <translation>Das Paket %1 in Version %2 installieren%3</translation>
    </message>
    <message>
        <source>Interrupted, it can go on later after that epoch. Stopped, the best epoch so far becomes the run&apos;s; thresholds and predictions are made of it first.</source>
        <translation>Unterbrochen kann es später nach dieser Epoche weitergehen. Gestoppt wird die bisher beste Epoche die des Laufs; Schwellen und Vorhersagen werden zuvor daraus erstellt.</translation>
    </message>
    <message>
        <source>It has %1.</source>
        <translation>Er hat %1.</translation>
    </message>
    <message>
        <source>Its features, or the model, are damaged: import the features or train anew.</source>
        <translation>Seine Merkmale oder das Modell sind beschädigt: Importieren Sie die Merkmale neu oder trainieren Sie neu.</translation>
    </message>
    <message>
        <source>Its labels stand in classes.txt.</source>
        <translation>Seine Labels stehen in classes.txt.</translation>
    </message>
    <message>
        <source>Its last checkpoint stays where it was trained.</source>
        <translation>Sein letzter Sicherungspunkt bleibt, wo trainiert wurde.</translation>
    </message>
    <message>
        <source>Job %1 submitted to %2</source>
        <translation>Auftrag %1 an %2 übergeben</translation>
    </message>
    <message>
        <source>Job %1 with %2 trainings submitted to %3</source>
        <translation>Auftrag %1 mit %2 Trainings an %3 übergeben</translation>
    </message>
    <message>
        <source>Joining the parts</source>
        <translation>Teile zusammenfügen</translation>
    </message>
    <message>
        <source>Laying out the map</source>
        <translation>Karte wird angelegt</translation>
    </message>
    <message>
        <source>Leave it interrupted</source>
        <translation>Unterbrochen lassen</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>Anhören</translation>
    </message>
    <message>
        <source>Load the data again.</source>
        <translation>Die Daten neu laden.</translation>
    </message>
    <message>
        <source>Logs are %1.</source>
        <translation>Protokolle sind %1.</translation>
    </message>
    <message>
        <source>Look at each label&apos;s F1 against its threshold, and choose the rule.</source>
        <translation>F1 jedes Labels über seiner Schwelle ansehen und die Regel wählen.</translation>
    </message>
    <message>
        <source>Look at it, and write again where you still want to.</source>
        <translation>Die Datei ansehen und, wo weiterhin gewünscht, erneut schreiben.</translation>
    </message>
    <message>
        <source>Look at its disk and its permissions.</source>
        <translation>Prüfen Sie dort Platte und Rechte.</translation>
    </message>
    <message>
        <source>Look at the labels of the ground truth.</source>
        <translation>Die Labels der Referenz ansehen.</translation>
    </message>
    <message>
        <source>Look whether `ssh %1` works without asking for a password (a key, or an agent).</source>
        <translation>Prüfen Sie, ob `ssh %1` ohne Frage nach einem Passwort geht (Schlüssel oder Agent).</translation>
    </message>
    <message>
        <source>Look whether all processes were started, and reach one another at this host and port.</source>
        <translation>Nachsehen, ob alle Prozesse gestartet wurden und einander unter diesem Rechner und Port erreichen.</translation>
    </message>
    <message>
        <source>Look whether another program uses it. </source>
        <translation>Prüfen, ob ein anderes Programm darauf zugreift. </translation>
    </message>
    <message>
        <source>Look whether another program uses its files.</source>
        <translation>Prüfen, ob ein anderes Programm auf die Dateien zugreift.</translation>
    </message>
    <message>
        <source>Look whether it can be read.</source>
        <translation>Prüfen Sie, ob sie lesbar ist.</translation>
    </message>
    <message>
        <source>Look whether it is there.</source>
        <translation>Prüfen Sie, ob sie da ist.</translation>
    </message>
    <message>
        <source>Look whether rsync is installed on both sides, the disk has room and the host answers; what has been copied need not travel again.</source>
        <translation>Prüfen Sie, ob rsync auf beiden Seiten installiert ist, die Platte Platz hat und der Rechner antwortet; was kopiert ist, muss nicht noch einmal reisen.</translation>
    </message>
    <message>
        <source>Looking at %1</source>
        <translation>%1 wird geprüft</translation>
    </message>
    <message>
        <source>Looking for near-duplicates</source>
        <translation>Beinahe-Doppelte werden gesucht</translation>
    </message>
    <message>
        <source>Lower the learning rate.</source>
        <translation>Die Lernrate senken.</translation>
    </message>
    <message>
        <source>Lower the least count, or choose fewer folds.</source>
        <translation>Senken Sie die Mindestanzahl oder wählen Sie weniger Teile.</translation>
    </message>
    <message>
        <source>Lower the least count.</source>
        <translation>Die Mindestanzahl senken.</translation>
    </message>
    <message>
        <source>Make it anew.</source>
        <translation>Neu erzeugen.</translation>
    </message>
    <message>
        <source>Make one in the window (Train → Computing → Targets), or name its file.</source>
        <translation>Legen Sie eines im Fenster an (Training → Berechnung → Ziele), oder nennen Sie seine Datei.</translation>
    </message>
    <message>
        <source>Make room there, or set TMPDIR to another folder.</source>
        <translation>Dort Platz schaffen oder TMPDIR auf einen anderen Ordner setzen.</translation>
    </message>
    <message>
        <source>Make the file anew.</source>
        <translation>Die Datei neu erstellen.</translation>
    </message>
    <message>
        <source>Make the scores anew, or name the class list that they were made with.</source>
        <translation>Die Punktwerte neu erzeugen oder die Klassenliste angeben, mit der sie erzeugt wurden.</translation>
    </message>
    <message>
        <source>Make the scores anew.</source>
        <translation>Die Punktwerte neu erzeugen.</translation>
    </message>
    <message>
        <source>Map fewer parts.</source>
        <translation>Nehmen Sie weniger Teile.</translation>
    </message>
    <message>
        <source>Measuring what the labels depend on</source>
        <translation>Es wird gemessen, wovon die Labels abhängen</translation>
    </message>
    <message>
        <source>Melscope grid</source>
        <translation>Melscope-Raster</translation>
    </message>
    <message>
        <source>Melscope project</source>
        <translation>Melscope-Projekt</translation>
    </message>
    <message>
        <source>Mend the variable, or unset it for the fastest.</source>
        <translation>Die Variable berichtigen oder für das Schnellste löschen.</translation>
    </message>
    <message>
        <source>Mend what the log tells of and submit it again; it goes on after its last checkpoint.</source>
        <translation>Beheben Sie, wovon das Protokoll berichtet, und übergeben Sie es noch einmal; es geht nach seinem letzten Sicherungspunkt weiter.</translation>
    </message>
    <message>
        <source>Mix it down to stereo, or have that done (--downmix).</source>
        <translation>Auf Stereo heruntermischen oder das vom Programm erledigen lassen (--downmix).</translation>
    </message>
    <message>
        <source>Name a file, or say that pipes may be read.</source>
        <translation>Eine Datei angeben oder das Lesen von Pipes erlauben.</translation>
    </message>
    <message>
        <source>Name a file.</source>
        <translation>Eine Datei angeben.</translation>
    </message>
    <message>
        <source>Name a folder or an archive of documents, or a folder of sounds.</source>
        <translation>Einen Ordner oder ein Archiv mit Dokumenten oder einen Ordner mit Klangdateien angeben.</translation>
    </message>
    <message>
        <source>Name a folder, an archive, a document or a sound.</source>
        <translation>Einen Ordner, ein Archiv, ein Dokument oder einen Klang angeben.</translation>
    </message>
    <message>
        <source>Name both in the project, split its ground truth, or validate by folds.</source>
        <translation>Nennen Sie beide im Projekt, teilen Sie seine Referenz auf oder validieren Sie mit Teilen.</translation>
    </message>
    <message>
        <source>Name features of the test part.</source>
        <translation>Merkmale des Testteils angeben.</translation>
    </message>
    <message>
        <source>Name fewer values.</source>
        <translation>Nennen Sie weniger Werte.</translation>
    </message>
    <message>
        <source>Name it, or take the validation part.</source>
        <translation>Nennen Sie sie oder nehmen Sie den Validierungsteil.</translation>
    </message>
    <message>
        <source>Name one for each source, in the run&apos;s order; an empty one is left out.</source>
        <translation>Je Quelle eine angeben, in der Reihenfolge des Laufs; eine leere wird ausgelassen.</translation>
    </message>
    <message>
        <source>Name sound files or folders of them.</source>
        <translation>Klangdateien oder Ordner damit angeben.</translation>
    </message>
    <message>
        <source>Name the class list that belongs to these scores.</source>
        <translation>Die Klassenliste angeben, die zu diesen Punktwerten gehört.</translation>
    </message>
    <message>
        <source>Name the features of these recordings.</source>
        <translation>Die Merkmale dieser Aufnahmen angeben.</translation>
    </message>
    <message>
        <source>Name the first process&apos;s host and a free port there, as in node1:29500.</source>
        <translation>Den Rechner des ersten Prozesses und einen freien Port dort nennen, etwa node1:29500.</translation>
    </message>
    <message>
        <source>Name the ground truth of the source that was scored.</source>
        <translation>Die Referenz der Quelle angeben, zu der die Punktwerte gehören.</translation>
    </message>
    <message>
        <source>Name the journal that writing the tags left.</source>
        <translation>Das Journal angeben, das beim Schreiben der Genre-Tags entstanden ist.</translation>
    </message>
    <message>
        <source>Name the truth of that part.</source>
        <translation>Nennen Sie die Referenz dieses Teils.</translation>
    </message>
    <message>
        <source>Nothing is lost; it is asked again.</source>
        <translation>Nichts ist verloren; es wird wieder gefragt.</translation>
    </message>
    <message>
        <source>Number the processes from 0.</source>
        <translation>Die Prozesse von 0 an nummerieren.</translation>
    </message>
    <message>
        <source>Only tracks with features that the open run knows are; or the filter finds none.</source>
        <translation>Auf ihr sind nur Stücke mit Merkmalen, die der offene Lauf kennt; oder der Filter findet keines.</translation>
    </message>
    <message>
        <source>Open a run.</source>
        <translation>Öffnen Sie einen Lauf.</translation>
    </message>
    <message>
        <source>Or single, for a model of each source.</source>
        <translation>Oder single, für ein Modell je Quelle.</translation>
    </message>
    <message>
        <source>PNG image (*.png);;SVG drawing (*.svg);;PDF document (*.pdf);;Values as CSV (*.csv)</source>
        <translation>PNG-Bild (*.png);;SVG-Zeichnung (*.svg);;PDF-Dokument (*.pdf);;Werte als CSV (*.csv)</translation>
    </message>
    <message>
        <source>Predicting %1</source>
        <translation>%1 vorhersagen</translation>
    </message>
    <message>
        <source>Preparing</source>
        <translation>Vorbereiten</translation>
    </message>
    <message>
        <source>Put each document into a file of its own.</source>
        <translation>Jedes Dokument in eine eigene Datei legen.</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>%1 lesen</translation>
    </message>
    <message>
        <source>Reading tags</source>
        <translation>Lesen der Genre-Tags</translation>
    </message>
    <message>
        <source>Recording on MusicBrainz</source>
        <translation>Aufnahme bei MusicBrainz</translation>
    </message>
    <message>
        <source>Release group on MusicBrainz</source>
        <translation>Veröffentlichungsgruppe bei MusicBrainz</translation>
    </message>
    <message>
        <source>Rename one of them.</source>
        <translation>Benennen Sie eine davon um.</translation>
    </message>
    <message>
        <source>Run the grid once more.</source>
        <translation>Lassen Sie das Raster noch einmal laufen.</translation>
    </message>
    <message>
        <source>Save the changes of %1?</source>
        <translation>Änderungen an %1 speichern?</translation>
    </message>
    <message>
        <source>Save the one that is meant as a file of its own.</source>
        <translation>Die gemeinte als eigene Datei speichern.</translation>
    </message>
    <message>
        <source>Save the plot</source>
        <translation>Diagramm speichern</translation>
    </message>
    <message>
        <source>Scoring</source>
        <translation>Punktwerte berechnen</translation>
    </message>
    <message>
        <source>Scoring validation of %1</source>
        <translation>Punktwerte der Validierung von %1</translation>
    </message>
    <message>
        <source>Searching thresholds</source>
        <translation>Schwellen suchen</translation>
    </message>
    <message>
        <source>Set MELSCOPE_KERNELS to what all processors have, avx2 or baseline.</source>
        <translation>MELSCOPE_KERNELS auf das setzen, was alle Prozessoren haben: avx2 oder baseline.</translation>
    </message>
    <message>
        <source>Set multi_source to union.</source>
        <translation>multi_source auf union setzen.</translation>
    </message>
    <message>
        <source>Slurm</source>
        <translation>Slurm</translation>
    </message>
    <message>
        <source>Slurm on %1</source>
        <translation>Slurm auf %1</translation>
    </message>
    <message>
        <source>Split the scores into several files.</source>
        <translation>Die Punktwerte auf mehrere Dateien aufteilen.</translation>
    </message>
    <message>
        <source>Start a training with F5.</source>
        <translation>Mit F5 ein Training starten.</translation>
    </message>
    <message>
        <source>Start the training anew, or give the settings and files that it began with.</source>
        <translation>Das Training neu beginnen oder die Einstellungen und Dateien angeben, mit denen es begann.</translation>
    </message>
    <message>
        <source>Start the training anew.</source>
        <translation>Das Training neu starten.</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>Bleiben</translation>
    </message>
    <message>
        <source>Stop and keep</source>
        <translation>Stoppen und behalten</translation>
    </message>
    <message>
        <source>Submitting to %1</source>
        <translation>Wird an %1 übergeben</translation>
    </message>
    <message>
        <source>Take melscope or paper.</source>
        <translation>melscope oder paper nehmen.</translation>
    </message>
    <message>
        <source>The floor of F1 lies between 0 and 1.</source>
        <translation>Die Untergrenze von F1 liegt zwischen 0 und 1.</translation>
    </message>
    <message>
        <source>The grid can go on later where it was, on the Train page under Grids; its finished runs are kept.</source>
        <translation>Das Raster kann später dort weitergehen, wo es war, auf der Seite Training unter Raster; seine fertigen Läufe bleiben.</translation>
    </message>
    <message>
        <source>The ids of ground truth and run must be the same; check the run first.</source>
        <translation>Die IDs von Referenz und Lauf müssen gleich sein; zuerst den Lauf prüfen.</translation>
    </message>
    <message>
        <source>The import&apos;s report says why each sound was left out.</source>
        <translation>Der Bericht des Imports nennt den Grund, warum ein Klang ausgelassen wurde.</translation>
    </message>
    <message>
        <source>The log for %1 could not be written, and ends here; the training does not: %2</source>
        <translation>Das Protokoll für %1 konnte nicht geschrieben werden und endet hier, das Training nicht: %2</translation>
    </message>
    <message>
        <source>The project is open as it was saved; delete this file.</source>
        <translation>Das Projekt ist so geöffnet, wie es gespeichert wurde; diese Datei löschen.</translation>
    </message>
    <message>
        <source>The settings are: %1.</source>
        <translation>Die Einstellungen sind: %1.</translation>
    </message>
    <message>
        <source>The smoothing lies between 0 and %1.</source>
        <translation>Die Glättung liegt zwischen 0 und %1.</translation>
    </message>
    <message>
        <source>The training %1 has finished epoch %2; its lowest validation loss is %3.</source>
        <translation>Das Training %1 hat Epoche %2 abgeschlossen; sein niedrigster Validierungsverlust ist %3.</translation>
    </message>
    <message>
        <source>The training %1 has not finished its first epoch.</source>
        <translation>Das Training %1 hat seine erste Epoche nicht abgeschlossen.</translation>
    </message>
    <message>
        <source>There are: %1.</source>
        <translation>Es gibt: %1.</translation>
    </message>
    <message>
        <source>There is a run.</source>
        <translation>Ein Lauf ist vorhanden.</translation>
    </message>
    <message>
        <source>These changes would be lost: %1.</source>
        <translation>Diese Änderungen gingen verloren: %1.</translation>
    </message>
    <message>
        <source>Thresholds</source>
        <translation>Schwellen</translation>
    </message>
    <message>
        <source>Train anew.</source>
        <translation>Neu trainieren.</translation>
    </message>
    <message>
        <source>Train it anew, or leave it out.</source>
        <translation>Trainieren Sie ihn neu oder lassen Sie ihn weg.</translation>
    </message>
    <message>
        <source>Train the model anew.</source>
        <translation>Das Modell neu trainieren.</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Try it again, or cancel it there.</source>
        <translation>Versuchen Sie es noch einmal, oder brechen Sie ihn dort ab.</translation>
    </message>
    <message>
        <source>Try it again, or look whether the host is well.</source>
        <translation>Versuchen Sie es noch einmal, oder prüfen Sie, ob es dem Rechner gut geht.</translation>
    </message>
    <message>
        <source>Unpack it.</source>
        <translation>Entpacken.</translation>
    </message>
    <message>
        <source>Unsaved changes</source>
        <translation>Ungespeicherte Änderungen</translation>
    </message>
    <message>
        <source>Update Melscope.</source>
        <translation>Melscope aktualisieren.</translation>
    </message>
    <message>
        <source>Use model.safetensors, or train with fewer filters.</source>
        <translation>model.safetensors verwenden oder mit weniger Filtern trainieren.</translation>
    </message>
    <message>
        <source>Validating epoch %1</source>
        <translation>Epoche %1 validieren</translation>
    </message>
    <message>
        <source>Wait until it has ended, or close it there.</source>
        <translation>Das Ende abwarten oder dort schließen.</translation>
    </message>
    <message>
        <source>Wait until it has ended; whether it still runs cannot be seen from here. </source>
        <translation>Das Ende abwarten; ob es noch läuft, ist von hier aus nicht erkennbar. </translation>
    </message>
    <message>
        <source>Waiting for %1</source>
        <translation>Warten auf %1</translation>
    </message>
    <message>
        <source>What was logged before is not known, and is logged anew: %1</source>
        <translation>Was vorher protokolliert wurde, ist nicht bekannt und wird neu protokolliert: %1</translation>
    </message>
    <message>
        <source>Write it as 64,128,256,512.</source>
        <translation>In der Form 64,128,256,512 angeben.</translation>
    </message>
    <message>
        <source>Write its values in one row.</source>
        <translation>Schreiben Sie seine Werte in eine Zeile.</translation>
    </message>
    <message>
        <source>Write several with semicolons between; each is %1.</source>
        <translation>Schreiben Sie mehrere mit Strichpunkten dazwischen; jeder ist %1.</translation>
    </message>
    <message>
        <source>Write whole numbers from 0 with commas between, as 1, 2, 3.</source>
        <translation>Schreiben Sie ganze Zahlen ab 0 mit Kommas dazwischen, wie 1, 2, 3.</translation>
    </message>
    <message>
        <source>Write, for example, label:rock -label:pop (source:discogs or f&lt;0.2).</source>
        <translation>Zum Beispiel label:rock -label:pop (source:discogs or f&lt;0.2) schreiben.</translation>
    </message>
    <message>
        <source>Writing tags</source>
        <translation>Genre-Tags schreiben</translation>
    </message>
    <message>
        <source>Writing the demo</source>
        <translation>Demo schreiben</translation>
    </message>
    <message>
        <source>a &quot;)&quot; is missing</source>
        <translation>eine &quot;)&quot; fehlt</translation>
    </message>
    <message>
        <source>a 7z archive</source>
        <translation>ein 7z-Archiv</translation>
    </message>
    <message>
        <source>a 7z archive can be read from a disk alone, not from inside another file</source>
        <translation>ein 7z-Archiv kann nur vom Datenträger gelesen werden, nicht aus einer anderen Datei heraus</translation>
    </message>
    <message>
        <source>a JSON text</source>
        <translation>ein JSON-Text</translation>
    </message>
    <message>
        <source>a RAR archive, which is not read</source>
        <translation>ein RAR-Archiv, das nicht gelesen wird</translation>
    </message>
    <message>
        <source>a checkpoint could not be written: %1 Training goes on; if it is interrupted now, it goes on after an earlier epoch.</source>
        <translation>ein Zwischenstand konnte nicht geschrieben werden: %1 Das Training geht weiter; wird es jetzt unterbrochen, setzt es nach einer früheren Epoche fort.</translation>
    </message>
    <message>
        <source>a demo needs at least 50 tracks</source>
        <translation>eine Demo braucht mindestens 50 Stücke</translation>
    </message>
    <message>
        <source>a device</source>
        <translation>ein Gerät</translation>
    </message>
    <message>
        <source>a figure cannot be saved under this ending</source>
        <translation>eine Abbildung kann mit dieser Endung nicht gespeichert werden</translation>
    </message>
    <message>
        <source>a file of Melscope, not a document</source>
        <translation>eine Datei von Melscope, kein Dokument</translation>
    </message>
    <message>
        <source>a file of an unknown kind</source>
        <translation>eine Datei unbekannter Art</translation>
    </message>
    <message>
        <source>a file of this kind does not keep these genres</source>
        <translation>eine Datei dieser Art bewahrt diese Genres nicht</translation>
    </message>
    <message>
        <source>a file of this name is in the way of the folder</source>
        <translation>eine Datei dieses Namens steht dem Ordner im Weg</translation>
    </message>
    <message>
        <source>a fold would be written over the ground truth that is divided</source>
        <translation>ein Teil würde die Referenz überschreiben, die aufgeteilt wird</translation>
    </message>
    <message>
        <source>a folder there, where data and runs are copied to</source>
        <translation>ein Ordner dort, in den Daten und Läufe kopiert werden</translation>
    </message>
    <message>
        <source>a hard link to %1</source>
        <translation>ein harter Link auf %1</translation>
    </message>
    <message>
        <source>a host as ssh knows it: user@host</source>
        <translation>ein Rechner, wie ssh ihn kennt: name@rechner</translation>
    </message>
    <message>
        <source>a job trains this run already: %1</source>
        <translation>ein Auftrag trainiert diesen Lauf schon: %1</translation>
    </message>
    <message>
        <source>a line of distinct column names with &quot;epoch&quot; among them was expected here</source>
        <translation>hier wurde eine Zeile unterschiedlicher Spaltennamen erwartet, darunter &quot;epoch&quot;</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>eine Liste</translation>
    </message>
    <message>
        <source>a list of %1</source>
        <translation>eine Liste von %1</translation>
    </message>
    <message>
        <source>a list of 1 to %1 sources</source>
        <translation>eine Liste von 1 bis %1 Quellen</translation>
    </message>
    <message>
        <source>a list of distinct names; %1</source>
        <translation>eine Liste verschiedener Namen; %1</translation>
    </message>
    <message>
        <source>a list of names</source>
        <translation>eine Liste von Namen</translation>
    </message>
    <message>
        <source>a list of objects; entry %1 is none</source>
        <translation>eine Liste von Objekten; Eintrag %1 ist keines</translation>
    </message>
    <message>
        <source>a list of texts</source>
        <translation>eine Liste von Texten</translation>
    </message>
    <message>
        <source>a name that a file can have</source>
        <translation>ein Name, den eine Datei haben kann</translation>
    </message>
    <message>
        <source>a name without &quot;/&quot;</source>
        <translation>ein Name ohne &quot;/&quot;</translation>
    </message>
    <message>
        <source>a named pipe</source>
        <translation>eine benannte Pipe</translation>
    </message>
    <message>
        <source>a number </source>
        <translation>eine Zahl </translation>
    </message>
    <message>
        <source>a number between %1 and %2</source>
        <translation>eine Zahl zwischen %1 und %2</translation>
    </message>
    <message>
        <source>a number with K, M, G or T</source>
        <translation>eine Zahl mit K, M, G oder T</translation>
    </message>
    <message>
        <source>a number, at least %1</source>
        <translation>eine Zahl, mindestens %1</translation>
    </message>
    <message>
        <source>a number, at least 0</source>
        <translation>eine Zahl, mindestens 0</translation>
    </message>
    <message>
        <source>a pointer of Git LFS in place of the file</source>
        <translation>ein Git-LFS-Verweis anstelle der Datei</translation>
    </message>
    <message>
        <source>a quote is not closed in this line</source>
        <translation>ein Anführungszeichen ist in dieser Zeile nicht geschlossen</translation>
    </message>
    <message>
        <source>a recipe has no setting &quot;%1&quot;</source>
        <translation>ein Rezept hat keine Einstellung &quot;%1&quot;</translation>
    </message>
    <message>
        <source>a safetensors file</source>
        <translation>eine safetensors-Datei</translation>
    </message>
    <message>
        <source>a sample after %1 s is no number</source>
        <translation>ein Abtastwert nach %1 s ist keine Zahl</translation>
    </message>
    <message>
        <source>a sample rate of %1 Hz cannot be converted to 44,100 Hz</source>
        <translation>eine Abtastrate von %1 Hz lässt sich nicht in 44.100 Hz umwandeln</translation>
    </message>
    <message>
        <source>a single track is not enough to train on</source>
        <translation>ein einziges Stück reicht nicht zum Trainieren</translation>
    </message>
    <message>
        <source>a socket</source>
        <translation>ein Socket</translation>
    </message>
    <message>
        <source>a space was expected behind &quot;%1:&quot;</source>
        <translation>hinter &quot;%1:&quot; wurde ein Leerzeichen erwartet</translation>
    </message>
    <message>
        <source>a spreadsheet has made numbers of the ids of %1; take the original file</source>
        <translation>eine Tabellenkalkulation hat die IDs von %1 in Zahlen verwandelt; die ursprüngliche Datei nehmen</translation>
    </message>
    <message>
        <source>a symbolic link to %1</source>
        <translation>ein symbolischer Link auf %1</translation>
    </message>
    <message>
        <source>a tar archive</source>
        <translation>ein tar-Archiv</translation>
    </message>
    <message>
        <source>a temporary file cannot be made: </source>
        <translation>eine temporäre Datei kann nicht angelegt werden: </translation>
    </message>
    <message>
        <source>a temporary file cannot be read: </source>
        <translation>eine temporäre Datei kann nicht gelesen werden: </translation>
    </message>
    <message>
        <source>a temporary file cannot be written: </source>
        <translation>eine temporäre Datei kann nicht geschrieben werden: </translation>
    </message>
    <message>
        <source>a text</source>
        <translation>ein Text</translation>
    </message>
    <message>
        <source>a text that is not empty</source>
        <translation>ein nicht leerer Text</translation>
    </message>
    <message>
        <source>a text was expected, but this is </source>
        <translation>es wurde ein Text erwartet, aber dies ist </translation>
    </message>
    <message>
        <source>a training was interrupted here</source>
        <translation>hier wurde ein Training unterbrochen</translation>
    </message>
    <message>
        <source>a whole number </source>
        <translation>eine ganze Zahl </translation>
    </message>
    <message>
        <source>a whole number between %1 and %2</source>
        <translation>eine ganze Zahl zwischen %1 und %2</translation>
    </message>
    <message>
        <source>a whole number between 0 and %1</source>
        <translation>eine ganze Zahl zwischen 0 und %1</translation>
    </message>
    <message>
        <source>a whole number that is not negative and fits into 64 bits</source>
        <translation>eine ganze Zahl, die nicht negativ ist und in 64 Bit passt</translation>
    </message>
    <message>
        <source>a whole number, at least %1</source>
        <translation>eine ganze Zahl, mindestens %1</translation>
    </message>
    <message>
        <source>a zip archive</source>
        <translation>ein zip-Archiv</translation>
    </message>
    <message>
        <source>absurdly large</source>
        <translation>unsinnig groß</translation>
    </message>
    <message>
        <source>after %1 s the sound goes on with %2 Hz and %3 channels, not %4 Hz and %5</source>
        <translation>nach %1 s geht der Klang mit %2 Hz und %3 Kanälen weiter, nicht mit %4 Hz und %5</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>an HTML or XML page, as a server sends in place of a file</source>
        <translation>eine HTML- oder XML-Seite, wie ein Server sie anstelle einer Datei sendet</translation>
    </message>
    <message>
        <source>an archive in an archive in an archive; unpack the outer one</source>
        <translation>ein Archiv in einem Archiv in einem Archiv; das äußere entpacken</translation>
    </message>
    <message>
        <source>an archive or a compression of a kind that is not read</source>
        <translation>ein Archiv oder eine Komprimierung einer Art, die nicht gelesen wird</translation>
    </message>
    <message>
        <source>an earlier input had this recording; the first is kept</source>
        <translation>eine frühere Eingabe enthielt diese Aufnahme; die erste bleibt</translation>
    </message>
    <message>
        <source>an empty cell stands in quotes</source>
        <translation>eine leere Zelle steht in Anführungszeichen</translation>
    </message>
    <message>
        <source>an empty file (0 bytes)</source>
        <translation>eine leere Datei (0 Bytes)</translation>
    </message>
    <message>
        <source>an entry of an unknown kind</source>
        <translation>ein Eintrag unbekannter Art</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>ein Objekt</translation>
    </message>
    <message>
        <source>an unexpected fault of unknown kind</source>
        <translation>ein unerwarteter Fehler unbekannter Art</translation>
    </message>
    <message>
        <source>an unexpected fault: </source>
        <translation>ein unerwarteter Fehler: </translation>
    </message>
    <message>
        <source>and %1 more documents failed; the import&apos;s report lists them</source>
        <translation>und %1 weitere Dokumente schlugen fehl; der Bericht des Imports nennt sie</translation>
    </message>
    <message>
        <source>and %1 more odd lines</source>
        <translation>und %1 weitere auffällige Zeilen</translation>
    </message>
    <message>
        <source>and %1 more tracks are left out for such values</source>
        <translation>und %1 weitere Stücke werden wegen solcher Werte ausgelassen</translation>
    </message>
    <message>
        <source>another name than those before</source>
        <translation>ein anderer Name als die vorigen</translation>
    </message>
    <message>
        <source>another program has changed it meanwhile, and it is left as it is</source>
        <translation>ein anderes Programm hat sie inzwischen geändert, und sie bleibt, wie sie ist</translation>
    </message>
    <message>
        <source>another run stands where the grid would put one</source>
        <translation>wo das Raster einen Lauf ablegen würde, steht ein anderer</translation>
    </message>
    <message>
        <source>apptainer under Slurm</source>
        <translation>apptainer unter Slurm</translation>
    </message>
    <message>
        <source>at least</source>
        <translation>mindestens</translation>
    </message>
    <message>
        <source>at most</source>
        <translation>höchstens</translation>
    </message>
    <message>
        <source>bands %1–%2</source>
        <translation>Bänder %1–%2</translation>
    </message>
    <message>
        <source>bash has failed: %1</source>
        <translation>bash ist gescheitert: %1</translation>
    </message>
    <message>
        <source>being fetched</source>
        <translation>wird geholt</translation>
    </message>
    <message>
        <source>being submitted</source>
        <translation>wird übergeben</translation>
    </message>
    <message>
        <source>being submitted to %1</source>
        <translation>wird an %1 übergeben</translation>
    </message>
    <message>
        <source>between %1 and %2</source>
        <translation>zwischen %1 und %2</translation>
    </message>
    <message>
        <source>between 0 and %1</source>
        <translation>zwischen 0 und %1</translation>
    </message>
    <message>
        <source>between 1 and %1</source>
        <translation>zwischen 1 und %1</translation>
    </message>
    <message>
        <source>both have MusicBrainz ids, of other recordings; one is probably the file of another part or source</source>
        <translation>beide haben MusicBrainz-IDs, aber von anderen Aufnahmen; eine ist wahrscheinlich die Datei eines anderen Teils oder einer anderen Quelle</translation>
    </message>
    <message>
        <source>both have ids that are no MusicBrainz ids (UUIDs), and write them differently or are not of the same recordings</source>
        <translation>beide haben IDs, die keine MusicBrainz-IDs (UUIDs) sind und unterschiedlich geschrieben sind oder nicht dieselben Aufnahmen meinen</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>cancelled on %1 (job %2)</source>
        <translation>auf %1 abgebrochen (Auftrag %2)</translation>
    </message>
    <message>
        <source>cannot be copied to be changed: </source>
        <translation>kann nicht für die Änderung kopiert werden: </translation>
    </message>
    <message>
        <source>cannot be looked at: </source>
        <translation>lässt sich nicht untersuchen: </translation>
    </message>
    <message>
        <source>cannot be read: </source>
        <translation>kann nicht gelesen werden: </translation>
    </message>
    <message>
        <source>cannot be written: </source>
        <translation>kann nicht geschrieben werden: </translation>
    </message>
    <message>
        <source>changes that were not saved lie here and cannot be moved aside</source>
        <translation>ungespeicherte Änderungen liegen hier und können nicht beiseitegelegt werden</translation>
    </message>
    <message>
        <source>changes that were not saved the last time cannot be read: </source>
        <translation>beim letzten Mal nicht gespeicherte Änderungen können nicht gelesen werden: </translation>
    </message>
    <message>
        <source>choice of thresholds</source>
        <translation>Wahl der Schwellen</translation>
    </message>
    <message>
        <source>class &quot;%1&quot; stands here again, first in line %2</source>
        <translation>Klasse &quot;%1&quot; steht hier noch einmal, zuerst in Zeile %2</translation>
    </message>
    <message>
        <source>class %1 was expected here</source>
        <translation>hier wurde Klasse %1 erwartet</translation>
    </message>
    <message>
        <source>compressed, and inside it is </source>
        <translation>komprimiert, und darin ist </translation>
    </message>
    <message>
        <source>compressing failed: </source>
        <translation>Komprimieren fehlgeschlagen: </translation>
    </message>
    <message>
        <source>could not be put in its place</source>
        <translation>konnte nicht an den Zielort gebracht werden</translation>
    </message>
    <message>
        <source>could not be put in its place: </source>
        <translation>konnte nicht an den Zielort gebracht werden: </translation>
    </message>
    <message>
        <source>could not be written completely</source>
        <translation>konnte nicht vollständig geschrieben werden</translation>
    </message>
    <message>
        <source>damaged packets were left out: %1</source>
        <translation>beschädigte Pakete wurden ausgelassen: %1</translation>
    </message>
    <message>
        <source>documents</source>
        <translation>Dokumente</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>beendet</translation>
    </message>
    <message>
        <source>ended on %1 (job %2), to be fetched</source>
        <translation>auf %1 beendet (Auftrag %2), wird noch geholt</translation>
    </message>
    <message>
        <source>entry %1 is no name but %2</source>
        <translation>Eintrag %1 ist kein Name, sondern %2</translation>
    </message>
    <message>
        <source>epoch %1 was expected here, not &quot;%2&quot;</source>
        <translation>hier wurde Epoche %1 erwartet, nicht &quot;%2&quot;</translation>
    </message>
    <message>
        <source>epoch %1: loss %2, validation loss %3, macro F1 %4, mAP %5, accuracy %6, %7%8</source>
        <translation>Epoche %1: Verlust %2, Validierungsverlust %3, Makro-F1 %4, mAP %5, Korrektklassifikationsrate %6, %7%8</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>failed on %1 (job %2)</source>
        <translation>auf %1 gescheitert (Auftrag %2)</translation>
    </message>
    <message>
        <source>files could not be copied from %1: %2</source>
        <translation>Dateien ließen sich nicht von %1 kopieren: %2</translation>
    </message>
    <message>
        <source>files could not be copied to %1: %2</source>
        <translation>Dateien ließen sich nicht nach %1 kopieren: %2</translation>
    </message>
    <message>
        <source>fixed at %1</source>
        <translation>fest bei %1</translation>
    </message>
    <message>
        <source>going on after epoch %1</source>
        <translation>weiter nach Epoche %1</translation>
    </message>
    <message>
        <source>going on within epoch %1, after %2 of its steps</source>
        <translation>es geht in Epoche %1 weiter, nach %2 ihrer Schritte</translation>
    </message>
    <message>
        <source>greatest %1</source>
        <translation>größtes %1</translation>
    </message>
    <message>
        <source>grid %1</source>
        <translation>Raster %1</translation>
    </message>
    <message>
        <source>grid&apos;s folder</source>
        <translation>Ordner des Rasters</translation>
    </message>
    <message>
        <source>has %1 dimensions</source>
        <translation>hat %1 Dimensionen</translation>
    </message>
    <message>
        <source>has a tab or a line break in it</source>
        <translation>enthält einen Tabulator oder Zeilenumbruch</translation>
    </message>
    <message>
        <source>has a zero byte in it</source>
        <translation>enthält ein Nullbyte</translation>
    </message>
    <message>
        <source>has extent %1 in dimension %2, not %3</source>
        <translation>hat die Ausdehnung %1 in Dimension %2 statt %3</translation>
    </message>
    <message>
        <source>ids are written otherwise than the expected ones (lines: %1, %2)</source>
        <translation>IDs sind anders geschrieben als die erwarteten (Zeilen: %1, %2)</translation>
    </message>
    <message>
        <source>is empty</source>
        <translation>ist leer</translation>
    </message>
    <message>
        <source>is longer than %1 bytes</source>
        <translation>ist länger als %1 Bytes</translation>
    </message>
    <message>
        <source>is missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>is no UTF-8</source>
        <translation>ist kein UTF-8</translation>
    </message>
    <message>
        <source>is no file that can be read</source>
        <translation>ist keine lesbare Datei</translation>
    </message>
    <message>
        <source>is not loaded</source>
        <translation>ist nicht geladen</translation>
    </message>
    <message>
        <source>is not there any more</source>
        <translation>ist nicht mehr vorhanden</translation>
    </message>
    <message>
        <source>is of type %1</source>
        <translation>hat den Typ %1</translation>
    </message>
    <message>
        <source>it does not show itself any more</source>
        <translation>er zeigt sich nicht mehr</translation>
    </message>
    <message>
        <source>it has %1 channels, and the training data were made of one or two</source>
        <translation>es sind %1 Kanäle, die Trainingsdaten entstanden aus einem oder zweien</translation>
    </message>
    <message>
        <source>it is cut off</source>
        <translation>die Daten sind abgeschnitten</translation>
    </message>
    <message>
        <source>it is silent</source>
        <translation>sie ist still</translation>
    </message>
    <message>
        <source>its channels cancel each other out; the left one alone was heard</source>
        <translation>die Kanäle löschen einander aus; nur der linke wurde gehört</translation>
    </message>
    <message>
        <source>its data are wrong</source>
        <translation>die Daten sind falsch</translation>
    </message>
    <message>
        <source>its data or its checksum are wrong</source>
        <translation>die Daten oder die Prüfsumme sind falsch</translation>
    </message>
    <message>
        <source>its genres were changed by another program meanwhile, and are left as they are</source>
        <translation>ihre Genres wurden inzwischen von einem anderen Programm geändert und bleiben, wie sie sind</translation>
    </message>
    <message>
        <source>its header is no JSON (%1)</source>
        <translation>der Kopf ist kein JSON (%1)</translation>
    </message>
    <message>
        <source>its header is no JSON object</source>
        <translation>ihr Kopf ist kein JSON-Objekt</translation>
    </message>
    <message>
        <source>its header would be longer than the file</source>
        <translation>ihr Kopf wäre länger als die Datei</translation>
    </message>
    <message>
        <source>its samples cannot be made 16-bit ones</source>
        <translation>die Abtastwerte lassen sich nicht in 16 Bit umwandeln</translation>
    </message>
    <message>
        <source>its samples cannot be made 16-bit ones: </source>
        <translation>die Abtastwerte lassen sich nicht in 16 Bit umwandeln: </translation>
    </message>
    <message>
        <source>its sound did not come through whole, and the file is left as it is</source>
        <translation>ihr Klang kam nicht vollständig durch, und die Datei bleibt, wie sie ist</translation>
    </message>
    <message>
        <source>its tags cannot be written</source>
        <translation>ihre Angaben können nicht geschrieben werden</translation>
    </message>
    <message>
        <source>its training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>journal of genre tags</source>
        <translation>Journal der Genre-Tags</translation>
    </message>
    <message>
        <source>label &quot;%1&quot; is made of other Unicode characters here than where it stood first%2; both are one label</source>
        <translation>Label &quot;%1&quot; besteht hier aus anderen Unicode-Zeichen als beim ersten Mal%2; beide sind ein Label</translation>
    </message>
    <message>
        <source>label &quot;%1&quot; is not in the vocabulary</source>
        <translation>Label &quot;%1&quot; ist nicht im Vokabular</translation>
    </message>
    <message>
        <source>label &quot;%1&quot; looks like &quot;%2&quot;%3; they are two labels</source>
        <translation>Label &quot;%1&quot; sieht aus wie &quot;%2&quot;%3; es sind zwei Labels</translation>
    </message>
    <message>
        <source>label &quot;%1&quot; stands twice</source>
        <translation>Label &quot;%1&quot; steht zweimal da</translation>
    </message>
    <message>
        <source>label %1 is taken for &quot;%2&quot; (uses: %3)</source>
        <translation>Label %1 gilt als &quot;%2&quot; (Verwendungen: %3)</translation>
    </message>
    <message>
        <source>label:%1   %2 rows</source>
        <translation>label:%1   %2 Zeilen</translation>
    </message>
    <message>
        <source>labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>labels stand in quotes, as spreadsheets write them; the quotes were taken off (different labels: %1, the first: %2)</source>
        <translation>Labels stehen in Anführungszeichen, wie Tabellenprogramme sie schreiben; die Anführungszeichen wurden entfernt (verschiedene Labels: %1, das erste: %2)</translation>
    </message>
    <message>
        <source>larger than %1 bytes</source>
        <translation>größer als %1 Bytes</translation>
    </message>
    <message>
        <source>larger than a %1 can be (%2 bytes at most)</source>
        <translation>zu groß für die Art %1 (höchstens %2 Bytes)</translation>
    </message>
    <message>
        <source>larger than any document (%1 bytes)</source>
        <translation>größer als jedes Dokument (%1 Bytes)</translation>
    </message>
    <message>
        <source>learning rate changed from %1 to %2</source>
        <translation>Lernrate von %1 auf %2 geändert</translation>
    </message>
    <message>
        <source>less than</source>
        <translation>weniger als</translation>
    </message>
    <message>
        <source>libtorch %1 finds no CUDA device</source>
        <translation>libtorch %1 findet kein CUDA-Gerät</translation>
    </message>
    <message>
        <source>lossless</source>
        <translation>verlustfrei</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>verloren</translation>
    </message>
    <message>
        <source>lost on %1 (job %2)</source>
        <translation>auf %1 verloren (Auftrag %2)</translation>
    </message>
    <message>
        <source>lowlevel cannot be read: it is no object</source>
        <translation>lowlevel ist nicht lesbar: es ist kein Objekt</translation>
    </message>
    <message>
        <source>lowlevel.melbands cannot be read: it is no object</source>
        <translation>lowlevel.melbands ist nicht lesbar: es ist kein Objekt</translation>
    </message>
    <message>
        <source>lowlevel.melbands is missing</source>
        <translation>lowlevel.melbands fehlt</translation>
    </message>
    <message>
        <source>lowlevel.melbands.%1 is missing</source>
        <translation>lowlevel.melbands.%1 fehlt</translation>
    </message>
    <message>
        <source>melscope-cli has ended with status %1</source>
        <translation>melscope-cli hat mit Status %1 geendet</translation>
    </message>
    <message>
        <source>memory ran out</source>
        <translation>der Speicher reichte nicht aus</translation>
    </message>
    <message>
        <source>minutes, hours:minutes:seconds or days-hours:minutes:seconds</source>
        <translation>Minuten, Stunden:Minuten:Sekunden oder Tage-Stunden:Minuten:Sekunden</translation>
    </message>
    <message>
        <source>more text follows the document&apos;s end, perhaps a second document</source>
        <translation>nach dem Ende des Dokuments folgt weiterer Text, vielleicht ein zweites Dokument</translation>
    </message>
    <message>
        <source>more than</source>
        <translation>mehr als</translation>
    </message>
    <message>
        <source>more than %1 sources cannot be told apart</source>
        <translation>mehr als %1 Quellen sind nicht auseinanderzuhalten</translation>
    </message>
    <message>
        <source>neither a run nor an interrupted training stands there</source>
        <translation>weder ein Lauf noch ein unterbrochenes Training ist dort</translation>
    </message>
    <message>
        <source>no label of the ground truth is a class of the scores: it has &quot;%1&quot;, the scores have &quot;%2&quot;</source>
        <translation>kein Label der Referenz ist eine Klasse der Punktwerte: Sie hat &quot;%1&quot;, die Punktwerte haben &quot;%2&quot;</translation>
    </message>
    <message>
        <source>no recording of this ground truth was scored</source>
        <translation>keine Aufnahme dieser Referenz wurde bewertet</translation>
    </message>
    <message>
        <source>no recording of this validation part has features</source>
        <translation>keine Aufnahme dieses Validierungsteils hat Merkmale</translation>
    </message>
    <message>
        <source>no run is open whose results could be shown</source>
        <translation>es ist kein Lauf offen, dessen Ergebnisse zu zeigen wären</translation>
    </message>
    <message>
        <source>no track of the part &quot;%1&quot; has features</source>
        <translation>kein Stück des Teils „%1“ hat Merkmale</translation>
    </message>
    <message>
        <source>no track of this part is among them</source>
        <translation>kein Stück dieses Teils ist darunter</translation>
    </message>
    <message>
        <source>no track to %1 on is left: %2</source>
        <translation>kein Stück ist übrig (%1): %2</translation>
    </message>
    <message>
        <source>no track to train on is left: none of the ground truth&apos;s recordings has features</source>
        <translation>kein Stück zum Trainieren bleibt: Keine Aufnahme der Referenz hat Merkmale</translation>
    </message>
    <message>
        <source>no track to validate on is left: none of the validation recordings has features</source>
        <translation>kein Stück zum Validieren bleibt: Keine Validierungsaufnahme hat Merkmale</translation>
    </message>
    <message>
        <source>no track with features bears the label</source>
        <translation>kein Stück mit Merkmalen trägt das Label</translation>
    </message>
    <message>
        <source>none of its music is there, or there is no sound in it</source>
        <translation>nichts von dieser Musik ist vorhanden, oder es ist kein Klang darin</translation>
    </message>
    <message>
        <source>none of the %1 %2 of %3 is among those of %4</source>
        <translation>von %1 %2 aus %3 ist nichts unter denen aus %4</translation>
    </message>
    <message>
        <source>none of the tracks is on the map</source>
        <translation>keines der Stücke ist auf der Karte</translation>
    </message>
    <message>
        <source>not a finite number</source>
        <translation>keine endliche Zahl</translation>
    </message>
    <message>
        <source>not between 0 and 1</source>
        <translation>nicht zwischen 0 und 1</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>not one document could be imported</source>
        <translation>kein einziges Dokument ließ sich importieren</translation>
    </message>
    <message>
        <source>nothing but zeros, as an unfinished download or a fault of the disk leaves</source>
        <translation>nichts als Nullen, wie nach einem unvollständigen Herunterladen oder einem Fehler des Datenträgers</translation>
    </message>
    <message>
        <source>nothing is left in fold %1: no label occurs often enough in all folds</source>
        <translation>in Teil %1 bleibt nichts übrig: kein Label kommt in allen Teilen oft genug vor</translation>
    </message>
    <message>
        <source>nothing is left in the %1 part: no label occurs often enough in both</source>
        <translation>im Teil %1 bleibt nichts: Kein Label kommt in beiden oft genug vor</translation>
    </message>
    <message>
        <source>nothing is picked: enclose some points on the map</source>
        <translation>nichts ist umrandet: Umranden Sie Punkte auf der Karte</translation>
    </message>
    <message>
        <source>nothing of it can be decoded: its data are damaged</source>
        <translation>nichts davon lässt sich dekodieren: die Daten sind beschädigt</translation>
    </message>
    <message>
        <source>of %1 %2 and %3 %4</source>
        <translation>von %1 %2 und %3 %4</translation>
    </message>
    <message>
        <source>on or off</source>
        <translation>on oder off</translation>
    </message>
    <message>
        <source>one line of text</source>
        <translation>eine Zeile Text</translation>
    </message>
    <message>
        <source>one threshold, %1</source>
        <translation>eine Schwelle, %1</translation>
    </message>
    <message>
        <source>other data follow its end</source>
        <translation>nach dem Ende folgen andere Daten</translation>
    </message>
    <message>
        <source>other text follows the document&apos;s end</source>
        <translation>nach dem Ende des Dokuments folgt weiterer Text</translation>
    </message>
    <message>
        <source>others</source>
        <translation>andere</translation>
    </message>
    <message>
        <source>out of memory</source>
        <translation>der Speicher reicht nicht</translation>
    </message>
    <message>
        <source>partition %1</source>
        <translation>Partition %1</translation>
    </message>
    <message>
        <source>patience changed from %1 to %2 epochs</source>
        <translation>Geduld von %1 auf %2 Epochen geändert</translation>
    </message>
    <message>
        <source>per-label F1</source>
        <translation>F1 je Label</translation>
    </message>
    <message>
        <source>per-track F1</source>
        <translation>F1 je Stück</translation>
    </message>
    <message>
        <source>process %1 computes with other instructions than the first</source>
        <translation>Prozess %1 rechnet mit anderen Befehlen als der erste</translation>
    </message>
    <message>
        <source>process %1 has other data than the first</source>
        <translation>Prozess %1 hat andere Daten als der erste</translation>
    </message>
    <message>
        <source>reading failed at byte %1: %2</source>
        <translation>Lesen schlug bei Byte %1 fehl: %2</translation>
    </message>
    <message>
        <source>reading failed: </source>
        <translation>Lesen fehlgeschlagen: </translation>
    </message>
    <message>
        <source>recording %1 has another release group here; the first is kept</source>
        <translation>Aufnahme %1 hat hier eine andere Veröffentlichungsgruppe; die erste bleibt</translation>
    </message>
    <message>
        <source>recording %1 has no label</source>
        <translation>Aufnahme %1 hat kein Label</translation>
    </message>
    <message>
        <source>recording %1 has no release group</source>
        <translation>Aufnahme %1 hat keine Veröffentlichungsgruppe</translation>
    </message>
    <message>
        <source>recording %1 is missing</source>
        <translation>Aufnahme %1 fehlt</translation>
    </message>
    <message>
        <source>recording %1 is not one of those expected</source>
        <translation>Aufnahme %1 gehört nicht zu den erwarteten</translation>
    </message>
    <message>
        <source>recording %1 stands here again</source>
        <translation>Aufnahme %1 steht hier noch einmal</translation>
    </message>
    <message>
        <source>recording %1 stands here again; its labels are united</source>
        <translation>Aufnahme %1 steht hier noch einmal; ihre Labels werden vereinigt</translation>
    </message>
    <message>
        <source>recording %1 stands in line %2 already</source>
        <translation>Aufnahme %1 steht schon in Zeile %2</translation>
    </message>
    <message>
        <source>recordings</source>
        <translation>Aufnahmen</translation>
    </message>
    <message>
        <source>rounds</source>
        <translation>Runden</translation>
    </message>
    <message>
        <source>rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>run %1 of %2: %3, seed %4</source>
        <translation>Lauf %1 von %2: %3, Startwert %4</translation>
    </message>
    <message>
        <source>runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>scoring failed: </source>
        <translation>Bewerten fehlgeschlagen: </translation>
    </message>
    <message>
        <source>seconds of sound</source>
        <translation>Sekunden Klang</translation>
    </message>
    <message>
        <source>several</source>
        <translation>mehrere</translation>
    </message>
    <message>
        <source>smoothed F, s = %1</source>
        <translation>geglättetes F, s = %1</translation>
    </message>
    <message>
        <source>some lines have an index and some have none</source>
        <translation>manche Zeilen haben einen Index und manche keinen</translation>
    </message>
    <message>
        <source>something is missing at the end</source>
        <translation>am Ende fehlt etwas</translation>
    </message>
    <message>
        <source>something is missing before &quot;)&quot;</source>
        <translation>vor &quot;)&quot; fehlt etwas</translation>
    </message>
    <message>
        <source>sounds</source>
        <translation>Klangdateien</translation>
    </message>
    <message>
        <source>sources</source>
        <translation>Quellen</translation>
    </message>
    <message>
        <source>stopped before the first epoch was complete, so there was nothing to keep</source>
        <translation>vor dem Ende der ersten Epoche gestoppt, daher war nichts zu behalten</translation>
    </message>
    <message>
        <source>store of features</source>
        <translation>Merkmalsspeicher</translation>
    </message>
    <message>
        <source>tensor &quot;%1&quot; has a wrong type, shape or place</source>
        <translation>Tensor &quot;%1&quot; hat falschen Typ, falsche Form oder falsche Lage</translation>
    </message>
    <message>
        <source>test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>the %1 data are damaged: %2 (byte %3)</source>
        <translation>die %1-Daten sind beschädigt: %2 (Byte %3)</translation>
    </message>
    <message>
        <source>the %1 has version %2, this program reads up to %3</source>
        <translation>%1 hat Version %2, dieses Programm liest nur bis %3</translation>
    </message>
    <message>
        <source>the %1 part</source>
        <translation>Teil %1</translation>
    </message>
    <message>
        <source>the %1 part of %2</source>
        <translation>Teil %1 von %2</translation>
    </message>
    <message>
        <source>the address of a file, &quot;file:///…&quot;</source>
        <translation>die Adresse einer Datei, &quot;file:///…&quot;</translation>
    </message>
    <message>
        <source>the archive is damaged or truncated (%1) after %2 compressed bytes</source>
        <translation>das Archiv ist beschädigt oder abgeschnitten (%1) nach %2 komprimierten Bytes</translation>
    </message>
    <message>
        <source>the checkpoint does not fit: </source>
        <translation>der Zwischenstand passt nicht: </translation>
    </message>
    <message>
        <source>the checkpoint is corrupt</source>
        <translation>der Zwischenstand ist beschädigt</translation>
    </message>
    <message>
        <source>the checkpoint is corrupt: &quot;%1&quot; must be %2, not &quot;%3&quot;</source>
        <translation>der Zwischenstand ist beschädigt: &quot;%1&quot; verlangt %2, nicht &quot;%3&quot;</translation>
    </message>
    <message>
        <source>the checkpoint is corrupt: a tensor is no float32</source>
        <translation>der Zwischenstand ist beschädigt: Ein Tensor ist kein float32</translation>
    </message>
    <message>
        <source>the checkpoint is corrupt: its recipe is no JSON object</source>
        <translation>der Zwischenstand ist beschädigt: Sein Rezept ist kein JSON-Objekt</translation>
    </message>
    <message>
        <source>the classes do not fit the run&apos;s labels</source>
        <translation>die Klassen passen nicht zu den Labels des Laufs</translation>
    </message>
    <message>
        <source>the column %1 is missing</source>
        <translation>die Spalte %1 fehlt</translation>
    </message>
    <message>
        <source>the column %1 stands there twice</source>
        <translation>die Spalte %1 steht zweimal da</translation>
    </message>
    <message>
        <source>the data</source>
        <translation>die Daten</translation>
    </message>
    <message>
        <source>the decoder for %1 does not take it: </source>
        <translation>der Decoder für %1 nimmt ihn nicht an: </translation>
    </message>
    <message>
        <source>the description of the inputs is too long for the store&apos;s header</source>
        <translation>die Beschreibung der Eingaben ist zu lang für den Kopf des Merkmalsspeichers</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>der Datenträger ist voll</translation>
    </message>
    <message>
        <source>the disk or the network reports a fault</source>
        <translation>der Datenträger oder das Netzwerk meldet einen Fehler</translation>
    </message>
    <message>
        <source>the document</source>
        <translation>das Dokument</translation>
    </message>
    <message>
        <source>the document is empty (0 bytes)</source>
        <translation>das Dokument ist leer (0 Byte)</translation>
    </message>
    <message>
        <source>the embedding has no number for the recording %1</source>
        <translation>die Einbettung hat für die Aufnahme %1 keine Zahl</translation>
    </message>
    <message>
        <source>the embeddings of the run&apos;s parts have different sizes</source>
        <translation>die Einbettungen der Teile des Laufs sind verschieden groß</translation>
    </message>
    <message>
        <source>the entry cannot be unpacked (%1)</source>
        <translation>der Eintrag kann nicht entpackt werden (%1)</translation>
    </message>
    <message>
        <source>the entry is larger than %1 bytes</source>
        <translation>der Eintrag ist größer als %1 Bytes</translation>
    </message>
    <message>
        <source>the environment&apos;s MELSCOPE_KERNELS must be %1 on this processor, not &quot;%2&quot;</source>
        <translation>die Umgebungsvariable MELSCOPE_KERNELS muss auf diesem Prozessor %1 sein, nicht &quot;%2&quot;</translation>
    </message>
    <message>
        <source>the features</source>
        <translation>Merkmale</translation>
    </message>
    <message>
        <source>the file has a header but no recording</source>
        <translation>die Datei hat einen Kopf, aber keine Aufnahme</translation>
    </message>
    <message>
        <source>the file has version %1, this program reads up to %2</source>
        <translation>die Datei hat Version %1, dieses Programm liest bis %2</translation>
    </message>
    <message>
        <source>the file is corrupt: </source>
        <translation>die Datei ist beschädigt: </translation>
    </message>
    <message>
        <source>the file is corrupt: id offset %1 is out of order</source>
        <translation>die Datei ist beschädigt: ID-Position %1 ist nicht in der Reihenfolge</translation>
    </message>
    <message>
        <source>the file is corrupt: its id offsets are out of order</source>
        <translation>die Datei ist beschädigt: ihre ID-Offsets sind nicht geordnet</translation>
    </message>
    <message>
        <source>the file is corrupt: its ids do not fill their tensor</source>
        <translation>die Datei ist beschädigt: ihre IDs füllen ihren Tensor nicht aus</translation>
    </message>
    <message>
        <source>the file is corrupt: recording %1 stands in it twice (ids are compared without capitals and submission numbers)</source>
        <translation>die Datei ist beschädigt: Aufnahme %1 steht zweimal darin (IDs werden ohne Großschreibung und Einreichungsnummern verglichen)</translation>
    </message>
    <message>
        <source>the file is corrupt: tensor &quot;%1&quot; %2</source>
        <translation>die Datei ist beschädigt: Tensor &quot;%1&quot; %2</translation>
    </message>
    <message>
        <source>the file is cut off after %1 s</source>
        <translation>die Datei bricht nach %1 s ab</translation>
    </message>
    <message>
        <source>the file is cut off or damaged: %1 of %2 s can be decoded</source>
        <translation>die Datei ist abgeschnitten oder beschädigt: %1 von %2 s lassen sich dekodieren</translation>
    </message>
    <message>
        <source>the file is empty</source>
        <translation>die Datei ist leer</translation>
    </message>
    <message>
        <source>the file may not be written</source>
        <translation>in die Datei darf nicht geschrieben werden</translation>
    </message>
    <message>
        <source>the file system is read-only</source>
        <translation>das Dateisystem ist schreibgeschützt</translation>
    </message>
    <message>
        <source>the file would be larger than the file system or a limit of this process allows</source>
        <translation>die Datei wäre größer, als das Dateisystem oder eine Grenze dieses Prozesses erlaubt</translation>
    </message>
    <message>
        <source>the file&apos;s version is no number</source>
        <translation>die Version der Datei ist keine Zahl</translation>
    </message>
    <message>
        <source>the filter is nested too deeply</source>
        <translation>der Filter ist zu tief verschachtelt</translation>
    </message>
    <message>
        <source>the first %1 bytes belong to no entry of this zip and are not read, perhaps another zip; unpack them apart</source>
        <translation>die ersten %1 Bytes gehören zu keinem Eintrag dieses zip-Archivs und werden nicht gelesen, vielleicht ein weiteres zip-Archiv; getrennt entpacken</translation>
    </message>
    <message>
        <source>the first is &quot;%1&quot; for &quot;%2&quot;</source>
        <translation>das erste Mal &quot;%1&quot; statt &quot;%2&quot;</translation>
    </message>
    <message>
        <source>the folder cannot be made</source>
        <translation>der Ordner kann nicht angelegt werden</translation>
    </message>
    <message>
        <source>the folder cannot be read: </source>
        <translation>der Ordner kann nicht gelesen werden: </translation>
    </message>
    <message>
        <source>the folder cannot be written to</source>
        <translation>in den Ordner kann nicht geschrieben werden</translation>
    </message>
    <message>
        <source>the grid has no run</source>
        <translation>das Raster hat keinen Lauf</translation>
    </message>
    <message>
        <source>the ground truth</source>
        <translation>Referenz</translation>
    </message>
    <message>
        <source>the id of a recording</source>
        <translation>die ID einer Aufnahme</translation>
    </message>
    <message>
        <source>the ids of %1 are no MusicBrainz ids (UUIDs)</source>
        <translation>die IDs von %1 sind keine MusicBrainz-IDs (UUIDs)</translation>
    </message>
    <message>
        <source>the ids of %1 have other text about them</source>
        <translation>um die IDs von %1 steht anderer Text</translation>
    </message>
    <message>
        <source>the ids of %1 lack their hyphens</source>
        <translation>den IDs von %1 fehlen die Bindestriche</translation>
    </message>
    <message>
        <source>the ids of %1 stand in braces; write them without</source>
        <translation>die IDs von %1 stehen in geschweiften Klammern; ohne Klammern schreiben</translation>
    </message>
    <message>
        <source>the image of the container</source>
        <translation>das Abbild des Containers</translation>
    </message>
    <message>
        <source>the index of neighbours is damaged</source>
        <translation>das Verzeichnis der Nachbarn ist beschädigt</translation>
    </message>
    <message>
        <source>the index of neighbours is of another embedding</source>
        <translation>das Verzeichnis der Nachbarn ist das einer anderen Einbettung</translation>
    </message>
    <message>
        <source>the interrupted training had other data</source>
        <translation>das unterbrochene Training hatte andere Daten</translation>
    </message>
    <message>
        <source>the interrupted training had other settings</source>
        <translation>das unterbrochene Training hatte andere Einstellungen</translation>
    </message>
    <message>
        <source>the job %1 could not be cancelled: %2</source>
        <translation>der Auftrag %1 ließ sich nicht abbrechen: %2</translation>
    </message>
    <message>
        <source>the label &quot;%1&quot; %2</source>
        <translation>das Label &quot;%1&quot; %2</translation>
    </message>
    <message>
        <source>the last %1 bytes belong to no entry of this zip and are not read</source>
        <translation>die letzten %1 Bytes gehören zu keinem Eintrag dieses zip-Archivs und werden nicht gelesen</translation>
    </message>
    <message>
        <source>the least count of a label cannot be negative</source>
        <translation>die Mindestanzahl eines Labels kann nicht negativ sein</translation>
    </message>
    <message>
        <source>the line has %1 cells, the header %2</source>
        <translation>die Zeile hat %1 Zellen, die Kopfzeile %2</translation>
    </message>
    <message>
        <source>the line has no recording id; it is left out</source>
        <translation>die Zeile hat keine Aufnahme-ID; sie wird ausgelassen</translation>
    </message>
    <message>
        <source>the line is not valid UTF-8; it is left out</source>
        <translation>die Zeile ist kein gültiges UTF-8; sie wird ausgelassen</translation>
    </message>
    <message>
        <source>the link leads round in a circle</source>
        <translation>der Link führt im Kreis</translation>
    </message>
    <message>
        <source>the lock file cannot be written</source>
        <translation>die Sperrdatei kann nicht geschrieben werden</translation>
    </message>
    <message>
        <source>the lock file cannot be written: no permission</source>
        <translation>die Sperrdatei kann nicht geschrieben werden: keine Berechtigung</translation>
    </message>
    <message>
        <source>the lock file cannot be written: the disk is full</source>
        <translation>die Sperrdatei kann nicht geschrieben werden: Der Datenträger ist voll</translation>
    </message>
    <message>
        <source>the map is damaged</source>
        <translation>die Karte ist beschädigt</translation>
    </message>
    <message>
        <source>the map is of other tracks or of another model</source>
        <translation>die Karte ist von anderen Stücken oder einem anderen Modell</translation>
    </message>
    <message>
        <source>the map was laid out with another seed</source>
        <translation>die Karte wurde mit einem anderen Startwert angelegt</translation>
    </message>
    <message>
        <source>the model </source>
        <translation>das Modell </translation>
    </message>
    <message>
        <source>the model has other classes than the run</source>
        <translation>das Modell hat andere Klassen als der Lauf</translation>
    </message>
    <message>
        <source>the model is corrupt: its filters or classes are missing</source>
        <translation>das Modell ist beschädigt: Filter oder Klassen fehlen</translation>
    </message>
    <message>
        <source>the model is corrupt: the names of its classes are wrong: </source>
        <translation>das Modell ist beschädigt: Die Namen seiner Klassen sind falsch: </translation>
    </message>
    <message>
        <source>the model is larger than the 2 GiB that ONNX&apos;s format holds</source>
        <translation>das Modell ist größer als die 2 GiB, die das Format von ONNX fasst</translation>
    </message>
    <message>
        <source>the model lacks the tensor &quot;%1&quot;</source>
        <translation>dem Modell fehlt der Tensor &quot;%1&quot;</translation>
    </message>
    <message>
        <source>the model makes no number of the recording %1</source>
        <translation>das Modell macht aus der Aufnahme %1 keine Zahl</translation>
    </message>
    <message>
        <source>the model wants an input that this program does not know</source>
        <translation>das Modell verlangt eine Eingabe, die dieses Programm nicht kennt</translation>
    </message>
    <message>
        <source>the model&apos;s tensor &quot;%1&quot; has another shape than its network</source>
        <translation>der Tensor &quot;%1&quot; des Modells hat eine andere Form als sein Netz</translation>
    </message>
    <message>
        <source>the name is too long for the file system</source>
        <translation>der Name ist zu lang für das Dateisystem</translation>
    </message>
    <message>
        <source>the name of class %1 %2</source>
        <translation>der Name der Klasse %1 %2</translation>
    </message>
    <message>
        <source>the names of the classes are wrong: </source>
        <translation>die Namen der Klassen sind falsch: </translation>
    </message>
    <message>
        <source>the network drive has lost the file</source>
        <translation>das Netzlaufwerk hat die Datei verloren</translation>
    </message>
    <message>
        <source>the optimiser&apos;s state does not fit the network</source>
        <translation>der Zustand des Optimierers passt nicht zum Netz</translation>
    </message>
    <message>
        <source>the package %1 cannot be used: </source>
        <translation>das Paket %1 lässt sich nicht verwenden: </translation>
    </message>
    <message>
        <source>the package %1 is of version %2, not %3</source>
        <translation>das Paket %1 hat Version %2, nicht %3</translation>
    </message>
    <message>
        <source>the project&apos;s recipe is wrong: </source>
        <translation>das Rezept des Projekts ist falsch: </translation>
    </message>
    <message>
        <source>the queue does not know it any more, and it has left no result</source>
        <translation>die Warteschlange kennt ihn nicht mehr, und er hat kein Ergebnis hinterlassen</translation>
    </message>
    <message>
        <source>the queue of %1 does not answer: %2</source>
        <translation>die Warteschlange von %1 antwortet nicht: %2</translation>
    </message>
    <message>
        <source>the quotes are not closed</source>
        <translation>die Anführungszeichen sind nicht geschlossen</translation>
    </message>
    <message>
        <source>the rule &quot;%1&quot; has a number out of range</source>
        <translation>die Regel &quot;%1&quot; hat eine Zahl außerhalb des Bereichs</translation>
    </message>
    <message>
        <source>the run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>the run could not be removed</source>
        <translation>der Lauf konnte nicht entfernt werden</translation>
    </message>
    <message>
        <source>the run has %1 sources, %2 test files were named</source>
        <translation>der Lauf hat %1 Quellen, angegeben sind %2 Testdateien</translation>
    </message>
    <message>
        <source>the run has no label &quot;%1&quot;</source>
        <translation>der Lauf hat kein Label „%1“</translation>
    </message>
    <message>
        <source>the run has no part &quot;%1&quot;</source>
        <translation>der Lauf hat keinen Teil „%1“</translation>
    </message>
    <message>
        <source>the run has no scores of %1&apos;s %2 part</source>
        <translation>der Lauf hat keine Punktwerte von %1, Teil %2</translation>
    </message>
    <message>
        <source>the run has no source &quot;%2&quot; with a label &quot;%1&quot;</source>
        <translation>der Lauf hat keine Quelle „%2“ mit einem Label „%1“</translation>
    </message>
    <message>
        <source>the run has no thresholds for %1</source>
        <translation>der Lauf hat keine Schwellen für %1</translation>
    </message>
    <message>
        <source>the run knows no label &quot;%1&quot;</source>
        <translation>der Lauf kennt kein Label „%1“</translation>
    </message>
    <message>
        <source>the run&apos;s device, %1, is not used here: %2</source>
        <translation>das Gerät des Laufs, %1, wird hier nicht verwendet: %2</translation>
    </message>
    <message>
        <source>the score of recording %1 for class &quot;%2&quot; is %3, %4</source>
        <translation>der Punktwert der Aufnahme %1 für Klasse &quot;%2&quot; ist %3, %4</translation>
    </message>
    <message>
        <source>the scores</source>
        <translation>Punktwerte</translation>
    </message>
    <message>
        <source>the scores do not bear the names of their classes</source>
        <translation>die Punktwerte tragen nicht die Namen ihrer Klassen</translation>
    </message>
    <message>
        <source>the scores have other classes than the run</source>
        <translation>die Punktwerte haben andere Klassen als der Lauf</translation>
    </message>
    <message>
        <source>the seeds are not understood</source>
        <translation>die Startwerte sind nicht verständlich</translation>
    </message>
    <message>
        <source>the sound cannot be converted to 44,100 Hz: </source>
        <translation>der Klang lässt sich nicht in 44.100 Hz umwandeln: </translation>
    </message>
    <message>
        <source>the sound has no sample rate or no channel</source>
        <translation>der Klang hat keine Abtastrate oder keinen Kanal</translation>
    </message>
    <message>
        <source>the sound is longer than 13 hours, which is more than is analysed</source>
        <translation>der Klang ist länger als 13 Stunden und damit zu lang für die Analyse</translation>
    </message>
    <message>
        <source>the sound is protected against copying (DRM) and cannot be decoded</source>
        <translation>der Klang ist kopiergeschützt (DRM) und lässt sich nicht dekodieren</translation>
    </message>
    <message>
        <source>the source %1 has no %2 file</source>
        <translation>die Quelle %1 hat keine Datei für %2</translation>
    </message>
    <message>
        <source>the source %1 has no features</source>
        <translation>die Quelle %1 hat keine Merkmale</translation>
    </message>
    <message>
        <source>the speed cannot be estimated: </source>
        <translation>die Geschwindigkeit kann nicht geschätzt werden: </translation>
    </message>
    <message>
        <source>the statistic &quot;%1&quot; of band %2 of recording %3 is %4</source>
        <translation>die Statistik &quot;%1&quot; von Band %2 der Aufnahme %3 ist %4</translation>
    </message>
    <message>
        <source>the store names a shard &quot;%1&quot; outside its folder</source>
        <translation>der Speicher nennt eine Teildatei &quot;%1&quot; außerhalb seines Ordners</translation>
    </message>
    <message>
        <source>the submission has no line</source>
        <translation>die Einreichung hat keine Zeile</translation>
    </message>
    <message>
        <source>the tags of this kind of file cannot be written</source>
        <translation>die Angaben dieser Dateiart können nicht geschrieben werden</translation>
    </message>
    <message>
        <source>the target %1: %2</source>
        <translation>das Ziel %1: %2</translation>
    </message>
    <message>
        <source>the tensor &quot;%1&quot; does not lie on a multiple of %2 bytes</source>
        <translation>der Tensor &quot;%1&quot; liegt nicht auf einem Vielfachen von %2 Byte</translation>
    </message>
    <message>
        <source>the tensor &quot;melbands&quot; does not lie on a multiple of 4 bytes</source>
        <translation>der Tensor &quot;melbands&quot; liegt nicht auf einem Vielfachen von 4 Byte</translation>
    </message>
    <message>
        <source>the threshold %1 of class %2 is not between 0 and %3</source>
        <translation>die Schwelle %1 der Klasse %2 liegt nicht zwischen 0 und %3</translation>
    </message>
    <message>
        <source>the threshold of class %1 was expected here</source>
        <translation>hier wurde die Schwelle der Klasse %1 erwartet</translation>
    </message>
    <message>
        <source>the threshold of class %1, &quot;%2&quot;, is negative, though the class is one of the source&apos;s</source>
        <translation>die Schwelle der Klasse %1, &quot;%2&quot;, ist negativ, obwohl die Klasse zur Quelle gehört</translation>
    </message>
    <message>
        <source>the threshold of class %1, &quot;%2&quot;, is not negated, though the class is not in the source</source>
        <translation>die Schwelle der Klasse %1, &quot;%2&quot;, ist nicht negiert, obwohl die Klasse nicht in der Quelle ist</translation>
    </message>
    <message>
        <source>the train part must be more than 0 % and less than 100 %</source>
        <translation>der Trainingsteil muss größer als 0 % und kleiner als 100 % sein</translation>
    </message>
    <message>
        <source>the training began on &quot;%1&quot; and goes on on &quot;%2&quot;: the result differs in the last digits from an undisturbed one</source>
        <translation>das Training begann auf &quot;%1&quot; und geht auf &quot;%2&quot; weiter: Das Ergebnis weicht in den letzten Stellen von einem ungestörten ab</translation>
    </message>
    <message>
        <source>the training was interrupted and went on after epoch %1</source>
        <translation>das Training wurde unterbrochen und nach Epoche %1 fortgesetzt</translation>
    </message>
    <message>
        <source>the truth of %1&apos;s test part is not known</source>
        <translation>die Referenz des Testteils von %1 ist nicht bekannt</translation>
    </message>
    <message>
        <source>the truth of this part is not known</source>
        <translation>die Referenz dieses Teils ist nicht bekannt</translation>
    </message>
    <message>
        <source>the untitled project</source>
        <translation>dem unbenannten Projekt</translation>
    </message>
    <message>
        <source>the values of %1 are not understood</source>
        <translation>die Werte von %1 sind nicht verständlich</translation>
    </message>
    <message>
        <source>there are %1 class names for %2 columns of scores</source>
        <translation>es sind %1 Klassennamen für %2 Spalten von Punktwerten</translation>
    </message>
    <message>
        <source>there are %1 classes; there must be one at least and %2 at most</source>
        <translation>es sind %1 Klassen; es muss mindestens eine und höchstens %2 geben</translation>
    </message>
    <message>
        <source>there are %1 labels, more than %2</source>
        <translation>es gibt %1 Labels, mehr als %2</translation>
    </message>
    <message>
        <source>there are %1 recordings, more than %2</source>
        <translation>es sind %1 Aufnahmen, mehr als %2</translation>
    </message>
    <message>
        <source>there are %1 sounds in it, and it is not known which is meant</source>
        <translation>darin sind %1 Tonspuren, und es ist nicht bekannt, welche gemeint ist</translation>
    </message>
    <message>
        <source>there are %1 thresholds for %2 classes</source>
        <translation>es gibt %1 Schwellen für %2 Klassen</translation>
    </message>
    <message>
        <source>there are documents already that no demo made</source>
        <translation>es sind schon Dokumente da, die von keiner Demo stammen</translation>
    </message>
    <message>
        <source>there are more than %1 classes</source>
        <translation>es gibt mehr als %1 Klassen</translation>
    </message>
    <message>
        <source>there are more thresholds than the %1 classes</source>
        <translation>es gibt mehr Schwellen als die %1 Klassen</translation>
    </message>
    <message>
        <source>there are not two tracks whose values could be exchanged</source>
        <translation>es gibt keine zwei Stücke, deren Werte vertauscht werden könnten</translation>
    </message>
    <message>
        <source>there are pictures in it and no sound</source>
        <translation>darin sind Bilder, aber kein Klang</translation>
    </message>
    <message>
        <source>there are too many tracks for a map: %1</source>
        <translation>es sind zu viele Stücke für eine Karte: %1</translation>
    </message>
    <message>
        <source>there is a &quot;)&quot; too many</source>
        <translation>eine &quot;)&quot; ist zu viel</translation>
    </message>
    <message>
        <source>there is no .json document and no sound in it</source>
        <translation>es sind kein .json-Dokument und kein Klang darin</translation>
    </message>
    <message>
        <source>there is no checkpoint</source>
        <translation>es gibt keinen Zwischenstand</translation>
    </message>
    <message>
        <source>there is no class in this file</source>
        <translation>es gibt keine Klasse in dieser Datei</translation>
    </message>
    <message>
        <source>there is no field &quot;%1&quot;; there are %2 and the sources</source>
        <translation>es gibt kein Feld &quot;%1&quot;; vorhanden sind %2 und die Quellen</translation>
    </message>
    <message>
        <source>there is no field before the comparison</source>
        <translation>vor dem Vergleich steht kein Feld</translation>
    </message>
    <message>
        <source>there is no file in this archive</source>
        <translation>in diesem Archiv ist keine Datei</translation>
    </message>
    <message>
        <source>there is no id</source>
        <translation>es fehlt eine ID</translation>
    </message>
    <message>
        <source>there is no label</source>
        <translation>es fehlt ein Label</translation>
    </message>
    <message>
        <source>there is no log called &quot;%1&quot;</source>
        <translation>kein Protokoll heißt „%1“</translation>
    </message>
    <message>
        <source>there is no part &quot;%1&quot;; there are train, validation and test</source>
        <translation>es gibt keinen Teil &quot;%1&quot;; vorhanden sind train, validation und test</translation>
    </message>
    <message>
        <source>there is no part of the run to map</source>
        <translation>es ist kein Teil des Laufs gewählt, der auf die Karte käme</translation>
    </message>
    <message>
        <source>there is no recipe &quot;%1&quot;</source>
        <translation>es gibt kein Rezept &quot;%1&quot;</translation>
    </message>
    <message>
        <source>there is no sound</source>
        <translation>es ist kein Klang vorhanden</translation>
    </message>
    <message>
        <source>there is no sound in it</source>
        <translation>es ist kein Klang darin</translation>
    </message>
    <message>
        <source>there is no source &quot;%1&quot;; there are %2</source>
        <translation>es gibt keine Quelle &quot;%1&quot;; vorhanden sind %2</translation>
    </message>
    <message>
        <source>there is no source to train on</source>
        <translation>es gibt keine Quelle zum Trainieren</translation>
    </message>
    <message>
        <source>there is no such file</source>
        <translation>es gibt keine solche Datei</translation>
    </message>
    <message>
        <source>there is no such file or folder</source>
        <translation>es gibt keine solche Datei und keinen solchen Ordner</translation>
    </message>
    <message>
        <source>there is no such folder</source>
        <translation>es gibt keinen solchen Ordner</translation>
    </message>
    <message>
        <source>there is no target %1</source>
        <translation>es gibt kein Ziel %1</translation>
    </message>
    <message>
        <source>there is no track to predict</source>
        <translation>es gibt kein Stück vorherzusagen</translation>
    </message>
    <message>
        <source>there is no track to take the mean of</source>
        <translation>es gibt kein Stück, von dem ein Mittel zu bilden wäre</translation>
    </message>
    <message>
        <source>there is not enough memory to decompress it</source>
        <translation>der Speicher reicht zum Entpacken nicht aus</translation>
    </message>
    <message>
        <source>there is not one label to train on</source>
        <translation>es gibt kein einziges Label, mit dem sich trainieren ließe</translation>
    </message>
    <message>
        <source>there is nothing between the quotes</source>
        <translation>zwischen den Anführungszeichen steht nichts</translation>
    </message>
    <message>
        <source>there is nothing to import</source>
        <translation>es gibt nichts zu importieren</translation>
    </message>
    <message>
        <source>there is nothing to split</source>
        <translation>es gibt nichts aufzuteilen</translation>
    </message>
    <message>
        <source>there must be 2 to %1 folds</source>
        <translation>es müssen 2 bis %1 Teile sein</translation>
    </message>
    <message>
        <source>there must be two folds at least</source>
        <translation>es müssen mindestens zwei Teile sein</translation>
    </message>
    <message>
        <source>these are more than %1 combinations</source>
        <translation>das sind mehr als %1 Kombinationen</translation>
    </message>
    <message>
        <source>they are the labels of another source</source>
        <translation>es sind die Labels einer anderen Quelle</translation>
    </message>
    <message>
        <source>they differ in capitals or white space alone</source>
        <translation>sie unterscheiden sich nur in Großschreibung oder Leerraum</translation>
    </message>
    <message>
        <source>they have the same letters and differ in punctuation: one side&apos;s labels were normalised</source>
        <translation>sie haben dieselben Buchstaben und unterscheiden sich in der Zeichensetzung: Die Labels einer Seite wurden normalisiert</translation>
    </message>
    <message>
        <source>this %1 is in use by %2</source>
        <translation>wird gerade von %2 benutzt (%1)</translation>
    </message>
    <message>
        <source>this %1 is marked as in use, but the lock file does not say by whom</source>
        <translation>als benutzt markiert (%1), aber die Sperrdatei nennt den Benutzer nicht</translation>
    </message>
    <message>
        <source>this cannot be read as a sound: </source>
        <translation>dies kann nicht als Klang gelesen werden: </translation>
    </message>
    <message>
        <source>this computer</source>
        <translation>dieser Rechner</translation>
    </message>
    <message>
        <source>this file is not a %1 file (it says &quot;%2&quot;)</source>
        <translation>diese Datei ist nicht von der Art %1 (angegeben ist &quot;%2&quot;)</translation>
    </message>
    <message>
        <source>this is a folder, not a file</source>
        <translation>dies ist ein Ordner, keine Datei</translation>
    </message>
    <message>
        <source>this is a pipe or a device, no regular file</source>
        <translation>dies ist eine Pipe oder ein Gerät, keine gewöhnliche Datei</translation>
    </message>
    <message>
        <source>this is no %1</source>
        <translation>nicht lesbar als %1</translation>
    </message>
    <message>
        <source>this is no %1: %2</source>
        <translation>nicht lesbar als %1: %2</translation>
    </message>
    <message>
        <source>this is no %1: %2 at byte %3</source>
        <translation>nicht lesbar als %1: %2 bei Byte %3</translation>
    </message>
    <message>
        <source>this is no JSON array of names</source>
        <translation>dies ist kein JSON-Array von Namen</translation>
    </message>
    <message>
        <source>this is no JSON array of names: %1</source>
        <translation>dies ist kein JSON-Array von Namen: %1</translation>
    </message>
    <message>
        <source>this is no JSON document (%1)</source>
        <translation>das ist kein JSON-Dokument (%1)</translation>
    </message>
    <message>
        <source>this is no JSON object</source>
        <translation>das ist kein JSON-Objekt</translation>
    </message>
    <message>
        <source>this is no archive, but </source>
        <translation>dies ist kein Archiv, sondern </translation>
    </message>
    <message>
        <source>this is no ground truth; its header begins &quot;%1&quot;</source>
        <translation>dies ist keine Referenz; die Kopfzeile beginnt mit &quot;%1&quot;</translation>
    </message>
    <message>
        <source>this is no regular file</source>
        <translation>dies ist keine gewöhnliche Datei</translation>
    </message>
    <message>
        <source>this is no report of an import</source>
        <translation>dies ist kein Bericht eines Imports</translation>
    </message>
    <message>
        <source>this is no sound of a kind that is known, whatever its name says</source>
        <translation>dies ist kein Klang einer bekannten Art, was immer der Name besagt</translation>
    </message>
    <message>
        <source>this kind of file has no genre tags</source>
        <translation>diese Dateiart hat keine Genre-Tags</translation>
    </message>
    <message>
        <source>this music is not there, or there is no sound in it; what was heard of it stays</source>
        <translation>diese Musik ist nicht da oder enthält keinen Klang; was davon gehört wurde, bleibt</translation>
    </message>
    <message>
        <source>this recording was imported before; the first is kept</source>
        <translation>diese Aufnahme wurde schon importiert; die erste bleibt</translation>
    </message>
    <message>
        <source>this run does not know the label %1</source>
        <translation>dieser Lauf kennt das Label %1 nicht</translation>
    </message>
    <message>
        <source>this run has no validation scores of %1</source>
        <translation>dieser Lauf hat keine Validierungspunktwerte von %1</translation>
    </message>
    <message>
        <source>this run has scored none of these tracks</source>
        <translation>dieser Lauf hat keines dieser Stücke bewertet</translation>
    </message>
    <message>
        <source>this source has no scored part to compare with</source>
        <translation>diese Quelle hat keinen bewerteten Teil zum Vergleichen</translation>
    </message>
    <message>
        <source>too many files are open</source>
        <translation>zu viele Dateien sind geöffnet</translation>
    </message>
    <message>
        <source>too short for a header</source>
        <translation>zu kurz für einen Kopf</translation>
    </message>
    <message>
        <source>tracks</source>
        <translation>Stücke</translation>
    </message>
    <message>
        <source>train</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>trained on %1 (job %2)</source>
        <translation>auf %1 trainiert (Auftrag %2)</translation>
    </message>
    <message>
        <source>training diverged: the loss is not a number in the first epoch</source>
        <translation>das Training ist divergiert: Der Verlust ist in der ersten Epoche keine Zahl</translation>
    </message>
    <message>
        <source>training ended since the loss was no longer a number; the weights of epoch %1 are kept. Lower the learning rate.</source>
        <translation>das Training endete, da der Verlust keine Zahl mehr war; die Gewichte von Epoche %1 sind behalten. Die Lernrate senken.</translation>
    </message>
    <message>
        <source>training failed: </source>
        <translation>Training fehlgeschlagen: </translation>
    </message>
    <message>
        <source>training on %1 (job %2)</source>
        <translation>wird auf %1 trainiert (Auftrag %2)</translation>
    </message>
    <message>
        <source>training, epoch %1</source>
        <translation>trainiert, Epoche %1</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true oder false</translation>
    </message>
    <message>
        <source>two ground truths would be written under the name %1</source>
        <translation>zwei Wahrheiten würden unter dem Namen %1 geschrieben</translation>
    </message>
    <message>
        <source>two sources are called &quot;%1&quot;</source>
        <translation>zwei Quellen heißen &quot;%1&quot;</translation>
    </message>
    <message>
        <source>untitled project</source>
        <translation>unbenanntes Projekt</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>waiting (%1)</source>
        <translation>wartet (%1)</translation>
    </message>
    <message>
        <source>waiting on %1 (job %2)</source>
        <translation>wartet auf %1 (Auftrag %2)</translation>
    </message>
    <message>
        <source>what is missing belongs to another part or source, was not imported, or has been merged by MusicBrainz since (another id now)</source>
        <translation>was fehlt, gehört zu einem anderen Teil oder einer anderen Quelle, wurde nicht importiert oder inzwischen von MusicBrainz zusammengeführt (jetzt eine andere ID)</translation>
    </message>
    <message>
        <source>what melscope-cli is called there</source>
        <translation>wie melscope-cli dort heißt</translation>
    </message>
    <message>
        <source>whole numbers as texts</source>
        <translation>ganze Zahlen als Texte</translation>
    </message>
    <message>
        <source>you have no permission</source>
        <translation>die Berechtigung fehlt</translation>
    </message>
    <message>
        <source>your quota on this disk is used up</source>
        <translation>das Kontingent auf diesem Datenträger ist aufgebraucht</translation>
    </message>
</context>
<context>
    <name>melscope::AboutDialog</name>
    <message>
        <source>&lt;h3&gt;Melscope %1&lt;/h3&gt;&lt;p&gt;Explores genre data sets and predictions of the MediaEval AcousticBrainz Genre Task.&lt;/p&gt;&lt;p&gt;Free software under the GNU Affero General Public License, version 3 or later, without any warranty.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;Melscope %1&lt;/h3&gt;&lt;p&gt;Erkundet Genre-Datensätze und Vorhersagen der MediaEval AcousticBrainz Genre Task.&lt;/p&gt;&lt;p&gt;Freie Software unter der GNU Affero General Public License, Version 3 oder neuer, ohne jede Gewährleistung.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>About Melscope</source>
        <translation>Über Melscope</translation>
    </message>
    <message>
        <source>Citing</source>
        <translation>Zitieren</translation>
    </message>
    <message>
        <source>Copy BibTeX</source>
        <translation>BibTeX kopieren</translation>
    </message>
    <message>
        <source>What is new</source>
        <translation>Neuerungen</translation>
    </message>
</context>
<context>
    <name>melscope::Autosave</name>
    <message>
        <source>Forgetting saved changes</source>
        <translation>Verwerfen gespeicherter Änderungen</translation>
    </message>
    <message>
        <source>Keeping unsaved changes</source>
        <translation>Aufbewahren ungespeicherter Änderungen</translation>
    </message>
</context>
<context>
    <name>melscope::CalibrationPlot</name>
    <message>
        <source>How many tracks of a score bear the label</source>
        <translation>Wie viele Stücke eines Punktwerts das Label tragen</translation>
    </message>
    <message>
        <source>calibrated</source>
        <translation>kalibriert</translation>
    </message>
    <message>
        <source>mean score</source>
        <translation>mittlerer Punktwert</translation>
    </message>
    <message>
        <source>share with the label</source>
        <translation>Anteil mit dem Label</translation>
    </message>
    <message>
        <source>tracks of about one score</source>
        <translation>Stücke etwa eines Punktwerts</translation>
    </message>
</context>
<context>
    <name>melscope::CardinalityPlot</name>
    <message>
        <source>%1 recordings have %2 labels</source>
        <translation>%1 Aufnahmen haben %2 Labels</translation>
    </message>
    <message>
        <source>Recordings by their number of labels</source>
        <translation>Aufnahmen nach Anzahl der Labels</translation>
    </message>
    <message>
        <source>labels of a recording</source>
        <translation>Labels einer Aufnahme</translation>
    </message>
    <message>
        <source>recordings</source>
        <translation>Aufnahmen</translation>
    </message>
</context>
<context>
    <name>melscope::CommandPalette</name>
    <message>
        <source>An action, a page, a label, a run, a setting, or a track</source>
        <translation>Eine Aktion, eine Seite, ein Label, ein Lauf, eine Einstellung oder ein Stück</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
</context>
<context>
    <name>melscope::ComparisonPane</name>
    <message>
        <source>%1 per label</source>
        <translation>%1 je Label</translation>
    </message>
    <message>
        <source>%1 per track</source>
        <translation>%1 je Stück</translation>
    </message>
    <message>
        <source>%1 violations, the first: %2</source>
        <translation>%1 Verstöße, der erste: %2</translation>
    </message>
    <message>
        <source>%1, expanded</source>
        <translation>%1, erweitert</translation>
    </message>
    <message>
        <source>%1, mean %2</source>
        <translation>%1, Mittel %2</translation>
    </message>
    <message>
        <source>%1; its truth is not known</source>
        <translation>%1; die Referenz ist nicht bekannt</translation>
    </message>
    <message>
        <source>2018 …</source>
        <translation>2018 …</translation>
    </message>
    <message>
        <source>A CSV of the task&apos;s published results</source>
        <translation>Eine CSV-Datei mit den veröffentlichten Ergebnissen der Aufgabe</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>+</translation>
    </message>
    <message>
        <source>Add submissions, other runs or the published results of 2018 to see them beside this run.</source>
        <translation>Einreichungen, andere Läufe oder die veröffentlichten Ergebnisse von 2018 hinzufügen, um sie neben diesem Lauf zu sehen.</translation>
    </message>
    <message>
        <source>Another run&apos;s submission for this source</source>
        <translation>Die Einreichung eines anderen Laufs für diese Quelle</translation>
    </message>
    <message>
        <source>As CSV or LaTeX</source>
        <translation>Als CSV oder LaTeX</translation>
    </message>
    <message>
        <source>Choose the job directory of a run that predicted this source.</source>
        <translation>Den Vorgangsordner eines Laufs wählen, der diese Quelle vorhergesagt hat.</translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation>Kommagetrennte Werte (*.csv)</translation>
    </message>
    <message>
        <source>Compare with a &amp;run …</source>
        <translation>Mit &amp;Lauf vergleichen …</translation>
    </message>
    <message>
        <source>Compare with a &amp;submission …</source>
        <translation>Mit &amp;Einreichung vergleichen …</translation>
    </message>
    <message>
        <source>Compare with results &amp;published in 2018 …</source>
        <translation>Mit 2018 &amp;veröffentlichten Ergebnissen vergleichen …</translation>
    </message>
    <message>
        <source>Folder of a run (job directory)</source>
        <translation>Ordner eines Laufs (Vorgangsordner)</translation>
    </message>
    <message>
        <source>Means of several runs</source>
        <translation>Mittelwerte mehrerer Läufe</translation>
    </message>
    <message>
        <source>Per label</source>
        <translation>Je Label</translation>
    </message>
    <message>
        <source>Per track</source>
        <translation>Je Stück</translation>
    </message>
    <message>
        <source>Published results</source>
        <translation>Veröffentlichte Ergebnisse</translation>
    </message>
    <message>
        <source>Published results were measured on the task&apos;s hidden test set, this run on the tracks whose truth you have: compare with care.</source>
        <translation>Veröffentlichte Ergebnisse wurden auf der geheimen Testmenge der Aufgabe gemessen, dieser Lauf auf den Stücken mit vorliegender Referenz: nur mit Vorsicht vergleichen.</translation>
    </message>
    <message>
        <source>Re&amp;move the compared run</source>
        <translation>Verglichenen Lauf entfe&amp;rnen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>Run …</source>
        <translation>Lauf …</translation>
    </message>
    <message>
        <source>Save the figures</source>
        <translation>Werte speichern</translation>
    </message>
    <message>
        <source>Save …</source>
        <translation>Speichern …</translation>
    </message>
    <message>
        <source>Somebody&apos;s submission for this source: it is checked, evaluated on the same tracks and can be compared label by label</source>
        <translation>Eine fremde Einreichung für diese Quelle: Sie wird geprüft, auf denselben Stücken ausgewertet und lässt sich Label für Label vergleichen</translation>
    </message>
    <message>
        <source>Submission …</source>
        <translation>Einreichung …</translation>
    </message>
    <message>
        <source>Submissions (*.tsv *.tsv.bz2 *.txt);;All files (*)</source>
        <translation>Einreichungen (*.tsv *.tsv.bz2 *.txt);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Submissions for %1</source>
        <translation>Einreichungen für %1</translation>
    </message>
    <message>
        <source>This run</source>
        <translation>Dieser Lauf</translation>
    </message>
    <message>
        <source>This run − each</source>
        <translation>Differenz zu jedem</translation>
    </message>
    <message>
        <source>This run&apos;s figures less those of each other run</source>
        <translation>Die Werte dieses Laufs abzüglich derer jedes anderen Laufs</translation>
    </message>
    <message>
        <source>This run, expanded</source>
        <translation>Dieser Lauf, erweitert</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>Was es ist</translation>
    </message>
    <message>
        <source>accepted by the checker</source>
        <translation>vom Prüfer angenommen</translation>
    </message>
    <message>
        <source>accepted, but: %1</source>
        <translation>angenommen, aber: %1</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>genres</source>
        <translation>Genres</translation>
    </message>
    <message>
        <source>measure</source>
        <translation>Maß</translation>
    </message>
    <message>
        <source>published 2018, measured on the hidden test set</source>
        <translation>2018 veröffentlicht, gemessen auf der geheimen Testmenge</translation>
    </message>
    <message>
        <source>subgenres</source>
        <translation>Subgenres</translation>
    </message>
    <message>
        <source>test part</source>
        <translation>Testteil</translation>
    </message>
    <message>
        <source>the genre of each predicted subgenre is added first</source>
        <translation>das Genre jedes vorhergesagten Subgenres wird zuvor ergänzt</translation>
    </message>
    <message>
        <source>this run has no submission for %1</source>
        <translation>dieser Lauf hat keine Einreichung für %1</translation>
    </message>
    <message>
        <source>validation part</source>
        <translation>Validierungsteil</translation>
    </message>
</context>
<context>
    <name>melscope::Comparisons</name>
    <message>
        <source>Evaluating a submission</source>
        <translation>Auswerten einer Einreichung</translation>
    </message>
    <message>
        <source>Reading published results</source>
        <translation>Lesen veröffentlichter Ergebnisse</translation>
    </message>
</context>
<context>
    <name>melscope::ConfusionPane</name>
    <message>
        <source>%1: %2 of %3 tracks (%4 %)</source>
        <translation>%1: %2 von %3 Stücken (%4 %)</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt; found</source>
        <translation>&lt;b&gt;%1&lt;/b&gt; gefunden</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt; missed and &lt;b&gt;%2&lt;/b&gt; predicted</source>
        <translation>&lt;b&gt;%1&lt;/b&gt; verfehlt und &lt;b&gt;%2&lt;/b&gt; vorhergesagt</translation>
    </message>
    <message>
        <source>All labels</source>
        <translation>Alle Labels</translation>
    </message>
    <message>
        <source>Confusion matrix</source>
        <translation>Verwechslungsmatrix</translation>
    </message>
    <message>
        <source>Genres</source>
        <translation>Genres</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Point at a cell; the wheel zooms, a click offers the tracks. Each missed label is shared out among what was wrongly predicted instead; one that was merely not predicted stands in no cell. Bars: tracks with the label, and those it is predicted for.</source>
        <translation>Auf eine Zelle zeigen; das Mausrad zoomt, ein Klick bietet die Stücke an. Jedes verfehlte Label wird auf das verteilt, was stattdessen fälschlich vorhergesagt wurde; wurde es nur nicht vorhergesagt, steht es in keiner Zelle. Balken: Stücke mit dem Label und jene, für die es vorhergesagt wird.</translation>
    </message>
    <message>
        <source>Save …</source>
        <translation>Speichern …</translation>
    </message>
    <message>
        <source>Subgenres</source>
        <translation>Subgenres</translation>
    </message>
    <message>
        <source>The truth of this part is not known.</source>
        <translation>Die Referenz dieses Teils ist nicht bekannt.</translation>
    </message>
    <message>
        <source>Tracks with %1 missed, %2 predicted</source>
        <translation>Stücke mit %1 verfehlt, %2 vorhergesagt</translation>
    </message>
    <message>
        <source>Tracks with %1, found</source>
        <translation>Stücke mit %1, gefunden</translation>
    </message>
    <message>
        <source>confusion</source>
        <translation>Verwechslung</translation>
    </message>
    <message>
        <source>predicted</source>
        <translation>Vorhersage</translation>
    </message>
    <message>
        <source>share of the row</source>
        <translation>Anteil an der Zeile</translation>
    </message>
    <message>
        <source>true</source>
        <translation>Referenz</translation>
    </message>
</context>
<context>
    <name>melscope::CostDialog</name>
    <message>
        <source>%1 wrongly predicted, %2 missed, cost %3</source>
        <translation>%1 fälschlich vorhergesagt, %2 verfehlt, Kosten %3</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <translation>%1: %2.</translation>
    </message>
    <message>
        <source>A missed track costs</source>
        <translation>Ein verfehltes Stück kostet</translation>
    </message>
    <message>
        <source>A wrongly predicted track costs</source>
        <translation>Ein fälschlich vorhergesagtes Stück kostet</translation>
    </message>
    <message>
        <source>As it is now: %1.</source>
        <translation>Derzeit: %1.</translation>
    </message>
    <message>
        <source>Cheapest is %1</source>
        <translation>Am günstigsten ist %1</translation>
    </message>
    <message>
        <source>Cheapest is never to predict it</source>
        <translation>Am günstigsten ist es, das Label nie vorherzusagen</translation>
    </message>
    <message>
        <source>Counted on validation, this label alone.</source>
        <translation>Gezählt auf der Validierung, nur für dieses Label.</translation>
    </message>
    <message>
        <source>Least cost of %1</source>
        <translation>Geringste Kosten für %1</translation>
    </message>
</context>
<context>
    <name>melscope::DataPage</name>
    <message>
        <source>Files and notes</source>
        <translation>Dateien und Notizen</translation>
    </message>
    <message>
        <source>Imports</source>
        <translation>Importe</translation>
    </message>
    <message>
        <source>Label relations</source>
        <translation>Label-Beziehungen</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Überblick</translation>
    </message>
    <message>
        <source>Views of the data</source>
        <translation>Ansichten der Daten</translation>
    </message>
</context>
<context>
    <name>melscope::DuplicatesPane</name>
    <message>
        <source>%1 of %2 pairs, %3 across</source>
        <translation>%1 von %2 Paaren, %3 über beide Teile</translation>
    </message>
    <message>
        <source>%1 of the first %2, of %3 pairs</source>
        <translation>%1 der ersten %2, von %3 Paaren</translation>
    </message>
    <message>
        <source>1 less the cosine of the angle between what the network makes of the two</source>
        <translation>1 minus der Kosinus des Winkels zwischen dem, was das Netz aus den beiden macht</translation>
    </message>
    <message>
        <source>Album</source>
        <translation>Album</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>Abstand</translation>
    </message>
    <message>
        <source>Distance up to</source>
        <translation>Abstand bis</translation>
    </message>
    <message>
        <source>Double-click or Enter shows it on the Tracks page</source>
        <translation>Doppelklick oder Eingabe zeigt sie auf der Seite Stücke</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Filter by label, id or name</source>
        <translation>Nach Label, Kennung oder Name filtern</translation>
    </message>
    <message>
        <source>Greatest distance</source>
        <translation>Größter Abstand</translation>
    </message>
    <message>
        <source>How far it is stands in the lowest row of the window.</source>
        <translation>Wie weit es ist, steht in der untersten Zeile des Fensters.</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Kennung</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Look for near-duplicates</source>
        <translation>Beinahe-Dubletten suchen</translation>
    </message>
    <message>
        <source>Looking for near-duplicates</source>
        <translation>Suche nach Beinahe-Dubletten</translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation>Wird gesucht …</translation>
    </message>
    <message>
        <source>Near-duplicates</source>
        <translation>Beinahe-Dubletten</translation>
    </message>
    <message>
        <source>No pair lies that near; a larger distance finds more</source>
        <translation>Kein Paar liegt so nahe; ein größerer Abstand findet mehr</translation>
    </message>
    <message>
        <source>Only across train and validation</source>
        <translation>Nur über Training und Validierung hinweg</translation>
    </message>
    <message>
        <source>Open a run: its network says which recordings sound the same.</source>
        <translation>Öffnen Sie einen Lauf: Sein Netz sagt, welche Aufnahmen gleich klingen.</translation>
    </message>
    <message>
        <source>Other recording</source>
        <translation>Andere Aufnahme</translation>
    </message>
    <message>
        <source>Other&apos;s id</source>
        <translation>Kennung der anderen</translation>
    </message>
    <message>
        <source>Other&apos;s labels</source>
        <translation>Labels der anderen</translation>
    </message>
    <message>
        <source>Other&apos;s part</source>
        <translation>Teil der anderen</translation>
    </message>
    <message>
        <source>Other&apos;s release group</source>
        <translation>Veröffentlichungsgruppe der anderen</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Teil</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>Teile</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufnahme</translation>
    </message>
    <message>
        <source>Recordings in train and validation that sound the same to the open run&apos;s network: those across the two flatter its figures. It looks once at all tracks of both parts; what it makes of them is kept in the run&apos;s folder: 2 KB a track.</source>
        <translation>Aufnahmen in Training und Validierung, die für das Netz des offenen Laufs gleich klingen: Die über beide Teile hinweg schmeicheln seinen Zahlen. Es sieht einmal alle Stücke beider Teile an; was es aus ihnen macht, bleibt im Ordner des Laufs: 2 KB je Stück.</translation>
    </message>
    <message>
        <source>Recordings that the network takes for the same sound. A pair across train and validation flatters the figures on validation, as tracks of one album would.</source>
        <translation>Aufnahmen, die das Netz für denselben Klang hält. Ein Paar über Training und Validierung hinweg schmeichelt den Zahlen der Validierung, wie es Stücke eines Albums täten.</translation>
    </message>
    <message>
        <source>Release group</source>
        <translation>Veröffentlichungsgruppe</translation>
    </message>
    <message>
        <source>Save near-duplicates</source>
        <translation>Beinahe-Dubletten speichern</translation>
    </message>
    <message>
        <source>Save …</source>
        <translation>Speichern …</translation>
    </message>
    <message>
        <source>Where the two stand; bold: a leak</source>
        <translation>Wo die beiden stehen; fett: ein Leck</translation>
    </message>
    <message>
        <source>Whether the two are of one release group</source>
        <translation>Ob die beiden aus einer Veröffentlichungsgruppe sind</translation>
    </message>
    <message>
        <source>another</source>
        <translation>ein anderes</translation>
    </message>
    <message>
        <source>same</source>
        <translation>dasselbe</translation>
    </message>
    <message>
        <source>train</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>train and validation</source>
        <translation>Training und Validierung</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>Validierung</translation>
    </message>
</context>
<context>
    <name>melscope::ErrorTracksPane</name>
    <message>
        <source>%1 tracks</source>
        <translation>%1 Stücke</translation>
    </message>
    <message>
        <source>1 track</source>
        <translation>1 Stück</translation>
    </message>
    <message>
        <source>All tracks of this kind, by the saved thresholds</source>
        <translation>Alle Stücke dieser Art, nach den gespeicherten Schwellen</translation>
    </message>
    <message>
        <source>Double-click to see it on the Tracks page</source>
        <translation>Doppelklick zeigt sie auf der Seite Stücke</translation>
    </message>
    <message>
        <source>How far from being predicted, or beyond</source>
        <translation>Wie weit unter der Vorhersage oder darüber</translation>
    </message>
    <message>
        <source>Kind of tracks</source>
        <translation>Art der Stücke</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>Verfehlt</translation>
    </message>
    <message>
        <source>No label selected</source>
        <translation>Kein Label ausgewählt</translation>
    </message>
    <message>
        <source>No track of this kind</source>
        <translation>Kein Stück dieser Art</translation>
    </message>
    <message>
        <source>On the Tracks page</source>
        <translation>Auf der Seite Stücke</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufnahme</translation>
    </message>
    <message>
        <source>Rightly predicted</source>
        <translation>Richtig vorhergesagt</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Punktwert</translation>
    </message>
    <message>
        <source>Score / threshold</source>
        <translation>Punktwert / Schwelle</translation>
    </message>
    <message>
        <source>This track has no features in the project</source>
        <translation>Dieses Stück hat keine Merkmale im Projekt</translation>
    </message>
    <message>
        <source>Tracks near the threshold</source>
        <translation>Stücke nahe der Schwelle</translation>
    </message>
    <message>
        <source>Wrongly predicted</source>
        <translation>Fälschlich vorhergesagt</translation>
    </message>
    <message>
        <source>the nearest %1 of %2</source>
        <translation>die nächsten %1 von %2</translation>
    </message>
</context>
<context>
    <name>melscope::Explanations</name>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Explaining %1</source>
        <translation>%1 wird erklärt</translation>
    </message>
    <message>
        <source>No feature file holds this recording.</source>
        <translation>Keine Merkmalsdatei enthält diese Aufnahme.</translation>
    </message>
    <message>
        <source>The run does not know this label.</source>
        <translation>Der Lauf kennt dieses Label nicht.</translation>
    </message>
</context>
<context>
    <name>melscope::FilterEdit</name>
    <message>
        <source>&lt;p&gt;Ids begin with a bare word, or labels and names contain it. Or:&lt;/p&gt;&lt;table&gt;&lt;tr&gt;&lt;td&gt;&lt;b&gt;label:rock&lt;/b&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;has the label; &lt;b&gt;label:rock---*&lt;/b&gt; any of its subgenres&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;b&gt;-label:pop&lt;/b&gt;&lt;/td&gt;&lt;td&gt;has it not&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;b&gt;source:discogs part:validation&lt;/b&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;of that source and part&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;b&gt;discogs:rock&lt;/b&gt;&lt;/td&gt;&lt;td&gt;discogs gives the recording that label&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;b&gt;features:no labels&amp;gt;3&lt;/b&gt;&lt;/td&gt;&lt;td&gt;without features, with more than three labels&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;b&gt;f&amp;lt;0.2 score&amp;gt;0.9&lt;/b&gt;&lt;/td&gt;&lt;td&gt;by the run&apos;s figures&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;b&gt;id:54 group:0a&lt;/b&gt;&lt;/td&gt;&lt;td&gt;recording or release group begins so&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;b&gt;artist:&quot;miles davis&quot; title:blue&lt;/b&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;what the documents tell; also album:, genre:, codec:, lossless:&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;b&gt;year&amp;gt;=1990 length&amp;lt;60&lt;/b&gt;&lt;/td&gt;&lt;td&gt;by year, and length in seconds&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;b&gt;marked:yes note:wrong&lt;/b&gt;&lt;/td&gt;&lt;td&gt;by bookmarks and notes&lt;/td&gt;&lt;/tr&gt;&lt;/table&gt;&lt;p&gt;Combined with spaces (and), &lt;b&gt;or&lt;/b&gt;, &lt;b&gt;not&lt;/b&gt; and parentheses. Ctrl+Space proposes.&lt;/p&gt;</source>
        <translation>&lt;p&gt;IDs beginnen mit einem bloßen Wort, oder Labels und Namen enthalten es. Oder:&lt;/p&gt;&lt;table&gt;&lt;tr&gt;&lt;td&gt;&lt;b&gt;label:rock&lt;/b&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;hat das Label; &lt;b&gt;label:rock---*&lt;/b&gt; eines seiner Subgenres&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;b&gt;-label:pop&lt;/b&gt;&lt;/td&gt;&lt;td&gt;hat es nicht&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;b&gt;source:discogs part:validation&lt;/b&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;aus dieser Quelle und diesem Teil&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;b&gt;discogs:rock&lt;/b&gt;&lt;/td&gt;&lt;td&gt;discogs gibt der Aufnahme dieses Label&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;b&gt;features:no labels&amp;gt;3&lt;/b&gt;&lt;/td&gt;&lt;td&gt;ohne Merkmale, mit mehr als drei Labels&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;b&gt;f&amp;lt;0.2 score&amp;gt;0.9&lt;/b&gt;&lt;/td&gt;&lt;td&gt;nach den Werten des Laufs&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;b&gt;id:54 group:0a&lt;/b&gt;&lt;/td&gt;&lt;td&gt;Aufnahme oder Veröffentlichungsgruppe beginnt so&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;b&gt;artist:&quot;miles davis&quot; title:blue&lt;/b&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;Angaben der Dokumente; auch album:, genre:, codec:, lossless:&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;b&gt;year&amp;gt;=1990 length&amp;lt;60&lt;/b&gt;&lt;/td&gt;&lt;td&gt;nach Jahr und nach Länge in Sekunden&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;b&gt;marked:yes note:wrong&lt;/b&gt;&lt;/td&gt;&lt;td&gt;nach Lesezeichen und Notizen&lt;/td&gt;&lt;/tr&gt;&lt;/table&gt;&lt;p&gt;Verknüpft mit Leerzeichen (und), &lt;b&gt;or&lt;/b&gt; (oder), &lt;b&gt;not&lt;/b&gt; (nicht) und Klammern. Strg+Leertaste macht Vorschläge.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Filter: 54551a  label:rock  -label:pop  part:validation  artist:davis …</source>
        <translation>Filter: 54551a  label:rock  -label:pop  part:validation  artist:davis …</translation>
    </message>
</context>
<context>
    <name>melscope::GenreTagsDialog</name>
    <message>
        <source>%1 cannot be read; the first: %2</source>
        <translation>%1 nicht lesbar; die erste: %2</translation>
    </message>
    <message>
        <source>%1 of %2 files would change.</source>
        <translation>%1 von %2 Dateien würden sich ändern.</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>New genres</source>
        <translation>Neue Genres</translation>
    </message>
    <message>
        <source>Nothing would change.</source>
        <translation>Es würde sich nichts ändern.</translation>
    </message>
    <message>
        <source>Predicted labels of</source>
        <translation>Vorhergesagte Labels von</translation>
    </message>
    <message>
        <source>Present genres</source>
        <translation>Vorhandene Genres</translation>
    </message>
    <message>
        <source>Reading tags</source>
        <translation>Lesen der Genre-Tags</translation>
    </message>
    <message>
        <source>Reading the files&apos; tags …</source>
        <translation>Genre-Tags der Dateien werden gelesen …</translation>
    </message>
    <message>
        <source>Subgenres by their own names, beside their genres (&quot;Punk&quot;, not &quot;rock---punk&quot;)</source>
        <translation>Subgenres unter eigenem Namen, neben ihren Genres (&quot;Punk&quot;, nicht &quot;rock---punk&quot;)</translation>
    </message>
    <message>
        <source>The ticked files get the genres on the right as their genre tags; nothing else in them changes. Undo (Ctrl+Z on the Music page) brings the old ones back.</source>
        <translation>Die angehakten Dateien erhalten die Genres rechts als Genre-Tags; sonst ändert sich nichts in ihnen. Rückgängig (Strg+Z auf der Seite Musik) stellt die alten wieder her.</translation>
    </message>
    <message>
        <source>What would change</source>
        <translation>Was sich ändern würde</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Write genre tags</source>
        <translation>Genre-Tags schreiben</translation>
    </message>
    <message>
        <source>Write into %1 files</source>
        <translation>In %1 Dateien schreiben</translation>
    </message>
    <message>
        <source>are replaced</source>
        <translation>werden ersetzt</translation>
    </message>
    <message>
        <source>stay, before the new ones</source>
        <translation>bleiben, vor den neuen</translation>
    </message>
</context>
<context>
    <name>melscope::GenreWriter</name>
    <message>
        <source>%1 files were left as they are; the first since %2</source>
        <translation>%1 Dateien blieben unverändert; Grund bei der ersten: %2</translation>
    </message>
    <message>
        <source>Genres written into %1 files.</source>
        <translation>Genres in %1 Dateien geschrieben.</translation>
    </message>
    <message>
        <source>Reading the journal</source>
        <translation>Lesen des Journals</translation>
    </message>
    <message>
        <source>Writing genres into files</source>
        <translation>Schreiben von Genres in Dateien</translation>
    </message>
    <message>
        <source>writing genres into %1 files</source>
        <translation>Genres in %1 Dateien schreiben</translation>
    </message>
</context>
<context>
    <name>melscope::GridDialog</name>
    <message>
        <source>%1; or several with semicolons between</source>
        <translation>%1; oder mehrere mit Strichpunkten dazwischen</translation>
    </message>
    <message numerus="yes">
        <source>%n combination(s)</source>
        <translation>
            <numerusform>%n Kombination</numerusform>
            <numerusform>%n Kombinationen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n fold(s)</source>
        <translation>
            <numerusform>%n Teil</numerusform>
            <numerusform>%n Teile</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s):</source>
        <translation>
            <numerusform>%n Lauf:</numerusform>
            <numerusform>%n Läufe:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n seed(s)</source>
        <translation>
            <numerusform>%n Startwert</numerusform>
            <numerusform>%n Startwerte</numerusform>
        </translation>
    </message>
    <message>
        <source>10, 20, 50 and 100 % of the training tracks; a smaller share is part of a larger one</source>
        <translation>10, 20, 50 und 100 % der Trainingsstücke; ein kleinerer Anteil ist Teil eines größeren</translation>
    </message>
    <message>
        <source>A grid of trainings</source>
        <translation>Ein Raster von Trainings</translation>
    </message>
    <message>
        <source>About %1 here, if no run stops early.</source>
        <translation>Hier etwa %1, wenn kein Lauf früher aufhört.</translation>
    </message>
    <message>
        <source>Add a setting</source>
        <translation>Einstellung hinzufügen</translation>
    </message>
    <message>
        <source>Cross-validation: training and validation of all sources are united and divided into so many folds; each validates a model of its own, thresholds included</source>
        <translation>Kreuzvalidierung: Training und Validierung aller Quellen werden vereinigt und in so viele Teile geteilt; jeder validiert ein eigenes Modell samt dessen Schwellen</translation>
    </message>
    <message>
        <source>Estimating the speed</source>
        <translation>Geschwindigkeit schätzen</translation>
    </message>
    <message>
        <source>Folds</source>
        <translation>Teile</translation>
    </message>
    <message>
        <source>Remove this setting</source>
        <translation>Diese Einstellung entfernen</translation>
    </message>
    <message>
        <source>Seeds</source>
        <translation>Startwerte</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>Einstellung</translation>
    </message>
    <message>
        <source>Settings and their values</source>
        <translation>Einstellungen und ihre Werte</translation>
    </message>
    <message>
        <source>Shares for a learning curve</source>
        <translation>Anteile für eine Lernkurve</translation>
    </message>
    <message>
        <source>Start the grid</source>
        <translation>Raster starten</translation>
    </message>
    <message>
        <source>The settings of the page are trained with all combinations of these values. The Grids tab shows the means over seeds and folds with their deviations. Interrupted, a grid goes on later.</source>
        <translation>Die Einstellungen der Seite werden mit allen Kombinationen dieser Werte trainiert. Der Reiter Raster zeigt die Mittel über Startwerte und Teile mit ihren Abweichungen. Unterbrochen, geht ein Raster später weiter.</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>none: training and validation as they are</source>
        <translation>keine: Training und Validierung, wie sie sind</translation>
    </message>
</context>
<context>
    <name>melscope::GridsPane</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n run(s) finished.</source>
        <translation>
            <numerusform>%1 von %n Lauf fertig.</numerusform>
            <numerusform>%1 von %n Läufen fertig.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n folds.</source>
        <translation>
            <numerusform>%n Teil.</numerusform>
            <numerusform>%n Teile.</numerusform>
        </translation>
    </message>
    <message>
        <source>A grid trains the page&apos;s settings with several values, seeds and folds, and tells means ± deviation.</source>
        <translation>Ein Raster trainiert die Einstellungen der Seite mit mehreren Werten, Startwerten und Teilen und nennt Mittel ± Abweichung.</translation>
    </message>
    <message>
        <source>And what of it the grid changes</source>
        <translation>Und was das Raster daran ändert</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>F per label on the test part, all labels</source>
        <translation>F je Label auf dem Testteil, alle Labels</translation>
    </message>
    <message>
        <source>F per track on the test part, all labels</source>
        <translation>F je Stück auf dem Testteil, alle Labels</translation>
    </message>
    <message>
        <source>F1 against the number of training tracks; needs a grid with several shares</source>
        <translation>F1 gegen die Zahl der Trainingsstücke; braucht ein Raster mit mehreren Anteilen</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>Raster</translation>
    </message>
    <message>
        <source>Grid …</source>
        <translation>Raster …</translation>
    </message>
    <message>
        <source>It is being trained.</source>
        <translation>Es wird gerade trainiert.</translation>
    </message>
    <message>
        <source>It waits to be trained.</source>
        <translation>Es wartet auf sein Training.</translation>
    </message>
    <message>
        <source>Learning curve</source>
        <translation>Lernkurve</translation>
    </message>
    <message>
        <source>Macro F1 on validation, at the thresholds chosen on it</source>
        <translation>Makro-F1 auf der Validierung, bei den darauf gewählten Schwellen</translation>
    </message>
    <message>
        <source>Mean average precision on validation</source>
        <translation>Mittlere durchschnittliche Präzision auf der Validierung</translation>
    </message>
    <message>
        <source>Mean ± standard deviation over seeds and folds</source>
        <translation>Mittel ± Standardabweichung über Startwerte und Teile</translation>
    </message>
    <message>
        <source>Means of the grid&apos;s variants</source>
        <translation>Mittel der Varianten des Rasters</translation>
    </message>
    <message>
        <source>No grid yet</source>
        <translation>Noch kein Raster</translation>
    </message>
    <message>
        <source>Of training a run, mean</source>
        <translation>Des Trainings eines Laufs, im Mittel</translation>
    </message>
    <message>
        <source>Reading the grids</source>
        <translation>Raster lesen</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>Rezept</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Save the grid&apos;s means</source>
        <translation>Mittel des Rasters speichern</translation>
    </message>
    <message>
        <source>Save …</source>
        <translation>Speichern …</translation>
    </message>
    <message>
        <source>Seeds × folds that are finished, of all</source>
        <translation>Startwerte × Teile, die fertig sind, von allen</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Test, per label</source>
        <translation>Test, je Label</translation>
    </message>
    <message>
        <source>Test, per track</source>
        <translation>Test, je Stück</translation>
    </message>
    <message>
        <source>The means as CSV, TSV or LaTeX</source>
        <translation>Die Mittel als CSV, TSV oder LaTeX</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Train what is missing, with the project as it was when the grid began</source>
        <translation>Trainieren, was fehlt, mit dem Projekt, wie es zu Beginn des Rasters war</translation>
    </message>
    <message>
        <source>Validation F1</source>
        <translation>Validierung F1</translation>
    </message>
    <message>
        <source>Validation mAP</source>
        <translation>Validierung mAP</translation>
    </message>
    <message>
        <source>mean of the sources</source>
        <translation>Mittel der Quellen</translation>
    </message>
</context>
<context>
    <name>melscope::HelpWindow</name>
    <message>
        <source># There is no such chapter</source>
        <translation># Dieses Kapitel gibt es nicht</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Chapters</source>
        <translation>Kapitel</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Vorwärts</translation>
    </message>
    <message>
        <source>Guide</source>
        <translation>Handbuch</translation>
    </message>
    <message>
        <source>Search the guide</source>
        <translation>Im Handbuch suchen</translation>
    </message>
    <message>
        <source>Text of the chapter</source>
        <translation>Text des Kapitels</translation>
    </message>
</context>
<context>
    <name>melscope::HistoryCharts</name>
    <message>
        <source>%1: loss %2, mAP %3</source>
        <translation>%1: Verlust %2, mAP %3</translation>
    </message>
    <message>
        <source>Epoch %1: %2</source>
        <translation>Epoche %1: %2</translation>
    </message>
    <message>
        <source>Exponential average of the curves; they themselves stay visible, faint</source>
        <translation>Exponentielles Mittel der Kurven; sie selbst bleiben blass sichtbar</translation>
    </message>
    <message>
        <source>Log epochs</source>
        <translation>Epochen log.</translation>
    </message>
    <message>
        <source>Log loss</source>
        <translation>Verlust log.</translation>
    </message>
    <message>
        <source>Logarithmic axes of the epochs</source>
        <translation>Logarithmische Achsen der Epochen</translation>
    </message>
    <message>
        <source>Logarithmic axis of the loss</source>
        <translation>Logarithmische Achse des Verlusts</translation>
    </message>
    <message>
        <source>Mean over seeds</source>
        <translation>Mittel über Startwerte</translation>
    </message>
    <message>
        <source>Point at an epoch to read its figures; wheel and drag zoom and move, a double click shows all.</source>
        <translation>Auf eine Epoche zeigen, um ihre Werte zu lesen; Mausrad und Ziehen zoomen und verschieben, ein Doppelklick zeigt alles.</translation>
    </message>
    <message>
        <source>Runs that differ in nothing but the seed as their mean, with the standard deviation as a band</source>
        <translation>Läufe, die sich nur im Startwert unterscheiden, als ihr Mittel, mit der Standardabweichung als Band</translation>
    </message>
    <message>
        <source>Save charts …</source>
        <translation>Diagramme speichern …</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>Glättung</translation>
    </message>
    <message>
        <source>The four charts as PNG, SVG or PDF, or the curves as CSV</source>
        <translation>Die vier Diagramme als PNG, SVG oder PDF oder die Kurven als CSV</translation>
    </message>
    <message>
        <source>learning rate %1</source>
        <translation>Lernrate %1</translation>
    </message>
    <message>
        <source>loss %1 / validation %2</source>
        <translation>Verlust %1 / Validierung %2</translation>
    </message>
    <message>
        <source>mAP %1 (genres %2, subgenres %3)</source>
        <translation>mAP %1 (Genres %2, Subgenres %3)</translation>
    </message>
    <message>
        <source>macro F1 %1</source>
        <translation>Makro-F1 %1</translation>
    </message>
    <message>
        <source>tracks</source>
        <translation>Stücke</translation>
    </message>
    <message>
        <source>training</source>
        <translation>Training</translation>
    </message>
</context>
<context>
    <name>melscope::HistoryPlot</name>
    <message>
        <source> best: epoch %1 </source>
        <translation> beste: Epoche %1 </translation>
    </message>
    <message>
        <source>%1 by epoch</source>
        <translation>%1 nach Epoche</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1, less deviation</source>
        <translation>%1, abzüglich Streuung</translation>
    </message>
    <message>
        <source>%1, not smoothed</source>
        <translation>%1, nicht geglättet</translation>
    </message>
    <message>
        <source>%1, plus deviation</source>
        <translation>%1, zuzüglich Streuung</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>F1, mAP of all classes</source>
        <translation>F1, mAP aller Klassen</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>loss (dotted: training)</source>
        <translation>Verlust (gepunktet: Training)</translation>
    </message>
    <message>
        <source>mAP</source>
        <translation>mAP</translation>
    </message>
    <message>
        <source>mAP genres</source>
        <translation>mAP Genres</translation>
    </message>
    <message>
        <source>mAP of all classes</source>
        <translation>mAP aller Klassen</translation>
    </message>
    <message>
        <source>mAP subgenres</source>
        <translation>mAP Subgenres</translation>
    </message>
    <message>
        <source>tracks/s</source>
        <translation>Stücke/s</translation>
    </message>
    <message>
        <source>training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>Validierung</translation>
    </message>
</context>
<context>
    <name>melscope::HistoryWindow</name>
    <message>
        <source>As it was opened</source>
        <translation>Wie beim Öffnen</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>What was done to the project, to thresholds and to files, the last at the end. A click goes back to that point, or forward again.</source>
        <translation>Was am Projekt, an Schwellen und an Dateien geändert wurde, das Letzte am Ende. Ein Klick geht zu diesem Punkt zurück oder wieder vorwärts.</translation>
    </message>
</context>
<context>
    <name>melscope::ImagePanel</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 of %2 in %3</source>
        <translation>%1 von %2 in %3</translation>
    </message>
    <message>
        <source>%1 of the shown</source>
        <translation>%1 der gezeigten</translation>
    </message>
    <message>
        <source>A deviation has no difference to a mean; choose another view.</source>
        <translation>Eine Streuung hat keine Differenz zu einem Mittel; eine andere Ansicht wählen.</translation>
    </message>
    <message>
        <source>A deviation is no input; choose another view.</source>
        <translation>Eine Streuung ist keine Eingabe; eine andere Ansicht wählen.</translation>
    </message>
    <message>
        <source>Against a label&apos;s mean</source>
        <translation>Gegen Label-Mittel</translation>
    </message>
    <message>
        <source>Computing …</source>
        <translation>Berechnung …</translation>
    </message>
    <message>
        <source>Copy the values</source>
        <translation>Werte kopieren</translation>
    </message>
    <message>
        <source>Decibels</source>
        <translation>Dezibel</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Image or reasons</source>
        <translation>Bild oder Gründe</translation>
    </message>
    <message>
        <source>Keep this track beside those selected next (Ctrl+P)</source>
        <translation>Dieses Stück neben den danach ausgewählten behalten (Strg+P)</translation>
    </message>
    <message>
        <source>Label whose mean is compared with</source>
        <translation>Label, mit dessen Mittel verglichen wird</translation>
    </message>
    <message>
        <source>Network input</source>
        <translation>Netzeingabe</translation>
    </message>
    <message>
        <source>Network input of the open run: decibels, less the mean of the training tracks, in standard deviations</source>
        <translation>Netzeingabe des geöffneten Laufs: Dezibel abzüglich des Mittels der Trainingsstücke, in Standardabweichungen</translation>
    </message>
    <message>
        <source>Network input of the open run: each statistic divided by its maximum over the bands</source>
        <translation>Netzeingabe des geöffneten Laufs: jede Statistik geteilt durch ihr Maximum über die Bänder</translation>
    </message>
    <message>
        <source>Network input: each statistic divided by its maximum over the bands</source>
        <translation>Netzeingabe: jede Statistik geteilt durch ihr Maximum über die Bänder</translation>
    </message>
    <message>
        <source>Network input: standardised decibels, by what a run has found in its training tracks. No run is open, so the share of the maximum stands here.</source>
        <translation>Netzeingabe: standardisierte Dezibel, nach dem, was ein Lauf in seinen Trainingsstücken gefunden hat. Es ist kein Lauf geöffnet, daher steht hier der Anteil am Maximum.</translation>
    </message>
    <message>
        <source>No feature file holds this recording.</source>
        <translation>Keine Merkmalsdatei enthält diese Aufnahme.</translation>
    </message>
    <message>
        <source>No profile</source>
        <translation>Kein Profil</translation>
    </message>
    <message>
        <source>None of these tracks has features.</source>
        <translation>Keines dieser Stücke hat Merkmale.</translation>
    </message>
    <message>
        <source>One colour scale for both images</source>
        <translation>Eine Farbskala für beide Bilder</translation>
    </message>
    <message>
        <source>One recording has no deviation.</source>
        <translation>Eine einzelne Aufnahme hat keine Streuung.</translation>
    </message>
    <message>
        <source>One statistic over the bands as a curve</source>
        <translation>Eine Statistik über die Bänder als Kurve</translation>
    </message>
    <message>
        <source>Open a run: its network is asked.</source>
        <translation>Öffnen Sie einen Lauf: Sein Netz wird gefragt.</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Anheften</translation>
    </message>
    <message>
        <source>Profile: %1</source>
        <translation>Profil: %1</translation>
    </message>
    <message>
        <source>Raw values</source>
        <translation>Rohwerte</translation>
    </message>
    <message>
        <source>Reading the network&apos;s input</source>
        <translation>Lesen der Netzeingabe</translation>
    </message>
    <message>
        <source>Same colours</source>
        <translation>Gleiche Farben</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save the image …</source>
        <translation>Bild speichern …</translation>
    </message>
    <message>
        <source>Save the profile …</source>
        <translation>Profil speichern …</translation>
    </message>
    <message>
        <source>Save the second image …</source>
        <translation>Zweites Bild speichern …</translation>
    </message>
    <message>
        <source>Score %1, of the label&apos;s mean %2; the cells add up to %3, off by %4</source>
        <translation>Punktwert %1, des Label-Mittels %2; die Felder ergeben zusammen %3, daneben um %4</translation>
    </message>
    <message>
        <source>Select a track to see its mel bands.</source>
        <translation>Ein Stück auswählen, um seine Mel-Bänder zu sehen.</translation>
    </message>
    <message>
        <source>Share of maximum</source>
        <translation>Anteil am Maximum</translation>
    </message>
    <message>
        <source>Statistic of the profile</source>
        <translation>Statistik des Profils</translation>
    </message>
    <message>
        <source>The open run&apos;s network cannot be read: %1</source>
        <translation>Das Netz des geöffneten Laufs ist nicht lesbar: %1</translation>
    </message>
    <message>
        <source>What the heatmap shows</source>
        <translation>Was das Bild zeigt</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Why %1</source>
        <translation>Warum %1</translation>
    </message>
    <message>
        <source>Without a band or statistic</source>
        <translation>Ohne ein Band oder eine Statistik</translation>
    </message>
    <message>
        <source>deviation</source>
        <translation>Streuung</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>occlusion of %1</source>
        <translation>Verdeckung von %1</translation>
    </message>
    <message>
        <source>profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>why %1</source>
        <translation>warum %1</translation>
    </message>
</context>
<context>
    <name>melscope::ImageSide</name>
    <message>
        <source>Deviation of a label</source>
        <translation>Streuung eines Labels</translation>
    </message>
    <message>
        <source>Deviation of the shown tracks</source>
        <translation>Streuung der gezeigten Stücke</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Label of the image</source>
        <translation>Label des Bildes</translation>
    </message>
    <message>
        <source>Mean of a label</source>
        <translation>Mittel eines Labels</translation>
    </message>
    <message>
        <source>Mean of the shown tracks</source>
        <translation>Mittel der gezeigten Stücke</translation>
    </message>
    <message>
        <source>Nothing beside it</source>
        <translation>Nichts daneben</translation>
    </message>
    <message>
        <source>Pin a track first (Ctrl+P)</source>
        <translation>Zuerst ein Stück anheften (Strg+P)</translation>
    </message>
    <message>
        <source>Pinned track</source>
        <translation>Angeheftetes Stück</translation>
    </message>
    <message>
        <source>Selected track</source>
        <translation>Ausgewähltes Stück</translation>
    </message>
    <message>
        <source>What is shown</source>
        <translation>Was gezeigt wird</translation>
    </message>
    <message>
        <source>What stands beside it</source>
        <translation>Was daneben steht</translation>
    </message>
    <message>
        <source>Why a label</source>
        <translation>Warum ein Label</translation>
    </message>
</context>
<context>
    <name>melscope::ImportancePane</name>
    <message numerus="yes">
        <source>%1 validation tracks, %n permutation(s) of each part of the input</source>
        <translation>
            <numerusform>%1 Validierungsstücke, %n Vertauschung jedes Teils der Eingabe</numerusform>
            <numerusform>%1 Validierungsstücke, %n Vertauschungen jedes Teils der Eingabe</numerusform>
        </translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt;: average precision %2, on %3 tracks with the label. %4.</source>
        <translation>&lt;b&gt;%1&lt;/b&gt;: mittlere Präzision %2, bei %3 Stücken mit dem Label. %4.</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt;: no validation track bears the label.</source>
        <translation>&lt;b&gt;%1&lt;/b&gt;: Kein Validierungsstück trägt das Label.</translation>
    </message>
    <message>
        <source>&lt;b&gt;All labels of the run&lt;/b&gt;: mAP %1. %2.</source>
        <translation>&lt;b&gt;Alle Labels des Laufs&lt;/b&gt;: mAP %1. %2.</translation>
    </message>
    <message>
        <source>AP</source>
        <translation>AP</translation>
    </message>
    <message>
        <source>AP loss</source>
        <translation>Verlust AP</translation>
    </message>
    <message>
        <source>All labels</source>
        <translation>Alle Labels</translation>
    </message>
    <message>
        <source>Attribution and figures</source>
        <translation>Zuschreibung und Zahlen</translation>
    </message>
    <message>
        <source>Average precision less the same where the values are others</source>
        <translation>Mittlere Präzision minus dieselbe, wo die Werte andere sind</translation>
    </message>
    <message>
        <source>Average precision with all of the input</source>
        <translation>Mittlere Präzision mit der ganzen Eingabe</translation>
    </message>
    <message>
        <source>Best F1 less the best where the values are others</source>
        <translation>Bestes F1 minus das beste, wo die Werte andere sind</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Compute</source>
        <translation>Berechnen</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>F1 at the threshold that is best each time</source>
        <translation>F1 bei der Schwelle, die jeweils die beste ist</translation>
    </message>
    <message>
        <source>F1 loss</source>
        <translation>Verlust F1</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>Genres are bold</source>
        <translation>Genres sind fett</translation>
    </message>
    <message>
        <source>Hangs on</source>
        <translation>Hängt an</translation>
    </message>
    <message>
        <source>How far it is stands in the lowest row of the window.</source>
        <translation>Wie weit es ist, steht in der untersten Zeile des Fensters.</translation>
    </message>
    <message>
        <source>How much the figures on validation lose where each statistic, or each group of five bands, is that of other tracks; and which cells of the image speak for a label, on average over its tracks.</source>
        <translation>Wie viel die Zahlen der Validierung verlieren, wo jede Statistik oder jede Gruppe von fünf Bändern die anderer Stücke ist; und welche Felder des Bilds für ein Label sprechen, im Mittel über seine Stücke.</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Loss of F1</source>
        <translation>Verlust an F1</translation>
    </message>
    <message>
        <source>Loss of average precision</source>
        <translation>Verlust an mittlerer Präzision</translation>
    </message>
    <message>
        <source>Losses without each part of the input</source>
        <translation>Verluste ohne jeden Teil der Eingabe</translation>
    </message>
    <message>
        <source>Mean attribution</source>
        <translation>Mittlere Zuschreibung</translation>
    </message>
    <message>
        <source>Measuring …</source>
        <translation>Wird gemessen …</translation>
    </message>
    <message>
        <source>Open a run: its network is asked.</source>
        <translation>Öffnen Sie einen Lauf: Sein Netz wird gefragt.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save all labels …</source>
        <translation>Alle Labels speichern …</translation>
    </message>
    <message>
        <source>Save the bars …</source>
        <translation>Die Balken speichern …</translation>
    </message>
    <message>
        <source>Save the losses</source>
        <translation>Die Verluste speichern</translation>
    </message>
    <message>
        <source>Save the losses of all labels</source>
        <translation>Die Verluste aller Labels speichern</translation>
    </message>
    <message>
        <source>Save the mean attribution …</source>
        <translation>Die mittlere Zuschreibung speichern …</translation>
    </message>
    <message>
        <source>Save this table …</source>
        <translation>Diese Tabelle speichern …</translation>
    </message>
    <message>
        <source>Search labels</source>
        <translation>Labels suchen</translation>
    </message>
    <message>
        <source>Standard deviation over the permutations</source>
        <translation>Standardabweichung über die Vertauschungen</translation>
    </message>
    <message>
        <source>That takes about %1.</source>
        <translation>Das dauert etwa %1.</translation>
    </message>
    <message>
        <source>Tracks</source>
        <translation>Stücke</translation>
    </message>
    <message>
        <source>Validation tracks that bear the label</source>
        <translation>Validierungsstücke, die das Label tragen</translation>
    </message>
    <message>
        <source>What helps a label</source>
        <translation>Was einem Label hilft</translation>
    </message>
    <message>
        <source>What is lost</source>
        <translation>Was verloren geht</translation>
    </message>
    <message>
        <source>What it loses most without</source>
        <translation>Ohne was es am meisten verliert</translation>
    </message>
    <message>
        <source>Whose values are those of other tracks</source>
        <translation>Dessen Werte die anderer Stücke sind</translation>
    </message>
    <message>
        <source>Without</source>
        <translation>Ohne</translation>
    </message>
    <message>
        <source>average precision</source>
        <translation>mittlerer Präzision</translation>
    </message>
    <message>
        <source>bands %1–%2</source>
        <translation>Bänder %1–%2</translation>
    </message>
    <message>
        <source>importance for %1</source>
        <translation>Bedeutung für %1</translation>
    </message>
    <message>
        <source>mAP</source>
        <translation>mAP</translation>
    </message>
    <message>
        <source>macro F1</source>
        <translation>Makro-F1</translation>
    </message>
    <message>
        <source>± AP</source>
        <translation>± AP</translation>
    </message>
    <message>
        <source>± F1</source>
        <translation>± F1</translation>
    </message>
</context>
<context>
    <name>melscope::ImportancePlot</name>
    <message>
        <source>%1: %2 ± %3</source>
        <translation>%1: %2 ± %3</translation>
    </message>
    <message>
        <source>Bars: mean over the permutations; lines: standard deviation</source>
        <translation>Balken: Mittel über die Vertauschungen; Striche: Standardabweichung</translation>
    </message>
    <message>
        <source>Most is lost without %1. %2.</source>
        <translation>Am meisten geht ohne %1 verloren. %2.</translation>
    </message>
    <message>
        <source>Nothing is shown.</source>
        <translation>Es ist nichts zu sehen.</translation>
    </message>
    <message>
        <source>What is lost without a statistic or a group of bands</source>
        <translation>Was ohne eine Statistik oder eine Gruppe von Bändern verloren geht</translation>
    </message>
    <message>
        <source>deviation</source>
        <translation>Abweichung</translation>
    </message>
    <message>
        <source>input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>loss of %1</source>
        <translation>Verlust an %1</translation>
    </message>
    <message>
        <source>mel bands</source>
        <translation>Mel-Bänder</translation>
    </message>
    <message>
        <source>statistics</source>
        <translation>Statistiken</translation>
    </message>
</context>
<context>
    <name>melscope::ImportsPane</name>
    <message>
        <source>%1 failed</source>
        <translation>%1 fehlgeschlagen</translation>
    </message>
    <message>
        <source>%1 repeated</source>
        <translation>%1 wiederholt</translation>
    </message>
    <message>
        <source>%1 skipped</source>
        <translation>%1 übersprungen</translation>
    </message>
    <message>
        <source>%1 tracks imported from %2</source>
        <translation>%1 Stücke importiert aus %2</translation>
    </message>
    <message>
        <source>. Here are the first %1 of each kind; the saved file has all.</source>
        <translation>. Hier stehen die ersten %1 jeder Art; die gespeicherte Datei enthält alle.</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>Alle Arten</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Filter by path or reason</source>
        <translation>Nach Pfad oder Grund filtern</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Nothing was imported for this project; its features are stores already.</source>
        <translation>Für dieses Projekt wurde nichts importiert; seine Merkmale liegen bereits als Merkmalsspeicher vor.</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>Offset</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Pfad</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Report of the import</source>
        <translation>Bericht des Imports</translation>
    </message>
    <message>
        <source>Save as TSV …</source>
        <translation>Als TSV speichern …</translation>
    </message>
    <message>
        <source>Save the import&apos;s report</source>
        <translation>Bericht des Imports speichern</translation>
    </message>
    <message>
        <source>Saving the report</source>
        <translation>Speichern des Berichts</translation>
    </message>
    <message>
        <source>Tab-separated values (*.tsv)</source>
        <translation>Tabulatorgetrennte Werte (*.tsv)</translation>
    </message>
    <message>
        <source>The byte at which it went wrong</source>
        <translation>Das Byte, bei dem der Fehler auftrat</translation>
    </message>
    <message>
        <source>Written to %1</source>
        <translation>Gespeichert als %1</translation>
    </message>
    <message>
        <source>import.tsv</source>
        <translation>import.tsv</translation>
    </message>
</context>
<context>
    <name>melscope::JobDialog</name>
    <message>
        <source>Cancel the job</source>
        <translation>Auftrag abbrechen</translation>
    </message>
    <message>
        <source>End of the &amp;log</source>
        <translation>Ende des &amp;Protokolls</translation>
    </message>
    <message>
        <source>End of the job&apos;s log</source>
        <translation>Ende des Protokolls des Auftrags</translation>
    </message>
    <message>
        <source>Ends it there; its last checkpoint stays, and it can go on from that</source>
        <translation>Beendet ihn dort; sein letzter Sicherungspunkt bleibt, und von dem kann er weitergehen</translation>
    </message>
    <message>
        <source>Folder there</source>
        <translation>Ordner dort</translation>
    </message>
    <message>
        <source>Job of the run %1</source>
        <translation>Auftrag des Laufs %1</translation>
    </message>
    <message>
        <source>Script</source>
        <translation>Skript</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Submitted</source>
        <translation>Übergeben</translation>
    </message>
    <message>
        <source>The job has not said anything yet.</source>
        <translation>Der Auftrag hat noch nichts gesagt.</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
</context>
<context>
    <name>melscope::JobsWindow</name>
    <message>
        <source>Begun</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>How far, or what went wrong</source>
        <translation>Wie weit, oder was schiefging</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>Vorgang</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Vorgänge</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>What is told by imports and trainings, and what went wrong, stands here.</source>
        <translation>Hier steht, was Importe und Trainings melden und was dabei schiefging.</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
</context>
<context>
    <name>melscope::LabelBars</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: %2 training recordings; a click shows them</source>
        <translation>%1: %2 Trainingsaufnahmen; ein Klick zeigt sie</translation>
    </message>
</context>
<context>
    <name>melscope::LabelHistogramPlot</name>
    <message>
        <source>%1: %2 recordings</source>
        <translation>%1: %2 Aufnahmen</translation>
    </message>
    <message numerus="yes">
        <source>%n label(s); the most frequent are %1.</source>
        <translation>
            <numerusform>%n Label; am häufigsten: %1.</numerusform>
            <numerusform>%n Labels; am häufigsten sind %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is shown.</source>
        <translation>Nichts wird gezeigt.</translation>
    </message>
    <message>
        <source>Recordings by label</source>
        <translation>Aufnahmen nach Label</translation>
    </message>
    <message>
        <source>genres</source>
        <translation>Genres</translation>
    </message>
    <message>
        <source>label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>label, the most frequent first</source>
        <translation>Label, die häufigsten zuerst</translation>
    </message>
    <message>
        <source>recordings</source>
        <translation>Aufnahmen</translation>
    </message>
    <message>
        <source>subgenres</source>
        <translation>Subgenres</translation>
    </message>
</context>
<context>
    <name>melscope::LabelPane</name>
    <message>
        <source> (%1 below the greatest)</source>
        <translation> (%1 unter dem größten)</translation>
    </message>
    <message>
        <source>&amp;Never predict this label</source>
        <translation>Dieses Label &amp;nie vorhersagen</translation>
    </message>
    <message>
        <source>&lt;b&gt;Whole system&lt;/b&gt; on %1 validation tracks, ± against the plain argmax. Micro-F1 %2; tracks that no label reaches: %3</source>
        <translation>&lt;b&gt;Gesamtsystem&lt;/b&gt; auf %1 Validierungsstücken, ± gegen das einfache argmax. Mikro-F1 %2; Stücke, die kein Label erreicht: %3</translation>
    </message>
    <message>
        <source>&lt;b&gt;Whole system&lt;/b&gt; on %1 validation tracks. Micro-F1 %2; tracks that no label reaches: %3</source>
        <translation>&lt;b&gt;Gesamtsystem&lt;/b&gt; auf %1 Validierungsstücken. Mikro-F1 %2; Stücke, die kein Label erreicht: %3</translation>
    </message>
    <message>
        <source>&lt;br&gt;Resampled: F1 %1–%2; </source>
        <translation>&lt;br&gt;Bei Wiederholung der Stichprobe: F1 %1–%2; </translation>
    </message>
    <message>
        <source>At threshold %1: </source>
        <translation>Bei Schwelle %1: </translation>
    </message>
    <message>
        <source>Back to what the rule of all labels says</source>
        <translation>Zurück zum Ergebnis der Regel aller Labels</translation>
    </message>
    <message>
        <source>By rule</source>
        <translation>Nach Regel</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>Kalibrierung</translation>
    </message>
    <message>
        <source>F1 &lt;b&gt;%1&lt;/b&gt;%2, precision %3, recall %4. TP %5 · FP %6 · FN %7 · TN %8.</source>
        <translation>F1 &lt;b&gt;%1&lt;/b&gt;%2, Präzision %3, Trefferquote %4. TP %5 · FP %6 · FN %7 · TN %8.</translation>
    </message>
    <message>
        <source>Find this label&apos;s threshold by a rule of its own</source>
        <translation>Die Schwelle dieses Labels nach einer eigenen Regel finden</translation>
    </message>
    <message>
        <source>Labelling the tracks …</source>
        <translation>Vorhersage der Labels …</translation>
    </message>
    <message>
        <source>Lay this label&apos;s F1 in other runs over the curve</source>
        <translation>F1 dieses Labels in anderen Läufen über die Kurve legen</translation>
    </message>
    <message>
        <source>Least cost …</source>
        <translation>Min. Kosten …</translation>
    </message>
    <message>
        <source>Logarithmic threshold axis</source>
        <translation>Logarithmische Achse der Schwelle</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>Never predict this label</source>
        <translation>Dieses Label nie vorhersagen</translation>
    </message>
    <message>
        <source>Never predicted. </source>
        <translation>Nie vorhergesagt. </translation>
    </message>
    <message>
        <source>No label selected</source>
        <translation>Kein Label ausgewählt</translation>
    </message>
    <message>
        <source>No validation track bears this label, so there is no threshold and the label is never predicted.</source>
        <translation>Kein Validierungsstück trägt dieses Label, daher gibt es keine Schwelle, und das Label wird nie vorhergesagt.</translation>
    </message>
    <message>
        <source>Precision against recall</source>
        <translation>Präzision gegen Trefferquote</translation>
    </message>
    <message>
        <source>P–R</source>
        <translation>P–R</translation>
    </message>
    <message>
        <source>R&amp;eset this label</source>
        <translation>Dieses Label &amp;zurücksetzen</translation>
    </message>
    <message>
        <source>ROC</source>
        <translation>ROC</translation>
    </message>
    <message>
        <source>Reading other runs&apos; scores</source>
        <translation>Lesen der Punktwerte anderer Läufe</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Save the &amp;plot …</source>
        <translation>&amp;Diagramm speichern …</translation>
    </message>
    <message>
        <source>Save the plot that is shown</source>
        <translation>Das gezeigte Diagramm speichern</translation>
    </message>
    <message>
        <source>Save …</source>
        <translation>Speichern …</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>Punktwerte</translation>
    </message>
    <message>
        <source>The tracks nearest to the threshold: wrongly predicted, missed, right</source>
        <translation>Die Stücke, die der Schwelle am nächsten sind: fälschlich vorhergesagt, verfehlt, richtig</translation>
    </message>
    <message>
        <source>The truth of the validation part is not to be found; without it there is nothing to search thresholds on.</source>
        <translation>Die Referenz des Validierungsteils ist nicht zu finden; ohne sie lassen sich keine Schwellen suchen.</translation>
    </message>
    <message>
        <source>The whole system&apos;s 18 means on validation</source>
        <translation>Die 18 Mittelwerte des Gesamtsystems auf der Validierung</translation>
    </message>
    <message>
        <source>There is no other run</source>
        <translation>Es gibt keinen anderen Lauf</translation>
    </message>
    <message>
        <source>This label by a r&amp;ule</source>
        <translation>Dieses Label nach einer Re&amp;gel</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>Tracks</source>
        <translation>Stücke</translation>
    </message>
    <message>
        <source>True positive rate against false positive rate</source>
        <translation>Richtig-positiv-Rate gegen Falsch-positiv-Rate</translation>
    </message>
    <message>
        <source>Type a threshold, drag the line in the plot, or move it from score to score with the arrow keys (Shift: by ten)</source>
        <translation>Eine Schwelle eingeben, die Linie im Diagramm ziehen oder sie mit den Pfeiltasten von Punktwert zu Punktwert rücken (Umschalt: um zehn)</translation>
    </message>
    <message>
        <source>Views of the label</source>
        <translation>Ansichten des Labels</translation>
    </message>
    <message>
        <source>With the difference to the plain argmax of every label</source>
        <translation>Mit der Differenz zum einfachen argmax aller Labels</translation>
    </message>
    <message>
        <source>label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>log</source>
        <translation>log.</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>on unseen tracks expect %1 (%2–%3).</source>
        <translation>auf ungesehenen Stücken zu erwarten: %1 (%2–%3).</translation>
    </message>
    <message>
        <source>too rare to tell what to expect on unseen tracks.</source>
        <translation>zu selten für eine Aussage über ungesehene Stücke.</translation>
    </message>
</context>
<context>
    <name>melscope::LabelReasons</name>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Estimating the time that it takes</source>
        <translation>Abschätzen, wie lange es dauert</translation>
    </message>
    <message>
        <source>Explaining %1</source>
        <translation>%1 wird erklärt</translation>
    </message>
    <message>
        <source>Measuring what helps the labels</source>
        <translation>Messen, was den Labels hilft</translation>
    </message>
</context>
<context>
    <name>melscope::LabelResultsPane</name>
    <message>
        <source>95 %</source>
        <translation>95 %</translation>
    </message>
    <message>
        <source>&lt; %1</source>
        <translation>&lt; %1</translation>
    </message>
    <message>
        <source>Add a submission or another run on the Runs tab first</source>
        <translation>Zuerst im Reiter Läufe eine Einreichung oder einen anderen Lauf hinzufügen</translation>
    </message>
    <message>
        <source>Bootstrap interval of the difference</source>
        <translation>Bootstrap-Intervall der Differenz</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>Vergleichen mit</translation>
    </message>
    <message>
        <source>Comparing label by label</source>
        <translation>Vergleich Label für Label</translation>
    </message>
    <message>
        <source>Comparing …</source>
        <translation>Vergleich …</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Differenz</translation>
    </message>
    <message>
        <source>Double-click: the label&apos;s errors on the Tracks page</source>
        <translation>Doppelklick: Fehler des Labels auf der Seite Stücke</translation>
    </message>
    <message>
        <source>Evaluation of the labels</source>
        <translation>Auswertung der Labels</translation>
    </message>
    <message>
        <source>F</source>
        <translation>F</translation>
    </message>
    <message>
        <source>Genres are bold</source>
        <translation>Genres sind fett</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Other&apos;s F</source>
        <translation>Anderes F</translation>
    </message>
    <message>
        <source>P</source>
        <translation>P</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>Vorhergesagt</translation>
    </message>
    <message>
        <source>R</source>
        <translation>R</translation>
    </message>
    <message>
        <source>Save table …</source>
        <translation>Tabelle speichern …</translation>
    </message>
    <message>
        <source>Save the labels</source>
        <translation>Labels speichern</translation>
    </message>
    <message>
        <source>The truth of this part is not known</source>
        <translation>Die Referenz dieses Teils ist nicht bekannt</translation>
    </message>
    <message>
        <source>This run less the other: mean F %1 (%2 … %3, p %4); significantly (bold) better: %5 labels, worse: %6</source>
        <translation>Dieser Lauf abzüglich des anderen: mittleres F %1 (%2 … %3, p %4); signifikant (fett) besser: %5 Labels, schlechter: %6</translation>
    </message>
    <message>
        <source>This run&apos;s F1 less the other&apos;s; bold where it is significant (p &lt; 0.05)</source>
        <translation>F1 dieses Laufs abzüglich dessen des anderen; fett, wo signifikant (p &lt; 0.05)</translation>
    </message>
    <message>
        <source>Tracks that bear the label</source>
        <translation>Stücke, die das Label tragen</translation>
    </message>
    <message>
        <source>True</source>
        <translation>Referenz</translation>
    </message>
    <message>
        <source>Two-sided, by the bootstrap</source>
        <translation>Zweiseitig, per Bootstrap</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>p</source>
        <translation>p</translation>
    </message>
</context>
<context>
    <name>melscope::LabelScatterPlot</name>
    <message>
        <source>%1
F1 %2, %3 tracks</source>
        <translation>%1
F1 %2, %3 Stücke</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>F1 of the labels against their support</source>
        <translation>F1 der Labels gegen ihr Vorkommen</translation>
    </message>
    <message>
        <source>genres</source>
        <translation>Genres</translation>
    </message>
    <message>
        <source>label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>subgenres</source>
        <translation>Subgenres</translation>
    </message>
    <message>
        <source>tracks</source>
        <translation>Stücke</translation>
    </message>
    <message>
        <source>validation tracks with the label</source>
        <translation>Validierungsstücke mit dem Label</translation>
    </message>
</context>
<context>
    <name>melscope::LabelThresholdModel</name>
    <message>
        <source>AP</source>
        <translation>AP</translation>
    </message>
    <message>
        <source>Average precision</source>
        <translation>Mittlere Präzision</translation>
    </message>
    <message>
        <source>Best F1</source>
        <translation>Bestes F1</translation>
    </message>
    <message>
        <source>Chosen by</source>
        <translation>Gewählt durch</translation>
    </message>
    <message>
        <source>Curve</source>
        <translation>Kurve</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>Erwartet</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>F1 against the threshold, the chosen one marked; sorts by the greatest F1</source>
        <translation>F1 gegen die Schwelle, die gewählte markiert; sortiert nach dem größten F1</translation>
    </message>
    <message>
        <source>F1 on other tracks is expected at %1, 95 % of the time within %2</source>
        <translation>Auf anderen Stücken ist ein F1 von %1 zu erwarten, in 95 % der Fälle im Bereich %2</translation>
    </message>
    <message>
        <source>F1 to be expected on unseen tracks: on one half of validation with the threshold of the other</source>
        <translation>Auf ungesehenen Stücken zu erwartendes F1: auf einer Hälfte der Validierung mit der Schwelle der anderen</translation>
    </message>
    <message>
        <source>F1 with the chosen threshold: predicted means score ≥ threshold, before the fallback and what is done with genres</source>
        <translation>F1 mit der gewählten Schwelle: vorhergesagt heißt Punktwert ≥ Schwelle, vor der Ersatzregel und der Behandlung der Genres</translation>
    </message>
    <message>
        <source>Genres are bold</source>
        <translation>Genres sind fett</translation>
    </message>
    <message>
        <source>Greatest F1 %1 at %2; 95 % of resamples have %3, at thresholds within %4 … %5</source>
        <translation>Größtes F1 %1 bei %2; 95 % der Bootstrap-Stichproben haben %3, bei Schwellen im Bereich %4 … %5</translation>
    </message>
    <message>
        <source>Greatest F1 of any threshold, with its 95 % bootstrap interval</source>
        <translation>Größtes F1 aller Schwellen, mit seinem Bootstrap-Intervall zu 95 %</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>P</source>
        <translation>P</translation>
    </message>
    <message>
        <source>Precision with the chosen threshold</source>
        <translation>Präzision mit der gewählten Schwelle</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>Vorhergesagt</translation>
    </message>
    <message>
        <source>R</source>
        <translation>R</translation>
    </message>
    <message>
        <source>Recall with the chosen threshold</source>
        <translation>Trefferquote mit der gewählten Schwelle</translation>
    </message>
    <message>
        <source>Support</source>
        <translation>Vorkommen</translation>
    </message>
    <message>
        <source>The label is predicted where its score is at least this; bold: set by hand</source>
        <translation>Das Label wird vorhergesagt, wo sein Punktwert mindestens so groß ist; fett: von Hand gesetzt</translation>
    </message>
    <message>
        <source>The rule, or by hand</source>
        <translation>Die Regel, oder von Hand</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>Too rare to tell</source>
        <translation>Zu selten für eine Aussage</translation>
    </message>
    <message>
        <source>Tracks whose score reaches the threshold</source>
        <translation>Stücke, deren Punktwert die Schwelle erreicht</translation>
    </message>
    <message>
        <source>Validation tracks that bear the label</source>
        <translation>Validierungsstücke, die das Label tragen</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>von Hand</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
</context>
<context>
    <name>melscope::LabelTree</name>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>A recording is a row in each source and part that has it</source>
        <translation>Eine Aufnahme ist eine Zeile in jeder Quelle und jedem Teil, die sie enthalten</translation>
    </message>
    <message>
        <source>Genres and subgenres</source>
        <translation>Genres und Subgenres</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>Aufnahmen</translation>
    </message>
    <message>
        <source>Release groups</source>
        <translation>Veröffentlichungsgruppen</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Search labels</source>
        <translation>Labels suchen</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>Share of the recordings</source>
        <translation>Anteil an den Aufnahmen</translation>
    </message>
</context>
<context>
    <name>melscope::LabelsPane</name>
    <message>
        <source>%1 recordings in %2 release groups, %3 genres and %4 subgenres, %5 labels per recording</source>
        <translation>%1 Aufnahmen in %2 Veröffentlichungsgruppen, %3 Genres und %4 Subgenres, %5 Labels je Aufnahme</translation>
    </message>
    <message>
        <source>&lt;a href=&quot;#&quot;&gt;Show the tracks with %1&lt;/a&gt;</source>
        <translation>&lt;a href=&quot;#&quot;&gt;Stücke mit %1 zeigen&lt;/a&gt;</translation>
    </message>
    <message>
        <source>Add a ground truth: Data → Add files.</source>
        <translation>Eine Referenz hinzufügen: Daten → Dateien hinzufügen.</translation>
    </message>
    <message>
        <source>Logarithmic</source>
        <translation>Logarithmisch</translation>
    </message>
    <message>
        <source>Logarithmic axis of the recordings</source>
        <translation>Logarithmische Achse der Aufnahmen</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Teil</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>There is no ground truth for this part.</source>
        <translation>Für diesen Teil gibt es keine Referenz.</translation>
    </message>
</context>
<context>
    <name>melscope::LearningCurvePane</name>
    <message>
        <source>%1 labels, all sources together</source>
        <translation>%1 Labels, alle Quellen zusammen</translation>
    </message>
    <message>
        <source>A line is the mean over the labels that so many tracks of the whole training part have.</source>
        <translation>Eine Linie ist das Mittel über die Labels, die so viele Stücke des ganzen Trainingsteils haben.</translation>
    </message>
    <message>
        <source>F per label on the validation part, since no truth of the test part is known: the thresholds were chosen on it, which flatters rare labels.</source>
        <translation>F je Label auf dem Validierungsteil, da keine Referenz des Testteils bekannt ist: die Schwellen wurden darauf gewählt, was seltenen Labels schmeichelt.</translation>
    </message>
    <message>
        <source>F1, %1</source>
        <translation>F1, %1</translation>
    </message>
    <message>
        <source>F1, all</source>
        <translation>F1, alle</translation>
    </message>
    <message>
        <source>It takes runs on several shares of the training tracks: Train → Grid … with share = %1.</source>
        <translation>Dazu braucht es Läufe mit mehreren Anteilen der Trainingsstücke: Training → Raster … mit dem Anteil %1.</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Linien</translation>
    </message>
    <message>
        <source>Mean F1 of all labels ± standard deviation over the runs</source>
        <translation>Mittlerer F1 aller Labels ± Standardabweichung über die Läufe</translation>
    </message>
    <message>
        <source>Mean F1 of the labels that %1 tracks of the whole training part have ± standard deviation over the runs</source>
        <translation>Mittlerer F1 der Labels, die %1 Stücke des ganzen Trainingsteils haben, ± Standardabweichung über die Läufe</translation>
    </message>
    <message>
        <source>No learning curve yet</source>
        <translation>Noch keine Lernkurve</translation>
    </message>
    <message>
        <source>Of the training tracks, in percent</source>
        <translation>Der Trainingsstücke, in Prozent</translation>
    </message>
    <message>
        <source>Reading the learning curve</source>
        <translation>Lernkurve lesen</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>Rezept</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Save table …</source>
        <translation>Tabelle speichern …</translation>
    </message>
    <message>
        <source>Save the learning curve</source>
        <translation>Lernkurve speichern</translation>
    </message>
    <message>
        <source>Seeds and folds</source>
        <translation>Startwerte und Teile</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>That the runs were trained on, mean</source>
        <translation>Mit denen die Läufe trainiert wurden, im Mittel</translation>
    </message>
    <message>
        <source>The points of the learning curve</source>
        <translation>Die Punkte der Lernkurve</translation>
    </message>
    <message>
        <source>The task&apos;s F per label on the test part.</source>
        <translation>F je Label, wie in der Aufgabe, auf dem Testteil.</translation>
    </message>
    <message>
        <source>To the Train page</source>
        <translation>Zur Seite Training</translation>
    </message>
    <message>
        <source>Tracks</source>
        <translation>Stücke</translation>
    </message>
    <message>
        <source>Which groups of labels are drawn; a click on a name above the plot does the same</source>
        <translation>Welche Gruppen von Labels gezeichnet werden; ein Klick auf einen Namen über dem Diagramm bewirkt dasselbe</translation>
    </message>
    <message>
        <source>learning-curve</source>
        <translation>lernkurve</translation>
    </message>
    <message>
        <source>mean of the sources</source>
        <translation>Mittel der Quellen</translation>
    </message>
    <message>
        <source>the project&apos;s runs</source>
        <translation>die Läufe des Projekts</translation>
    </message>
</context>
<context>
    <name>melscope::LearningCurvePlot</name>
    <message>
        <source>%1 tracks</source>
        <translation>%1 Stücke</translation>
    </message>
    <message numerus="yes">
        <source>%1 tracks (%2), %n run(s)</source>
        <translation>
            <numerusform>%1 Stücke (%2), %n Lauf</numerusform>
            <numerusform>%1 Stücke (%2), %n Läufe</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: F1 %2 with %3 tracks, %4 with %5.</source>
        <translation>%1: F1 %2 mit %3 Stücken, %4 mit %5.</translation>
    </message>
    <message>
        <source>%1: F1 %2, %3 labels</source>
        <translation>%1: F1 %2, %3 Labels</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>F1 %1</source>
        <translation>F1 %1</translation>
    </message>
    <message>
        <source>F1 against the number of training tracks</source>
        <translation>F1 gegen die Zahl der Trainingsstücke</translation>
    </message>
    <message>
        <source>There is no curve.</source>
        <translation>Es gibt keine Kurve.</translation>
    </message>
    <message>
        <source>all labels</source>
        <translation>alle Labels</translation>
    </message>
    <message>
        <source>deviation %1</source>
        <translation>Abweichung %1</translation>
    </message>
    <message>
        <source>runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>tracks</source>
        <translation>Stücke</translation>
    </message>
    <message>
        <source>training tracks</source>
        <translation>Trainingsstücke</translation>
    </message>
</context>
<context>
    <name>melscope::LogBoxes</name>
    <message>
        <source>Each run also writes MLflow&apos;s files into its folder mlruns, epoch by epoch</source>
        <translation>Jeder Lauf schreibt auch MLflows Dateien in seinen Ordner mlruns, Epoche für Epoche</translation>
    </message>
    <message>
        <source>Each run also writes event files into its folder tensorboard, epoch by epoch</source>
        <translation>Jeder Lauf schreibt auch Ereignisdateien in seinen Ordner tensorboard, Epoche für Epoche</translation>
    </message>
    <message>
        <source>Log for MLflow</source>
        <translation>Protokoll für MLflow</translation>
    </message>
    <message>
        <source>Log for TensorBoard</source>
        <translation>Protokoll für TensorBoard</translation>
    </message>
</context>
<context>
    <name>melscope::MainWindow</name>
    <message>
        <source>%1 (Ctrl+%2)</source>
        <translation>%1 (Strg+%2)</translation>
    </message>
    <message>
        <source>%1 (copy).melscope</source>
        <translation>%1 (Kopie).melscope</translation>
    </message>
    <message>
        <source>%1 (read-only)</source>
        <translation>%1 (schreibgeschützt)</translation>
    </message>
    <message>
        <source>%1 – Melscope</source>
        <translation>%1 – Melscope</translation>
    </message>
    <message>
        <source>%1 – run %2</source>
        <translation>%1 – Lauf %2</translation>
    </message>
    <message>
        <source>&amp;About Melscope</source>
        <translation>Ü&amp;ber Melscope</translation>
    </message>
    <message>
        <source>&amp;Close window</source>
        <translation>Fenster s&amp;chließen</translation>
    </message>
    <message>
        <source>&amp;Commands …</source>
        <translation>&amp;Befehle …</translation>
    </message>
    <message>
        <source>&amp;Data</source>
        <translation>Da&amp;ten</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Export submission …</source>
        <translation>&amp;Einreichung exportieren …</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Guide to this page</source>
        <translation>&amp;Handbuch zu dieser Seite</translation>
    </message>
    <message>
        <source>&amp;History …</source>
        <translation>&amp;Verlauf …</translation>
    </message>
    <message>
        <source>&amp;Keyboard and mouse</source>
        <translation>&amp;Tastatur und Maus</translation>
    </message>
    <message>
        <source>&amp;Music</source>
        <translation>&amp;Musik</translation>
    </message>
    <message>
        <source>&amp;New project</source>
        <translation>&amp;Neues Projekt</translation>
    </message>
    <message>
        <source>&amp;Open project …</source>
        <translation>Projekt ö&amp;ffnen …</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederherstellen</translation>
    </message>
    <message>
        <source>&amp;Results</source>
        <translation>&amp;Ergebnisse</translation>
    </message>
    <message>
        <source>&amp;Save project</source>
        <translation>Projekt &amp;speichern</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>A &amp;worked example</source>
        <translation>Ein durchgeführtes &amp;Beispiel</translation>
    </message>
    <message>
        <source>About &amp;Qt</source>
        <translation>Über &amp;Qt</translation>
    </message>
    <message>
        <source>After %1.</source>
        <translation>Nach %1.</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Done again: %1</source>
        <translation>Wiederholt: %1</translation>
    </message>
    <message>
        <source>Failed: %1</source>
        <translation>Fehlgeschlagen: %1</translation>
    </message>
    <message>
        <source>Filter of the Tracks page</source>
        <translation>Filter der Seite „Stücke“</translation>
    </message>
    <message>
        <source>Finished: %1</source>
        <translation>Fertig: %1</translation>
    </message>
    <message>
        <source>Folder of a run (job directory)</source>
        <translation>Ordner eines Laufs (Vorgangsordner)</translation>
    </message>
    <message>
        <source>Hel&amp;p</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Melscope projects (*.melscope)</source>
        <translation>Melscope-Projekte (*.melscope)</translation>
    </message>
    <message>
        <source>Music</source>
        <translation>Musik</translation>
    </message>
    <message>
        <source>Name of the layout</source>
        <translation>Name der Anordnung</translation>
    </message>
    <message>
        <source>New &amp;window</source>
        <translation>Neues Fens&amp;ter</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>Noch keine</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>Projekt öffnen</translation>
    </message>
    <message>
        <source>Open a ru&amp;n …</source>
        <translation>&amp;Lauf öffnen …</translation>
    </message>
    <message>
        <source>Open a run</source>
        <translation>Lauf öffnen</translation>
    </message>
    <message>
        <source>Open the &amp;demo</source>
        <translation>&amp;Demo öffnen</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Save project &amp;as …</source>
        <translation>Projekt speichern &amp;unter …</translation>
    </message>
    <message>
        <source>Save the layout</source>
        <translation>Anordnung speichern</translation>
    </message>
    <message>
        <source>Save the project</source>
        <translation>Projekt speichern</translation>
    </message>
    <message>
        <source>Searching tracks</source>
        <translation>Stücke suchen</translation>
    </message>
    <message>
        <source>Setting of a training</source>
        <translation>Einstellung eines Trainings</translation>
    </message>
    <message>
        <source>Show its results</source>
        <translation>Ergebnisse zeigen</translation>
    </message>
    <message>
        <source>Stay after all</source>
        <translation>Doch bleiben</translation>
    </message>
    <message>
        <source>T&amp;hresholds</source>
        <translation>Sch&amp;wellen</translation>
    </message>
    <message>
        <source>The training %1 has ended after %2 epochs; the best is epoch %3.</source>
        <translation>Das Training %1 ist nach %2 Epochen zu Ende; die beste ist Epoche %3.</translation>
    </message>
    <message>
        <source>The training is being stopped, and its best epoch kept; then this is left.</source>
        <translation>Das Training wird beendet und seine beste Epoche behalten; danach wird das Projekt verlassen.</translation>
    </message>
    <message>
        <source>Threshold of the label</source>
        <translation>Schwelle des Labels</translation>
    </message>
    <message>
        <source>Thresholds</source>
        <translation>Schwellen</translation>
    </message>
    <message>
        <source>Trac&amp;ks</source>
        <translation>&amp;Stücke</translation>
    </message>
    <message>
        <source>Track of %1, %2</source>
        <translation>Stück aus %1, %2</translation>
    </message>
    <message>
        <source>Tracks</source>
        <translation>Stücke</translation>
    </message>
    <message>
        <source>Tracks that fit “%1”</source>
        <translation>Stücke, die zu „%1“ passen</translation>
    </message>
    <message>
        <source>Tracks with the label</source>
        <translation>Stücke mit dem Label</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Undone: %1</source>
        <translation>Rückgängig gemacht: %1</translation>
    </message>
    <message>
        <source>What the &amp;figures mean</source>
        <translation>Was die &amp;Zahlen bedeuten</translation>
    </message>
    <message>
        <source>untitled</source>
        <translation>unbenannt</translation>
    </message>
    <message>
        <source>untitled.melscope</source>
        <translation>unbenannt.melscope</translation>
    </message>
</context>
<context>
    <name>melscope::MapBar</name>
    <message>
        <source>Colour: F1</source>
        <translation>Farbe: F1</translation>
    </message>
    <message>
        <source>Colour: genre</source>
        <translation>Farbe: Genre</translation>
    </message>
    <message>
        <source>Colour: number of labels</source>
        <translation>Farbe: Zahl der Labels</translation>
    </message>
    <message>
        <source>Colour: part</source>
        <translation>Farbe: Teil</translation>
    </message>
    <message>
        <source>Colour: score of a label</source>
        <translation>Farbe: Punktwert eines Labels</translation>
    </message>
    <message>
        <source>Colour: source</source>
        <translation>Farbe: Quelle</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Found only</source>
        <translation>Nur gefundene</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Label of the score</source>
        <translation>Label des Punktwerts</translation>
    </message>
    <message>
        <source>Lay out what the filter finds alone, instead of showing it among all</source>
        <translation>Nur anordnen, was der Filter findet, statt es unter allen zu zeigen</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>Anordnung</translation>
    </message>
    <message>
        <source>Neighbours</source>
        <translation>Nachbarn</translation>
    </message>
    <message>
        <source>Neighbours: what sounds alike lies together (UMAP). Principal axes: along the two directions in which the tracks differ most (PCA).</source>
        <translation>Nachbarn: Was ähnlich klingt, liegt beisammen (UMAP). Hauptachsen: entlang der beiden Richtungen, in denen sich die Stücke am meisten unterscheiden (PCA).</translation>
    </message>
    <message>
        <source>Parts on the map</source>
        <translation>Teile auf der Karte</translation>
    </message>
    <message>
        <source>Principal axes</source>
        <translation>Hauptachsen</translation>
    </message>
    <message>
        <source>The label whose score colours the map</source>
        <translation>Das Label, dessen Punktwert die Karte färbt</translation>
    </message>
    <message>
        <source>What the colours tell</source>
        <translation>Was die Farben sagen</translation>
    </message>
    <message>
        <source>Which tracks of the run are on the map</source>
        <translation>Welche Stücke des Laufs auf der Karte sind</translation>
    </message>
    <message>
        <source>all parts</source>
        <translation>alle Teile</translation>
    </message>
</context>
<context>
    <name>melscope::MapCard</name>
    <message>
        <source>F1 of the prediction: %1</source>
        <translation>F1 der Vorhersage: %1</translation>
    </message>
    <message>
        <source>Highest scores: %1</source>
        <translation>Höchste Punktwerte: %1</translation>
    </message>
</context>
<context>
    <name>melscope::MapLegend</name>
    <message>
        <source>Untick what is not to be drawn; a double click draws one alone.</source>
        <translation>Wählen Sie ab, was nicht gezeichnet werden soll; ein Doppelklick zeichnet eines allein.</translation>
    </message>
    <message>
        <source>What the colours mean</source>
        <translation>Was die Farben bedeuten</translation>
    </message>
    <message>
        <source>from dark to light</source>
        <translation>von dunkel nach hell</translation>
    </message>
</context>
<context>
    <name>melscope::MapPane</name>
    <message>
        <source>%1 points</source>
        <translation>%1 Punkte</translation>
    </message>
    <message>
        <source>%1, finding neighbours …</source>
        <translation>%1, Nachbarn werden gesucht …</translation>
    </message>
    <message>
        <source>%1, round %2 of %3</source>
        <translation>%1, Runde %2 von %3</translation>
    </message>
    <message>
        <source>%1, stopped in round %2 of %3</source>
        <translation>%1, angehalten in Runde %2 von %3</translation>
    </message>
    <message>
        <source>1 point</source>
        <translation>1 Punkt</translation>
    </message>
    <message>
        <source>Add ground truths and features first.</source>
        <translation>Fügen Sie zuerst Ground Truths und Merkmale hinzu.</translation>
    </message>
    <message>
        <source>Begin anew</source>
        <translation>Neu beginnen</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Colouring the map</source>
        <translation>Karte wird gefärbt</translation>
    </message>
    <message>
        <source>Computing …</source>
        <translation>Wird berechnet …</translation>
    </message>
    <message>
        <source>Enclosing tracks</source>
        <translation>Stücke werden umrandet</translation>
    </message>
    <message>
        <source>For this, the open run&apos;s network looks once at all tracks of %1; what it makes of them is kept in the run&apos;s folder: 2 KB a track.</source>
        <translation>Dafür sieht sich das Netz des offenen Laufs einmal alle Stücke von %1 an; was es aus ihnen macht, bleibt im Ordner des Laufs: 2 KB je Stück.</translation>
    </message>
    <message>
        <source>Looking up a track</source>
        <translation>Stück wird nachgesehen</translation>
    </message>
    <message>
        <source>Make the map</source>
        <translation>Karte anlegen</translation>
    </message>
    <message>
        <source>Making the map</source>
        <translation>Karte wird angelegt</translation>
    </message>
    <message>
        <source>Open a run: its network says where tracks lie on the map.</source>
        <translation>Öffnen Sie einen Lauf: Sein Netz sagt, wo Stücke auf der Karte liegen.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stop or begin anew</source>
        <translation>Anhalten oder neu beginnen</translation>
    </message>
</context>
<context>
    <name>melscope::MapPlot</name>
    <message>
        <source>%1: %2 points, %3 of them in view</source>
        <translation>%1: %2 Punkte, davon %3 im Blick</translation>
    </message>
    <message>
        <source>An empty map</source>
        <translation>Eine leere Karte</translation>
    </message>
    <message>
        <source>Map of the tracks</source>
        <translation>Karte der Stücke</translation>
    </message>
</context>
<context>
    <name>melscope::MapTools</name>
    <message>
        <source>Drag to enclose points: they become what the filter finds. With Ctrl they are added.</source>
        <translation>Ziehen umrandet Punkte: Sie werden zu dem, was der Filter findet. Mit Strg kommen sie hinzu.</translation>
    </message>
    <message>
        <source>Drag to move the map</source>
        <translation>Ziehen verschiebt die Karte</translation>
    </message>
    <message>
        <source>Draw about points (also with Shift, whatever is chosen): they become what the filter finds. With Ctrl they are added.</source>
        <translation>Umfahren Sie Punkte (auch mit Umschalt, was immer gewählt ist): Sie werden zu dem, was der Filter findet. Mit Strg kommen sie hinzu.</translation>
    </message>
    <message>
        <source>Lasso</source>
        <translation>Lasso</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation>Rechteck</translation>
    </message>
</context>
<context>
    <name>melscope::MatrixPlot</name>
    <message>
        <source>How labels stand together</source>
        <translation>Wie Labels zusammenhängen</translation>
    </message>
</context>
<context>
    <name>melscope::MeanAttribution</name>
    <message>
        <source>%1: score %2, of the mean track %3; the cells add up to %4, off by %5</source>
        <translation>%1: Punktwert %2, des mittleren Stücks %3; die Felder ergeben zusammen %4, um %5 daneben</translation>
    </message>
    <message>
        <source>Choose a label: which cells speak for it and which against it, on average over its validation tracks.</source>
        <translation>Wählen Sie ein Label: welche Felder für es sprechen und welche dagegen, im Mittel über seine Validierungsstücke.</translation>
    </message>
    <message>
        <source>Computing …</source>
        <translation>Wird berechnet …</translation>
    </message>
    <message>
        <source>Mean attribution of the chosen label</source>
        <translation>Mittlere Zuschreibung des gewählten Labels</translation>
    </message>
    <message>
        <source>Mean over %1 of %2 tracks</source>
        <translation>Mittel über %1 von %2 Stücken</translation>
    </message>
    <message numerus="yes">
        <source>Mean over %n track(s)</source>
        <translation>
            <numerusform>Mittel über %n Stück</numerusform>
            <numerusform>Mittel über %n Stücke</numerusform>
        </translation>
    </message>
    <message>
        <source>No validation track bears the label.</source>
        <translation>Kein Validierungsstück trägt das Label.</translation>
    </message>
    <message>
        <source>attribution of %1</source>
        <translation>Zuschreibung von %1</translation>
    </message>
</context>
<context>
    <name>melscope::MeanImages</name>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Computing a mean image</source>
        <translation>Mittleres Bild berechnen</translation>
    </message>
</context>
<context>
    <name>melscope::MelHeatmap</name>
    <message>
        <source>%1 dB</source>
        <translation>%1 dB</translation>
    </message>
    <message>
        <source>, %1 dB above the mean</source>
        <translation>, %1 dB über dem Mittel</translation>
    </message>
    <message>
        <source>, %1 of its maximum</source>
        <translation>, %1 seines Maximums</translation>
    </message>
    <message>
        <source>, input %1</source>
        <translation>, Eingabe %1</translation>
    </message>
    <message>
        <source>Hz   band</source>
        <translation>Hz   Band</translation>
    </message>
    <message>
        <source>Mel bands of the selected track</source>
        <translation>Mel-Bänder des gewählten Stücks</translation>
    </message>
    <message>
        <source>Move the mouse over a cell to read it.</source>
        <translation>Zum Ablesen mit der Maus auf eine Zelle zeigen.</translation>
    </message>
    <message>
        <source>Select a track.</source>
        <translation>Ein Stück auswählen.</translation>
    </message>
    <message>
        <source>band %1 (%2 Hz), %3: %4 of the score</source>
        <translation>Band %1 (%2 Hz), %3: %4 des Punktwerts</translation>
    </message>
    <message>
        <source>band %1 (%2 Hz), %3: raw %4, %5</source>
        <translation>Band %1 (%2 Hz), %3: roh %4, %5</translation>
    </message>
    <message>
        <source>centre frequency (Hz)   mel band</source>
        <translation>Mittenfrequenz (Hz)   Mel-Band</translation>
    </message>
    <message>
        <source>dB</source>
        <translation>dB</translation>
    </message>
    <message>
        <source>dB (10 log₁₀ of the raw value)</source>
        <translation>dB (10 log₁₀ des Rohwerts)</translation>
    </message>
    <message>
        <source>dB above the mean</source>
        <translation>dB über dem Mittel</translation>
    </message>
    <message>
        <source>deviations</source>
        <translation>Abweichungen</translation>
    </message>
    <message>
        <source>no level</source>
        <translation>kein Pegel</translation>
    </message>
    <message>
        <source>raw value</source>
        <translation>Rohwert</translation>
    </message>
    <message>
        <source>share of maximum</source>
        <translation>Anteil am Maximum</translation>
    </message>
    <message>
        <source>share of the score</source>
        <translation>Anteil am Punktwert</translation>
    </message>
    <message>
        <source>share of the statistic&apos;s maximum</source>
        <translation>Anteil am Maximum der Statistik</translation>
    </message>
    <message>
        <source>standard deviations</source>
        <translation>Standardabweichungen</translation>
    </message>
</context>
<context>
    <name>melscope::MessageBar</name>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
</context>
<context>
    <name>melscope::MusicPage</name>
    <message>
        <source>%1 of %2 tracks</source>
        <translation>%1 von %2 Stücken</translation>
    </message>
    <message>
        <source>%1 tracks</source>
        <translation>%1 Stücke</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>&amp;Submission</source>
        <translation>&amp;Einreichung</translation>
    </message>
    <message>
        <source>&amp;Table of the shown rows …</source>
        <translation>&amp;Tabelle der gezeigten Zeilen …</translation>
    </message>
    <message>
        <source>&amp;Watch the folders</source>
        <translation>Ordner &amp;beobachten</translation>
    </message>
    <message>
        <source>Add a folder of music</source>
        <translation>Ordner mit Musik hinzufügen</translation>
    </message>
    <message>
        <source>Add a folder of sound files, with those below it</source>
        <translation>Einen Ordner mit Klangdateien samt Unterordnern hinzufügen</translation>
    </message>
    <message>
        <source>Add a folder …</source>
        <translation>Ordner hinzufügen …</translation>
    </message>
    <message>
        <source>Add files …</source>
        <translation>Dateien hinzufügen …</translation>
    </message>
    <message>
        <source>Add music</source>
        <translation>Musik hinzufügen</translation>
    </message>
    <message>
        <source>Add sound files</source>
        <translation>Klangdateien hinzufügen</translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv);;Tab-separated values (*.tsv)</source>
        <translation>Kommagetrennte Werte (*.csv);;Tabulatorgetrennte Werte (*.tsv)</translation>
    </message>
    <message>
        <source>Double-click to see it on the Tracks page</source>
        <translation>Doppelklick zeigt sie auf der Seite Stücke</translation>
    </message>
    <message>
        <source>Drop sound files or folders of them anywhere on this window: FLAC, MP3, Ogg, Opus, M4A, WAV and others. Each is heard, and the open run says which genres it is of.</source>
        <translation>Klangdateien oder Ordner mit solchen irgendwo auf dieses Fenster ziehen: FLAC, MP3, Ogg, Opus, M4A, WAV und andere. Jede wird angehört, und der geöffnete Lauf sagt, zu welchen Genres sie gehört.</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Export submission</source>
        <translation>Einreichung exportieren</translation>
    </message>
    <message>
        <source>Exporting all submissions</source>
        <translation>Alle Einreichungen exportieren</translation>
    </message>
    <message>
        <source>Exporting the submission</source>
        <translation>Einreichung exportieren</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Filter by name, file or predicted label</source>
        <translation>Nach Name, Datei oder vorhergesagtem Label filtern</translation>
    </message>
    <message>
        <source>Folder for the submissions</source>
        <translation>Ordner für die Einreichungen</translation>
    </message>
    <message>
        <source>Genre tags</source>
        <translation>Genre-Tags</translation>
    </message>
    <message>
        <source>Hear and predict what is new in these folders as it appears</source>
        <translation>Was in diesen Ordnern neu erscheint, sogleich anhören und vorhersagen</translation>
    </message>
    <message>
        <source>Journals (*.json)</source>
        <translation>Journale (*.json)</translation>
    </message>
    <message>
        <source>Labels of %1 …</source>
        <translation>Labels von %1 …</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Mix music of more than two channels down, which is refused otherwise</source>
        <translation>Musik mit mehr als zwei Kanälen herunterrechnen, die sonst abgelehnt wird</translation>
    </message>
    <message>
        <source>Mix surroun&amp;d down</source>
        <translation>&amp;Mehrkanalton heruntermischen</translation>
    </message>
    <message>
        <source>Mix surround</source>
        <translation>Mehrkanal mischen</translation>
    </message>
    <message>
        <source>Music</source>
        <translation>Musik</translation>
    </message>
    <message>
        <source>No music yet</source>
        <translation>Noch keine Musik</translation>
    </message>
    <message>
        <source>Predicted labels of %1, the highest scores first</source>
        <translation>Vorhergesagte Labels von %1, die höchsten Punktwerte zuerst</translation>
    </message>
    <message>
        <source>Save the predictions</source>
        <translation>Vorhersagen speichern</translation>
    </message>
    <message>
        <source>Save the table</source>
        <translation>Tabelle speichern</translation>
    </message>
    <message>
        <source>Saving the table</source>
        <translation>Speichern der Tabelle</translation>
    </message>
    <message>
        <source>Sounds (*.flac *.mp3 *.ogg *.oga *.opus *.m4a *.m4b *.mp4 *.aac *.wav *.wave *.w64 *.aif *.aiff *.aifc *.wma *.ape *.wv *.mka *.caf *.mpc);;All files (*)</source>
        <translation>Klangdateien (*.flac *.mp3 *.ogg *.oga *.opus *.m4a *.m4b *.mp4 *.aac *.wav *.wave *.w64 *.aif *.aiff *.aifc *.wma *.ape *.wv *.mka *.caf *.mpc);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Submissions (*.tsv)</source>
        <translation>Einreichungen (*.tsv)</translation>
    </message>
    <message>
        <source>Submissions of &amp;all vocabularies …</source>
        <translation>Einreichungen &amp;aller Vokabulare …</translation>
    </message>
    <message>
        <source>These tracks lie in a folder of the project; the Data page takes the whole folder out.</source>
        <translation>Diese Stücke liegen in einem Ordner des Projekts; auf der Seite „Daten“ lässt sich der ganze Ordner herausnehmen.</translation>
    </message>
    <message>
        <source>Track</source>
        <translation>Stück</translation>
    </message>
    <message>
        <source>Train a network on the Train page, or open a run there, to see of which genres this music is.</source>
        <translation>Auf der Seite „Training“ ein Netz trainieren oder dort einen Lauf öffnen, um zu sehen, zu welchen Genres diese Musik gehört.</translation>
    </message>
    <message>
        <source>Undo an earlier writing of genres</source>
        <translation>Früheres Schreiben von Genres rückgängig machen</translation>
    </message>
    <message>
        <source>Undo an earlier writing …</source>
        <translation>Früheres Schreiben rückgängig machen …</translation>
    </message>
    <message>
        <source>Watch</source>
        <translation>Beobachten</translation>
    </message>
    <message>
        <source>What the file itself says</source>
        <translation>Was die Datei selbst angibt</translation>
    </message>
    <message>
        <source>Write genre tags …</source>
        <translation>Genre-Tags schreiben …</translation>
    </message>
    <message>
        <source>Write predicted genres into the files, after a look at what would change; can be undone</source>
        <translation>Vorhergesagte Genres in die Dateien schreiben, nach einem Blick auf die Änderungen; lässt sich rückgängig machen</translation>
    </message>
    <message>
        <source>Written to %1</source>
        <translation>Gespeichert als %1</translation>
    </message>
    <message>
        <source>removing music</source>
        <translation>Musik entfernen</translation>
    </message>
</context>
<context>
    <name>melscope::MusicWatch</name>
    <message>
        <source>Looking at the watched folders</source>
        <translation>Beobachtete Ordner durchsehen</translation>
    </message>
    <message>
        <source>What is new there is found when the music is looked at again.</source>
        <translation>Was dort neu ist, wird gefunden, wenn die Musik erneut durchgesehen wird.</translation>
    </message>
    <message>
        <source>not all folders below can be watched</source>
        <translation>nicht alle Unterordner lassen sich beobachten</translation>
    </message>
</context>
<context>
    <name>melscope::NeighboursPane</name>
    <message>
        <source>1 less the cosine of the angle between what the network makes of the two</source>
        <translation>1 weniger dem Kosinus des Winkels zwischen dem, was das Netz aus beiden macht</translation>
    </message>
    <message>
        <source>A double click shows the track.</source>
        <translation>Ein Doppelklick zeigt das Stück.</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Computing …</source>
        <translation>Wird berechnet …</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>Abstand</translation>
    </message>
    <message>
        <source>Find tracks that sound like this one</source>
        <translation>Stücke suchen, die wie dieses klingen</translation>
    </message>
    <message>
        <source>Finding neighbours</source>
        <translation>Nachbarn werden gesucht</translation>
    </message>
    <message>
        <source>For this, the open run&apos;s network looks once at all tracks of the part &quot;%1&quot;; what it makes of them is kept in the run&apos;s folder: 2 KB a track.</source>
        <translation>Dafür sieht sich das Netz des offenen Laufs einmal alle Stücke des Teils „%1“ an; was es aus ihnen macht, bleibt im Ordner des Laufs: 2 KB je Stück.</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Labels of the neighbours: %1</source>
        <translation>Labels der Nachbarn: %1</translation>
    </message>
    <message>
        <source>Leave out the tracks of the same release group</source>
        <translation>Die Stücke derselben Veröffentlichungsgruppe weglassen</translation>
    </message>
    <message>
        <source>Open a run: its network says which tracks sound alike.</source>
        <translation>Öffnen Sie einen Lauf: Sein Netz sagt, welche Stücke ähnlich klingen.</translation>
    </message>
    <message>
        <source>Other albums only</source>
        <translation>Nur andere Alben</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufnahme</translation>
    </message>
    <message>
        <source>Select a track.</source>
        <translation>Wählen Sie ein Stück.</translation>
    </message>
    <message>
        <source>The run knows nothing of this track&apos;s part. %1</source>
        <translation>Der Lauf weiß nichts vom Teil dieses Stücks. %1</translation>
    </message>
    <message>
        <source>The run knows nothing of this track: it has no features, or was not in its data.</source>
        <translation>Der Lauf weiß nichts von diesem Stück: Es hat keine Merkmale oder war nicht in seinen Daten.</translation>
    </message>
    <message>
        <source>There is no other track in this part.</source>
        <translation>In diesem Teil ist kein anderes Stück.</translation>
    </message>
    <message>
        <source>Track</source>
        <translation>Stück</translation>
    </message>
    <message>
        <source>Tracks that sound like this one</source>
        <translation>Stücke, die wie dieses klingen</translation>
    </message>
</context>
<context>
    <name>melscope::NetworkPane</name>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message numerus="yes">
        <source>%n sources with %1 classes together, %2 parameters, %3 training tracks.</source>
        <translation>
            <numerusform>%n Quelle mit zusammen %1 Klassen, %2 Parameter, %3 Trainingsstücke.</numerusform>
            <numerusform>%n Quellen mit zusammen %1 Klassen, %2 Parameter, %3 Trainingsstücke.</numerusform>
        </translation>
    </message>
    <message>
        <source>, about %1 (%2)</source>
        <translation>, etwa %1 (%2)</translation>
    </message>
    <message>
        <source>Batches of %1, %2 steps an epoch</source>
        <translation>Stapel von je %1, %2 Schritte je Epoche</translation>
    </message>
    <message>
        <source>Estimating the speed</source>
        <translation>Geschwindigkeit schätzen</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>Layers of the network</source>
        <translation>Schichten des Netzes</translation>
    </message>
    <message>
        <source>One source, %1 classes, %2 parameters, %3 training tracks.</source>
        <translation>Eine Quelle, %1 Klassen, %2 Parameter, %3 Trainingsstücke.</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>Operation</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Positions along the bands × channels</source>
        <translation>Positionen entlang der Bänder × Kanäle</translation>
    </message>
    <message>
        <source>Running statistics counted, as the paper does</source>
        <translation>Laufende Statistiken mitgezählt, wie in der Veröffentlichung</translation>
    </message>
    <message>
        <source>The network&apos;s size is told once a ground truth is loaded.</source>
        <translation>Die Größe des Netzes steht fest, sobald eine Referenz geladen ist.</translation>
    </message>
    <message>
        <source>tracks</source>
        <translation>Stücke</translation>
    </message>
</context>
<context>
    <name>melscope::NewsLine</name>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>News</source>
        <translation>Neues</translation>
    </message>
</context>
<context>
    <name>melscope::NumberField</name>
    <message>
        <source>%1 is out of range: from %2 to %3. It is still %4.</source>
        <translation>%1 liegt außerhalb des Bereichs von %2 bis %3. Es bleibt bei %4.</translation>
    </message>
    <message>
        <source>A number from %1 to %2 belongs here. It is still %3.</source>
        <translation>Hierher gehört eine Zahl von %1 bis %2. Es bleibt bei %3.</translation>
    </message>
    <message>
        <source>“%1” is not understood: a number from %2 to %3 belongs here. It is still %4.</source>
        <translation>„%1“ ist nicht verständlich: Hierher gehört eine Zahl von %2 bis %3. Es bleibt bei %4.</translation>
    </message>
</context>
<context>
    <name>melscope::OcclusionPlot</name>
    <message>
        <source>%1 as in the baseline: %2 less</source>
        <translation>%1 wie im Mittel: %2 weniger</translation>
    </message>
    <message>
        <source>Band %1 speaks most for the label (%2), of the statistics %3 (%4).</source>
        <translation>Band %1 spricht am meisten für das Label (%2), von den Statistiken %3 (%4).</translation>
    </message>
    <message>
        <source>What the score loses without a band or a statistic</source>
        <translation>Was der Punktwert ohne ein Band oder eine Statistik verliert</translation>
    </message>
    <message>
        <source>band %1</source>
        <translation>Band %1</translation>
    </message>
    <message>
        <source>band %1 (%2 Hz) as in the baseline: %3 less</source>
        <translation>Band %1 (%2 Hz) wie im Mittel: %3 weniger</translation>
    </message>
    <message>
        <source>loss of score</source>
        <translation>Verlust an Punktwert</translation>
    </message>
    <message>
        <source>mel band</source>
        <translation>Mel-Band</translation>
    </message>
    <message>
        <source>without</source>
        <translation>ohne</translation>
    </message>
</context>
<context>
    <name>melscope::Playback</name>
    <message>
        <source>No sound device was found; connect one and start Melscope anew to listen. The cursor moves in silence.</source>
        <translation>Es wurde kein Tonausgabegerät gefunden; zum Anhören eines anschließen und Melscope neu starten. Die Marke läuft stumm.</translation>
    </message>
    <message>
        <source>Nothing is heard: %1</source>
        <translation>Es ist nichts zu hören: %1</translation>
    </message>
    <message>
        <source>Opening the player</source>
        <translation>Wiedergabe öffnen</translation>
    </message>
    <message>
        <source>This file cannot be played (%1). The cursor moves in silence.</source>
        <translation>Diese Datei lässt sich nicht abspielen (%1). Die Marke läuft stumm.</translation>
    </message>
</context>
<context>
    <name>melscope::PlotWidget</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: from %2 at %3 to %4 at %5, least %6 at %7, greatest %8 at %9.</source>
        <translation>%1: von %2 bei %3 bis %4 bei %5, kleinster Wert %6 bei %7, größter %8 bei %9.</translation>
    </message>
    <message>
        <source>Copy a description</source>
        <translation>Beschreibung kopieren</translation>
    </message>
    <message>
        <source>Copy data</source>
        <translation>Daten kopieren</translation>
    </message>
    <message>
        <source>Copy image</source>
        <translation>Bild kopieren</translation>
    </message>
    <message>
        <source>Nothing is shown.</source>
        <translation>Nichts wird gezeigt.</translation>
    </message>
    <message>
        <source>Over %1. </source>
        <translation>Über %1. </translation>
    </message>
    <message>
        <source>Save …</source>
        <translation>Speichern …</translation>
    </message>
    <message>
        <source>Saving the plot</source>
        <translation>Diagramm speichern</translation>
    </message>
    <message>
        <source>Saving the values</source>
        <translation>Werte speichern</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>The whole again (double click, or Home)</source>
        <translation>Wieder das Ganze (Doppelklick oder Pos1)</translation>
    </message>
</context>
<context>
    <name>melscope::PrecisionRecallPlot</name>
    <message>
        <source>Precision against recall</source>
        <translation>Präzision gegen Trefferquote</translation>
    </message>
    <message>
        <source>at the threshold</source>
        <translation>an der Schwelle</translation>
    </message>
    <message>
        <source>average precision %1</source>
        <translation>mittlere Präzision %1</translation>
    </message>
    <message>
        <source>precision</source>
        <translation>Präzision</translation>
    </message>
    <message>
        <source>recall</source>
        <translation>Trefferquote</translation>
    </message>
</context>
<context>
    <name>melscope::PredictionsPane</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 tracks</source>
        <translation>%1 Stücke</translation>
    </message>
    <message>
        <source>All tracks</source>
        <translation>Alle Stücke</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Double-click to see it on the Tracks page</source>
        <translation>Doppelklick zeigt sie auf der Seite Stücke</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Every label right</source>
        <translation>Alle Labels richtig</translation>
    </message>
    <message>
        <source>F</source>
        <translation>F</translation>
    </message>
    <message>
        <source>F1 of the predicted labels, where the truth is known</source>
        <translation>F1 der vorhergesagten Labels, wo die Referenz bekannt ist</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Filter by id, label or name</source>
        <translation>Nach ID, Label oder Name filtern</translation>
    </message>
    <message>
        <source>Filtering predictions</source>
        <translation>Vorhersagen filtern</translation>
    </message>
    <message>
        <source>Highest scores</source>
        <translation>Höchste Punktwerte</translation>
    </message>
    <message>
        <source>How many classes of a track are shown</source>
        <translation>Wie viele Klassen eines Stücks gezeigt werden</translation>
    </message>
    <message>
        <source>How many classes of the selected track the bars show, and the column “Highest scores”, which the titles&apos; menu offers</source>
        <translation>Wie viele Klassen des gewählten Stücks die Balken und die Spalte „Höchste Punktwerte“ zeigen, die sich im Menü der Spaltentitel einblenden lässt</translation>
    </message>
    <message>
        <source>No label right</source>
        <translation>Kein Label richtig</translation>
    </message>
    <message>
        <source>Predicted labels</source>
        <translation>Vorhergesagte Labels</translation>
    </message>
    <message>
        <source>Predictions</source>
        <translation>Vorhersagen</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufnahme</translation>
    </message>
    <message>
        <source>Some label wrong or missing</source>
        <translation>Ein Label falsch oder fehlend</translation>
    </message>
    <message>
        <source>The classes with the highest scores, whatever their thresholds</source>
        <translation>Die Klassen mit den höchsten Punktwerten, gleich wie hoch ihre Schwellen sind</translation>
    </message>
    <message>
        <source>True labels</source>
        <translation>Wahre Labels</translation>
    </message>
    <message>
        <source>top </source>
        <translation>beste </translation>
    </message>
</context>
<context>
    <name>melscope::ProfilePlot</name>
    <message>
        <source>One statistic over the mel bands</source>
        <translation>Eine Statistik über die Mel-Bänder</translation>
    </message>
    <message>
        <source>centre frequency of the mel band (Hz)</source>
        <translation>Mittenfrequenz des Mel-Bands (Hz)</translation>
    </message>
</context>
<context>
    <name>melscope::ProgressStrip</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancelling …</source>
        <translation>Wird abgebrochen …</translation>
    </message>
    <message>
        <source>End this job; what was finished before stays</source>
        <translation>Diesen Vorgang beenden; was bereits fertig ist, bleibt</translation>
    </message>
    <message>
        <source>Paused: %1</source>
        <translation>Angehalten: %1</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
</context>
<context>
    <name>melscope::ProjectGuard</name>
    <message>
        <source>Following the project</source>
        <translation>Änderungen am Projekt verfolgen</translation>
    </message>
    <message>
        <source>Save the project under another name.</source>
        <translation>Das Projekt unter einem anderen Namen speichern.</translation>
    </message>
    <message>
        <source>the project file is write-protected</source>
        <translation>die Projektdatei ist schreibgeschützt</translation>
    </message>
</context>
<context>
    <name>melscope::ProjectNotices</name>
    <message>
        <source>Changes made here can be saved under another name.</source>
        <translation>Hier gemachte Änderungen lassen sich unter einem anderen Namen speichern.</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>It can be explored here and shows what is saved there; when nobody else has it open any more, it can be changed here.</source>
        <translation>Es lässt sich hier erkunden und zeigt, was dort gespeichert ist; sobald es nirgends sonst mehr geöffnet ist, lässt es sich hier ändern.</translation>
    </message>
    <message>
        <source>Melscope ended unexpectedly before changes of %1 were saved. They were kept as they were at %2.</source>
        <translation>Melscope endete unerwartet, bevor Änderungen an %1 gespeichert waren. Sie sind im Zustand von %2 erhalten.</translation>
    </message>
    <message>
        <source>Melscope ended unexpectedly while an untitled project was open. It was kept as it was at %1.</source>
        <translation>Melscope endete unerwartet, während ein unbenanntes Projekt geöffnet war. Es ist im Zustand von %1 erhalten.</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Nicht jetzt</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Read-only: %1.</source>
        <translation>Schreibgeschützt: %1.</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Save a copy …</source>
        <translation>Kopie speichern …</translation>
    </message>
    <message>
        <source>The training %1 was interrupted after epoch %2: the program that trained it ended unexpectedly.</source>
        <translation>Das Training %1 wurde nach Epoche %2 unterbrochen: Das Programm, das es ausführte, endete unerwartet.</translation>
    </message>
    <message>
        <source>The training %1 was left interrupted after epoch %2.</source>
        <translation>Das Training %1 wurde nach Epoche %2 unterbrochen verlassen.</translation>
    </message>
</context>
<context>
    <name>melscope::ProposalDialog</name>
    <message>
        <source> and </source>
        <translation> und </translation>
    </message>
    <message>
        <source>%1 lacks %2.</source>
        <translation>%1 braucht %2.</translation>
    </message>
    <message>
        <source>%1 needs the name of a source.</source>
        <translation>%1 braucht den Namen einer Quelle.</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Everything that a training needs is there.</source>
        <translation>Alles, was ein Training braucht, ist da.</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>Merkmale</translation>
    </message>
    <message>
        <source>Features of the test part</source>
        <translation>Merkmale des Testteils</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Files and what they are taken for</source>
        <translation>Dateien und ihre Einstufung</translation>
    </message>
    <message>
        <source>Ground truth, test</source>
        <translation>Referenz, Test</translation>
    </message>
    <message>
        <source>Ground truth, training</source>
        <translation>Referenz, Training</translation>
    </message>
    <message>
        <source>Ground truth, validation</source>
        <translation>Referenz, Validierung</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Weglassen</translation>
    </message>
    <message>
        <source>Looking at what was added</source>
        <translation>Hinzugefügtes untersuchen</translation>
    </message>
    <message>
        <source>Music to be predicted</source>
        <translation>Musik zum Vorhersagen</translation>
    </message>
    <message>
        <source>Nothing is left to add.</source>
        <translation>Es bleibt nichts hinzuzufügen.</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Source of %1</source>
        <translation>Quelle von %1</translation>
    </message>
    <message>
        <source>Still missing for a training: %1</source>
        <translation>Fehlt noch für ein Training: %1</translation>
    </message>
    <message>
        <source>Taken for</source>
        <translation>Eingestuft als</translation>
    </message>
    <message>
        <source>This is what each is taken for. Change it where it is wrong; nothing is copied, and all of it can be undone.</source>
        <translation>So ist jede Datei eingestuft. Wo es nicht stimmt, lässt es sich ändern; nichts wird kopiert, und alles lässt sich rückgängig machen.</translation>
    </message>
    <message>
        <source>What %1 is taken for</source>
        <translation>Einstufung von %1</translation>
    </message>
    <message>
        <source>What these files are</source>
        <translation>Was diese Dateien sind</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Begründung</translation>
    </message>
    <message>
        <source>a TSV whose name says neither “validation” nor “test”</source>
        <translation>eine TSV-Datei, in deren Namen weder „validation“ noch „test“ steht</translation>
    </message>
    <message>
        <source>a TSV with “test” in its name</source>
        <translation>eine TSV-Datei mit „test“ im Namen</translation>
    </message>
    <message>
        <source>a TSV with “valid” in its name</source>
        <translation>eine TSV-Datei mit „valid“ im Namen</translation>
    </message>
    <message>
        <source>a folder of sounds</source>
        <translation>ein Ordner mit Klangdateien</translation>
    </message>
    <message>
        <source>a folder without sounds or ground truths</source>
        <translation>ein Ordner ohne Klangdateien und Referenzen</translation>
    </message>
    <message>
        <source>a sound file</source>
        <translation>eine Klangdatei</translation>
    </message>
    <message>
        <source>a training file</source>
        <translation>eine Trainingsdatei</translation>
    </message>
    <message>
        <source>a validation file (the training file can be split)</source>
        <translation>eine Validierungsdatei (die Trainingsdatei lässt sich aufteilen)</translation>
    </message>
    <message>
        <source>an archive, document or feature store</source>
        <translation>ein Archiv, Dokument oder Merkmalsspeicher</translation>
    </message>
    <message>
        <source>every source</source>
        <translation>jede Quelle</translation>
    </message>
    <message>
        <source>features</source>
        <translation>Merkmale</translation>
    </message>
    <message>
        <source>features with “test” in their name</source>
        <translation>Merkmale mit „test“ im Namen</translation>
    </message>
    <message>
        <source>it is not there</source>
        <translation>nicht vorhanden</translation>
    </message>
    <message>
        <source>neither its name nor its first bytes tell what it is</source>
        <translation>weder der Name noch die ersten Bytes verraten, was es ist</translation>
    </message>
</context>
<context>
    <name>melscope::QueueDialog</name>
    <message numerus="yes">
        <source>%n run(s), learning rates %1.</source>
        <translation>
            <numerusform>%n Lauf, Lernraten %1.</numerusform>
            <numerusform>%n Läufe, Lernraten %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Add to the queue</source>
        <translation>Einreihen</translation>
    </message>
    <message>
        <source>All combinations are submitted to %1 as one job.</source>
        <translation>Alle Kombinationen werden als ein Auftrag an %1 übergeben.</translation>
    </message>
    <message>
        <source>All combinations are trained one after the other.</source>
        <translation>Alle Kombinationen werden nacheinander trainiert.</translation>
    </message>
    <message>
        <source>Each is a run of its own; the Runs tab shows them beside one another.</source>
        <translation>Jede ist ein eigener Lauf; der Reiter Läufe zeigt sie nebeneinander.</translation>
    </message>
    <message>
        <source>Learning rates</source>
        <translation>Lernraten</translation>
    </message>
    <message>
        <source>Queue several runs</source>
        <translation>Mehrere Läufe einreihen</translation>
    </message>
    <message>
        <source>Recipes</source>
        <translation>Rezepte</translation>
    </message>
    <message>
        <source>Seeds</source>
        <translation>Startwerte</translation>
    </message>
    <message>
        <source>Submit</source>
        <translation>Übergeben</translation>
    </message>
    <message>
        <source>The learning rates are not understood: write them with semicolons between, as %1; %2.</source>
        <translation>Die Lernraten sind nicht verständlich: mit Semikolons dazwischen schreiben, wie %1; %2.</translation>
    </message>
    <message>
        <source>The seeds are not understood: write whole numbers from 0 with commas between, as 1, 2, 3.</source>
        <translation>Die Startwerte sind nicht verständlich: ganze Zahlen ab 0 mit Kommas dazwischen schreiben, wie 1, 2, 3.</translation>
    </message>
    <message>
        <source>Tick a recipe.</source>
        <translation>Ein Rezept ankreuzen.</translation>
    </message>
    <message>
        <source>as the recipe has it; or several: %1; %2</source>
        <translation>wie im Rezept; oder mehrere: %1; %2</translation>
    </message>
    <message>
        <source>paper</source>
        <translation>paper</translation>
    </message>
    <message>
        <source>the settings of the page</source>
        <translation>die Einstellungen der Seite</translation>
    </message>
</context>
<context>
    <name>melscope::RecipeForm</name>
    <message>
        <source>Back to the recipe&apos;s own settings; the seed stays</source>
        <translation>Zurück zu den Einstellungen des Rezepts; der Startwert bleibt</translation>
    </message>
    <message>
        <source>Computing</source>
        <translation>Berechnung</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Network and data</source>
        <translation>Netz und Daten</translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation>Optimierer</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>Rezept</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>The recipe has: %1</source>
        <translation>Im Rezept: %1</translation>
    </message>
    <message>
        <source>Where the settings start from. melscope: what reaches the better F in the same number of epochs. paper: Schreiber 2018, exactly.</source>
        <translation>Wovon die Einstellungen ausgehen. melscope: was bei gleicher Zahl von Epochen das bessere F erreicht. paper: genau wie Schreiber 2018.</translation>
    </message>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
</context>
<context>
    <name>melscope::Recovery</name>
    <message>
        <source>Forgetting unsaved changes</source>
        <translation>Ungespeicherte Änderungen verwerfen</translation>
    </message>
    <message>
        <source>Looking for unsaved changes</source>
        <translation>Ungespeicherte Änderungen suchen</translation>
    </message>
    <message>
        <source>Looking for unsaved projects</source>
        <translation>Ungespeicherte Projekte suchen</translation>
    </message>
</context>
<context>
    <name>melscope::RelationsPane</name>
    <message>
        <source>%1 recordings have labels in both.</source>
        <translation>%1 Aufnahmen haben Labels in beiden.</translation>
    </message>
    <message>
        <source>%1 recordings. Pairs leave out a genre with its own subgenres.</source>
        <translation>%1 Aufnahmen. Paare aus einem Genre und seinen eigenen Subgenres sind ausgelassen.</translation>
    </message>
    <message>
        <source>%1: &lt;b&gt;%2&lt;/b&gt; → %3: &lt;b&gt;%4&lt;/b&gt;: %5 of %6 (%7); the other way round %8 of %9</source>
        <translation>%1: &lt;b&gt;%2&lt;/b&gt; → %3: &lt;b&gt;%4&lt;/b&gt;: %5 von %6 (%7); umgekehrt %8 von %9</translation>
    </message>
    <message>
        <source>Another source: how both name the same music. The same: which labels stand together.</source>
        <translation>Eine andere Quelle: wie beide dieselbe Musik benennen. Dieselbe: welche Labels zusammen auftreten.</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>Beide</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Spalte</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Counting pairs of labels</source>
        <translation>Labelpaare zählen</translation>
    </message>
    <message>
        <source>Jaccard</source>
        <translation>Jaccard</translation>
    </message>
    <message>
        <source>Labels of</source>
        <translation>Labels von</translation>
    </message>
    <message>
        <source>Least number of recordings of a pair</source>
        <translation>Kleinste Zahl der Aufnahmen eines Paars</translation>
    </message>
    <message>
        <source>Looking for the strongest pairs</source>
        <translation>Stärkste Paare suchen</translation>
    </message>
    <message>
        <source>Move the mouse over a cell; the wheel zooms, a click shows the recordings.</source>
        <translation>Mit der Maus auf eine Zelle zeigen; das Rad vergrößert, ein Klick zeigt die Aufnahmen.</translation>
    </message>
    <message>
        <source>No recording has both.</source>
        <translation>Keine Aufnahme hat beide.</translation>
    </message>
    <message>
        <source>P(column | row)</source>
        <translation>P(Spalte | Zeile)</translation>
    </message>
    <message>
        <source>P(c|r)</source>
        <translation>P(S|Z)</translation>
    </message>
    <message>
        <source>P(r|c)</source>
        <translation>P(Z|S)</translation>
    </message>
    <message>
        <source>Pairs as TSV (*.tsv)</source>
        <translation>Paare als TSV (*.tsv)</translation>
    </message>
    <message>
        <source>Pairs of labels</source>
        <translation>Labelpaare</translation>
    </message>
    <message>
        <source>Recordings with both labels</source>
        <translation>Aufnahmen mit beiden Labels</translation>
    </message>
    <message>
        <source>Recordings with both labels over recordings with either</source>
        <translation>Aufnahmen mit beiden Labels geteilt durch Aufnahmen mit mindestens einem</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Save …</source>
        <translation>Speichern …</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Share of the column label&apos;s recordings that have the row label</source>
        <translation>Anteil der Aufnahmen mit dem Spaltenlabel, die auch das Zeilenlabel haben</translation>
    </message>
    <message>
        <source>Share of the row label&apos;s recordings that have the column label</source>
        <translation>Anteil der Aufnahmen mit dem Zeilenlabel, die auch das Spaltenlabel haben</translation>
    </message>
    <message>
        <source>Show the %1 recordings with %2 and %3</source>
        <translation>Die %1 Aufnahmen mit %2 und %3 zeigen</translation>
    </message>
    <message>
        <source>Strongest pairs with at least</source>
        <translation>Stärkste Paare mit mindestens</translation>
    </message>
    <message>
        <source>against</source>
        <translation>gegenüber</translation>
    </message>
    <message>
        <source>label-relations</source>
        <translation>label-relations</translation>
    </message>
    <message>
        <source>label-relations.tsv</source>
        <translation>label-relations.tsv</translation>
    </message>
    <message>
        <source>recordings</source>
        <translation>Aufnahmen</translation>
    </message>
</context>
<context>
    <name>melscope::RemoteTrainings</name>
    <message>
        <source>Cancelling jobs</source>
        <translation>Aufträge werden abgebrochen</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>Keeping a target</source>
        <translation>Ein Ziel wird gespeichert</translation>
    </message>
    <message>
        <source>Look at its permissions.</source>
        <translation>Prüfen Sie die Rechte.</translation>
    </message>
    <message>
        <source>Looking after jobs</source>
        <translation>Nach Aufträgen wird gesehen</translation>
    </message>
    <message>
        <source>Reading the targets</source>
        <translation>Die Ziele werden gelesen</translation>
    </message>
    <message>
        <source>Removing a target</source>
        <translation>Ein Ziel wird entfernt</translation>
    </message>
    <message>
        <source>Submitted to %1: job %2</source>
        <translation>An %1 übergeben: Auftrag %2</translation>
    </message>
    <message>
        <source>Submitting to %1</source>
        <translation>Wird an %1 übergeben</translation>
    </message>
    <message>
        <source>Trying %1</source>
        <translation>%1 wird ausprobiert</translation>
    </message>
    <message>
        <source>there is a target %1 already</source>
        <translation>es gibt schon ein Ziel %1</translation>
    </message>
</context>
<context>
    <name>melscope::ResultExport</name>
    <message>
        <source>%1 violations</source>
        <translation>%1 Verstöße</translation>
    </message>
    <message>
        <source>&amp;Evaluation files …</source>
        <translation>Aus&amp;wertungsdateien …</translation>
    </message>
    <message>
        <source>&amp;Report of the run …</source>
        <translation>&amp;Bericht des Laufs …</translation>
    </message>
    <message>
        <source>&amp;Submission …	Ctrl+E</source>
        <translation>&amp;Einreichung …	Strg+E</translation>
    </message>
    <message>
        <source>&amp;Thresholds …</source>
        <translation>&amp;Schwellen …</translation>
    </message>
    <message>
        <source>Choose the validation part, or train with test features.</source>
        <translation>Den Validierungsteil wählen oder mit Testmerkmalen trainieren.</translation>
    </message>
    <message>
        <source>Evaluation written to %1</source>
        <translation>Auswertung nach %1 geschrieben</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Export submission</source>
        <translation>Einreichung exportieren</translation>
    </message>
    <message>
        <source>Exporting all submissions</source>
        <translation>Alle Einreichungen exportieren</translation>
    </message>
    <message>
        <source>Exporting the evaluation</source>
        <translation>Auswertung exportieren</translation>
    </message>
    <message>
        <source>Exporting the scores</source>
        <translation>Punktwerte exportieren</translation>
    </message>
    <message>
        <source>Exporting the submission</source>
        <translation>Einreichung exportieren</translation>
    </message>
    <message>
        <source>Exporting the thresholds</source>
        <translation>Schwellen exportieren</translation>
    </message>
    <message>
        <source>Folder for the evaluation&apos;s files</source>
        <translation>Ordner für die Auswertungsdateien</translation>
    </message>
    <message>
        <source>Folder for the submissions</source>
        <translation>Ordner für die Einreichungen</translation>
    </message>
    <message>
        <source>Labels of the validation truth that the model contradicts most</source>
        <translation>Labels der Validierungsreferenz, denen das Modell am stärksten widerspricht</translation>
    </message>
    <message>
        <source>Looking for suspected labels</source>
        <translation>Verdächtige Labels suchen</translation>
    </message>
    <message>
        <source>Save suspected labels</source>
        <translation>Verdächtige Labels speichern</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>Save the scores</source>
        <translation>Punktwerte speichern</translation>
    </message>
    <message>
        <source>Save the thresholds</source>
        <translation>Schwellen speichern</translation>
    </message>
    <message>
        <source>Score &amp;matrix …</source>
        <translation>Punktwert&amp;matrix …</translation>
    </message>
    <message>
        <source>Score matrices (*.safetensors)</source>
        <translation>Punktwertmatrizen (*.safetensors)</translation>
    </message>
    <message>
        <source>Submissions (*.tsv)</source>
        <translation>Einreichungen (*.tsv)</translation>
    </message>
    <message>
        <source>Submissions of &amp;all sources …</source>
        <translation>Einreichungen &amp;aller Quellen …</translation>
    </message>
    <message>
        <source>Suspected &amp;wrong labels …</source>
        <translation>&amp;Verdächtige Labels …</translation>
    </message>
    <message>
        <source>Tab-separated values (*.tsv)</source>
        <translation>Tabulatorgetrennte Werte (*.tsv)</translation>
    </message>
    <message>
        <source>Thresholds (*.txt)</source>
        <translation>Schwellen (*.txt)</translation>
    </message>
    <message>
        <source>Train a network on the Train page, or open a run there.</source>
        <translation>Auf der Seite „Training“ ein Netz trainieren oder dort einen Lauf öffnen.</translation>
    </message>
    <message>
        <source>Web page (*.html)</source>
        <translation>Webseite (*.html)</translation>
    </message>
    <message>
        <source>Writing the report</source>
        <translation>Bericht schreiben</translation>
    </message>
    <message>
        <source>Written to %1</source>
        <translation>Gespeichert als %1</translation>
    </message>
    <message>
        <source>Written to %1. Checker: %2</source>
        <translation>Nach %1 geschrieben. Prüfer: %2</translation>
    </message>
    <message>
        <source>accepted, %1 lines</source>
        <translation>angenommen, %1 Zeilen</translation>
    </message>
    <message>
        <source>no run is open, so there is no submission to export</source>
        <translation>kein Lauf ist geöffnet, daher gibt es keine Einreichung zu exportieren</translation>
    </message>
    <message>
        <source>this part was not predicted, so there is no submission of it</source>
        <translation>dieser Teil wurde nicht vorhergesagt, daher gibt es keine Einreichung dazu</translation>
    </message>
</context>
<context>
    <name>melscope::ResultsPage</name>
    <message>
        <source>&amp;Near-duplicates</source>
        <translation>&amp;Beinahe-Dubletten</translation>
    </message>
    <message>
        <source>&lt;b&gt;Evaluation&lt;/b&gt; as the task does it, on %1 tracks with known truth</source>
        <translation>&lt;b&gt;Auswertung&lt;/b&gt; wie in der Aufgabe, auf %1 Stücken mit bekannter Referenz</translation>
    </message>
    <message>
        <source>&lt;b&gt;Evaluation&lt;/b&gt;: the truth of this part is not known. Add it on the Data page as test truth.</source>
        <translation>&lt;b&gt;Auswertung&lt;/b&gt;: Die Referenz dieses Teils ist nicht bekannt. Sie lässt sich auf der Seite „Daten“ als Testreferenz hinzufügen.</translation>
    </message>
    <message>
        <source>Checker: &lt;b&gt;%1 violations&lt;/b&gt;. The first: %2</source>
        <translation>Prüfer: &lt;b&gt;%1 Verstöße&lt;/b&gt;. Der erste: %2</translation>
    </message>
    <message>
        <source>Checker: &lt;b&gt;accepted&lt;/b&gt;, but: %1</source>
        <translation>Prüfer: &lt;b&gt;angenommen&lt;/b&gt;, aber: %1</translation>
    </message>
    <message>
        <source>Checker: &lt;b&gt;accepted&lt;/b&gt;. %1 lines, every rule of the task holds.</source>
        <translation>Prüfer: &lt;b&gt;angenommen&lt;/b&gt;. %1 Zeilen, alle Regeln der Aufgabe sind eingehalten.</translation>
    </message>
    <message>
        <source>Confusion</source>
        <translation>Verwechslung</translation>
    </message>
    <message>
        <source>Expanded: the genre of each predicted subgenre is added first</source>
        <translation>Erweitert: Das Genre jedes vorhergesagten Subgenres wird zuerst ergänzt</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Here a run&apos;s predictions are held against the truth, and submissions are checked and exported. Train a network first, or open a run.</source>
        <translation>Hier werden die Vorhersagen eines Laufs mit der Referenz verglichen und Einreichungen geprüft und exportiert. Zuerst ein Netz trainieren oder einen Lauf öffnen.</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Learning curve</source>
        <translation>Lernkurve</translation>
    </message>
    <message>
        <source>Near-duplicates</source>
        <translation>Beinahe-Dubletten</translation>
    </message>
    <message>
        <source>No results yet</source>
        <translation>Noch keine Ergebnisse</translation>
    </message>
    <message>
        <source>P precision, R recall, F their harmonic mean: of each track or label, and then the mean over them. + after adding the genre of each predicted subgenre.</source>
        <translation>P Präzision, R Trefferquote, F ihr harmonisches Mittel: von jedem Stück oder Label, und dann das Mittel darüber. + nach Ergänzung des Genres jedes vorhergesagten Subgenres.</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Teil</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Subsets</source>
        <translation>Teilmengen</translation>
    </message>
    <message>
        <source>Suspects</source>
        <translation>Verdächtige</translation>
    </message>
    <message>
        <source>Test part</source>
        <translation>Testteil</translation>
    </message>
    <message>
        <source>The task&apos;s 18 means, plain and expanded</source>
        <translation>Die 18 Mittel der Aufgabe, schlicht und erweitert</translation>
    </message>
    <message>
        <source>This part was not predicted: the source had no test features when the run was made.</source>
        <translation>Dieser Teil wurde nicht vorhergesagt: Die Quelle hatte keine Testmerkmale, als der Lauf entstand.</translation>
    </message>
    <message>
        <source>To the Train page</source>
        <translation>Zur Seite Training</translation>
    </message>
    <message>
        <source>Tracks</source>
        <translation>Stücke</translation>
    </message>
    <message>
        <source>Validation part</source>
        <translation>Validierungsteil</translation>
    </message>
    <message>
        <source>Views of the results</source>
        <translation>Ansichten der Ergebnisse</translation>
    </message>
    <message>
        <source>What &amp;helps the labels</source>
        <translation>Was den Labels &amp;hilft</translation>
    </message>
    <message>
        <source>What helps</source>
        <translation>Was hilft</translation>
    </message>
</context>
<context>
    <name>melscope::RocPlot</name>
    <message>
        <source>ROC</source>
        <translation>ROC</translation>
    </message>
    <message>
        <source>ROC, area %1</source>
        <translation>ROC, Fläche %1</translation>
    </message>
    <message>
        <source>True positive rate against false positive rate</source>
        <translation>Richtig-positiv-Rate gegen Falsch-positiv-Rate</translation>
    </message>
    <message>
        <source>at the threshold</source>
        <translation>an der Schwelle</translation>
    </message>
    <message>
        <source>chance</source>
        <translation>Zufall</translation>
    </message>
    <message>
        <source>false positive rate</source>
        <translation>Falsch-positiv-Rate</translation>
    </message>
    <message>
        <source>true positive rate (recall)</source>
        <translation>Richtig-positiv-Rate (Trefferquote)</translation>
    </message>
</context>
<context>
    <name>melscope::RuleDialog</name>
    <message>
        <source>%1 on the command line</source>
        <translation>%1 auf der Befehlszeile</translation>
    </message>
    <message>
        <source>As typed, for every label that occurs on validation; nothing is searched.</source>
        <translation>Wie eingegeben, für jedes Label, das auf der Validierung vorkommt; nichts wird gesucht.</translation>
    </message>
    <message>
        <source>Bold where it is better than as predicted</source>
        <translation>Fett, wo es besser ist als wie vorhergesagt</translation>
    </message>
    <message>
        <source>Compare rules</source>
        <translation>Regeln vergleichen</translation>
    </message>
    <message>
        <source>Compare rules to see what that is worth.</source>
        <translation>Ein Vergleich der Regeln zeigt, was das wert ist.</translation>
    </message>
    <message>
        <source>Comparing …</source>
        <translation>Vergleich …</translation>
    </message>
    <message>
        <source>Drop a subgenre whose genre&apos;s score is below its threshold times</source>
        <translation>Subgenre weglassen, wenn der Punktwert seines Genres kleiner ist als dessen Schwelle mal</translation>
    </message>
    <message>
        <source>Each label&apos;s threshold is the score that makes the objective greatest on validation.</source>
        <translation>Die Schwelle jedes Labels ist der Punktwert, der die Zielgröße auf der Validierung am größten macht.</translation>
    </message>
    <message>
        <source>FBR: highest score where F1 is poor</source>
        <translation>FBR: höchster Punktwert, wo F1 schlecht ist</translation>
    </message>
    <message>
        <source>Floor of F1</source>
        <translation>Untergrenze von F1</translation>
    </message>
    <message>
        <source>Gain over the plain argmax, and its standard error over the labels</source>
        <translation>Gewinn gegenüber dem einfachen argmax und sein Standardfehler über die Labels</translation>
    </message>
    <message>
        <source>Genres and subgenres</source>
        <translation>Genres und Subgenres</translation>
    </message>
    <message>
        <source>Greatest F1 (argmax)</source>
        <translation>Größtes F1 (argmax)</translation>
    </message>
    <message>
        <source>Mean F1 over labels on tracks that the thresholds were not searched on</source>
        <translation>Mittleres F1 über Labels auf Stücken, auf denen die Schwellen nicht gesucht wurden</translation>
    </message>
    <message>
        <source>OK changes the rule from %1 to %2.</source>
        <translation>OK ändert die Regel von %1 zu %2.</translation>
    </message>
    <message>
        <source>OK leaves the rule as it is: %1.</source>
        <translation>OK belässt die Regel, wie sie ist: %1.</translation>
    </message>
    <message>
        <source>Objective</source>
        <translation>Zielgröße</translation>
    </message>
    <message>
        <source>On the tracks they were searched on: what a naive look would tell</source>
        <translation>Auf den Stücken, auf denen sie gesucht wurden: was ein naiver Blick zeigen würde</translation>
    </message>
    <message>
        <source>On tracks that were not searched on, per-label F1 goes from %1 to %2; on those that were, from %3 to %4. The latter is what all figures of validation show: a rule that is better on unseen tracks may look worse there, since it fits them less closely.</source>
        <translation>Auf Stücken, auf denen nicht gesucht wurde, geht F1 je Label von %1 auf %2; auf denen, auf denen gesucht wurde, von %3 auf %4. Letzteres zeigen alle Zahlen der Validierung: Eine Regel, die auf ungesehenen Stücken besser ist, kann dort schlechter aussehen, da sie sich ihnen weniger eng anpasst.</translation>
    </message>
    <message>
        <source>On validation, with the thresholds as they are</source>
        <translation>Auf der Validierung, mit den Schwellen, wie sie sind</translation>
    </message>
    <message>
        <source>One threshold for all labels, fixed</source>
        <translation>Eine Schwelle für alle Labels, fest</translation>
    </message>
    <message>
        <source>One threshold for all labels, searched</source>
        <translation>Eine Schwelle für alle Labels, gesucht</translation>
    </message>
    <message>
        <source>Predict the genre of a predicted subgenre too</source>
        <translation>Zu einem vorhergesagten Subgenre auch das Genre vorhersagen</translation>
    </message>
    <message>
        <source>Recommended per label: &lt;b&gt;%1&lt;/b&gt;; per track: &lt;b&gt;%2&lt;/b&gt;. The row that is highlighted is chosen above.</source>
        <translation>Empfohlen je Label: &lt;b&gt;%1&lt;/b&gt;; je Stück: &lt;b&gt;%2&lt;/b&gt;. Die hervorgehobene Zeile ist oben gewählt.</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>Rule of %1</source>
        <translation>Regel von %1</translation>
    </message>
    <message>
        <source>Rules on unseen data</source>
        <translation>Regeln auf ungesehenen Daten</translation>
    </message>
    <message>
        <source>Searches thresholds on random halves of validation and judges them on the other halves</source>
        <translation>Sucht Schwellen auf zufälligen Hälften der Validierung und beurteilt sie auf den jeweils anderen Hälften</translation>
    </message>
    <message>
        <source>Share of the genre&apos;s threshold</source>
        <translation>Anteil der Schwelle des Genres</translation>
    </message>
    <message>
        <source>Shows which rule is worth most on unseen data.</source>
        <translation>Zeigt, welche Regel auf ungesehenen Daten am meisten bringt.</translation>
    </message>
    <message>
        <source>Smoothed F</source>
        <translation>Geglättetes F</translation>
    </message>
    <message>
        <source>Smoothing s</source>
        <translation>Glättung s</translation>
    </message>
    <message>
        <source>Take the recommended rule</source>
        <translation>Die empfohlene Regel nehmen</translation>
    </message>
    <message>
        <source>The greatest (2 tp + s) / (2 tp + fp + fn + s): a rare label is predicted only where it pays clearly (Lin &amp; Lin 2023).</source>
        <translation>Das größte (2 tp + s) / (2 tp + fp + fn + s): Ein seltenes Label wird nur vorhergesagt, wo es sich deutlich lohnt (Lin &amp; Lin 2023).</translation>
    </message>
    <message>
        <source>The one that is recommended per label</source>
        <translation>Die je Label empfohlene</translation>
    </message>
    <message>
        <source>The same threshold for every label that occurs on validation.</source>
        <translation>Dieselbe Schwelle für jedes Label, das auf der Validierung vorkommt.</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>Thresholds</source>
        <translation>Schwellen</translation>
    </message>
    <message>
        <source>What the hierarchy gains</source>
        <translation>Was die Hierarchie bringt</translation>
    </message>
    <message>
        <source>Where the greatest F1 stays under the floor, the highest score of all is the threshold (SCutFBR.1).</source>
        <translation>Wo das größte F1 unter der Untergrenze bleibt, ist der höchste aller Punktwerte die Schwelle (SCutFBR.1).</translation>
    </message>
    <message>
        <source>as predicted</source>
        <translation>wie vorhergesagt</translation>
    </message>
    <message>
        <source>both</source>
        <translation>beides</translation>
    </message>
    <message>
        <source>gain</source>
        <translation>Gewinn</translation>
    </message>
    <message>
        <source>genre</source>
        <translation>Genre</translation>
    </message>
    <message>
        <source>genres added</source>
        <translation>Genres ergänzt</translation>
    </message>
    <message>
        <source>label F</source>
        <translation>Label-F</translation>
    </message>
    <message>
        <source>micro</source>
        <translation>Mikro</translation>
    </message>
    <message>
        <source>micro-F1</source>
        <translation>Mikro-F1</translation>
    </message>
    <message>
        <source>orphans dropped</source>
        <translation>Waisen entfernt</translation>
    </message>
    <message>
        <source>per label</source>
        <translation>je Label</translation>
    </message>
    <message>
        <source>per label, seen</source>
        <translation>je Label, gesehen</translation>
    </message>
    <message>
        <source>per track</source>
        <translation>je Stück</translation>
    </message>
    <message>
        <source>per-label F1</source>
        <translation>F1 je Label</translation>
    </message>
    <message>
        <source>per-track F1</source>
        <translation>F1 je Stück</translation>
    </message>
    <message>
        <source>subgenre</source>
        <translation>Subgenre</translation>
    </message>
    <message>
        <source>track F</source>
        <translation>Stück-F</translation>
    </message>
</context>
<context>
    <name>melscope::RunCatalogue</name>
    <message>
        <source>Changing a run</source>
        <translation>Lauf ändern</translation>
    </message>
    <message>
        <source>Deleting runs</source>
        <translation>Läufe löschen</translation>
    </message>
    <message>
        <source>Looking at the runs</source>
        <translation>Läufe durchsehen</translation>
    </message>
    <message>
        <source>Reading the list of runs</source>
        <translation>Liste der Läufe lesen</translation>
    </message>
</context>
<context>
    <name>melscope::RunChoice</name>
    <message>
        <source>%1 epochs, validation loss %2</source>
        <translation>%1 Epochen, Validierungsverlust %2</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>Run %1</source>
        <translation>Lauf %1</translation>
    </message>
    <message>
        <source>The run that all pages show</source>
        <translation>Der Lauf, den alle Seiten zeigen</translation>
    </message>
</context>
<context>
    <name>melscope::RunNameDialog</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name and note of the run</source>
        <translation>Name und Notiz des Laufs</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
</context>
<context>
    <name>melscope::RunsPane</name>
    <message>
        <source>%1 epochs</source>
        <translation>%1 Epochen</translation>
    </message>
    <message>
        <source>%1, %2 seeds</source>
        <translation>%1, %2 Startwerte</translation>
    </message>
    <message>
        <source>, hidden</source>
        <translation>, verborgen</translation>
    </message>
    <message>
        <source>A tick lays the run over the charts</source>
        <translation>Ein Häkchen legt den Lauf über die Diagramme</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>Beste</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Fortsetzen</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n run(s) with their models, scores and submissions?</source>
        <translation>
            <numerusform>%n Lauf mit Modell, Punktwerten und Einreichungen löschen?</numerusform>
            <numerusform>%n Läufe mit ihren Modellen, Punktwerten und Einreichungen löschen?</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete runs</source>
        <translation>Läufe löschen</translation>
    </message>
    <message>
        <source>Delete …</source>
        <translation>Löschen …</translation>
    </message>
    <message>
        <source>Epoch with the lowest validation loss</source>
        <translation>Epoche mit dem kleinsten Validierungsverlust</translation>
    </message>
    <message>
        <source>Go on after the last complete epoch, as if nothing had happened</source>
        <translation>Nach der letzten vollständigen Epoche fortsetzen, als wäre nichts geschehen</translation>
    </message>
    <message>
        <source>Hidden too</source>
        <translation>Auch verborgene</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Verbergen</translation>
    </message>
    <message>
        <source>In use by %1</source>
        <translation>In Gebrauch: %1</translation>
    </message>
    <message>
        <source>In what the settings of the two selected or ticked runs differ</source>
        <translation>Worin sich die Einstellungen der zwei gewählten oder angekreuzten Läufe unterscheiden</translation>
    </message>
    <message>
        <source>Into the waste basket; a waiting one is taken out of the queue</source>
        <translation>In den Papierkorb; ein wartender wird aus der Warteschlange genommen</translation>
    </message>
    <message>
        <source>Job …</source>
        <translation>Auftrag …</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Mean F1</source>
        <translation>Mittleres F1</translation>
    </message>
    <message>
        <source>Mean mAP</source>
        <translation>Mittlere mAP</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Name and note</source>
        <translation>Name und Notiz</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>ONNX models (*.onnx)</source>
        <translation>ONNX-Modelle (*.onnx)</translation>
    </message>
    <message>
        <source>Of training and validating</source>
        <translation>Von Training und Validierung</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Out of this list; nothing is deleted</source>
        <translation>Aus dieser Liste nehmen; nichts wird gelöscht</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>Rezept</translation>
    </message>
    <message>
        <source>Rename …</source>
        <translation>Umbenennen …</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Save as ONNX …</source>
        <translation>Als ONNX speichern …</translation>
    </message>
    <message>
        <source>Save the network as ONNX</source>
        <translation>Netz als ONNX speichern</translation>
    </message>
    <message>
        <source>Save the table of runs</source>
        <translation>Tabelle der Läufe speichern</translation>
    </message>
    <message>
        <source>Save …</source>
        <translation>Speichern …</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Show again</source>
        <translation>Wieder zeigen</translation>
    </message>
    <message>
        <source>Show hidden runs, too</source>
        <translation>Auch verborgene Läufe zeigen</translation>
    </message>
    <message>
        <source>Show this run on all pages</source>
        <translation>Diesen Lauf auf allen Seiten zeigen</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Take the settings of this run for the next training</source>
        <translation>Die Einstellungen dieses Laufs für das nächste Training übernehmen</translation>
    </message>
    <message>
        <source>The network for other programs: melbands as in the documents in, scores out</source>
        <translation>Das Netz für andere Programme: melbands wie in den Dokumenten hinein, Punktwerte heraus</translation>
    </message>
    <message>
        <source>The project is read-only: %1</source>
        <translation>Das Projekt ist schreibgeschützt: %1</translation>
    </message>
    <message>
        <source>The runs as CSV or LaTeX</source>
        <translation>Die Läufe als CSV oder LaTeX</translation>
    </message>
    <message>
        <source>The settings are those of %1 now; Start trains a new run with them.</source>
        <translation>Die Einstellungen sind jetzt die von %1; „Starten“ trainiert damit einen neuen Lauf.</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Use its settings</source>
        <translation>Einstellungen nutzen</translation>
    </message>
    <message>
        <source>Validation loss of the best epoch</source>
        <translation>Validierungsverlust der besten Epoche</translation>
    </message>
    <message>
        <source>Validation: each source&apos;s mAP, mean over the sources; known when the run has ended. The chart shows it of all classes together.</source>
        <translation>Validierung: mAP jeder Quelle, gemittelt über die Quellen; bekannt, wenn der Lauf zu Ende ist. Das Diagramm zeigt sie für alle Klassen zusammen.</translation>
    </message>
    <message>
        <source>Validation: each source&apos;s macro F1 at the greatest thresholds, mean over the sources; known when the run has ended. The chart shows it of all classes together.</source>
        <translation>Validierung: Makro-F1 jeder Quelle bei den besten Schwellen, gemittelt über die Quellen; bekannt, wenn der Lauf zu Ende ist. Das Diagramm zeigt es für alle Klassen zusammen.</translation>
    </message>
    <message>
        <source>What differs from the recipe</source>
        <translation>Was vom Rezept abweicht</translation>
    </message>
    <message>
        <source>What else can be done with runs; the table&apos;s own menu has it, too</source>
        <translation>Was sich mit Läufen sonst tun lässt; auch im Menü der Tabelle</translation>
    </message>
    <message>
        <source>Where the run is trained, what the queue and its log say, and to cancel it</source>
        <translation>Wo der Lauf trainiert wird, was Warteschlange und Protokoll sagen, und um ihn abzubrechen</translation>
    </message>
    <message>
        <source>Where the run is trained, what the queue and its log say, and to cancel it; of runs that were submitted to a target</source>
        <translation>Wo der Lauf trainiert wird, was Warteschlange und Protokoll sagen, und um ihn abzubrechen; für Läufe, die einem Ziel übergeben wurden</translation>
    </message>
    <message>
        <source>Writing the network</source>
        <translation>Netz schreiben</translation>
    </message>
    <message>
        <source>in use by %1</source>
        <translation>in Gebrauch: %1</translation>
    </message>
    <message>
        <source>interrupted after epoch %1</source>
        <translation>nach Epoche %1 unterbrochen</translation>
    </message>
    <message>
        <source>runs.csv</source>
        <translation>runs.csv</translation>
    </message>
    <message>
        <source>the settings of the run %1</source>
        <translation>die Einstellungen des Laufs %1</translation>
    </message>
    <message>
        <source>training, epoch %1</source>
        <translation>trainiert, Epoche %1</translation>
    </message>
    <message>
        <source>training, epoch %1: %2</source>
        <translation>trainiert, Epoche %1: %2</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
</context>
<context>
    <name>melscope::ScoreBarsPlot</name>
    <message>
        <source>%1
score %2, threshold %3
%4</source>
        <translation>%1
Punktwert %2, Schwelle %3
%4</translation>
    </message>
    <message>
        <source>Scores against thresholds</source>
        <translation>Punktwerte und Schwellen</translation>
    </message>
    <message>
        <source>label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>missed</source>
        <translation>verfehlt</translation>
    </message>
    <message>
        <source>other label</source>
        <translation>anderes Label</translation>
    </message>
    <message>
        <source>rightly not predicted</source>
        <translation>richtig nicht vorhergesagt</translation>
    </message>
    <message>
        <source>rightly predicted</source>
        <translation>richtig vorhergesagt</translation>
    </message>
    <message>
        <source>score</source>
        <translation>Punktwert</translation>
    </message>
    <message>
        <source>score / threshold (● predicted)</source>
        <translation>Punktwert / Schwelle (● vorhergesagt)</translation>
    </message>
    <message>
        <source>threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>true label</source>
        <translation>wahres Label</translation>
    </message>
    <message>
        <source>verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>wrongly predicted</source>
        <translation>falsch vorhergesagt</translation>
    </message>
</context>
<context>
    <name>melscope::ScoreHistogramPlot</name>
    <message>
        <source>Scores of tracks with and without the label</source>
        <translation>Punktwerte der Stücke mit und ohne das Label</translation>
    </message>
    <message>
        <source>score</source>
        <translation>Punktwert</translation>
    </message>
    <message>
        <source>share of the tracks of the kind</source>
        <translation>Anteil an den Stücken der Art</translation>
    </message>
    <message>
        <source>with the label</source>
        <translation>mit dem Label</translation>
    </message>
    <message>
        <source>without</source>
        <translation>ohne</translation>
    </message>
</context>
<context>
    <name>melscope::ScoresPlot</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: %2 (threshold %3)</source>
        <translation>%1: %2 (Schwelle %3)</translation>
    </message>
    <message>
        <source>Scores over time</source>
        <translation>Punktwerte im Zeitverlauf</translation>
    </message>
    <message>
        <source>score</source>
        <translation>Punktwert</translation>
    </message>
    <message>
        <source>the %1 s around %2</source>
        <translation>die %1 s um %2</translation>
    </message>
</context>
<context>
    <name>melscope::Session</name>
    <message>
        <source>%1 is split anew: %2 recordings for training (%3 %), %4 for validation.</source>
        <translation>%1 ist neu aufgeteilt: %2 Aufnahmen fürs Training (%3 %), %4 für die Validierung.</translation>
    </message>
    <message>
        <source>%1 labels were too rare and dropped, %2 recordings were left without labels.</source>
        <translation>%1 Labels waren zu selten und entfielen, %2 Aufnahmen blieben ohne Label.</translation>
    </message>
    <message>
        <source>%1 was saved in the other window and is shown anew.</source>
        <translation>%1 wurde im anderen Fenster gespeichert und wird neu angezeigt.</translation>
    </message>
    <message>
        <source>Analysing the run</source>
        <translation>Lauf analysieren</translation>
    </message>
    <message>
        <source>Dividing %1</source>
        <translation>%1 aufteilen</translation>
    </message>
    <message>
        <source>Dividing the sources</source>
        <translation>Quellen aufteilen</translation>
    </message>
    <message>
        <source>Error: %1</source>
        <translation>Fehler: %1</translation>
    </message>
    <message>
        <source>Expected *.tsv, *.tsv.bz2, folders or archives of documents, *.safetensors, sounds or folders of them, or *.melscope.</source>
        <translation>Erwartet werden *.tsv, *.tsv.bz2, Ordner oder Archive mit Dokumenten, *.safetensors, Klangdateien oder Ordner damit, oder *.melscope.</translation>
    </message>
    <message>
        <source>Files or documents that cannot be used: %1</source>
        <translation>Nicht verwendbare Dateien oder Dokumente: %1</translation>
    </message>
    <message numerus="yes">
        <source>Folds are written: %n pair(s) of training and validation of each source, in %1.</source>
        <translation>
            <numerusform>Die Teile sind geschrieben: %n Paar aus Training und Validierung je Quelle, in %1.</numerusform>
            <numerusform>Die Teile sind geschrieben: %n Paare aus Training und Validierung je Quelle, in %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>It can be looked at here, and follows what is saved there. To change a copy of it, save it under another name.</source>
        <translation>Es kann hier angesehen werden und folgt dem, was dort gespeichert wird. Um eine Kopie zu ändern, unter anderem Namen speichern.</translation>
    </message>
    <message>
        <source>Loading data</source>
        <translation>Daten laden</translation>
    </message>
    <message>
        <source>Looking at what was added</source>
        <translation>Hinzugefügtes untersuchen</translation>
    </message>
    <message>
        <source>Looking for a run of the grid</source>
        <translation>Lauf des Rasters suchen</translation>
    </message>
    <message>
        <source>Looking up the run&apos;s results</source>
        <translation>Ergebnisse des Laufs nachschlagen</translation>
    </message>
    <message>
        <source>Nobody else has %1 open any more: it can be changed here now.</source>
        <translation>%1 ist nirgends sonst mehr geöffnet und kann jetzt hier geändert werden.</translation>
    </message>
    <message>
        <source>Opening the run</source>
        <translation>Lauf öffnen</translation>
    </message>
    <message>
        <source>Reading the grid</source>
        <translation>Raster lesen</translation>
    </message>
    <message>
        <source>Run written to %1</source>
        <translation>Lauf geschrieben nach %1</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>%1 gespeichert</translation>
    </message>
    <message>
        <source>Splitting %1</source>
        <translation>%1 aufteilen</translation>
    </message>
    <message>
        <source>The Data page lists them with the reasons.</source>
        <translation>Die Seite „Daten“ führt sie mit den Gründen auf.</translation>
    </message>
    <message>
        <source>The project has fold %1 now.</source>
        <translation>Das Projekt hat jetzt Teil %1.</translation>
    </message>
    <message>
        <source>The run %1 has been trained and is here now.</source>
        <translation>Der Lauf %1 ist trainiert und jetzt hier.</translation>
    </message>
    <message>
        <source>The run %1 has been trained and is here now; it opens in the list of runs.</source>
        <translation>Der Lauf %1 ist trainiert und jetzt hier; er lässt sich in der Liste der Läufe öffnen.</translation>
    </message>
    <message>
        <source>The run %1 was changed by another program and is shown anew.</source>
        <translation>Der Lauf %1 wurde von einem anderen Programm geändert und wird neu angezeigt.</translation>
    </message>
    <message>
        <source>Trained: %1. Its means stand on the Train page under Grids.</source>
        <translation>Trainiert: %1. Seine Mittel stehen auf der Seite Training unter Raster.</translation>
    </message>
    <message>
        <source>Updating the results</source>
        <translation>Ergebnisse aktualisieren</translation>
    </message>
    <message>
        <source>Wait until it has ended there.</source>
        <translation>Warten, bis er dort beendet ist.</translation>
    </message>
    <message>
        <source>Writing the demo</source>
        <translation>Demo schreiben</translation>
    </message>
    <message>
        <source>Written to %1</source>
        <translation>Gespeichert als %1</translation>
    </message>
    <message>
        <source>adding a source</source>
        <translation>Quelle hinzufügen</translation>
    </message>
    <message>
        <source>adding a submission</source>
        <translation>Einreichung hinzufügen</translation>
    </message>
    <message>
        <source>adding files</source>
        <translation>Dateien hinzufügen</translation>
    </message>
    <message>
        <source>changing a note</source>
        <translation>Notiz ändern</translation>
    </message>
    <message>
        <source>mixing surround down</source>
        <translation>Mehrkanalton heruntermischen</translation>
    </message>
    <message>
        <source>music</source>
        <translation>Musik</translation>
    </message>
    <message>
        <source>refusing surround</source>
        <translation>Mehrkanalton ablehnen</translation>
    </message>
    <message>
        <source>removing a submission</source>
        <translation>Einreichung entfernen</translation>
    </message>
    <message>
        <source>restoring an unsaved project</source>
        <translation>ungespeichertes Projekt wiederherstellen</translation>
    </message>
    <message>
        <source>restoring unsaved changes</source>
        <translation>ungespeicherte Änderungen wiederherstellen</translation>
    </message>
    <message>
        <source>showing published results</source>
        <translation>veröffentlichte Ergebnisse anzeigen</translation>
    </message>
    <message>
        <source>splitting %1</source>
        <translation>%1 aufteilen</translation>
    </message>
    <message>
        <source>taking fold %1</source>
        <translation>Teil %1 übernehmen</translation>
    </message>
    <message>
        <source>the run %1 is the project&apos;s</source>
        <translation>Lauf %1 als Lauf des Projekts</translation>
    </message>
    <message>
        <source>this is neither a ground truth, nor features, nor music, nor a project</source>
        <translation>dies ist weder eine Referenz noch Merkmale, Musik oder ein Projekt</translation>
    </message>
    <message>
        <source>this run is in use by %1</source>
        <translation>dieser Lauf wird gerade benutzt von %1</translation>
    </message>
    <message>
        <source>watching music</source>
        <translation>Musik beobachten</translation>
    </message>
    <message>
        <source>watching music no more</source>
        <translation>Musik nicht mehr beobachten</translation>
    </message>
</context>
<context>
    <name>melscope::SettingsDialog</name>
    <message numerus="yes">
        <source>%n setting(s) differ; below them the results.</source>
        <translation>
            <numerusform>%n Einstellung unterscheidet sich; darunter die Ergebnisse.</numerusform>
            <numerusform>%n Einstellungen unterscheiden sich; darunter die Ergebnisse.</numerusform>
        </translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>Einstellung</translation>
    </message>
    <message>
        <source>Settings and results of two runs</source>
        <translation>Einstellungen und Ergebnisse zweier Läufe</translation>
    </message>
    <message>
        <source>The two runs have the same settings.</source>
        <translation>Die beiden Läufe haben dieselben Einstellungen.</translation>
    </message>
    <message>
        <source>Two runs compared</source>
        <translation>Zwei Läufe im Vergleich</translation>
    </message>
    <message>
        <source>best epoch</source>
        <translation>beste Epoche</translation>
    </message>
    <message>
        <source>engine</source>
        <translation>Rechenkern</translation>
    </message>
    <message>
        <source>mAP</source>
        <translation>mAP</translation>
    </message>
    <message>
        <source>macro F1</source>
        <translation>Makro-F1</translation>
    </message>
    <message>
        <source>time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>validation loss</source>
        <translation>Validierungsverlust</translation>
    </message>
</context>
<context>
    <name>melscope::ShortcutSheet</name>
    <message>
        <source>+, −, arrows, Home</source>
        <translation>+, −, Pfeile, Pos1</translation>
    </message>
    <message>
        <source>Choose columns; what a figure means</source>
        <translation>Spalten wählen; was eine Zahl bedeutet</translation>
    </message>
    <message>
        <source>Copy, save</source>
        <translation>Kopieren, speichern</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>Doppelklick</translation>
    </message>
    <message>
        <source>Drag</source>
        <translation>Ziehen</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Keyboard and mouse</source>
        <translation>Tastatur und Maus</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Left, Right</source>
        <translation>Links, Rechts</translation>
    </message>
    <message>
        <source>Menu key, right click</source>
        <translation>Menütaste, Rechtsklick</translation>
    </message>
    <message>
        <source>Menu, or place</source>
        <translation>Menü oder Ort</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>Open what the row speaks of</source>
        <translation>Öffnen, wovon die Zeile handelt</translation>
    </message>
    <message>
        <source>Plots</source>
        <translation>Diagramme</translation>
    </message>
    <message>
        <source>Right click</source>
        <translation>Rechtsklick</translation>
    </message>
    <message>
        <source>Right click on the titles</source>
        <translation>Rechtsklick auf die Titel</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tabellen</translation>
    </message>
    <message>
        <source>The label above, below</source>
        <translation>Das Label darüber, darunter</translation>
    </message>
    <message>
        <source>The threshold from score to score (Shift: by ten)</source>
        <translation>Die Schwelle von Punktwert zu Punktwert (Umschalt: um zehn)</translation>
    </message>
    <message>
        <source>Threshold curve</source>
        <translation>Schwellenkurve</translation>
    </message>
    <message>
        <source>Up, Down</source>
        <translation>Auf, Ab</translation>
    </message>
    <message>
        <source>What can be done with the row</source>
        <translation>Was sich mit der Zeile machen lässt</translation>
    </message>
    <message>
        <source>What they do</source>
        <translation>Wirkung</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>Mausrad</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Zoomen</translation>
    </message>
    <message>
        <source>Zoom, move, show all</source>
        <translation>Zoomen, verschieben, alles zeigen</translation>
    </message>
</context>
<context>
    <name>melscope::SoundPanel</name>
    <message>
        <source>%1 / %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Cover art</source>
        <translation>Albumbild</translation>
    </message>
    <message>
        <source>Listening to %1</source>
        <translation>%1 anhören</translation>
    </message>
    <message>
        <source>Listening …</source>
        <translation>Wird angehört …</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Pause (space)</source>
        <translation>Pause (Leertaste)</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Play (space); a click in the charts goes there</source>
        <translation>Abspielen (Leertaste); ein Klick in die Diagramme springt dorthin</translation>
    </message>
    <message>
        <source>Scoring the sound</source>
        <translation>Punktwerte des Klangs berechnen</translation>
    </message>
    <message>
        <source>Vocabulary of the scores</source>
        <translation>Vokabular der Punktwerte</translation>
    </message>
    <message>
        <source>Whose labels are shown over time</source>
        <translation>Wessen Labels im Zeitverlauf gezeigt werden</translation>
    </message>
</context>
<context>
    <name>melscope::SourceCards</name>
    <message>
        <source>%1 genres, %2 subgenres, %3 labels per recording</source>
        <translation>%1 Genres, %2 Subgenres, %3 Labels je Aufnahme</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 of %2 %3 recordings have no features and are left out.</source>
        <translation>%1 von %2 Aufnahmen (%3) haben keine Merkmale und werden ausgelassen.</translation>
    </message>
    <message>
        <source>%1 test</source>
        <translation>%1 Test</translation>
    </message>
    <message>
        <source>%1 test, truth unknown</source>
        <translation>%1 Test, Referenz unbekannt</translation>
    </message>
    <message>
        <source>%1 training</source>
        <translation>%1 Training</translation>
    </message>
    <message>
        <source>%1 validation</source>
        <translation>%1 Validierung</translation>
    </message>
    <message>
        <source>%1, line %2: %3</source>
        <translation>%1, Zeile %2: %3</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n more note(s)</source>
        <translation>
            <numerusform>%n weiterer Hinweis</numerusform>
            <numerusform>%n weitere Hinweise</numerusform>
        </translation>
    </message>
    <message>
        <source>Add files …</source>
        <translation>Dateien hinzufügen …</translation>
    </message>
    <message>
        <source>Albums are in training and in validation (%1 % of validation), so figures will look better than on music that is new.</source>
        <translation>Alben sind in Training und Validierung zugleich (%1 % der Validierung), daher fallen die Zahlen besser aus als bei neuer Musik.</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Loading …</source>
        <translation>Wird geladen …</translation>
    </message>
    <message numerus="yes">
        <source>Music to be predicted: %n track(s)</source>
        <translation>
            <numerusform>Vorherzusagende Musik: %n Stück</numerusform>
            <numerusform>Vorherzusagende Musik: %n Stücke</numerusform>
        </translation>
    </message>
    <message>
        <source>No features: add a folder or archive of documents.</source>
        <translation>Keine Merkmale: Ordner oder Archiv mit Dokumenten hinzufügen.</translation>
    </message>
    <message>
        <source>No training file: this source cannot be trained on.</source>
        <translation>Keine Trainingsdatei: Mit dieser Quelle kann nicht trainiert werden.</translation>
    </message>
    <message>
        <source>No validation file: thresholds and the best epoch are found on it.</source>
        <translation>Keine Validierungsdatei: An ihr werden die Schwellen und die beste Epoche bestimmt.</translation>
    </message>
    <message>
        <source>Nothing is wrong or missing.</source>
        <translation>Nichts ist falsch oder fehlt.</translation>
    </message>
    <message>
        <source>Recordings: %1</source>
        <translation>Aufnahmen: %1</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>Quellen</translation>
    </message>
    <message>
        <source>Split …</source>
        <translation>Aufteilen …</translation>
    </message>
    <message>
        <source>The most frequent genres of %1</source>
        <translation>Die häufigsten Genres von %1</translation>
    </message>
    <message>
        <source>Tracks</source>
        <translation>Stücke</translation>
    </message>
    <message>
        <source>Training recordings of each genre:</source>
        <translation>Trainingsaufnahmen jedes Genres:</translation>
    </message>
    <message>
        <source>Training recordings of the %1 most frequent genres:</source>
        <translation>Trainingsaufnahmen der %1 häufigsten Genres:</translation>
    </message>
    <message>
        <source>training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>Validierung</translation>
    </message>
</context>
<context>
    <name>melscope::SourceModel</name>
    <message>
        <source>%1 + %2</source>
        <translation>%1 + %2</translation>
    </message>
    <message>
        <source>%1 genres and %2 subgenres</source>
        <translation>%1 Genres und %2 Subgenres</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Genres + subgenres</source>
        <translation>Genres + Subgenres</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Labels each</source>
        <translation>Labels je Aufnahme</translation>
    </message>
    <message>
        <source>Labels of training that no validation recording has; no threshold can be found for them</source>
        <translation>Labels des Trainings, die keine Aufnahme der Validierung hat; für sie lässt sich keine Schwelle finden</translation>
    </message>
    <message>
        <source>Labels per recording</source>
        <translation>Labels je Aufnahme</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>Aufnahmen</translation>
    </message>
    <message>
        <source>Recordings that no feature file holds; they are left out</source>
        <translation>Aufnahmen, die in keiner Merkmalsdatei stehen; sie werden ausgelassen</translation>
    </message>
    <message>
        <source>Release groups</source>
        <translation>Veröffentlichungsgruppen</translation>
    </message>
    <message>
        <source>Release groups that are in training and in validation (&quot;album effect&quot;)</source>
        <translation>Veröffentlichungsgruppen, die in Training und Validierung zugleich sind („Albumeffekt“)</translation>
    </message>
    <message>
        <source>Shared albums</source>
        <translation>Gemeinsame Alben</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Without features</source>
        <translation>Ohne Merkmale</translation>
    </message>
    <message>
        <source>Without support</source>
        <translation>Ohne Vorkommen</translation>
    </message>
    <message>
        <source>features</source>
        <translation>Merkmale</translation>
    </message>
    <message>
        <source>music</source>
        <translation>Musik</translation>
    </message>
    <message>
        <source>test features</source>
        <translation>Testmerkmale</translation>
    </message>
    <message>
        <source>test truth</source>
        <translation>Testreferenz</translation>
    </message>
    <message>
        <source>train</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>with %1 of %2 validation recordings</source>
        <translation>mit %1 von %2 Aufnahmen der Validierung</translation>
    </message>
    <message>
        <source>—</source>
        <translation>—</translation>
    </message>
</context>
<context>
    <name>melscope::SourcesPane</name>
    <message>
        <source> and </source>
        <translation> und </translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 (%2 of validation)</source>
        <translation>%1 (%2 der Validierung)</translation>
    </message>
    <message>
        <source>%1 lacks a file that a training needs.</source>
        <translation>%1 fehlt eine Datei, die ein Training braucht.</translation>
    </message>
    <message numerus="yes">
        <source>%n note(s)</source>
        <translation>
            <numerusform>%n Hinweis</numerusform>
            <numerusform>%n Hinweise</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n Problem</numerusform>
            <numerusform>%n Probleme</numerusform>
        </translation>
    </message>
    <message>
        <source>A folder of documents, of sounds, or with all that belongs together</source>
        <translation>Ein Ordner mit Dokumenten, mit Klangdateien oder mit allem, was zusammengehört</translation>
    </message>
    <message>
        <source>Add a folder of documents, sounds, or all together</source>
        <translation>Ordner mit Dokumenten, Klangdateien oder allem zusammen hinzufügen</translation>
    </message>
    <message>
        <source>Add a folder …</source>
        <translation>Ordner hinzufügen …</translation>
    </message>
    <message>
        <source>Add files …</source>
        <translation>Dateien hinzufügen …</translation>
    </message>
    <message>
        <source>Add ground truths and features</source>
        <translation>Referenzen und Merkmale hinzufügen</translation>
    </message>
    <message>
        <source>All files that lay in a folder lie in another one now</source>
        <translation>Alle Dateien, die in einem Ordner lagen, liegen jetzt in einem anderen</translation>
    </message>
    <message>
        <source>Choose another file</source>
        <translation>Andere Datei wählen</translation>
    </message>
    <message>
        <source>Choose another file for the selected row</source>
        <translation>Andere Datei für die gewählte Zeile wählen</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Ground truths, archives, stores, sounds (Ctrl+Shift+O)</source>
        <translation>Referenzen, Archive, Speicher, Klangdateien (Strg+Umschalt+O)</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Make a ground truth of the genre tags of sound files</source>
        <translation>Aus den Genre-Tags von Klangdateien eine Referenz erstellen</translation>
    </message>
    <message>
        <source>Make a training and a validation file anew, release groups kept whole</source>
        <translation>Trainings- und Validierungsdatei neu erstellen; Veröffentlichungsgruppen bleiben ganz</translation>
    </message>
    <message>
        <source>No problems found.</source>
        <translation>Keine Probleme gefunden.</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>Problems of the data</source>
        <translation>Probleme der Daten</translation>
    </message>
    <message>
        <source>Relocate a folder …</source>
        <translation>Ordner neu zuordnen …</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Replace …</source>
        <translation>Ersetzen …</translation>
    </message>
    <message>
        <source>Sources and their files</source>
        <translation>Quellen und ihre Dateien</translation>
    </message>
    <message>
        <source>Split by release group …</source>
        <translation>Nach Veröffentlichungsgruppe aufteilen …</translation>
    </message>
    <message>
        <source>Split …</source>
        <translation>Aufteilen …</translation>
    </message>
    <message>
        <source>Take the selected row out of the project (Del); the file stays where it is</source>
        <translation>Die gewählte Zeile aus dem Projekt nehmen (Entf); die Datei bleibt, wo sie ist</translation>
    </message>
    <message>
        <source>The files are being read; what is wrong with them stands here then.</source>
        <translation>Die Dateien werden gelesen; was an ihnen falsch ist, steht dann hier.</translation>
    </message>
    <message>
        <source>Truth from tags …</source>
        <translation>Referenz aus Tags …</translation>
    </message>
    <message>
        <source>Where is what lay in %1 now?</source>
        <translation>Wo ist jetzt, was in %1 lag?</translation>
    </message>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>relocating %1</source>
        <translation>%1 verlegen</translation>
    </message>
    <message>
        <source>removing</source>
        <translation>entfernen</translation>
    </message>
    <message>
        <source>renaming a source</source>
        <translation>Quelle umbenennen</translation>
    </message>
    <message>
        <source>replacing a file</source>
        <translation>Datei ersetzen</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>⚠ Albums are in training and in validation, so figures will look better than on music that is new: %1.</source>
        <translation>⚠ Alben sind in Training und Validierung zugleich, daher fallen die Zahlen besser aus als bei neuer Musik: %1.</translation>
    </message>
</context>
<context>
    <name>melscope::SpectrogramPlot</name>
    <message>
        <source>%1
band %2 (%3 Hz): %4 dB</source>
        <translation>%1
Band %2 (%3 Hz): %4 dB</translation>
    </message>
    <message>
        <source>Hz</source>
        <translation>Hz</translation>
    </message>
    <message>
        <source>Mel bands over time</source>
        <translation>Mel-Bänder im Zeitverlauf</translation>
    </message>
    <message>
        <source>band %1, dB</source>
        <translation>Band %1, dB</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>Sekunden</translation>
    </message>
</context>
<context>
    <name>melscope::SplitDialog</name>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>%1 labels are too rare and will be dropped, %2 recordings are left without labels.</source>
        <translation>%1 Labels sind zu selten und fallen weg, %2 Aufnahmen bleiben ohne Labels.</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) there will be replaced.</source>
        <translation>
            <numerusform>Dort wird %n Datei ersetzt.</numerusform>
            <numerusform>Dort werden %n Dateien ersetzt.</numerusform>
        </translation>
    </message>
    <message>
        <source>A label stays if it occurs so often in training, and half as often in validation</source>
        <translation>Ein Label bleibt, wenn es im Training so oft und in der Validierung halb so oft vorkommt</translation>
    </message>
    <message>
        <source>A recording or release group that stands in several sources goes to the same fold of each</source>
        <translation>Eine Aufnahme oder Veröffentlichungsgruppe, die in mehreren Quellen steht, kommt in jeder in denselben Teil</translation>
    </message>
    <message>
        <source>A recording without one is one of its own</source>
        <translation>Eine Aufnahme ohne Gruppe ist eine eigene</translation>
    </message>
    <message>
        <source>All sources together</source>
        <translation>Alle Quellen zusammen</translation>
    </message>
    <message>
        <source>Choose …</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>Deviation</source>
        <translation>Abweichung</translation>
    </message>
    <message>
        <source>Dividing the recordings</source>
        <translation>Aufnahmen aufteilen</translation>
    </message>
    <message>
        <source>Dividing …</source>
        <translation>Wird aufgeteilt …</translation>
    </message>
    <message>
        <source>Each fold validates a part of the recordings and trains on the others; labels are spread evenly, and release groups stay whole. A pair of files is written for each fold. A grid makes its own folds and needs none of these.</source>
        <translation>Jeder Teil validiert einige der Aufnahmen und trainiert mit den anderen; Labels werden gleichmäßig verteilt, und Veröffentlichungsgruppen bleiben ganz. Für jeden Teil wird ein Paar von Dateien geschrieben. Ein Raster macht seine eigenen Teile und braucht keinen von diesen.</translation>
    </message>
    <message>
        <source>Farthest label</source>
        <translation>Entferntestes Label</translation>
    </message>
    <message>
        <source>Fold</source>
        <translation>Teil</translation>
    </message>
    <message>
        <source>Folder of the new files</source>
        <translation>Ordner der neuen Dateien</translation>
    </message>
    <message>
        <source>Folds</source>
        <translation>Teile</translation>
    </message>
    <message>
        <source>Folds for cross-validation</source>
        <translation>Teile für die Kreuzvalidierung</translation>
    </message>
    <message>
        <source>Into the project</source>
        <translation>Ins Projekt</translation>
    </message>
    <message>
        <source>Keep each release group on one side</source>
        <translation>Jede Veröffentlichungsgruppe auf einer Seite lassen</translation>
    </message>
    <message>
        <source>Least count of a label</source>
        <translation>Mindestanzahl je Label</translation>
    </message>
    <message>
        <source>Of that label&apos;s tracks from an even division; the smaller, the more alike the folds are</source>
        <translation>Der Stücke dieses Labels von einer gleichmäßigen Aufteilung; je kleiner, desto ähnlicher sind die Teile</translation>
    </message>
    <message>
        <source>Release groups</source>
        <translation>Veröffentlichungsgruppen</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Aufteilen</translation>
    </message>
    <message>
        <source>Split a ground truth</source>
        <translation>Referenz aufteilen</translation>
    </message>
    <message>
        <source>That the fold validates; training has the others</source>
        <translation>Die der Teil validiert; das Training hat die anderen</translation>
    </message>
    <message>
        <source>The label whose share is farthest from even</source>
        <translation>Das Label, dessen Anteil am weitesten vom gleichmäßigen entfernt ist</translation>
    </message>
    <message>
        <source>The recordings are divided into a training and a validation part; both are written as new files and take the place of the present ones in the project (Undo brings those back). The same seed gives the same parts.</source>
        <translation>Die Aufnahmen werden in einen Trainings- und einen Validierungsteil aufgeteilt; beide werden als neue Dateien geschrieben und ersetzen die jetzigen im Projekt („Rückgängig“ holt diese zurück). Derselbe Startwert ergibt dieselben Teile.</translation>
    </message>
    <message>
        <source>Tracks</source>
        <translation>Stücke</translation>
    </message>
    <message>
        <source>Training and validation</source>
        <translation>Training und Validierung</translation>
    </message>
    <message>
        <source>Training part</source>
        <translation>Trainingsteil</translation>
    </message>
    <message>
        <source>Unite training and validation first</source>
        <translation>Training und Validierung zuvor vereinen</translation>
    </message>
    <message>
        <source>What the folds would be</source>
        <translation>Was die Teile wären</translation>
    </message>
    <message>
        <source>Write the folds</source>
        <translation>Teile schreiben</translation>
    </message>
    <message>
        <source>fold %1</source>
        <translation>Teil %1</translation>
    </message>
    <message>
        <source>nothing: files alone</source>
        <translation>nichts: nur Dateien</translation>
    </message>
</context>
<context>
    <name>melscope::StartPane</name>
    <message>
        <source>%1, missing</source>
        <translation>%1, fehlt</translation>
    </message>
    <message>
        <source>A *.melscope file that was saved before.</source>
        <translation>Eine zuvor gespeicherte *.melscope-Datei.</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Beginnen</translation>
    </message>
    <message>
        <source>Everything in it that is recognised: ground truths, archives, folders of documents or of sounds.</source>
        <translation>Alles darin, was erkannt wird: Referenzen, Archive, Ordner mit Dokumenten oder Klangdateien.</translation>
    </message>
    <message>
        <source>Ground truths (*.tsv, *.tsv.bz2), archives of AcousticBrainz documents, feature stores or sounds. You see what each is taken for before anything happens; dropping them on this window does the same.</source>
        <translation>Referenzen (*.tsv, *.tsv.bz2), Archive mit AcousticBrainz-Dokumenten, Merkmalsspeicher oder Klangdateien. Bevor etwas geschieht, wird gezeigt, wofür jede Datei gehalten wird; auf dieses Fenster ziehen bewirkt dasselbe.</translation>
    </message>
    <message>
        <source>Looking for recent projects</source>
        <translation>Zuletzt geöffnete Projekte suchen</translation>
    </message>
    <message>
        <source>Made-up data: four sources with 2,000 recordings together; a training takes half a minute.</source>
        <translation>Erfundene Daten: vier Quellen mit zusammen 2.000 Aufnahmen; ein Training dauert eine halbe Minute.</translation>
    </message>
    <message>
        <source>Missing: it was moved, or its disk is not connected</source>
        <translation>Fehlt: Es wurde verschoben, oder sein Laufwerk ist nicht verbunden</translation>
    </message>
    <message>
        <source>New from a folder …</source>
        <translation>Neu aus einem Ordner …</translation>
    </message>
    <message>
        <source>New from files …</source>
        <translation>Neu aus Dateien …</translation>
    </message>
    <message>
        <source>None yet. Projects that are opened or saved stand here.</source>
        <translation>Noch keine. Hier stehen Projekte, die geöffnet oder gespeichert wurden.</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>%1 öffnen</translation>
    </message>
    <message>
        <source>Open a project …</source>
        <translation>Projekt öffnen …</translation>
    </message>
    <message>
        <source>Read the guide (F1)</source>
        <translation>Handbuch lesen (F1)</translation>
    </message>
    <message>
        <source>Recent projects</source>
        <translation>Zuletzt geöffnete Projekte</translation>
    </message>
    <message>
        <source>Take out of this list</source>
        <translation>Aus dieser Liste nehmen</translation>
    </message>
    <message>
        <source>Try the demo</source>
        <translation>Demo ausprobieren</translation>
    </message>
    <message>
        <source>today, %1</source>
        <translation>heute, %1</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>gestern</translation>
    </message>
</context>
<context>
    <name>melscope::StatusRow</name>
    <message>
        <source>%1 recordings</source>
        <translation>%1 Aufnahmen</translation>
    </message>
    <message numerus="yes">
        <source>%n source(s)</source>
        <translation>
            <numerusform>%n Quelle</numerusform>
            <numerusform>%n Quellen</numerusform>
        </translation>
    </message>
    <message>
        <source>All jobs since the window was opened, with what came of them (Ctrl+J)</source>
        <translation>Alle Vorgänge seit dem Öffnen des Fensters und ihr Ausgang (Strg+J)</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Hold on after this step (F6)</source>
        <translation>Nach diesem Schritt anhalten (F6)</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Vorgänge</translation>
    </message>
    <message>
        <source>Let the training go on (F6)</source>
        <translation>Das Training fortsetzen (F6)</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>run %1</source>
        <translation>Lauf %1</translation>
    </message>
</context>
<context>
    <name>melscope::StepsList</name>
    <message>
        <source>%1: done</source>
        <translation>%1: erledigt</translation>
    </message>
    <message>
        <source>%1: to do</source>
        <translation>%1: noch zu tun</translation>
    </message>
    <message>
        <source>Do not show these steps</source>
        <translation>Diese Schritte nicht anzeigen</translation>
    </message>
    <message>
        <source>First steps</source>
        <translation>Erste Schritte</translation>
    </message>
</context>
<context>
    <name>melscope::SubsetsPane</name>
    <message>
        <source>%1 tracks</source>
        <translation>%1 Stücke</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Comparing subsets</source>
        <translation>Teilmengen vergleichen</translation>
    </message>
    <message>
        <source>Filter %1</source>
        <translation>Filter %1</translation>
    </message>
    <message>
        <source>How the run does on some tracks and on others: two filters as on the Tracks page, within the source and part that are shown. An empty one means all.</source>
        <translation>Wie der Lauf bei den einen und bei anderen Stücken abschneidet: zwei Filter wie auf der Seite „Stücke“, innerhalb der gezeigten Quelle und des gezeigten Teils. Ein leerer bedeutet alle.</translation>
    </message>
    <message>
        <source>Over the tracks that filter A finds</source>
        <translation>Über die Stücke, die Filter A findet</translation>
    </message>
    <message>
        <source>Over the tracks that filter B finds, with the difference to A</source>
        <translation>Über die Stücke, die Filter B findet, mit dem Unterschied zu A</translation>
    </message>
    <message>
        <source>The means of both</source>
        <translation>Die Mittel beider</translation>
    </message>
</context>
<context>
    <name>melscope::SuspectsPane</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Double-click or Enter shows it on the Tracks page</source>
        <translation>Doppelklick oder Eingabetaste zeigt sie auf der Seite „Stücke“</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Filter by label or id</source>
        <translation>Nach Label oder ID filtern</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Looking for suspected labels</source>
        <translation>Verdächtige Labels suchen</translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation>Wird gesucht …</translation>
    </message>
    <message>
        <source>May be missing</source>
        <translation>Fehlt womöglich</translation>
    </message>
    <message>
        <source>May be wrong</source>
        <translation>Womöglich falsch</translation>
    </message>
    <message>
        <source>Missing and wrong</source>
        <translation>Fehlend und falsch</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>Verhältnis</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufnahme</translation>
    </message>
    <message>
        <source>Save suspected labels</source>
        <translation>Verdächtige Labels speichern</translation>
    </message>
    <message>
        <source>Save …</source>
        <translation>Speichern …</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Punktwert</translation>
    </message>
    <message>
        <source>Score / threshold</source>
        <translation>Punktwert / Schwelle</translation>
    </message>
    <message>
        <source>Suspected labels</source>
        <translation>Verdächtige Labels</translation>
    </message>
    <message>
        <source>Suspicion</source>
        <translation>Verdacht</translation>
    </message>
    <message>
        <source>The validation truth is not there</source>
        <translation>Die Referenz der Validierung ist nicht da</translation>
    </message>
    <message>
        <source>Where the validation truth and the model contradict one another most. A label that may be missing is one that the model is sure of; one that may be wrong it sees no trace of.</source>
        <translation>Wo sich Referenz der Validierung und Modell am stärksten widersprechen. Ein womöglich fehlendes Label ist eines, dessen sich das Modell sicher ist; von einem womöglich falschen sieht es keine Spur.</translation>
    </message>
    <message>
        <source>may be missing</source>
        <translation>fehlt womöglich</translation>
    </message>
    <message>
        <source>may be wrong</source>
        <translation>womöglich falsch</translation>
    </message>
</context>
<context>
    <name>melscope::TagTruthDialog</name>
    <message>
        <source>%1 exists already. Press Write once more to replace it, or name another file.</source>
        <translation>%1 existiert bereits. Zum Ersetzen noch einmal „Schreiben“ drücken oder eine andere Datei angeben.</translation>
    </message>
    <message>
        <source>%1 labels are too rare.</source>
        <translation>%1 Labels sind zu selten.</translation>
    </message>
    <message>
        <source>%1 of %2 sounds have genre tags, %3 labels.</source>
        <translation>%1 von %2 Klangdateien haben Genre-Tags, %3 Labels.</translation>
    </message>
    <message>
        <source>Between genres</source>
        <translation>Zwischen Genres</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Capitals make no difference (&quot;Rock&quot; and &quot;rock&quot; are one label)</source>
        <translation>Groß- und Kleinschreibung ist gleichgültig („Rock“ und „rock“ sind ein Label)</translation>
    </message>
    <message>
        <source>Choose a folder of sound files.</source>
        <translation>Einen Ordner mit Klangdateien wählen.</translation>
    </message>
    <message>
        <source>Choose …</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>Each of these characters ends one genre and begins the next</source>
        <translation>Jedes dieser Zeichen beendet ein Genre und beginnt das nächste</translation>
    </message>
    <message>
        <source>Folder of sounds</source>
        <translation>Ordner der Klangdateien</translation>
    </message>
    <message>
        <source>Ground truth</source>
        <translation>Referenz</translation>
    </message>
    <message>
        <source>Ground truths (*.tsv)</source>
        <translation>Referenzen (*.tsv)</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Labels of fewer recordings are left out</source>
        <translation>Labels mit weniger Aufnahmen werden ausgelassen</translation>
    </message>
    <message>
        <source>Least count of a label</source>
        <translation>Mindestanzahl je Label</translation>
    </message>
    <message>
        <source>Reading tags</source>
        <translation>Lesen der Genre-Tags</translation>
    </message>
    <message>
        <source>Reading tags …</source>
        <translation>Genre-Tags werden gelesen …</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>Aufnahmen</translation>
    </message>
    <message>
        <source>Rel. groups</source>
        <translation>Veröff.-Gr.</translation>
    </message>
    <message>
        <source>Release groups, by tag or by artist and album</source>
        <translation>Veröffentlichungsgruppen, nach Angabe oder nach Interpret und Album</translation>
    </message>
    <message>
        <source>Take it into the project, with these sounds as its features</source>
        <translation>Ins Projekt aufnehmen, mit diesen Klangdateien als Merkmalen</translation>
    </message>
    <message>
        <source>The genre tags of sound files become the labels of a ground truth. Below are the labels that it would have.</source>
        <translation>Die Genre-Tags von Klangdateien werden zu den Labels einer Referenz. Unten stehen die Labels, die sie hätte.</translation>
    </message>
    <message>
        <source>Truth from tags</source>
        <translation>Referenz aus Tags</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Writing the ground truth</source>
        <translation>Referenz schreiben</translation>
    </message>
    <message>
        <source>Written to %1</source>
        <translation>Gespeichert als %1</translation>
    </message>
</context>
<context>
    <name>melscope::TargetBox</name>
    <message>
        <source>Targets …</source>
        <translation>Ziele …</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Dieser Rechner</translation>
    </message>
    <message>
        <source>Trained here, in the background</source>
        <translation>Wird hier trainiert, im Hintergrund</translation>
    </message>
    <message>
        <source>Where it is computed</source>
        <translation>Wo gerechnet wird</translation>
    </message>
    <message>
        <source>Where the next training is computed; Targets … adds a cluster or another computer</source>
        <translation>Wo das nächste Training gerechnet wird; Ziele … fügt einen Cluster oder einen anderen Rechner hinzu</translation>
    </message>
</context>
<context>
    <name>melscope::TargetsDialog</name>
    <message>
        <source>&amp;Account</source>
        <translation>K&amp;onto</translation>
    </message>
    <message>
        <source>&amp;Container</source>
        <translation>&amp;Container</translation>
    </message>
    <message>
        <source>&amp;Folder there</source>
        <translation>O&amp;rdner dort</translation>
    </message>
    <message>
        <source>&amp;Host</source>
        <translation>Rec&amp;hner</translation>
    </message>
    <message>
        <source>&amp;Memory of a node</source>
        <translation>&amp;Speicher eines Knotens</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>&amp;Program there</source>
        <translation>&amp;Programm dort</translation>
    </message>
    <message>
        <source>&amp;Queue</source>
        <translation>&amp;Warteschlange</translation>
    </message>
    <message>
        <source>&amp;Time</source>
        <translation>&amp;Zeit</translation>
    </message>
    <message>
        <source>As ssh knows it; a key or an agent must let you in without a password. Empty: the commands are run on this computer.</source>
        <translation>Wie ssh ihn kennt; ein Schlüssel oder Agent muss Sie ohne Passwort einlassen. Leer: Die Befehle laufen auf diesem Rechner.</translation>
    </message>
    <message>
        <source>Else truths and features are copied by rsync, once, and finished runs fetched</source>
        <translation>Sonst werden Wahrheiten und Merkmale mit rsync kopiert, einmal, und fertige Läufe geholt</translation>
    </message>
    <message>
        <source>F&amp;urther options</source>
        <translation>Weitere Option&amp;en</translation>
    </message>
    <message>
        <source>Ima&amp;ge</source>
        <translation>A&amp;bbild</translation>
    </message>
    <message>
        <source>In what melscope-cli is run there; under Slurm apptainer alone</source>
        <translation>Worin melscope-cli dort läuft; unter Slurm nur apptainer</translation>
    </message>
    <message>
        <source>It works: %1</source>
        <translation>Es geht: %1</translation>
    </message>
    <message>
        <source>Mo&amp;dules</source>
        <translation>Mo&amp;dule</translation>
    </message>
    <message>
        <source>N&amp;odes</source>
        <translation>&amp;Knoten</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Of sbatch, with spaces between</source>
        <translation>Von sbatch, durch Leerzeichen getrennt</translation>
    </message>
    <message>
        <source>Of the container: a name, or a file of apptainer&apos;s</source>
        <translation>Des Containers: ein Name, oder eine Datei von apptainer</translation>
    </message>
    <message>
        <source>Options of ss&amp;h</source>
        <translation>Optionen &amp;von ssh</translation>
    </message>
    <message>
        <source>Over which each training is shared out</source>
        <translation>Über die jedes Training verteilt wird</translation>
    </message>
    <message>
        <source>P&amp;rocessors of each</source>
        <translation>Prozessoren &amp;je Prozess</translation>
    </message>
    <message>
        <source>Partit&amp;ion</source>
        <translation>Part&amp;ition</translation>
    </message>
    <message>
        <source>Processes on &amp;each</source>
        <translation>Prozesse je Kno&amp;ten</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove the target %1?</source>
        <translation>Das Ziel %1 entfernen?</translation>
    </message>
    <message>
        <source>Removes the target&apos;s file; jobs that were submitted to it go on, and are followed</source>
        <translation>Entfernt die Datei des Ziels; Aufträge, die ihm übergeben wurden, gehen weiter und werden verfolgt</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Settings of a target</source>
        <translation>Einstellungen eines Ziels</translation>
    </message>
    <message>
        <source>Shared</source>
        <translation>Gemeinsam</translation>
    </message>
    <message>
        <source>Slurm</source>
        <translation>Slurm</translation>
    </message>
    <message>
        <source>Slurm&apos;s --account</source>
        <translation>--account von Slurm</translation>
    </message>
    <message>
        <source>Slurm&apos;s --cpus-per-task</source>
        <translation>--cpus-per-task von Slurm</translation>
    </message>
    <message>
        <source>Slurm&apos;s --mem: a number with K, M, G or T</source>
        <translation>--mem von Slurm: eine Zahl mit K, M, G oder T</translation>
    </message>
    <message>
        <source>Slurm&apos;s --partition</source>
        <translation>--partition von Slurm</translation>
    </message>
    <message>
        <source>Slurm&apos;s --time: minutes, hours:minutes:seconds or days-hours:minutes:seconds. A training that needs longer leaves a checkpoint, waits again and goes on.</source>
        <translation>--time von Slurm: Minuten, Stunden:Minuten:Sekunden oder Tage-Stunden:Minuten:Sekunden. Ein Training, das länger braucht, hinterlässt einen Sicherungspunkt, wartet wieder und geht weiter.</translation>
    </message>
    <message>
        <source>Slurm: trainings are submitted by sbatch, several as one job array</source>
        <translation>Slurm: Trainings werden mit sbatch übergeben, mehrere als ein Job-Array</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>Ziele</translation>
    </message>
    <message>
        <source>Targets: where trainings are computed</source>
        <translation>Ziele: wo Trainings gerechnet werden</translation>
    </message>
    <message>
        <source>That share the training out on each node</source>
        <translation>Die sich das Training auf jedem Knoten teilen</translation>
    </message>
    <message>
        <source>The target %1 has changes that are not saved.</source>
        <translation>Das Ziel %1 hat Änderungen, die nicht gespeichert sind.</translation>
    </message>
    <message>
        <source>To be loaded there, with spaces between</source>
        <translation>Werden dort geladen; durch Leerzeichen getrennt</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Ausprobieren</translation>
    </message>
    <message>
        <source>Trying …</source>
        <translation>Wird ausprobiert …</translation>
    </message>
    <message>
        <source>What it is called here, and in melscope-cli … --on NAME</source>
        <translation>Wie es hier heißt, und in melscope-cli … --on NAME</translation>
    </message>
    <message>
        <source>What melscope-cli is called there: a name in the search path, or a path</source>
        <translation>Wie melscope-cli dort heißt: ein Name im Suchpfad oder ein Pfad</translation>
    </message>
    <message>
        <source>Where data and runs lie there; relative to your home folder unless it begins with /</source>
        <translation>Wo Daten und Läufe dort liegen; im eigenen Verzeichnis, wenn es nicht mit / beginnt</translation>
    </message>
    <message>
        <source>Whether it is reached, its folder can be written, and the programs are there</source>
        <translation>Ob es erreicht wird, sein Ordner beschreibbar ist und die Programme da sind</translation>
    </message>
    <message>
        <source>With spaces between</source>
        <translation>Durch Leerzeichen getrennt</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keiner</translation>
    </message>
    <message>
        <source>none: a job begins at once</source>
        <translation>keine: ein Auftrag beginnt sofort</translation>
    </message>
    <message>
        <source>the files of this computer have the same paths there</source>
        <translation>die Dateien dieses Rechners haben dort dieselben Pfade</translation>
    </message>
    <message>
        <source>the usual number</source>
        <translation>die übliche Zahl</translation>
    </message>
    <message>
        <source>the usual one</source>
        <translation>wie dort üblich</translation>
    </message>
    <message>
        <source>the usual one; or 12:00:00</source>
        <translation>wie dort üblich; oder 12:00:00</translation>
    </message>
    <message>
        <source>the usual one; or 16G</source>
        <translation>wie dort üblich; oder 16G</translation>
    </message>
    <message>
        <source>this computer; or user@host</source>
        <translation>dieser Rechner; oder name@rechner</translation>
    </message>
</context>
<context>
    <name>melscope::ThresholdEditor</name>
    <message>
        <source>Applying thresholds</source>
        <translation>Schwellen anwenden</translation>
    </message>
    <message>
        <source>Comparing threshold rules</source>
        <translation>Schwellenregeln vergleichen</translation>
    </message>
    <message>
        <source>Estimating F1 on unseen data</source>
        <translation>F1 auf ungesehenen Daten schätzen</translation>
    </message>
    <message>
        <source>Looking at a label</source>
        <translation>Label untersuchen</translation>
    </message>
    <message>
        <source>Resampling a label</source>
        <translation>Stichproben eines Labels ziehen</translation>
    </message>
    <message>
        <source>Trying what genres and subgenres gain</source>
        <translation>Gewinn durch Genres und Subgenres erproben</translation>
    </message>
    <message>
        <source>resetting %1</source>
        <translation>%1 zurücksetzen</translation>
    </message>
    <message>
        <source>resetting all thresholds</source>
        <translation>alle Schwellen zurücksetzen</translation>
    </message>
    <message>
        <source>the rule of %1</source>
        <translation>Regel für %1</translation>
    </message>
    <message>
        <source>the rule of all labels</source>
        <translation>Regel für alle Labels</translation>
    </message>
    <message>
        <source>the threshold of %1</source>
        <translation>Schwelle von %1</translation>
    </message>
</context>
<context>
    <name>melscope::ThresholdPlot</name>
    <message>
        <source>95 %</source>
        <translation>95 %</translation>
    </message>
    <message>
        <source>95 %, from</source>
        <translation>95 %, von</translation>
    </message>
    <message>
        <source>F*/2, if calibrated</source>
        <translation>F*/2, falls kalibriert</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>F1 of %1</source>
        <translation>F1 von %1</translation>
    </message>
    <message>
        <source>F1, precision and recall against the threshold</source>
        <translation>F1, Präzision und Trefferquote gegen die Schwelle</translation>
    </message>
    <message>
        <source>precision</source>
        <translation>Präzision</translation>
    </message>
    <message>
        <source>predicted</source>
        <translation>Vorhersage</translation>
    </message>
    <message>
        <source>recall</source>
        <translation>Trefferquote</translation>
    </message>
    <message>
        <source>threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>threshold %1</source>
        <translation>Schwelle %1</translation>
    </message>
    <message>
        <source>threshold %1
F1 %2
precision %3
recall %4
%5 of %6 predicted tracks are right</source>
        <translation>Schwelle %1
F1 %2
Präzision %3
Trefferquote %4
%5 von %6 vorhergesagten Stücken sind richtig</translation>
    </message>
</context>
<context>
    <name>melscope::ThresholdsPage</name>
    <message>
        <source>%1%2%3%4 · each label alone at its greatest F1: mean %5 over the %6 labels that occur (genres %7), %8 over all %9; mAP %10</source>
        <translation>%1%2%3%4 · jedes Label für sich bei seinem größten F1: Mittel %5 über die %6 vorkommenden Labels (Genres %7), %8 über alle %9; mAP %10</translation>
    </message>
    <message>
        <source>&amp;Rule of all labels …</source>
        <translation>&amp;Regel für alle Labels …</translation>
    </message>
    <message>
        <source>, %1 by hand</source>
        <translation>, %1 von Hand</translation>
    </message>
    <message>
        <source>, genres added</source>
        <translation>, Genres ergänzt</translation>
    </message>
    <message>
        <source>, orphans dropped</source>
        <translation>, Waisen entfernt</translation>
    </message>
    <message>
        <source>Choose how all thresholds are found, and compare rules on unseen data (Ctrl+R)</source>
        <translation>Wählen, wie alle Schwellen bestimmt werden, und Regeln auf ungesehenen Daten vergleichen (Strg+R)</translation>
    </message>
    <message>
        <source>Every label back to its greatest F1; can be undone</source>
        <translation>Jedes Label zurück zu seinem größten F1; lässt sich rückgängig machen</translation>
    </message>
    <message>
        <source>F1 against support</source>
        <translation>F1 gegen Vorkommen</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Filter labels</source>
        <translation>Labels filtern</translation>
    </message>
    <message>
        <source>Here each label&apos;s score is chosen from which it is predicted: its F1 against the threshold, to be dragged. Train a network first, or open a run; thresholds are then searched on the validation part.</source>
        <translation>Hier wird für jedes Label der Punktwert gewählt, ab dem es vorhergesagt wird: sein F1 gegen die Schwelle, die sich ziehen lässt. Zuerst ein Netz trainieren oder einen Lauf öffnen; Schwellen werden dann auf der Validierung gesucht.</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Labels and their thresholds</source>
        <translation>Labels und ihre Schwellen</translation>
    </message>
    <message>
        <source>No thresholds yet</source>
        <translation>Noch keine Schwellen</translation>
    </message>
    <message>
        <source>Reset &amp;all labels</source>
        <translation>&amp;Alle Labels zurücksetzen</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Alle zurücksetzen</translation>
    </message>
    <message>
        <source>Rule …</source>
        <translation>Regel …</translation>
    </message>
    <message>
        <source>Save table …</source>
        <translation>Tabelle speichern …</translation>
    </message>
    <message>
        <source>Save the &amp;table …</source>
        <translation>&amp;Tabelle speichern …</translation>
    </message>
    <message>
        <source>Save the labels</source>
        <translation>Labels speichern</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Subgenres beneath their genres</source>
        <translation>Subgenres unter ihren Genres</translation>
    </message>
    <message>
        <source>The labels with all figures, as CSV or LaTeX</source>
        <translation>Die Labels mit allen Zahlen, als CSV oder LaTeX</translation>
    </message>
    <message>
        <source>To the Train page</source>
        <translation>Zur Seite Training</translation>
    </message>
    <message>
        <source>Tree</source>
        <translation>Baum</translation>
    </message>
    <message>
        <source>Views of all labels</source>
        <translation>Ansichten aller Labels</translation>
    </message>
</context>
<context>
    <name>melscope::TimePlot</name>
    <message>
        <source>seconds</source>
        <translation>Sekunden</translation>
    </message>
</context>
<context>
    <name>melscope::TrackDetails</name>
    <message>
        <source>A double click shows what speaks for a label and what against it.</source>
        <translation>Ein Doppelklick zeigt, was für ein Label spricht und was dagegen.</translation>
    </message>
    <message>
        <source>Album &lt;a href=&quot;group:%1&quot;&gt;%2&lt;/a&gt;</source>
        <translation>Album &lt;a href=&quot;group:%1&quot;&gt;%2&lt;/a&gt;</translation>
    </message>
    <message>
        <source>Bookmark</source>
        <translation>Lesezeichen</translation>
    </message>
    <message>
        <source>Bookmark this recording (Ctrl+B)</source>
        <translation>Lesezeichen für diese Aufnahme (Strg+B)</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>How many of the tracks that sound like this one bear the label</source>
        <translation>Wie viele der Stücke, die wie dieses klingen, das Label tragen</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Labels of the selected track</source>
        <translation>Labels des gewählten Stücks</translation>
    </message>
    <message>
        <source>Labels, scores and thresholds of the run</source>
        <translation>Labels, Punktwerte und Schwellen des Laufs</translation>
    </message>
    <message>
        <source>Labels, scores and thresholds of the run, in each of its vocabularies</source>
        <translation>Labels, Punktwerte und Schwellen des Laufs, in jedem seiner Vokabulare</translation>
    </message>
    <message>
        <source>Near</source>
        <translation>Nahe</translation>
    </message>
    <message>
        <source>No track selected</source>
        <translation>Kein Stück gewählt</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Note on this recording</source>
        <translation>Notiz zu dieser Aufnahme</translation>
    </message>
    <message>
        <source>Of the score, by what was changed of the track</source>
        <translation>Des Punktwerts, durch das, was am Stück geändert wurde</translation>
    </message>
    <message>
        <source>Pred.</source>
        <translation>Vorh.</translation>
    </message>
    <message>
        <source>Release group &lt;a href=&quot;group:%1&quot;&gt;%2&lt;/a&gt;</source>
        <translation>Veröffentlichungsgruppe &lt;a href=&quot;group:%1&quot;&gt;%2&lt;/a&gt;</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Punktwert</translation>
    </message>
    <message>
        <source>Select a track to see its mel bands.</source>
        <translation>Ein Stück auswählen, um seine Mel-Bänder zu sehen.</translation>
    </message>
    <message>
        <source>Show the tracks of release group %1</source>
        <translation>Die Stücke der Veröffentlichungsgruppe %1 anzeigen</translation>
    </message>
    <message>
        <source>Sounds like</source>
        <translation>Klingt wie</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>The bar is the score, the tick the threshold</source>
        <translation>Der Balken ist der Punktwert, der Strich die Schwelle</translation>
    </message>
    <message>
        <source>The score of the track as it was changed</source>
        <translation>Der Punktwert des Stücks, wie es geändert wurde</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>True</source>
        <translation>Referenz</translation>
    </message>
    <message>
        <source>True labels</source>
        <translation>Wahre Labels</translation>
    </message>
    <message>
        <source>True labels (training tracks are not scored)</source>
        <translation>Wahre Labels (Trainingsstücke erhalten keine Punktwerte)</translation>
    </message>
    <message>
        <source>True labels are bold</source>
        <translation>Wahre Labels sind fett</translation>
    </message>
    <message>
        <source>What if</source>
        <translation>Was wäre wenn</translation>
    </message>
    <message>
        <source>What if: also %1</source>
        <translation>Was wäre wenn: auch %1</translation>
    </message>
    <message>
        <source>What if: also %1; no more %2</source>
        <translation>Was wäre wenn: auch %1; nicht mehr %2</translation>
    </message>
    <message>
        <source>What if: no more %1</source>
        <translation>Was wäre wenn: nicht mehr %1</translation>
    </message>
    <message>
        <source>What if: no score crosses its threshold</source>
        <translation>Was wäre wenn: kein Punktwert überschreitet seine Schwelle</translation>
    </message>
    <message>
        <source>What is known of the selected track</source>
        <translation>Was vom gewählten Stück bekannt ist</translation>
    </message>
    <message>
        <source>Whether the ground truth has the label</source>
        <translation>Ob die Referenz das Label hat</translation>
    </message>
    <message>
        <source>Whether the run predicts the label</source>
        <translation>Ob der Lauf das Label vorhersagt</translation>
    </message>
    <message>
        <source>Whose label it is</source>
        <translation>Wessen Label es ist</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
</context>
<context>
    <name>melscope::TrackMenu</name>
    <message>
        <source>Bookmark	Ctrl+B</source>
        <translation>Lesezeichen	Strg+B</translation>
    </message>
    <message>
        <source>Copy the id</source>
        <translation>ID kopieren</translation>
    </message>
    <message>
        <source>Note …	F2</source>
        <translation>Notiz …	F2</translation>
    </message>
    <message>
        <source>Pin beside the next ones	Ctrl+P</source>
        <translation>Neben den nächsten anheften	Strg+P</translation>
    </message>
    <message>
        <source>Save bookmarks and notes</source>
        <translation>Lesezeichen und Notizen speichern</translation>
    </message>
    <message>
        <source>Save bookmarks and notes …</source>
        <translation>Lesezeichen und Notizen speichern …</translation>
    </message>
    <message>
        <source>Saving notes</source>
        <translation>Notizen speichern</translation>
    </message>
    <message>
        <source>Tab-separated values (*.tsv)</source>
        <translation>Tabulatorgetrennte Werte (*.tsv)</translation>
    </message>
    <message>
        <source>This recording in all sources</source>
        <translation>Diese Aufnahme in allen Quellen</translation>
    </message>
    <message>
        <source>Tracks of the same release group</source>
        <translation>Stücke derselben Veröffentlichungsgruppe</translation>
    </message>
    <message>
        <source>notes.tsv</source>
        <translation>notes.tsv</translation>
    </message>
</context>
<context>
    <name>melscope::TrackModel</name>
    <message>
        <source>Album</source>
        <translation>Album</translation>
    </message>
    <message>
        <source>Artist</source>
        <translation>Interpret</translation>
    </message>
    <message>
        <source>As the feature document tells it</source>
        <translation>Wie es im Merkmalsdokument steht</translation>
    </message>
    <message>
        <source>Bookmarks (★) and notes (✎); Ctrl+B</source>
        <translation>Lesezeichen (★) und Notizen (✎); Strg+B</translation>
    </message>
    <message>
        <source>F</source>
        <translation>F</translation>
    </message>
    <message>
        <source>F1 of the run&apos;s prediction over all labels of the track</source>
        <translation>F1 der Vorhersage des Laufs über alle Labels des Stücks</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>Merkmale</translation>
    </message>
    <message>
        <source>Genre tags</source>
        <translation>Genre-Tags</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Minutes and seconds</source>
        <translation>Minuten und Sekunden</translation>
    </message>
    <message>
        <source>MusicBrainz id of the recording</source>
        <translation>MusicBrainz-ID der Aufnahme</translation>
    </message>
    <message>
        <source>MusicBrainz id of the release group (album); the context menu shows its tracks</source>
        <translation>MusicBrainz-ID der Veröffentlichungsgruppe (Album); das Kontextmenü zeigt ihre Stücke</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Anz.</translation>
    </message>
    <message>
        <source>Number of labels</source>
        <translation>Anzahl der Labels</translation>
    </message>
    <message>
        <source>Of the date that the feature document tells</source>
        <translation>Aus dem Datum, das im Merkmalsdokument steht</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Teil</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufnahme</translation>
    </message>
    <message>
        <source>Release group</source>
        <translation>Veröff.-Gruppe</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>The file&apos;s own, which are no ground truth and teach nothing</source>
        <translation>Die der Datei selbst; sie sind keine Referenz und lehren nichts</translation>
    </message>
    <message>
        <source>The labels that the run scores highest</source>
        <translation>Die Labels mit den höchsten Punktwerten des Laufs</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Top scores</source>
        <translation>Höchste Werte</translation>
    </message>
    <message>
        <source>Whether a feature file holds the recording</source>
        <translation>Ob eine Merkmalsdatei die Aufnahme enthält</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>Jahr</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
</context>
<context>
    <name>melscope::TracksPage</name>
    <message>
        <source>%1 of %2 rows</source>
        <translation>%1 von %2 Zeilen</translation>
    </message>
    <message>
        <source>%1 rows, %2 recordings</source>
        <translation>%1 Zeilen, %2 Aufnahmen</translation>
    </message>
    <message>
        <source>&amp;Bookmark</source>
        <translation>&amp;Lesezeichen</translation>
    </message>
    <message>
        <source>&amp;Filter the tracks</source>
        <translation>Stücke &amp;filtern</translation>
    </message>
    <message>
        <source>&amp;Labels beside the table	Ctrl+L</source>
        <translation>La&amp;bels neben der Tabelle	Strg+L</translation>
    </message>
    <message>
        <source>&amp;Note …</source>
        <translation>&amp;Notiz …</translation>
    </message>
    <message>
        <source>&amp;Show all tracks</source>
        <translation>&amp;Alle Stücke anzeigen</translation>
    </message>
    <message>
        <source>A recording is a row in each source and part that has it.</source>
        <translation>Eine Aufnahme ist eine Zeile in jeder Quelle und jedem Teil, die sie enthalten.</translation>
    </message>
    <message>
        <source>All parts</source>
        <translation>Alle Teile</translation>
    </message>
    <message>
        <source>All sources</source>
        <translation>Alle Quellen</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Filtering</source>
        <translation>Filtern</translation>
    </message>
    <message>
        <source>Here all recordings are filtered, and each is seen as the network sees it: its mel bands, its labels, its scores. Add ground truths and features on the Data page first.</source>
        <translation>Hier werden alle Aufnahmen gefiltert, und jede ist zu sehen, wie das Netz sie sieht: ihre Mel-Bänder, ihre Labels, ihre Punktwerte. Zuerst auf der Seite Daten Referenzen und Merkmale hinzufügen.</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>No tracks yet</source>
        <translation>Noch keine Stücke</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Teil</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>Aufnahmen</translation>
    </message>
    <message>
        <source>Show genres and subgenres beside the table; a click filters (Ctrl+L)</source>
        <translation>Genres und Subgenres neben der Tabelle anzeigen; ein Klick filtert (Strg+L)</translation>
    </message>
    <message>
        <source>Show the selected track&apos;s sound, where it has a file (Ctrl+U)</source>
        <translation>Den Klang des gewählten Stücks anzeigen, wo es eine Datei hat (Strg+U)</translation>
    </message>
    <message>
        <source>So&amp;und below the table	Ctrl+U</source>
        <translation>&amp;Klang unter der Tabelle	Strg+U</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Klang</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>To the Data page</source>
        <translation>Zur Seite Daten</translation>
    </message>
    <message>
        <source>Tracks as a table or as a map</source>
        <translation>Stücke als Tabelle oder als Karte</translation>
    </message>
    <message>
        <source>What can be done with the &amp;track …</source>
        <translation>&amp;Was sich mit dem Stück machen lässt …</translation>
    </message>
</context>
<context>
    <name>melscope::TrainPage</name>
    <message numerus="yes">
        <source> %n run(s) waiting.</source>
        <translation>
            <numerusform> %n Lauf wartet.</numerusform>
            <numerusform> %n Läufe warten.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 left to epoch %2; %3, learning rate %4, %5 of memory.</source>
        <translation>Noch %1 bis Epoche %2; %3, Lernrate %4, %5 Arbeitsspeicher.</translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) waiting or training elsewhere.</source>
        <translation>
            <numerusform>%n Auftrag wartet oder trainiert anderswo.</numerusform>
            <numerusform>%n Aufträge warten oder trainieren anderswo.</numerusform>
        </translation>
    </message>
    <message>
        <source>Add data on the Data page first.</source>
        <translation>Zuerst auf der Seite „Daten“ Daten hinzufügen.</translation>
    </message>
    <message>
        <source>Add to the queue</source>
        <translation>Einreihen</translation>
    </message>
    <message>
        <source>All combinations of some settings&apos; values, with seeds and folds: means ± deviation; trained on this computer</source>
        <translation>Alle Kombinationen der Werte einiger Einstellungen, mit Startwerten und Teilen: Mittel ± Abweichung; auf diesem Rechner trainiert</translation>
    </message>
    <message>
        <source>Early stopping after %1 more without a better one.</source>
        <translation>Vorzeitiges Ende nach %1 weiteren ohne bessere.</translation>
    </message>
    <message>
        <source>End training now; the weights of the best epoch so far become the run&apos;s (Shift+F5)</source>
        <translation>Das Training jetzt beenden; die Gewichte der bisher besten Epoche werden die des Laufs (Umschalt+F5)</translation>
    </message>
    <message>
        <source>Epoch %1, best %2 with a validation loss of %3.</source>
        <translation>Epoche %1, beste %2 mit einem Validierungsverlust von %3.</translation>
    </message>
    <message>
        <source>Epochs without a better validation loss before training ends</source>
        <translation>Epochen ohne besseren Validierungsverlust, bevor das Training endet</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Grid …</source>
        <translation>Raster …</translation>
    </message>
    <message>
        <source>Grids</source>
        <translation>Raster</translation>
    </message>
    <message>
        <source>Hold on after this step, and go on when clicked again (F6)</source>
        <translation>Nach diesem Schritt anhalten und bei erneutem Klick fortsetzen (F6)</translation>
    </message>
    <message>
        <source>Learning rate and patience of the training that runs</source>
        <translation>Lernrate und Geduld des laufenden Trainings</translation>
    </message>
    <message>
        <source>Learning rate, at its highest</source>
        <translation>Lernrate, höchster Wert</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>Protokolle</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>No run yet.</source>
        <translation>Noch kein Lauf.</translation>
    </message>
    <message>
        <source>Nothing can be trained yet: %1</source>
        <translation>Noch kann nichts trainiert werden: %1</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>Geduld</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Paused. </source>
        <translation>Angehalten. </translation>
    </message>
    <message>
        <source>Preparing …</source>
        <translation>Wird vorbereitet …</translation>
    </message>
    <message>
        <source>Queue …</source>
        <translation>Einreihen …</translation>
    </message>
    <message>
        <source>Run %1 of %2 of the grid.</source>
        <translation>Lauf %1 von %2 des Rasters.</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Runs, grids, network and log</source>
        <translation>Läufe, Raster, Netz und Protokoll</translation>
    </message>
    <message>
        <source>Settings of a training</source>
        <translation>Einstellungen eines Trainings</translation>
    </message>
    <message>
        <source>Several runs one after the other: seeds, recipes, learning rates (Ctrl+Shift+T)</source>
        <translation>Mehrere Läufe nacheinander: Startwerte, Rezepte, Lernraten (Strg+Umschalt+T)</translation>
    </message>
    <message>
        <source>Start training</source>
        <translation>Training starten</translation>
    </message>
    <message>
        <source>Stop and keep the best</source>
        <translation>Beenden, Bestes behalten</translation>
    </message>
    <message>
        <source>Submit to %1</source>
        <translation>An %1 übergeben</translation>
    </message>
    <message>
        <source>Submitting …</source>
        <translation>Wird übergeben …</translation>
    </message>
    <message>
        <source>Taken at the next step; the schedule goes on from it</source>
        <translation>Gilt ab dem nächsten Schritt; der Zeitplan geht von dort weiter</translation>
    </message>
    <message>
        <source>Train, search thresholds and predict the test parts (F5)</source>
        <translation>Trainieren, Schwellen suchen und die Testteile vorhersagen (F5)</translation>
    </message>
    <message>
        <source>Training log</source>
        <translation>Trainingsprotokoll</translation>
    </message>
    <message>
        <source>What happens during training is told here.</source>
        <translation>Hier steht, was während des Trainings geschieht.</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>While it runs</source>
        <translation>Währenddessen</translation>
    </message>
    <message>
        <source>While it runs …</source>
        <translation>Währenddessen …</translation>
    </message>
    <message>
        <source>Writing the charts</source>
        <translation>Diagramme schreiben</translation>
    </message>
    <message>
        <source>Writing the curves</source>
        <translation>Kurven schreiben</translation>
    </message>
    <message>
        <source>changing the settings</source>
        <translation>Einstellungen ändern</translation>
    </message>
    <message>
        <source>in training</source>
        <translation>im Training</translation>
    </message>
    <message>
        <source>run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>shown run</source>
        <translation>gezeigter Lauf</translation>
    </message>
    <message>
        <source>tracks</source>
        <translation>Stücke</translation>
    </message>
</context>
<context>
    <name>melscope::TrainingMenu</name>
    <message>
        <source>&amp;Cancel (can go on later)</source>
        <translation>&amp;Abbrechen (später fortsetzbar)</translation>
    </message>
    <message>
        <source>&amp;Grid …</source>
        <translation>&amp;Raster …</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pause</translation>
    </message>
    <message>
        <source>&amp;Queue several runs …</source>
        <translation>&amp;Mehrere Läufe einreihen …</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Starten</translation>
    </message>
    <message>
        <source>&amp;Training</source>
        <translation>T&amp;raining</translation>
    </message>
    <message>
        <source>Add to the queue</source>
        <translation>Einreihen</translation>
    </message>
    <message>
        <source>S&amp;top and keep the best</source>
        <translation>B&amp;eenden und Bestes behalten</translation>
    </message>
</context>
<context>
    <name>melscope::Trainings</name>
    <message>
        <source>Cancelled; it can go on after its last checkpoint.</source>
        <translation>Abgebrochen; es kann nach dem letzten Zwischenstand fortgesetzt werden.</translation>
    </message>
    <message>
        <source>Cancelled; nothing was kept.</source>
        <translation>Abgebrochen; nichts wurde behalten.</translation>
    </message>
    <message>
        <source>Cancelled; the grid can go on where it was.</source>
        <translation>Abgebrochen; das Raster kann dort weitergehen, wo es war.</translation>
    </message>
    <message>
        <source>Going on.</source>
        <translation>Wird fortgesetzt.</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>Raster</translation>
    </message>
    <message>
        <source>Paused.</source>
        <translation>Angehalten.</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
</context>
<context>
    <name>melscope::ViewMenu</name>
    <message>
        <source>&amp;Colours</source>
        <translation>&amp;Farben</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>&amp;Jobs and log</source>
        <translation>&amp;Vorgänge und Protokoll</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Numbers</source>
        <translation>&amp;Zahlen</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>&amp;Save this layout …</source>
        <translation>Diese Anordnung &amp;speichern …</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>As the &amp;desktop</source>
        <translation>Wie der Deskto&amp;p</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>As the &amp;system: %1</source>
        <translation>Wie das &amp;System: %1</translation>
    </message>
    <message>
        <source>First &amp;steps</source>
        <translation>Erste Sch&amp;ritte</translation>
    </message>
    <message>
        <source>La&amp;youts</source>
        <translation>A&amp;nordnungen</translation>
    </message>
    <message>
        <source>With &amp;point: %1</source>
        <translation>Mit &amp;Punkt: %1</translation>
    </message>
</context>
<context>
    <name>melscope::WaveformPlot</name>
    <message>
        <source>Waveform</source>
        <translation>Wellenform</translation>
    </message>
    <message>
        <source>highest</source>
        <translation>höchster</translation>
    </message>
    <message>
        <source>level</source>
        <translation>Pegel</translation>
    </message>
    <message>
        <source>lowest</source>
        <translation>niedrigster</translation>
    </message>
</context>
<context>
    <name>melscope::WhatIfBar</name>
    <message>
        <source> dB</source>
        <translation> dB</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Band</source>
        <translation>Band</translation>
    </message>
    <message>
        <source>Cell</source>
        <translation>Zelle</translation>
    </message>
    <message>
        <source>Change of level</source>
        <translation>Änderung des Pegels</translation>
    </message>
    <message>
        <source>Drag bands of the image louder or softer, and see what the open run&apos;s network would say</source>
        <translation>Bänder des Bildes lauter oder leiser ziehen und sehen, was das Netz des offenen Laufs sagen würde</translation>
    </message>
    <message>
        <source>Drag upwards in the image: louder</source>
        <translation>Im Bild aufwärts ziehen: lauter</translation>
    </message>
    <message>
        <source>Open a run: its network is asked.</source>
        <translation>Öffnen Sie einen Lauf: Sein Netz wird gefragt.</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Scoring the changed track</source>
        <translation>Geändertes Stück wird bewertet</translation>
    </message>
    <message>
        <source>Statistic</source>
        <translation>Statistik</translation>
    </message>
    <message>
        <source>Take the last change back</source>
        <translation>Die letzte Änderung zurücknehmen</translation>
    </message>
    <message>
        <source>The track as it is</source>
        <translation>Das Stück, wie es ist</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>What dragging makes louder or softer: a whole band (its variances by the square), one cell, or one statistic of all bands</source>
        <translation>Was das Ziehen lauter oder leiser macht: ein ganzes Band (seine Varianzen im Quadrat), eine Zelle oder eine Statistik aller Bänder</translation>
    </message>
    <message>
        <source>What if</source>
        <translation>Was wäre wenn</translation>
    </message>
    <message>
        <source>What is dragged</source>
        <translation>Was gezogen wird</translation>
    </message>
    <message>
        <source>band %1 (%2 Hz)</source>
        <translation>Band %1 (%2 Hz)</translation>
    </message>
</context>
</TS>
