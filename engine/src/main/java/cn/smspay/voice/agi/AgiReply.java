package cn.smspay.voice.agi;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Asterisk's answer to a command. It may be a key that was pressed, so it does not print.
 *
 * @param result of a code 200; -1 for a call or a file that is gone, else a key's ASCII code, a state, or 0
 * @param isEmpty whether a file ended where it began: Asterisk up to 1.8 says so of one that is not there
 */
record AgiReply(int code, int result, boolean isEmpty) {
    static final int GONE = -1;
    private static final Pattern DONE = Pattern.compile("200 result=(-?[0-9]{1,9})( .*)?");
    private static final Pattern OTHER = Pattern.compile("([0-9]{3})[ -].*");

    /** Empty if the line is none. */
    static Optional<AgiReply> read(String line) {
        var done = DONE.matcher(line);
        if (done.matches()) {
            return Optional.of(new AgiReply(200, Integer.parseInt(done.group(1)), line.endsWith(" endpos=0")));
        }
        var other = OTHER.matcher(line);
        return other.matches() && !other.group(1).equals("200")
                ? Optional.of(new AgiReply(Integer.parseInt(other.group(1)), GONE, false))
                : Optional.empty();
    }

    /** The command came too late: the call has ended (code 511). */
    boolean dead() {
        return code == 511;
    }

    boolean done() {
        return code == 200;
    }

    @Override
    public String toString() {
        return "AgiReply " + code;
    }
}
