package cn.smspay.outside.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many messages went to each destination, for comparing with the engine's billing records (R 4.10). Thread-safe.
 */
public final class SmscCounts {
    private static final String HEADER = "destination,delivered,redelivered,answered_ok,answered_other\n";

    private static final class Row {
        private final LongAdder delivered = new LongAdder();
        private final LongAdder redelivered = new LongAdder();
        private final LongAdder answeredOk = new LongAdder();
        private final LongAdder answeredOther = new LongAdder();
    }

    private final Map<String, Row> rows = new ConcurrentHashMap<>();

    SmscCounts() {}

    void delivered(Delivery delivery) {
        var row = row(delivery);
        (delivery.isFirstTime() ? row.delivered : row.redelivered).increment();
    }

    void answered(Delivery delivery, int status) {
        var row = row(delivery);
        (status == 0 ? row.answeredOk : row.answeredOther).increment();
    }

    /** Messages to this destination that the engine has answered ESME_ROK. */
    public long answeredOk(String destination) {
        var row = rows.get(destination);
        return row == null ? 0 : row.answeredOk.sum();
    }

    private Row row(Delivery delivery) {
        return rows.computeIfAbsent(delivery.destination(), unused -> new Row());
    }

    /** Writes {@code destination,delivered,redelivered,answered_ok,answered_other}, sorted by destination. */
    public void write(Path file) {
        var csv = new StringBuilder(HEADER);
        new TreeMap<>(rows)
                .forEach((destination, row) -> csv.append(destination)
                        .append(',')
                        .append(row.delivered)
                        .append(',')
                        .append(row.redelivered)
                        .append(',')
                        .append(row.answeredOk)
                        .append(',')
                        .append(row.answeredOther)
                        .append('\n'));
        try {
            Files.writeString(file, csv);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
