package cn.smspay.engine;

import cn.smspay.base.ServiceDay;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is not as it should be although the engine still serves: a disk that fills, a certificate that ends. Each is said in the
 * log when it begins and when it ends, and stands in the health meanwhile, with since when. Thread-safe.
 */
final class Watch {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ISO_OFFSET_DATE_TIME.withLocale(Locale.ROOT).withZone(ServiceDay.ZONE);

    private final Clock clock;
    private final Map<String, Supplier<Optional<String>>> looks = new LinkedHashMap<>();
    private final List<Supplier<Map<String, String>>> more = new ArrayList<>();
    private final Map<String, Alarm> open = new LinkedHashMap<>();

    Watch(Clock clock) {
        this.clock = clock;
    }

    /**
     * Something that is wrong.
     *
     * @param first when it was seen first
     * @param last when it was seen last
     * @param times at how many looks
     */
    record Alarm(String name, String what, Instant first, Instant last, long times) {}

    /** @param look what is wrong with it now, in a sentence without its name */
    synchronized void add(String name, Supplier<Optional<String>> look) {
        looks.put(name, look);
    }

    /** @param look what is wrong, by names that are not known before */
    synchronized void addAll(Supplier<Map<String, String>> look) {
        more.add(look);
    }

    /** No longer looks at it; what was wrong with it is over. */
    synchronized void remove(String name) {
        looks.remove(name);
    }

    /** Looks at everything. Call it now and then. */
    void look() {
        Map<String, Supplier<Optional<String>>> all;
        List<Supplier<Map<String, String>>> others;
        synchronized (this) {
            all = new LinkedHashMap<>(looks);
            others = List.copyOf(more);
        }
        var wrong = new LinkedHashMap<String, String>();
        all.forEach((name, look) -> look.get().ifPresent(what -> wrong.put(name, what)));
        others.forEach(look -> wrong.putAll(look.get()));
        note(wrong);
    }

    static String written(Instant at) {
        return TIME.format(at.truncatedTo(ChronoUnit.SECONDS));
    }

    private synchronized void note(Map<String, String> wrong) {
        var now = clock.instant();
        wrong.forEach((name, what) -> {
            var known = open.get(name);
            if (known == null) {
                LOG.atWarn().addKeyValue("alarm", name).log("{}: {}", name, what);
            }
            open.put(
                    name,
                    known == null
                            ? new Alarm(name, what, now, now, 1)
                            : new Alarm(name, what, known.first(), now, known.times() + 1));
        });
        open.keySet().removeIf(name -> {
            boolean over = !wrong.containsKey(name);
            if (over) {
                LOG.atInfo().addKeyValue("alarm", name).log("{}: in order again", name);
            }
            return over;
        });
    }

    /** What was wrong at the last look, a line each. */
    List<String> lines() {
        return alarms().stream()
                .map(alarm -> alarm.name() + ": " + alarm.what() + ", since " + written(alarm.first()))
                .toList();
    }

    /** The same, for programs. */
    synchronized List<Alarm> alarms() {
        return List.copyOf(open.values());
    }
}
