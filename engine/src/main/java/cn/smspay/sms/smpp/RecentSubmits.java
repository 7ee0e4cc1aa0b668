package cn.smspay.sms.smpp;

import cn.smspay.base.Msisdn;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The last submits of a connection, to tell an SMSC that wants less of us from one whose queue for a single number is full:
 * both may say ESME_RTHROTTLED or ESME_RMSGQFUL. Confined to the session's thread.
 */
final class RecentSubmits {
    private static final int REMEMBERED = 20;
    private static final int NUMBERS_MIN = 3;

    private record Answered(Msisdn number, boolean tooMuch) {}

    private final Deque<Answered> last = new ArrayDeque<>();

    void taken(Msisdn number) {
        remember(new Answered(number, false));
    }

    void refused(Msisdn number, boolean tooMuch) {
        remember(new Answered(number, tooMuch));
    }

    private void remember(Answered answered) {
        if (last.size() == REMEMBERED) {
            last.removeFirst();
        }
        last.addLast(answered);
    }

    /** At least three numbers were refused so, and more than half of all submits. */
    boolean linkIsTooFast() {
        long refused = last.stream().filter(Answered::tooMuch).count();
        long numbers = last.stream()
                .filter(Answered::tooMuch)
                .map(Answered::number)
                .distinct()
                .count();
        return numbers >= NUMBERS_MIN && refused * 2 > last.size();
    }
}
