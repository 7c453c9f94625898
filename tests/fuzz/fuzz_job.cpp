#include "fuzz_input.h"

#include "core/targets/job_script.h"

using namespace melscope;

// A job's record, a target, and what a host says of the job.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const std::vector<std::string> parts = partsOf(textOf(data, size), 3);
    put(memoryFolder() + QLatin1Char('/') + job_file::record, parts[0]);
    const auto record = readJobRecord(memoryFolder());
    if (record) {
        require(bool(writeJobRecord(*record)));
        const auto again = readJobRecord(memoryFolder());
        require(again && *again == *record);
    } else {
        require(!record.error().what.isEmpty() && !record.error().file.isEmpty());
    }
    const QString path = memoryFolder() + QStringLiteral("/target.json");
    put(path, parts[1]);
    const auto target = readTarget(path);
    if (target) {
        require(bool(target->check()) && bool(writeTarget(*target, path)));
        const auto again = readTarget(path);
        require(again && *again == *target);
        // No setting makes a line of its own.
        const QString script = jobScript(*target, { QStringLiteral("/run") }, QStringLiteral("about"), {});
        Target plain;
        plain.queue = target->queue;
        plain.container = target->container;
        const auto fixed = jobScript(plain, { QStringLiteral("/run") }, QStringLiteral("about"), {}).count('\n');
        const qsizetype settings = 5 + target->modules.size() + target->moreOptions.size();
        require(script.count('\n') <= fixed + settings);
    }
    const std::vector<JobRecord> records { record ? *record : JobRecord() };
    QString trouble;
    const std::vector<JobSighting> sightings =
        sightingsOf(QByteArray(parts[2].data(), qsizetype(parts[2].size())), records, trouble);
    require(sightings.size() == 1);
    const JobRecord now = seen(records[0], sightings[0], QStringLiteral("2026-11-28T08:00:00"));
    require(now.place == records[0].place && (records[0].isActive() || now.state == records[0].state));
    return 0;
}
