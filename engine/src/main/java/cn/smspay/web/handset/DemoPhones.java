package cn.smspay.web.handset;

import cn.smspay.base.Fen;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The telephones of a demonstration, by number, and what stands around them. What acts returns when everything that it set off has
 * come to rest. Thread-safe.
 */
public interface DemoPhones {
    /** @param who what there is to try with this number */
    record PhoneOwner(String number, String who) {}

    List<PhoneOwner> cast();

    /**
     * A message that was sent or came.
     *
     * @param failed whether the network refused it
     */
    record Bubble(boolean sent, String text, Instant at, boolean failed) {}

    /** @param cost of what was sent so far, in units of a thousandth of a yuan */
    record Talk(List<Bubble> bubbles, long costLi) {}

    Talk talk(String number);

    void send(String number, String text);

    /**
     * A call to the voice service.
     *
     * @param said what it says; empty before the first call
     * @param keys pressed since then; asterisks for what is secret
     */
    record PhoneCall(boolean going, List<String> said, String keys) {}

    PhoneCall call(String number);

    void dial(String number, String service);

    /** One key: {@code 0-9 * #}. */
    void key(String number, char key);

    /** Presses nothing until the service goes on. */
    void wait(String number);

    void hangUp(String number);

    /**
     * The screen of the SIM's menu.
     *
     * @param choices in order; empty if an entry is asked for or the menu is closed
     * @param secret whether the entry is hidden
     */
    record Screen(boolean open, List<String> lines, List<String> choices, boolean secret) {}

    Screen screen(String number);

    /** Opens the menu, or chooses or enters something in it. */
    void press(String number, String text);

    /** The wallet in the SIM, as the card itself says. */
    record Purse(boolean present, String card, Fen balance, boolean calibrated, Fen limit) {
        public static final Purse NONE = new Purse(false, "", Fen.ZERO, false, Fen.ZERO);
    }

    Purse purse(String number);

    /**
     * How an act ended.
     *
     * @param word {@code done} or what the pages have words for, otherwise the reason of a refusal
     */
    record ActOutcome(String word, Map<String, Object> facts) {
        public static ActOutcome of(String word) {
            return new ActOutcome(word, Map.of());
        }

        public boolean isDone() {
            return word.equals("done");
        }
    }

    /** What a hall does with a SIM. */
    enum HallAct {
        OPEN,
        CALIBRATE,
        READ,
        CLOSE,
        SIM
    }

    ActOutcome hall(String number, HallAct act);

    /** Cash paid in at the hall for the card. */
    ActOutcome load(String number, Fen amount);

    /** The card is held to the shop's POS. */
    ActOutcome tap(String number, Fen amount);

    /** Purchases that the shop has not handed in. */
    int taken();

    /** The shop hands its purchases in. */
    ActOutcome batch();

    /** Another handset for the SIM. */
    ActOutcome swap(String number);

    /** The answer of the next step is lost. */
    void tear();
}
