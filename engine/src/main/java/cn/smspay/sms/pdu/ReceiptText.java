package cn.smspay.sms.pdu;

import cn.smspay.sms.Receipt;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The text form of a receipt, {@code id:… sub:… stat:DELIVRD err:… text:…} (SMPP 3.4 Appendix B), as SMSCs write it: any case,
 * blanks around the colons, commas or line ends between the fields, any words behind {@code stat:}.
 */
public final class ReceiptText {
    /** No SMSC writes more; a message of 64 KiB is not looked through. */
    private static final int LOOKED_AT = 2_000;

    private static final String BETWEEN = "[\\s,;|\\x00]";
    private static final Pattern LABEL = Pattern.compile(
            "(?<![^\\s,;|\\x00])(?<name>(?:message[ _]?|msg[ _]?)?id|sub|dlvrd|submit[ _]?date|done[ _]?date|stat(?:us)?|err(?:or)?"
                    + "|text)\\s{0,8}[:=]",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern VALUE = Pattern.compile("[\"']?([^\\s,;|\\x00\"']+)");
    private static final Pattern LEADING = Pattern.compile("^" + BETWEEN + "+");
    /** Fields that beside {@code id} and {@code stat} make a text a receipt. */
    private static final String[] OTHERS = {"sub", "dlvrd", "submit date", "done date", "err"};

    private static final ReceiptText NONE = new ReceiptText(Map.of(), false);

    private final Map<String, String> fields;
    private final boolean startsWithId;

    private ReceiptText(Map<String, String> fields, boolean startsWithId) {
        this.fields = fields;
        this.startsWithId = startsWithId;
    }

    /** Reads octets, whatever data_coding says of them: a receipt shows its own writing, ASCII or UCS-2 of either order. */
    public static ReceiptText of(byte[] octets) {
        return of(new String(octets, writing(octets)));
    }

    private static Charset writing(byte[] octets) {
        if (octets.length < 4) {
            return StandardCharsets.ISO_8859_1;
        }
        boolean marked = (octets[0] == (byte) 0xFE && octets[1] == (byte) 0xFF)
                || (octets[0] == (byte) 0xFF && octets[1] == (byte) 0xFE);
        if (marked) {
            return StandardCharsets.UTF_16;
        } else if (octets[0] == 0 && octets[2] == 0) {
            return StandardCharsets.UTF_16BE;
        }
        return octets[1] == 0 && octets[3] == 0 ? StandardCharsets.UTF_16LE : StandardCharsets.ISO_8859_1;
    }

    private static ReceiptText of(String whole) {
        var text = LEADING.matcher(whole.substring(0, Math.min(whole.length(), LOOKED_AT)))
                .replaceFirst("");
        var label = LABEL.matcher(text);
        var fields = new HashMap<String, String>();
        boolean idFirst = false;
        String name = null;
        int from = 0;
        while (label.find()) {
            if (name != null) {
                fields.putIfAbsent(name, value(text.substring(from, label.start())));
            }
            name = plainName(label.group("name"));
            from = label.end();
            idFirst |= label.start() == 0 && name.equals("id");
            if (name.equals("text")) {
                // What follows quotes a message, which may hold anything.
                return fields.isEmpty() ? NONE : new ReceiptText(fields, idFirst);
            }
        }
        if (name != null) {
            fields.putIfAbsent(name, value(text.substring(from)));
        }
        return fields.isEmpty() ? NONE : new ReceiptText(fields, idFirst);
    }

    private static String plainName(String written) {
        var name = written.toLowerCase(Locale.ROOT).replace('_', ' ');
        if (name.endsWith("id")) {
            return "id";
        } else if (name.endsWith("date")) {
            return name.startsWith("submit") ? "submit date" : "done date";
        } else if (name.startsWith("stat")) {
            return "stat";
        }
        return name.startsWith("err") ? "err" : name;
    }

    private static String value(String between) {
        var value = VALUE.matcher(between);
        return value.find() ? value.group(1) : "";
    }

    /** @return empty if it is not there or has no value */
    public Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name)).filter(value -> !value.isEmpty());
    }

    /** Whether a text without the receipt bit is one all the same (R 3.0.2 step 1). */
    public boolean hasWholeForm() {
        boolean other = false;
        for (String name : OTHERS) {
            other |= fields.containsKey(name);
        }
        return startsWithId && other && field("id").isPresent() && field("stat").isPresent();
    }

    /** Whether an id can be found in it. */
    public boolean hasId() {
        return field("id").isPresent();
    }

    /** What a word behind {@code stat:} means; any that is not known says that the message was not delivered. */
    public static Receipt.State state(String word) {
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "ENROUTE", "SCHEDULED", "SCHEDLD", "BUFFERED", "BUFFRED", "BUFFERD" -> Receipt.State.ENROUTE;
            case "DELIVRD", "DELIVERED", "DELIVERD" -> Receipt.State.DELIVERED;
            case "EXPIRED" -> Receipt.State.EXPIRED;
            case "DELETED" -> Receipt.State.DELETED;
            case "UNDELIV", "UNDELIVERABLE" -> Receipt.State.UNDELIVERABLE;
            case "ACCEPTD", "ACCEPTED" -> Receipt.State.ACCEPTED;
            case "UNKNOWN" -> Receipt.State.UNKNOWN;
            case "REJECTD", "REJECTED" -> Receipt.State.REJECTED;
            default -> Receipt.State.OTHER;
        };
    }

    /** message_state as a word (SMPP 3.4 §5.2.28, 5.0 §4.7.15); one that is not known says that it was not delivered. */
    public static String word(int messageState) {
        return switch (messageState) {
            case 0 -> "SCHEDULED";
            case 1 -> "ENROUTE";
            case 2 -> "DELIVERED";
            case 3 -> "EXPIRED";
            case 4 -> "DELETED";
            case 5 -> "UNDELIVERABLE";
            case 6 -> "ACCEPTED";
            case 7 -> "UNKNOWN";
            case 8 -> "REJECTED";
            case 9 -> "SKIPPED";
            default -> "STATE " + messageState;
        };
    }
}
