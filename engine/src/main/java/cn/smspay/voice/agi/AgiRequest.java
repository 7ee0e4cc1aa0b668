package cn.smspay.voice.agi;

import cn.smspay.base.ServiceNumber;
import cn.smspay.voice.call.CallNotes;
import cn.smspay.voice.call.CallerId;
import cn.smspay.voice.call.NumberRules;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What an Asterisk says of a call before the first command: lines like {@code agi_callerid: 13800000001}. */
final class AgiRequest {
    /** Asterisk sends some twenty, and one for each argument of ours. */
    private static final int LINES_MAX = 100;

    /** In the presentation octet of Q.931: who checked the number. All else there is a caller who is not shown. */
    private static final int SCREENING = 0x03;
    /** The number is not the caller's. */
    private static final int SCREENING_FAILED = 0x02;

    private static final String BACK = "handover-failed";

    private final boolean believesFailedScreening;
    private final NumberRules rules;

    private final Map<String, String> fields = new HashMap<>();

    AgiRequest(boolean believesFailedScreening, NumberRules rules) {
        this.believesFailedScreening = believesFailedScreening;
        this.rules = rules;
    }

    /** Takes one line; false if this is not a request. */
    boolean add(String line) {
        int colon = line.indexOf(':');
        if (!line.startsWith("agi_") || colon < 0 || fields.size() >= LINES_MAX) {
            return false;
        }
        // A field given twice is somebody's line feed in another field.
        return fields.putIfAbsent(
                        line.substring(0, colon), line.substring(colon + 1).strip())
                == null;
    }

    boolean complete() {
        return fields.containsKey("agi_request");
    }

    /** The caller's number, or empty if withheld, unknown or no number. */
    String caller() {
        return shown() ? CallerId.caller(List.of(fields.getOrDefault("agi_callerid", "")), rules) : "";
    }

    /** Whether the dialplan brings back a caller whom no agent answered. */
    boolean isBack() {
        return fields.getOrDefault("agi_arg_1", "").equals(BACK);
    }

    /** @param peer the Asterisk's address */
    CallNotes.CallOrigin origin(ServiceNumber dialled, String peer) {
        return new CallNotes.CallOrigin(
                fields.getOrDefault("agi_uniqueid", ""), caller(), dialled.digits(), "agi:" + peer);
    }

    private boolean shown() {
        var presentation = fields.getOrDefault("agi_callingpres", "0");
        if (!presentation.matches("[0-9]{1,3}")) {
            return false;
        }
        int octet = Integer.parseInt(presentation);
        boolean failed = (octet & SCREENING) == SCREENING_FAILED;
        return (octet & ~SCREENING) == 0 && (!failed || believesFailedScreening);
    }

    /**
     * Which of our numbers was dialled: as the dialplan says in its address ({@code agi://host/12588}), else as the trunk
     * gave it, else the extension; see {@link CallerId#dialled}.
     */
    Optional<ServiceNumber> dialled(List<ServiceNumber> ours) {
        return Stream.of("agi_network_script", "agi_dnid", "agi_extension")
                .flatMap(field -> CallerId.dialled(fields.getOrDefault(field, ""), ours, rules).stream())
                .findFirst();
    }

    /** What was dialled, as the trunk gave it, for the log. */
    String dialledAsGiven() {
        return fields.getOrDefault("agi_dnid", "").replaceAll("[^\\x20-\\x7e]", "?");
    }
}
