package cn.smspay.engine;

import cn.smspay.base.ServiceDay;
import cn.smspay.sms.smpp.BindStatus;
import cn.smspay.sms.smpp.BindTraffic;
import cn.smspay.web.monitor.MonitorServer;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;

/** What monitoring sees of the binds and of the answers that wait for them. */
final class LinkFigures {
    private static final DateTimeFormatter SINCE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ServiceDay.ZONE);
    private static final double MILLIS_PER_SECOND = 1_000;

    /** What a bind counts, under the names that monitoring sees. */
    private static final Map<String, ToLongFunction<BindTraffic>> EVENTS = events();

    private LinkFigures() {}

    private static Map<String, ToLongFunction<BindTraffic>> events() {
        var events = new LinkedHashMap<String, ToLongFunction<BindTraffic>>();
        events.put("delivered", BindTraffic::delivered);
        events.put("accepted", BindTraffic::accepted);
        events.put("busy", BindTraffic::busy);
        events.put("faults", BindTraffic::faults);
        events.put("unreadable", BindTraffic::unreadable);
        events.put("leftovers", BindTraffic::leftovers);
        events.put("aborted", BindTraffic::aborted);
        events.put("unreadable_receipts", BindTraffic::unreadableReceipts);
        events.put("submitted", BindTraffic::submitted);
        events.put("refused", BindTraffic::refused);
        events.put("throttled", BindTraffic::throttled);
        events.put("unknown", BindTraffic::unknown);
        events.put("late", BindTraffic::late);
        events.put("connects", BindTraffic::connects);
        events.put("losses", BindTraffic::losses);
        events.put("logins_refused", BindTraffic::loginsRefused);
        return events;
    }

    static void show(MonitorServer door, Engine engine) {
        door.family("smspay_bind_events", "what has gone over a bind, by kind", true, () -> byEvent(engine));
        door.family("smspay_bind_submits_answered", "submit_sm_resp by command_status", true, () -> byStatus(engine));
        door.family(
                "smspay_pdus_leftovers",
                "PDUs read, but for octets behind them",
                true,
                () -> each(engine, BindTraffic::leftovers, 1));
        door.family(
                "smspay_receipts_unreadable",
                "receipts without an id or a state",
                true,
                () -> each(engine, BindTraffic::unreadableReceipts, 1));
        door.family(
                "smspay_aborts",
                "conversations reported as aborted",
                true,
                () -> each(engine, BindTraffic::aborted, 1));
        door.family(
                "smspay_bind_round_trips",
                "submit_sm answered in time",
                true,
                () -> each(engine, BindTraffic::roundTrips, 1));
        door.family(
                "smspay_bind_round_trip_seconds",
                "how long those took in all",
                true,
                () -> each(engine, BindTraffic::roundTripMillis, MILLIS_PER_SECOND));
        door.family(
                "smspay_bind_window_used", "submit_sm under way", false, () -> window(engine, BindStatus::windowUsed));
        door.family(
                "smspay_bind_window",
                "submit_sm that may be under way",
                false,
                () -> window(engine, BindStatus::window));
        door.gauge(
                "smspay.outbox.oldest.seconds",
                "for how long the oldest answer waits that had no chance",
                () -> engine.answers().longestWait().toMillis() / MILLIS_PER_SECOND,
                Map.of());
    }

    private static Map<Map<String, String>, Double> byEvent(Engine engine) {
        var values = new LinkedHashMap<Map<String, String>, Double>();
        for (var bind : engine.link().traffic()) {
            EVENTS.forEach((event, count) ->
                    values.put(Map.of("bind", bind.bind(), "event", event), (double) count.applyAsLong(bind)));
        }
        return values;
    }

    private static Map<Map<String, String>, Double> byStatus(Engine engine) {
        var values = new LinkedHashMap<Map<String, String>, Double>();
        for (var bind : engine.link().traffic()) {
            bind.statuses().forEach((status, count) -> {
                var code = status == -1 ? "other" : String.format(Locale.ROOT, "0x%02X", status);
                values.put(Map.of("bind", bind.bind(), "status", code), (double) count);
            });
        }
        return values;
    }

    /** A number of each bind that there is now. */
    static Map<Map<String, String>, Double> each(
            Engine engine, ToLongFunction<BindTraffic> number, double unit) {
        var values = new LinkedHashMap<Map<String, String>, Double>();
        for (var bind : engine.link().traffic()) {
            values.put(Map.of("bind", bind.bind()), number.applyAsLong(bind) / unit);
        }
        return values;
    }

    private static Map<Map<String, String>, Double> window(Engine engine, ToLongFunction<BindStatus> number) {
        var values = new LinkedHashMap<Map<String, String>, Double>();
        for (var connection : engine.link().status()) {
            values.merge(Map.of("bind", connection.bind()), (double) number.applyAsLong(connection), Double::sum);
        }
        return values;
    }

    /** Serving while something is bound and no answer waits too long; names every bind that is down in any case. */
    static MonitorServer.Health health(
            List<BindStatus> connections, Duration waits, Duration patience, List<String> others) {
        long bound = connections.stream()
                .filter(each -> each.state() == BindStatus.State.BOUND)
                .count();
        var lines = new ArrayList<String>();
        lines.add(bound + " of " + connections.size() + " connections bound");
        connections.stream()
                .filter(each -> each.state() != BindStatus.State.BOUND)
                .map(LinkFigures::down)
                .forEach(lines::add);
        boolean stuck = waits.compareTo(patience) > 0;
        if (stuck) {
            lines.add("the oldest answer has waited " + waits.toSeconds() + " s to be sent");
        }
        lines.addAll(others);
        return new MonitorServer.Health(bound > 0 && !stuck, String.join("\n", lines));
    }

    private static String down(BindStatus bind) {
        return "bind " + bind.bind() + " to " + bind.host() + " is down since " + SINCE.format(bind.since()) + ": "
                + (bind.why().isEmpty() ? "connecting" : bind.why());
    }
}
