package cn.smspay.tools.transcript;

import cn.smspay.outside.simulator.Uplink;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * Reads the line {@code deliver}: a short message as an SMSC hands it over. {@code text=} takes the rest of the line and is
 * written as {@code dcs} says; {@code hex=} gives octets instead.
 */
final class ChatUplink {
    private static final int UCS2 = 8;
    private static final int GBK = 15;

    private ChatUplink() {}

    static Uplink read(String argument, String from, String to) {
        var draft = new Draft(from, to);
        int text = argument.indexOf("text=");
        var options = text < 0 ? argument : argument.substring(0, text);
        for (String option :
                options.isBlank() ? List.<String>of() : List.of(options.strip().split("\\s+"))) {
            int equals = option.indexOf('=');
            draft.take(equals < 0 ? option : option.substring(0, equals), option.substring(equals + 1));
        }
        if (text >= 0) {
            draft.content = ChatText.plain(argument.substring(text + 5)).getBytes(charset(draft.coding));
        }
        return draft.uplink();
    }

    private static Charset charset(int coding) {
        return switch (coding) {
            case UCS2 -> StandardCharsets.UTF_16BE;
            case GBK -> Charset.forName("GBK");
            case 3 -> StandardCharsets.ISO_8859_1;
            default -> StandardCharsets.US_ASCII;
        };
    }

    private static final class Draft {
        private String from;
        private String to;
        private int coding;
        private byte[] content = {};
        private byte[] header = {};
        private boolean payload;

        Draft(String from, String to) {
            this.from = from;
            this.to = to;
        }

        void take(String name, String value) {
            switch (name) {
                case "from" -> from = value;
                case "to" -> to = value;
                case "dcs" -> coding = Integer.parseInt(value);
                case "hex" -> content = HexFormat.of().parseHex(value);
                case "udh" -> header = HexFormat.of().parseHex(value);
                case "part" -> header = concatenation(value.split("/"));
                case "payload" -> payload = true;
                default ->
                    throw new IllegalArgumentException(
                            "deliver knows from= to= dcs= hex= text= udh= part= payload, not " + name);
            }
        }

        /** 3GPP TS 23.040 §9.2.3.24.1, written NUMBER/TOTAL/REFERENCE. */
        private static byte[] concatenation(String[] part) {
            if (part.length != 3) {
                throw new IllegalArgumentException("a part is written NUMBER/TOTAL/REFERENCE");
            }
            return new byte[] {
                5,
                0,
                3,
                (byte) Integer.parseInt(part[2]),
                (byte) Integer.parseInt(part[1]),
                (byte) Integer.parseInt(part[0])
            };
        }

        Uplink uplink() {
            var octets = new ByteArrayOutputStream();
            octets.writeBytes(header);
            octets.writeBytes(content);
            return new Uplink(from, to, coding, octets.toByteArray(), header.length > 0, null, payload, null);
        }
    }
}
