package cn.smspay.voice.agi;

import cn.smspay.base.ServiceNumber;
import cn.smspay.voice.call.CallNotes;
import cn.smspay.voice.call.CallerId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What an Asterisk says of a call before the first command: lines like {@code agi_callerid: 13800000001}. */
final class AgiRequest {
    /** Asterisk sends some twenty, and one for each argument of ours. */
    private static final int LINES_MAX = 100;

    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]{1,20}");
    /** In the presentation byte of Q.931: the caller does not want the number shown, or there is none. */
    private static final int NOT_SHOWN = 0x60;

    private final Map<String, String> fields = new HashMap<>();

    /** Takes one line; false if this is not a request. */
    boolean add(String line) {
        int colon = line.indexOf(':');
        if (!line.startsWith("agi_") || colon < 0 || fields.size() >= LINES_MAX) {
            return false;
        }
        fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
        return true;
    }

    boolean complete() {
        return fields.containsKey("agi_request");
    }

    /** The caller's number, or empty if withheld, unknown or no number. */
    String caller() {
        var caller = fields.getOrDefault("agi_callerid", "");
        return shown() && NUMBER.matcher(caller).matches() ? CallerId.usual(caller) : "";
    }

    /** @param peer the Asterisk's address */
    CallNotes.Origin origin(ServiceNumber dialled, String peer) {
        return new CallNotes.Origin(fields.getOrDefault("agi_uniqueid", ""), caller(), dialled.digits(), "agi:" + peer);
    }

    private boolean shown() {
        var presentation = fields.getOrDefault("agi_callingpres", "0");
        return presentation.matches("[0-9]{1,3}") && (Integer.parseInt(presentation) & NOT_SHOWN) == 0;
    }

    /**
     * Which of our numbers was dialled: as the dialplan says in its address ({@code agi://host/12588}), else as the trunk
     * gave it, else the extension. A trunk may write the number its own way.
     */
    Optional<ServiceNumber> dialled(List<ServiceNumber> ours) {
        return Stream.of("agi_network_script", "agi_dnid", "agi_extension")
                .map(field -> fields.getOrDefault(field, ""))
                .flatMap(text -> ours.stream().filter(number -> number.digits().equals(text)))
                .findFirst();
    }
}
