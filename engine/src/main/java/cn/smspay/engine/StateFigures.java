package cn.smspay.engine;

import cn.smspay.base.Latencies;
import cn.smspay.cli.Version;
import cn.smspay.store.Store;
import cn.smspay.web.monitor.MonitorServer;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What monitoring sees of the build, of the process and of what waits: numbers that are looked up when they are asked for. */
final class StateFigures {
    /** Bounds in seconds: an SMSC delivers again after some of them. */
    private static final List<Double> ACKNOWLEDGING =
            List.of(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0);

    private static final List<Double> ANSWERING =
            List.of(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0);
    private static final List<Double> DISK = List.of(0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1.0);

    /** Where {@code smspay backup} notes when it was last done. */
    private static final String LAST_BACKUP = "last-backup";

    private StateFigures() {}

    static void show(MonitorServer door, Engine engine) {
        build(door, engine);
        waits(door, engine);
        stored(door, engine);
        process(door);
    }

    private static void build(MonitorServer door, Engine engine) {
        var labels = Map.of(
                "version", Version.version(),
                "commit", Version.commit(),
                "java", Runtime.version().toString(),
                "node", engine.config().node());
        door.info("smspay_build", "what runs here; always 1", labels);
        door.gauge(
                "smspay.start.time.seconds",
                "when the engine was started, in seconds of the epoch",
                () -> engine.since().getEpochSecond(),
                Map.of());
        door.family("smspay_alarm", "1 for each alarm that is open", false, () -> {
            var open = new LinkedHashMap<Map<String, String>, Double>();
            new Instruments(engine).alarms().forEach(alarm -> open.put(Map.of("alarm", alarm.name()), 1.0));
            return open;
        });
    }

    private static void waits(MonitorServer door, Engine engine) {
        var sms = engine.figures();
        histogram(
                door,
                "smspay_uplink_acknowledged_seconds",
                "from an uplink to its deliver_sm_resp",
                ACKNOWLEDGING,
                sms.acknowledging);
        histogram(
                door,
                "smspay_answer_taken_seconds",
                "from the decision of an answer to its being taken by an SMSC",
                ANSWERING,
                sms.answering);
        histogram(door, "smspay_disk_wait_seconds", "waits of the writer for the disk", DISK, engine.diskWaits());
        door.family("smspay_command", "uplinks by what was understood and what came of it", true, () -> {
            var counts = new LinkedHashMap<Map<String, String>, Double>();
            sms.commands()
                    .forEach((command, count) -> counts.put(
                            Map.of("word", command.word(), "disposition", command.disposition()), (double) count));
            return counts;
        });
    }

    private static void stored(MonitorServer door, Engine engine) {
        var store = engine.store();
        door.family("smspay_conversations_open", "conversations that wait for an answer, by dialogue", false, () -> {
            return store.read(sql -> {
                var open = new LinkedHashMap<Map<String, String>, Double>();
                sql.createQuery("select dialog, count(*) from conversation where state = 'ASKING' and expires_at > :now"
                                + " group by dialog order by dialog")
                        .bind("now", engine.now().toEpochMilli())
                        .map((row, context) -> Map.entry(row.getString(1), row.getDouble(2)))
                        .forEach(row -> open.put(Map.of("dialogue", row.getKey()), row.getValue()));
                return open;
            });
        });
        door.gauge("smspay.quarantine.rows", "what is put aside", () -> count(store, "quarantine"), Map.of());
        door.gauge("smspay.database.bytes", "size of the database", () -> size(engine), Map.of());
        door.gauge(
                "smspay.backup.age.seconds",
                "since the last backup of this folder; -1 without one",
                () -> backupAge(engine),
                Map.of());
        door.gauge(
                "smspay.billing.open.age.seconds",
                "age of the oldest record that is in no file, 0 without one",
                () -> openAge(engine),
                Map.of());
    }

    private static double count(Store store, String table) {
        return store.read(sql -> sql.createQuery("select count(*) from " + table)
                .mapTo(Double.class)
                .one());
    }

    private static double size(Engine engine) {
        return engine.store().bytes();
    }

    private static double backupAge(Engine engine) {
        try {
            var text = Files.readString(engine.config().data().resolve(LAST_BACKUP))
                    .strip();
            return Duration.between(OffsetDateTime.parse(text).toInstant(), engine.now())
                    .toSeconds();
        } catch (IOException | DateTimeParseException e) {
            return -1;
        }
    }

    /** By the uplink of the first record behind the last file. */
    private static double openAge(Engine engine) {
        return engine.store()
                .read(sql -> sql.createQuery("""
                        select u.received_at from charge c join uplink u on u.id = c.uplink
                        where c.number = (select coalesce(max(first_number + records), 1) from billing_file)""").mapTo(Long.class).findOne())
                .map(at -> (double)
                        Duration.between(Instant.ofEpochMilli(at), engine.now()).toSeconds())
                .orElse(0.0);
    }

    private static void process(MonitorServer door) {
        var memory = ManagementFactory.getMemoryMXBean();
        door.gauge(
                "process.heap.used.bytes",
                "heap in use",
                () -> memory.getHeapMemoryUsage().getUsed(),
                Map.of());
        door.gauge(
                "process.heap.max.bytes",
                "the most that the heap may be",
                () -> memory.getHeapMemoryUsage().getMax(),
                Map.of());
        door.gauge(
                "process.threads",
                "threads",
                () -> ManagementFactory.getThreadMXBean().getThreadCount(),
                Map.of());
        for (var collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            door.counter(
                    "process.gc.seconds",
                    "time spent on collecting garbage",
                    () -> collector.getCollectionTime() / 1_000.0,
                    Map.of("collector", collector.getName()));
        }
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            door.counter(
                    "process.cpu.seconds", "time of the processors", () -> system.getProcessCpuTime() / 1e9, Map.of());
            door.gauge("process.files.open", "open files", system::getOpenFileDescriptorCount, Map.of());
            door.gauge("process.files.max", "open files at most", system::getMaxFileDescriptorCount, Map.of());
        }
    }

    private static void histogram(
            MonitorServer door, String name, String help, List<Double> bounds, Latencies lengths) {
        door.histogram(name, help, bounds, () -> lengths.counts(bounds), lengths::sumSeconds);
    }
}
