package cn.smspay.engine;

import cn.smspay.base.MonotonicClock;
import cn.smspay.config.Config;
import cn.smspay.sms.SmsSettings;
import cn.smspay.sms.smpp.BindStatus;
import cn.smspay.sms.smpp.SmppBindSettings;
import cn.smspay.sms.smpp.SmppLink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The binds of a running engine as operators change them. Any thread, one change at a time; each returns when it has been
 * made, after {@link #UNDER_WAY} at most and a moment for binding.
 */
public final class Binds {
    private static final Logger LOG = LoggerFactory.getLogger(Binds.class);
    /** For what is under way before a bind is left; what is not answered then goes out again by another bind, or by the new one. */
    private static final Duration UNDER_WAY = Duration.ofSeconds(10);
    /** An SMSC answers a bind at once or not at all; who asked is told the state then, and the bind goes on trying. */
    private static final Duration BINDING = Duration.ofSeconds(5);

    private static final long LOOK_MILLIS = 10;
    private static final String ABSENT = "none";

    /** The settings of a bind, under their names in the file. Values that may hold secrets are not said. */
    private static final Map<String, Function<SmppBindSettings, Object>> SAID = said();

    private static final Map<String, Function<SmppBindSettings, Object>> UNSAID = unsaid();

    private final SmppLink link;
    private final MonotonicClock clock;
    private final List<Consumer<SmsSettings>> readers;
    private final Set<String> stopped = new TreeSet<>();
    private List<SmppBindSettings> binds;
    private SmsSettings reading;
    private Consumer<List<SmppBindSettings>> watcher = any -> {};

    /** @param readers who reads messages as the settings of their bind say */
    Binds(SmppLink link, Config config, List<Consumer<SmsSettings>> readers, MonotonicClock clock) {
        this.link = link;
        this.clock = clock;
        this.binds = config.binds();
        this.reading = config.sms();
        this.readers = List.copyOf(readers);
    }

    /** @param watcher is told the binds now, and again whenever they or their certificates may be others */
    synchronized void watchedBy(Consumer<List<SmppBindSettings>> watcher) {
        this.watcher = watcher;
        watcher.accept(binds);
    }

    private static Map<String, Function<SmppBindSettings, Object>> said() {
        var all = new LinkedHashMap<String, Function<SmppBindSettings, Object>>();
        all.put("host", bind -> bind.peer().host());
        all.put("port", bind -> bind.peer().port());
        all.put("standby_hosts", bind -> bind.peer().standbys());
        all.put("connections", bind -> bind.peer().connections());
        all.put("system_id", bind -> bind.login().systemId());
        all.put("system_type", bind -> bind.login().systemType());
        all.put("mode", bind -> bind.login().mode());
        all.put("interface_version", bind -> bind.login().interfaceVersion());
        all.put("window", bind -> bind.pace().window());
        all.put("submits_per_second", bind -> bind.pace().submitsPerSecond());
        all.put("unanswered_max", bind -> bind.pace().unansweredMax());
        all.put("enquire_link", bind -> bind.timing().enquireLinkSeconds());
        all.put("response_timeout", bind -> bind.timing().responseTimeoutSeconds());
        all.put("smsc", SmppBindSettings::smsc);
        return all;
    }

    private static Map<String, Function<SmppBindSettings, Object>> unsaid() {
        var all = new LinkedHashMap<String, Function<SmppBindSettings, Object>>();
        all.put("password", bind -> bind.login().password());
        all.put("tls", bind -> Optional.ofNullable(bind.peer().tls()));
        all.put("allow_plaintext_to_public_address", bind -> bind.peer().allowPlaintextToPublicAddress());
        all.put(
                "address_range",
                bind -> List.of(
                        bind.login().addressTon(),
                        bind.login().addressNpi(),
                        bind.login().addressRange()));
        all.put("types of number", SmppBindSettings::addressing);
        all.put(
                "times",
                bind -> List.of(
                        bind.timing().reconnectMinMillis(),
                        bind.timing().reconnectMaxMillis(),
                        bind.timing().proofMillis(),
                        bind.timing().refusedLoginSeconds(),
                        bind.timing().returnSeconds(),
                        bind.timing().traceSeconds()));
        all.put("service_type, priority, protocol_id, validity or statuses", SmppBindSettings::submitting);
        all.put("busy_status, smsc_message_id_tlv or message_id_format", SmppBindSettings::dialect);
        return all;
    }

    /** The names of all, those that are stopped too. */
    public synchronized List<String> names() {
        return binds.stream().map(SmppBindSettings::name).toList();
    }

    public synchronized boolean isStopped(String bind) {
        return stopped.contains(bind);
    }

    /**
     * Takes up the {@code smsc} section of these settings: new binds are bound, changed ones leave in order and come again, and
     * then the others leave. Nothing that is under way is lost. A bind that was stopped stays stopped.
     *
     * @param wanted read from the same file, without faults
     * @return what is other now and how the bind is, a line each
     * @throws IllegalArgumentException if a bind could not be used; then none has changed
     */
    public synchronized List<String> apply(Config wanted) {
        SmppLink.check(wanted.binds());
        var done = new ArrayList<String>();
        readers.forEach(reader -> reader.accept(wanted.sms()));
        var before = byName(binds);
        var after = byName(wanted.binds());
        after.forEach((name, bind) -> {
            var old = before.get(name);
            var read = read(name, wanted.sms());
            if (old == null) {
                await(name, link.add(bind), BINDING);
                done.add("bind " + name + ": added; " + state(name));
            } else if (!old.equals(bind)) {
                await(name, link.change(bind, UNDER_WAY), UNDER_WAY.plus(BINDING));
                done.add("bind " + name + ": " + String.join(", ", changes(old, bind)) + read + "; " + state(name));
            } else if (!read.isEmpty()) {
                done.add("bind " + name + ": " + read.substring(2));
            }
        });
        before.keySet().stream().filter(name -> !after.containsKey(name)).forEach(name -> {
            await(name, link.remove(name, UNDER_WAY), UNDER_WAY.plus(BINDING));
            stopped.remove(name);
            done.add("bind " + name + ": removed");
        });
        binds = wanted.binds();
        reading = reading.readingAs(wanted.sms());
        watcher.accept(binds);
        done.forEach(line -> LOG.info("{}", line));
        return done;
    }

    /** What a message by this bind means is other than before; empty if it is not. */
    private String read(String name, SmsSettings wanted) {
        boolean coded = !Objects.equals(
                reading.reading().codings().get(name),
                wanted.reading().codings().get(name));
        boolean timed = !Objects.equals(
                reading.redelivery().responseTimes().get(name),
                wanted.redelivery().responseTimes().get(name));
        return (coded ? ", alphabet or charsets changed" : "") + (timed ? ", response_time changed" : "");
    }

    private static Map<String, SmppBindSettings> byName(List<SmppBindSettings> binds) {
        var all = new LinkedHashMap<String, SmppBindSettings>();
        binds.forEach(bind -> all.put(bind.name(), bind));
        return all;
    }

    private static List<String> changes(SmppBindSettings old, SmppBindSettings bind) {
        var changes = new ArrayList<String>();
        SAID.forEach((name, value) -> {
            if (!value.apply(old).equals(value.apply(bind))) {
                changes.add(name + " " + words(value.apply(old)) + " -> " + words(value.apply(bind)));
            }
        });
        UNSAID.forEach((name, value) -> {
            if (!value.apply(old).equals(value.apply(bind))) {
                changes.add(name + " changed");
            }
        });
        return changes;
    }

    private static String words(Object value) {
        var text = value instanceof List<?> list
                ? String.join(", ", list.stream().map(String::valueOf).toList())
                : String.valueOf(value);
        return text.isEmpty() ? ABSENT : text;
    }

    /**
     * Finishes what is under way on this bind, unbinds it and keeps it so until {@link #start} or the end of the engine.
     *
     * @return how it is then, in words
     * @throws IllegalArgumentException if there is no such bind, or it is stopped
     */
    public synchronized String stop(String bind) {
        require(bind);
        if (!stopped.add(bind)) {
            throw new IllegalArgumentException("bind " + bind + " is stopped already");
        }
        await(bind, link.hold(bind, UNDER_WAY), UNDER_WAY.plus(BINDING));
        return said("bind " + bind + ": " + state(bind));
    }

    /**
     * Binds a bind that was stopped; one that was not leaves in order and comes again, with its certificates read anew.
     *
     * @return how it is then, in words
     * @throws IllegalArgumentException if there is no such bind, or its trust store cannot be read
     */
    public synchronized String start(String bind) {
        require(bind);
        var bound = link.resume(bind, UNDER_WAY);
        stopped.remove(bind);
        watcher.accept(binds);
        await(bind, bound, UNDER_WAY.plus(BINDING));
        return said("bind " + bind + ": " + state(bind));
    }

    private void require(String bind) {
        if (!names().contains(bind)) {
            throw new IllegalArgumentException(
                    "there is no bind " + bind + "; there are " + String.join(", ", names()));
        }
    }

    private static String said(String line) {
        LOG.info("{}", line);
        return line;
    }

    /** How its connections are, in words. */
    private String state(String bind) {
        var its =
                link.status().stream().filter(each -> each.bind().equals(bind)).toList();
        long bound = its.stream()
                .filter(each -> each.state() == BindStatus.State.BOUND)
                .count();
        var why = its.stream()
                .filter(each -> each.state() != BindStatus.State.BOUND)
                .map(each -> each.why().isEmpty() ? "connecting" : each.why())
                .findFirst();
        return bound + " of " + its.size() + " connections bound"
                + why.map(words -> " (" + words + ")").orElse("");
    }

    private void await(String bind, CompletableFuture<Void> change, Duration atMost) {
        long end = clock.nanos() + atMost.toNanos();
        boolean wasRefused = isRefused(bind);
        try {
            while (!change.isDone() && (wasRefused || !isRefused(bind)) && clock.nanos() < end) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
            if (change.isDone()) {
                change.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("bind " + bind + " could not be changed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A refused login is not tried again for minutes. */
    private boolean isRefused(String bind) {
        return link.status().stream().anyMatch(each -> each.bind().equals(bind) && each.alarm());
    }
}
