package cn.smspay.base.text;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The national language tables of 3GPP TS 23.038 Annex A from Bengali to Urdu (identifiers 4 to 13). Their Latin letters,
 * digits and signs stand at the same septets in all of them; a table here is what a language puts in the places between, in
 * order.
 *
 * <p>{@code 81-83} are the code points 81 to 83 of the language's page of 256, four digits are a code point itself, {@code _3}
 * are three places without a character.
 */
final class IndicTables {
    /** Where a language's own characters go; a character that Unicode has for private use, so that none is it. */
    private static final char OWN = '\ue000';

    private static final String LATIN = "abcdefghijklmnopqrstuvwxyz";

    private static final String LOCKING_FRAME =
            own(10) + '\n' + own(2) + '\r' + own(13) + '\u001b' + own(4) + " !" + own(6) + ")(" + own(2) + ',' + own(1)
                    + '.' + own(1) + "0123456789:;" + own(3) + '?' + own(33) + LATIN + own(5);

    private static final String SINGLE_FRAME = "@£$¥¿\"¤%&'\f*+" + none(1) + "-/<=>¡^¡_#*" + own(2) + none(1) + own(12)
            + "{}" + own(5) + '\\' + own(12) + "[~]" + own(1) + '|' + LATIN.toUpperCase(Locale.ROOT) + none(10) + '€'
            + none(26);

    /** Annex A.3. */
    static final Map<Integer, String> LOCKING = new HashMap<>();

    /** Annex A.2. */
    static final Map<Integer, char[]> SINGLE = new HashMap<>();

    static {
        // Bengali and Assamese
        add(
                4,
                0x900,
                "81-83 85-8b 8c _2 8f 90 _2 93-9a 9b-9e 9f-a4 a5 a6 a7 a8 _ aa ab ac-b0 _ b2 _3 b6-b9 bc-c4 _2 c7 c8 _2 cb-ce"
                        + " d7 dc dd f0 f1",
                "e6 e7 e8-ef df e0-e2 e3 f2-f5 f6-fa _8");
        // Gujarati
        add(
                5,
                0xa00,
                "81-83 85-8b 8c 8d _ 8f-91 _ 93-9a 9b-9e 9f-a4 a5 a6 a7 a8 _ aa ab ac-b0 _ b2 b3 _ b5-b9 bc-c5 _ c7-c9 _ cb-cd"
                        + " d0 e0-e3 f1",
                "0964 0965 e6-ef _20");
        // Hindi
        add(
                6,
                0x900,
                "01-03 05-0b 0c 0d 0e-1a 1b-1e 1f-24 25 26 27 28 29-2b 2c-39 3c-4d 50 72 7b 7c 7e 7f",
                "64 65 66-6f 51 52 53 54 58-5a 5b-63 70 71 _2");
        // Kannada
        add(
                7,
                0xc00,
                "_ 82 83 85-8b 8c _ 8e-90 _ 92-9a 9b-9e 9f-a4 a5 a6 a7 a8 _ aa ab ac-b3 _ b5-b9 bc-c4 _ c6-c8 _ ca-cd d5 d6"
                        + " e0-e3",
                "0964 0965 e6-ef de f1 f2 _17");
        // Malayalam
        add(
                8,
                0xd00,
                "_ 02 03 05-0b 0c _ 0e-10 _ 12-1a 1b-1e 1f-24 25 26 27 28 _ 2a 2b 2c-39 _ 3d-44 _ 46-48 _ 4a-4d 57 60-63 79",
                "0964 0965 66-6f 70 71 72-75 7a 7b-7f _8");
        // Oriya
        add(
                9,
                0xb00,
                "01-03 05-0b 0c _2 0f 10 _2 13-1a 1b-1e 1f-24 25 26 27 28 _ 2a 2b 2c-30 _ 32 33 _ 35-39 3c-44 _2 47 48 _2 4b-4d"
                        + " 56 57 60-63",
                "0964 0965 66-6f 5c 5d 5f 70 71 _15");
        // Punjabi
        add(
                10,
                0xa00,
                "01-03 05-0a _4 0f 10 _2 13-1a 1b-1e 1f-24 25 26 27 28 _ 2a 2b 2c-30 _ 32 33 _ 35 36 _ 38 39 3c _ 3e-42 _4 47 48"
                        + " _2 4b-4d 51 70-74",
                "0964 0965 66-6f 59 5a 5b 5c 5e 75 _14");
        // Tamil
        add(
                11,
                0xb00,
                "_ 82 83 85-8a _3 8e-90 _ 92-95 _3 99 9a _ 9c _ 9e 9f _3 a3 a4 _3 a8 a9 aa _3 ae-b9 _2 be-c2 _3 c6-c8 _ ca-cd d0"
                        + " d7 f0-f2 f9",
                "0964 0965 e6-ef f3 f4 f5-f8 fa _13");
        // Telugu
        add(
                12,
                0xc00,
                "01-03 05-0b 0c _ 0e-10 _ 12-1a 1b-1e 1f-24 25 26 27 28 _ 2a 2b 2c-33 _ 35-39 _ 3d-44 _ 46-48 _ 4a-4d 55 56"
                        + " 60-63",
                "_2 66-6f 58 59 78-7c 7d-7f _10");
        // Urdu
        add(
                13,
                0x600,
                "27 22 28 7b 80 7e a6 2a c2 7f 79 7d 7a 7c 2b 2c 81 84 83 85-87 2d-2f 8c 88-8a 8f 8d 30 31 91 93 99 32 96 98 9a"
                        + " 33 34 35-39 41 42 a9-ab af b3 b1 44-46 ba-bc 48 c4 d5 c1 be 21 cc d0 d2 4d 50 4f 57 54 55 51 53 56"
                        + " 70",
                "00 01 f0-f9 0c 0d 0e-12 13 14 1b 1f 40 52 58 6b 6c 72 73 cd d4");
    }

    private IndicTables() {}

    private static String own(int places) {
        return String.valueOf(OWN).repeat(places);
    }

    private static String none(int places) {
        return String.valueOf(GsmAlphabet.NOT_THERE).repeat(places);
    }

    private static void add(int language, int page, String locking, String single) {
        LOCKING.put(language, filled(LOCKING_FRAME, characters(locking, page)).replace(GsmAlphabet.NOT_THERE, ' '));
        SINGLE.put(language, filled(SINGLE_FRAME, characters(single, page)).toCharArray());
    }

    private static String characters(String places, int page) {
        var all = new StringBuilder();
        for (String token : places.split(" ")) {
            if (token.startsWith("_")) {
                all.append(none(token.length() == 1 ? 1 : Integer.parseInt(token.substring(1))));
            } else if (token.length() == 4) {
                all.append((char) Integer.parseInt(token, 16));
            } else {
                int first = Integer.parseInt(token.substring(0, 2), 16);
                int last = token.length() == 2 ? first : Integer.parseInt(token.substring(3), 16);
                for (int low = first; low <= last; low++) {
                    all.append((char) (page + low));
                }
            }
        }
        return all.toString();
    }

    private static String filled(String frame, String characters) {
        var table = new StringBuilder(frame);
        int next = 0;
        for (int septet = 0; septet < table.length(); septet++) {
            if (table.charAt(septet) == OWN) {
                table.setCharAt(septet, characters.charAt(next++));
            }
        }
        if (table.length() != GsmAlphabet.EXTENDED.length || next != characters.length()) {
            throw new IllegalStateException(
                    "a table has " + table.length() + " septets, " + characters.length() + " its own");
        }
        return table.toString();
    }
}
