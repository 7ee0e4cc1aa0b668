package cn.smspay.engine;

import cn.smspay.base.Latencies;
import cn.smspay.sms.LoggedCounts;
import cn.smspay.sms.smpp.BindStatus;
import cn.smspay.voice.call.CallFigures;
import cn.smspay.voice.call.CallRefusal;
import cn.smspay.voice.call.CallResult;
import cn.smspay.voice.rtp.DtmfKind;
import cn.smspay.web.monitor.MonitorServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which numbers of the engine monitoring sees, under which names. */
final class Figures {
    /** Bounds in seconds: good, noticed, and what a phone gives up on. */
    private static final List<Double> SET_UPS = List.of(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0);
    /** Bounds in seconds; from 20 ms on a packet is late by more than its own length. */
    private static final List<Double> PACING = List.of(0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05);

    private Figures() {}

    static void show(MonitorServer door, Engine engine) {
        var sms = engine.figures();
        counter(door, "smspay.uplinks.received", "deliver_sm that are not receipts", sms.received::sum);
        counter(door, "smspay.uplinks.accepted", "uplinks stored", sms.accepted::sum);
        counter(door, "smspay.uplinks.absorbed", "redeliveries of stored uplinks", sms.absorbed::sum);
        counter(door, "smspay.uplinks.refused", "uplinks answered busy", sms.refused::sum);
        counter(door, "smspay.uplinks.faults", "uplinks that could not be handled", sms.faults::sum);
        counter(door, "smspay.uplinks.flooded", "uplinks recorded and not executed", sms.flooded::sum);
        counter(door, "smspay.uplinks.wrong.destination", "messages to other numbers", sms.wrongDestination::sum);
        counter(door, "smspay.pdus.quarantined", "PDUs that could not be read", sms.quarantined::sum);
        counter(door, "smspay.receipts", "delivery receipts", sms.receipts::sum);
        byBind(door, engine, "receipts_stray", "receipts of no known answer when they came", sms.strayReceipts);
        byBind(door, engine, "receipts_without_bit", "receipts known by their text", sms.receiptsWithoutBit);
        byBind(door, engine, "receipts_under_way", "receipts that say nothing final", sms.receiptsUnderWay);
        counter(door, "smspay.answers.sent", "answers taken by an SMSC", sms.answersSent::sum);
        counter(door, "smspay.answers.refused", "answers refused by an SMSC for good", sms.answersRefused::sum);
        counter(door, "smspay.answers.unknown", "answers never acknowledged", sms.answersUnknown::sum);
        counter(
                door,
                "smspay.answers.given.up",
                "answers neither taken nor refused within their time",
                sms.answersGivenUp::sum);
        var guesses = engine.accounts().passwords().guesses();
        door.counter("smspay.guesses", "wrong tries, by what was tried", guesses::passwords, Map.of("at", "password"));
        door.counter("smspay.guesses", "wrong tries, by what was tried", guesses::cards, Map.of("at", "card"));
        counter(door, "smspay.guesses.suspicious", "wrong tries while too many numbers tried", guesses::suspicious);
        gauge(
                door,
                "smspay.guesses.numbers",
                "numbers with a wrong try in the window",
                () -> guesses.numbers(engine.now()));
        counter(door, "smspay.lane.batches", "transactions of the writer", engine.lane()::batches);
        counter(door, "smspay.uplinks.redelivery.loops", "redeliveries no longer answered", sms.redeliveryLoops::sum);
        gauge(
                door,
                "smspay.tick.late.millis",
                "how late the timer was at most since it was last read",
                engine::tickLateness);
        gauge(
                door,
                "smspay.clock.doubted",
                "1 while the clock has jumped and is not accepted",
                () -> engine.doubtsClock() ? 1 : 0);
        gauge(door, "smspay.lane.waiting", "inputs queued or running", engine.lane()::unfinished);
        gauge(door, "smspay.outbox.waiting", "answers not yet taken, in memory", engine.answers()::backlog);
        gauge(door, "smspay.binds.up", "connections that are bound", () -> bound(engine));
        LinkFigures.show(door, engine);
        engine.callFigures().ifPresent(calls -> showCalls(door, calls));
        engine.upkeep().show(door);
        StateFigures.show(door, engine);
    }

    /** Of the binds that there are when it is asked for. */
    private static void byBind(MonitorServer door, Engine engine, String name, String help, LoggedCounts counts) {
        door.family("smspay_" + name, help, true, () -> LinkFigures.each(engine, bind -> counts.of(bind.bind()), 1));
    }

    static void showCalls(MonitorServer door, CallFigures calls) {
        for (var trunk : calls.answering().keySet()) {
            door.gauge(
                    "smspay.trunk.answers",
                    "1 while a host of the trunk answers our pings",
                    () -> calls.answering().getOrDefault(trunk, false) ? 1 : 0,
                    Map.of("trunk", trunk));
        }
        gauge(door, "smspay.calls.active", "calls now, from the INVITE or request to the end", calls::callsNow);
        counter(door, "smspay.calls.answered", "calls answered", calls::answered);
        counter(door, "smspay.calls.faults", "faults of ours in calls and their signalling", calls::faults);
        counter(
                door,
                "smspay.calls.strangers",
                "datagrams and connections from unknown addresses, dropped",
                calls::strangers);
        counter(
                door,
                "smspay.calls.strange.packets",
                "RTP packets not from the caller, dropped",
                calls::strangePackets);
        for (CallResult result : CallResult.values()) {
            door.counter(
                    "smspay.calls.ended",
                    "calls ended, by result",
                    () -> calls.endings(result),
                    label("result", result));
        }
        for (CallRefusal reason : CallRefusal.values()) {
            door.counter(
                    "smspay.calls.refused",
                    "calls not taken, by reason",
                    () -> calls.refusals(reason),
                    label("reason", reason));
        }
        for (DtmfKind kind : DtmfKind.values()) {
            if (kind != DtmfKind.NONE) {
                door.counter(
                        "smspay.calls.keys",
                        "keys heard, by how they came",
                        () -> calls.keys(kind),
                        label("kind", kind));
            }
        }
        histogram(
                door,
                "smspay_calls_setup_seconds",
                "set-up by SIP, from the INVITE to our 200",
                SET_UPS,
                calls.setUps());
        histogram(
                door,
                "smspay_calls_pacing_error_seconds",
                "how far the gap between two RTP packets sent was from 20 ms",
                PACING,
                calls.pacing());
    }

    private static Map<String, String> label(String name, Enum<?> value) {
        return Map.of(name, value.name().toLowerCase(Locale.ROOT));
    }

    private static void histogram(
            MonitorServer door, String name, String help, List<Double> bounds, Latencies lengths) {
        door.histogram(name, help, bounds, () -> lengths.counts(bounds), lengths::sumSeconds);
    }

    static MonitorServer.Health health(Engine engine) {
        if (engine.store().isBroken()) {
            return new MonitorServer.Health(
                    false,
                    "the database has stopped taking writes: "
                            + engine.store().whyBroken().orElse("unknown"));
        }
        var others = new ArrayList<String>();
        if (engine.doubtsClock()) {
            others.add(
                    "clock: it has jumped by more than a day; nothing is dropped and no day is opened until it is accepted");
        }
        others.addAll(engine.upkeep().lines());
        return LinkFigures.health(
                engine.link().status(),
                engine.answers().longestWait(),
                engine.config().sms().answering().patience(),
                others);
    }

    private static long bound(Engine engine) {
        return engine.link().status().stream()
                .filter(status -> status.state() == BindStatus.State.BOUND)
                .count();
    }

    private interface Number {
        long get();
    }

    private static void counter(MonitorServer door, String name, String help, Number value) {
        door.counter(name, help, value::get, Map.of());
    }

    private static void gauge(MonitorServer door, String name, String help, Number value) {
        door.gauge(name, help, value::get, Map.of());
    }
}
