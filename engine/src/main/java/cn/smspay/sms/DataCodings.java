package cn.smspay.sms;

import cn.smspay.base.text.Alphabet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What data_coding means on one bind: the specification's meaning (SMPP 3.4 §5.2.19 and, above 0x0F, TS 23.038 §4), but where
 * the SMSC has one of its own.
 *
 * @param own by data_coding, 0 to 255; 0 is there always
 */
public record DataCodings(Map<Integer, Alphabet> own) {
    static final DataCodings USUAL = of(Alphabet.GSM);

    private static final int GROUP_BITS = 4;

    public DataCodings {
        own = Map.copyOf(own);
    }

    /** With the default alphabet of the SMSC, which data_coding 0 means. */
    public static DataCodings of(Alphabet byDefault) {
        return new DataCodings(Map.of(0, byDefault));
    }

    /** The same with other values that have a meaning of their own. */
    public DataCodings with(Map<Integer, Alphabet> others) {
        var all = new HashMap<>(own);
        all.putAll(others);
        return new DataCodings(all);
    }

    Alphabet byDefault() {
        return own.getOrDefault(0, Alphabet.GSM);
    }

    /** Empty if it is not text. */
    Optional<Alphabet> alphabet(int dataCoding) {
        var meant = own.get(dataCoding);
        if (meant != null) {
            return Optional.of(meant);
        }
        return switch (dataCoding) {
            case 0x00 -> Optional.of(byDefault());
            case 0x01 -> Optional.of(Alphabet.ASCII);
            case 0x03 -> Optional.of(Alphabet.LATIN1);
            case 0x08 -> Optional.of(Alphabet.UCS2);
            case 0x0f -> Optional.of(Alphabet.GBK);
            default -> byGroup(dataCoding);
        };
    }

    private Optional<Alphabet> byGroup(int dataCoding) {
        return switch (dataCoding >> GROUP_BITS) {
            // Flash messages, and those that are deleted once they are read: both are text like any other.
            case 0x1, 0x4, 0x5 -> general(dataCoding);
            case 0xc, 0xd -> Optional.of(byDefault());
            case 0xe -> Optional.of(Alphabet.UCS2);
            case 0xf -> (dataCoding & 4) == 0 ? Optional.of(byDefault()) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** General data coding, uncompressed. */
    private Optional<Alphabet> general(int dataCoding) {
        return switch ((dataCoding >> 2) & 3) {
            case 0 -> Optional.of(byDefault());
            case 2 -> Optional.of(Alphabet.UCS2);
            default -> Optional.empty();
        };
    }
}
