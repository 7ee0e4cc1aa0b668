package cn.smspay.sms.pdu;

import cn.smspay.base.text.Masked;
import com.cloudhopper.smpp.pdu.BaseSm;
import com.cloudhopper.smpp.pdu.Pdu;
import com.cloudhopper.smpp.pdu.SubmitSmResp;
import com.cloudhopper.smpp.type.Address;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What of a PDU may be shown: its kind, masked numbers and lengths, never its text nor a password (R 3.0.10).
 *
 * @param at milliseconds of the link's ticker
 * @param out whether we wrote it
 * @param octets of the text, -1 if it has none
 */
public record PduNote(
        long at,
        boolean out,
        int commandId,
        int status,
        int sequence,
        @Nullable String from,
        @Nullable String to,
        int esmClass,
        int dataCoding,
        int octets,
        @Nullable String messageId) {
    /** More of what a peer writes into an address or an id shows nothing more. */
    private static final int SHOWN_MAX = 40;

    private static final int RESPONSE = 0x80000000;
    private static final Map<Integer, String> COMMANDS = Map.ofEntries(
            Map.entry(0x00, "generic_nack"),
            Map.entry(0x01, "bind_receiver"),
            Map.entry(0x02, "bind_transmitter"),
            Map.entry(0x03, "query_sm"),
            Map.entry(0x04, "submit_sm"),
            Map.entry(0x05, "deliver_sm"),
            Map.entry(0x06, "unbind"),
            Map.entry(0x09, "bind_transceiver"),
            Map.entry(0x0B, "outbind"),
            Map.entry(0x15, "enquire_link"),
            Map.entry(0x102, "alert_notification"),
            Map.entry(0x103, "data_sm"));

    public static PduNote of(Pdu pdu, boolean out, long at) {
        if (pdu instanceof BaseSm<?> message) {
            return new PduNote(
                    at,
                    out,
                    pdu.getCommandId(),
                    pdu.getCommandStatus(),
                    pdu.getSequenceNumber(),
                    digits(message.getSourceAddress()),
                    digits(message.getDestAddress()),
                    message.getEsmClass() & 0xFF,
                    message.getDataCoding() & 0xFF,
                    message.getShortMessageLength(),
                    null);
        }
        return new PduNote(
                at,
                out,
                pdu.getCommandId(),
                pdu.getCommandStatus(),
                pdu.getSequenceNumber(),
                null,
                null,
                0,
                0,
                -1,
                pdu instanceof SubmitSmResp answer ? answer.getMessageId() : null);
    }

    public static PduNote of(UnreadablePdu pdu, long at) {
        return new PduNote(at, false, pdu.commandId(), 0, pdu.sequence(), null, null, 0, 0, pdu.octets().length, null);
    }

    private static @Nullable String digits(@Nullable Address address) {
        return address == null ? null : address.getAddress();
    }

    /** One line, whatever the peer has written. */
    @Override
    public String toString() {
        var line = new StringBuilder(out ? "> " : "< ")
                .append(command())
                .append(" seq ")
                .append(sequence);
        if (commandId < 0) {
            line.append(' ').append(status == 0 ? "ok" : CommandStatus.words(status));
        }
        if (from != null || to != null) {
            line.append(' ').append(address(from)).append(" to ").append(address(to));
            line.append(String.format(Locale.ROOT, " esm 0x%02X dc 0x%02X", esmClass, dataCoding));
        }
        if (octets >= 0) {
            line.append(' ').append(octets).append(" octets");
        }
        if (messageId != null) {
            line.append(" id ").append(shown(messageId));
        }
        return line.toString();
    }

    private String command() {
        var name = COMMANDS.get(commandId & ~RESPONSE);
        if (name == null) {
            return String.format(Locale.ROOT, "command 0x%08X", commandId);
        }
        return commandId < 0 && !name.equals("generic_nack") ? name + "_resp" : name;
    }

    /** A person's number without its middle, like 138****0001; that of a service is short and stays whole. */
    private static String address(@Nullable String text) {
        return Masked.within(shown(text));
    }

    private static String shown(@Nullable String text) {
        var whole = text == null ? "" : text.replaceAll("[^\\x21-\\x7E]", "?");
        return whole.length() > SHOWN_MAX ? whole.substring(0, SHOWN_MAX) + "~" : whole;
    }

    /** The last PDUs of one connection, for a look at what led to a fault. Thread-safe. */
    public static final class Last {
        /** What led to a fault is near it. */
        private static final int REMEMBERED = 16;

        private final Deque<PduNote> last = new ArrayDeque<>();

        public synchronized void add(PduNote note) {
            if (last.size() == REMEMBERED) {
                last.removeFirst();
            }
            last.addLast(note);
        }

        public synchronized List<PduNote> all() {
            return List.copyOf(last);
        }

        /** All in one line, with how many milliseconds ago each was, the oldest first. */
        public String line(long now) {
            return all().stream()
                    .map(note -> (now - note.at()) + " ms ago " + note)
                    .collect(Collectors.joining("; "));
        }
    }
}
