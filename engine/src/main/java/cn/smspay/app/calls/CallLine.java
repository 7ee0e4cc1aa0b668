package cn.smspay.app.calls;

import cn.smspay.base.ServiceDay;
import cn.smspay.voice.call.CallRecord;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A call record as people, spreadsheets and programs read it. Pure functions. */
final class CallLine {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSxxx", Locale.ROOT)
            .withZone(ServiceDay.ZONE);
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ServiceDay.ZONE);
    private static final double MILLIS = 1_000;

    static final List<String> COLUMNS = List.of(
            "id",
            "started_at",
            "answered_at",
            "ended_at",
            "duration_millis",
            "caller",
            "dialled",
            "via",
            "menu_path",
            "result",
            "hung_up_by",
            "sip_status",
            "codec",
            "keys",
            "packets_sent",
            "packets_received",
            "packets_lost",
            "jitter_micros",
            "call_id");

    private CallLine() {}

    /** By the names of the columns; numbers as numbers, what is not known as null. */
    static Map<String, @Nullable Object> fields(CallRecord call) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("id", call.id());
        fields.put("started_at", written(call.startedAt()));
        fields.put("answered_at", call.answeredAt() == null ? null : written(call.answeredAt()));
        fields.put("ended_at", written(call.endedAt()));
        fields.put("duration_millis", call.durationMillis());
        fields.put("caller", call.caller());
        fields.put("dialled", call.dialled());
        fields.put("via", call.via());
        fields.put("menu_path", call.menuPath());
        fields.put("result", call.result().name());
        fields.put("hung_up_by", call.hungUpBy().name());
        fields.put("sip_status", call.sipStatus());
        fields.put("codec", call.codec());
        fields.put("keys", call.keyKind());
        fields.put("packets_sent", call.packetsSent());
        fields.put("packets_received", call.packetsReceived());
        fields.put("packets_lost", call.packetsLost());
        fields.put("jitter_micros", call.jitterMicros());
        fields.put("call_id", call.callId());
        return fields;
    }

    private static String written(Instant at) {
        return TIME.format(at);
    }

    static String csv(CallRecord call) {
        return fields(call).values().stream().map(CallLine::field).collect(Collectors.joining(","));
    }

    /** A word of a peer's that a spreadsheet would run as a formula gets an apostrophe in front. */
    private static String field(@Nullable Object value) {
        var text = Objects.toString(value, "");
        if (value instanceof String && !text.isEmpty() && "=+-@'\t＝＋－＠".indexOf(text.charAt(0)) >= 0) {
            text = "'" + text;
        }
        return text.matches("(?s).*[,\"\r\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }

    /** One line, whatever a peer has written. */
    static String shown(CallRecord call) {
        return String.format(
                        Locale.ROOT,
                        "%s %8.1f s  %-11s %-8s %-16s %-14s %s",
                        SECOND.format(call.startedAt()),
                        call.durationMillis() / MILLIS,
                        call.caller().isEmpty() ? "withheld" : call.caller(),
                        call.dialled(),
                        call.via(),
                        call.result().name().toLowerCase(Locale.ROOT),
                        call.menuPath())
                .replaceAll("\\p{Cntrl}", "?")
                .stripTrailing();
    }
}
