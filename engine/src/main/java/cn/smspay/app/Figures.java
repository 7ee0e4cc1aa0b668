package cn.smspay.app;

import cn.smspay.http.Door;
import cn.smspay.ivr.CallResult;
import cn.smspay.ivr.DtmfKind;
import cn.smspay.ivr.Refusal;
import cn.smspay.smpp.BindStatus;
import java.util.Locale;
import java.util.Map;

/** Which numbers of the engine monitoring sees, under which names. */
final class Figures {
    private Figures() {}

    static void show(Door door, Engine engine) {
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
        counter(door, "smspay.answers.sent", "answers taken by an SMSC", sms.answersSent::sum);
        counter(door, "smspay.answers.refused", "answers refused by an SMSC for good", sms.answersRefused::sum);
        counter(door, "smspay.answers.unknown", "answers never acknowledged", sms.answersUnknown::sum);
        counter(door, "smspay.lane.batches", "transactions of the writer", engine.lane()::batches);
        gauge(door, "smspay.lane.waiting", "inputs queued or running", engine.lane()::unfinished);
        gauge(door, "smspay.outbox.waiting", "answers not yet taken, in memory", engine.dispatcher()::backlog);
        gauge(door, "smspay.binds.up", "connections that are bound", () -> bound(engine));
        engine.callFigures().ifPresent(calls -> {
            gauge(door, "smspay.calls", "calls now", calls::callsNow);
            counter(door, "smspay.calls.answered", "calls answered", calls::answered);
            counter(door, "smspay.calls.faults", "calls that a fault of ours ended", calls::faults);
            counter(
                    door,
                    "smspay.calls.strangers",
                    "datagrams and connections of unknown addresses, dropped",
                    calls::strangers);
            gauge(door, "smspay.calls.setup.max.millis", "longest set-up by SIP, INVITE to 200", calls::setUpMillisMax);
            for (double part : new double[] {0.5, 0.99}) {
                door.gauge(
                        "smspay.calls.setup.millis",
                        "set-up by SIP, INVITE to 200, that this part of the calls did not exceed",
                        () -> calls.setUpMillis(part),
                        Map.of("quantile", Double.toString(part)));
            }
            for (CallResult result : CallResult.values()) {
                var labels = Map.of("result", result.name().toLowerCase(Locale.ROOT));
                door.counter("smspay.calls.ended", "calls that ended so", () -> calls.endings(result), labels);
            }
            for (Refusal reason : Refusal.values()) {
                var labels = Map.of("reason", reason.name().toLowerCase(Locale.ROOT));
                door.counter("smspay.calls.refused", "calls not taken", () -> calls.refusals(reason), labels);
            }
            counter(door, "smspay.calls.strange.packets", "RTP not from the caller, dropped", calls::strangePackets);
            door.gauge(
                    "smspay.calls.pacing.p99.millis", "deviation from 20 ms", () -> calls.pacingMillis(0.99), Map.of());
            for (DtmfKind kind : DtmfKind.values()) {
                var labels = Map.of("kind", kind.name().toLowerCase(Locale.ROOT));
                door.counter("smspay.calls.keys", "keys heard", () -> calls.keys(kind), labels);
            }
        });
    }

    static Door.Health health(Engine engine) {
        if (engine.store().isBroken()) {
            return new Door.Health(false, "the database has stopped taking writes");
        }
        long bound = bound(engine);
        return new Door.Health(
                bound > 0, bound + " of " + engine.link().status().size() + " connections bound");
    }

    private static long bound(Engine engine) {
        return engine.link().status().stream()
                .filter(status -> status.state() == BindStatus.State.BOUND)
                .count();
    }

    private interface Number {
        long get();
    }

    private static void counter(Door door, String name, String help, Number value) {
        door.counter(name, help, value::get, Map.of());
    }

    private static void gauge(Door door, String name, String help, Number value) {
        door.gauge(name, help, value::get, Map.of());
    }
}
