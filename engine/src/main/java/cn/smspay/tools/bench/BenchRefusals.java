package cn.smspay.tools.bench;

import cn.smspay.sms.pdu.CommandStatus;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Responses that refused a message, by command_status. Thread-safe. */
final class BenchRefusals {
    /** After these an SMSC sends the message again; after any other it gives it up. */
    private static final Map<Integer, String> RETRIABLE = Map.of(
            CommandStatus.THROTTLED, "ESME_RTHROTTLED",
            CommandStatus.MESSAGE_QUEUE_FULL, "ESME_RMSGQFUL",
            CommandStatus.RECEIVER_TEMPORARY, "ESME_RX_T_APPN");

    private final Map<Integer, LongAdder> counts = new ConcurrentHashMap<>();

    /** @return whether an SMSC sends the message again */
    boolean count(int status) {
        counts.computeIfAbsent(status, s -> new LongAdder()).increment();
        return RETRIABLE.containsKey(status);
    }

    long total() {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }

    long notRetriable() {
        return counts.entrySet().stream()
                .filter(count -> !RETRIABLE.containsKey(count.getKey()))
                .mapToLong(count -> count.getValue().sum())
                .sum();
    }

    /** How many of each kind, by the name of the status, or by its number if no SMSC sends again after it. */
    Map<String, Long> byStatus() {
        var names = new TreeMap<String, Long>();
        counts.forEach((status, count) ->
                names.put(RETRIABLE.getOrDefault(status, String.format(Locale.ROOT, "0x%08X", status)), count.sum()));
        return names;
    }
}
