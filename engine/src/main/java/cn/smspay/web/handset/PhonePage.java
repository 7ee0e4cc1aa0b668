package cn.smspay.web.handset;

import cn.smspay.base.Msisdn;
import cn.smspay.net.http.WebResponse;
import cn.smspay.web.page.DeskView;
import cn.smspay.web.page.DisplayFormat;
import cn.smspay.web.page.Field;
import cn.smspay.web.page.Form;
import cn.smspay.web.page.FormView;
import cn.smspay.web.page.Mark;
import cn.smspay.web.page.Notice;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A telephone: messages to and from 10658888 at the left, the voice service by keys at the right; below, whose telephone it is. */
public final class PhonePage {
    private static final List<String> KEYS = List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#");
    private static final List<String> SERVICES = List.of("12588", "10086");
    /** Longer than any message of one part, and short enough to be no letter. */
    private static final int TEXT_MOST = 700;

    private static final int LI_OF_YUAN = 1_000;

    private PhonePage() {}

    /** @param word that the voice service has for the key in its first menu; empty for none */
    public record Key(String key, String word) {}

    /** @param under time and what became of it */
    public record Bubble(boolean sent, String text, String under) {}

    /** @param services that can be dialled */
    public record PhoneCall(boolean going, List<String> said, String keys, List<String> services) {}

    /** The page. */
    public record View(
            String title,
            @Nullable Notice notice,
            String service,
            String cost,
            List<Bubble> bubbles,
            PhoneCall call,
            List<Key> keys,
            List<DemoPhones.PhoneOwner> cast,
            String number,
            DeskView.Box other) {}

    static WebResponse show(HandsetVisit visit) {
        return show(visit, visit.empty("as"));
    }

    private static WebResponse show(HandsetVisit visit, Form form) {
        var w = visit.w();
        var number = visit.number();
        var talk = visit.phones().talk(number);
        var call = visit.phones().call(number);
        var title = w.t("phone.title", "number", visit.shown());
        var view = new View(
                title,
                visit.said(),
                "10658888",
                w.t("phone.cost", "amount", yuan(talk.costLi())),
                talk.bubbles().stream().map(it -> bubble(visit, it)).toList(),
                new PhoneCall(call.going(), call.said(), spaced(call.keys()), SERVICES),
                KEYS.stream().map(key -> new Key(key, word(visit, key))).toList(),
                visit.phones().cast(),
                number,
                DeskView.Box.form(FormView.of(w.t("as.title"), "/as", w.t("as.do"))
                                .field(form.field("number", Field.Kind.PHONE))
                                .view())
                        .inLine());
        return visit.page("handset/phone", "phone", title, view);
    }

    private static String yuan(long li) {
        return BigDecimal.valueOf(li)
                .divide(BigDecimal.valueOf(LI_OF_YUAN))
                .setScale(2, RoundingMode.HALF_UP)
                .toPlainString();
    }

    private static Bubble bubble(HandsetVisit visit, DemoPhones.Bubble it) {
        var key = it.failed() ? "phone.failed" : it.sent() ? "phone.sent" : "phone.came";
        return new Bubble(it.sent(), it.text(), visit.w().t(key, "at", DisplayFormat.clock(it.at())));
    }

    private static String spaced(String keys) {
        return String.join(" ", keys.split(""));
    }

    private static String name(String key) {
        return key.equals("*") ? "star" : key.equals("#") ? "hash" : key;
    }

    private static String word(HandsetVisit visit, String key) {
        var word = "word." + name(key);
        return visit.w().has(word) ? visit.w().t(word) : "";
    }

    /** Another number. */
    static WebResponse as(HandsetVisit visit) {
        var form = visit.form("as");
        var number = form.phone("number");
        if (!form.isGood() || Msisdn.read(number).isEmpty()) {
            return show(visit, form);
        }
        visit.take(number);
        return visit.go("/");
    }

    static WebResponse send(HandsetVisit visit) {
        var text = visit.text("text");
        if (text.isEmpty() || text.get().length() > TEXT_MOST) {
            visit.say(Mark.Kind.LOOK, text.isEmpty() ? "phone.empty" : "phone.long", "max", TEXT_MOST);
            return visit.go("/");
        }
        visit.phones().send(visit.number(), text.get());
        return visit.go("/");
    }

    /** Dials, presses a key, waits or hangs up. */
    static WebResponse call(HandsetVisit visit) {
        var phones = visit.phones();
        var number = visit.number();
        var service = visit.typed("dial");
        var key = visit.typed("key");
        if (SERVICES.contains(service)) {
            phones.dial(number, service);
        } else if (KEYS.contains(key)) {
            phones.key(number, key.charAt(0));
        } else if (visit.typed("wait").equals("yes")) {
            phones.wait(number);
        } else if (visit.typed("hangup").equals("yes")) {
            phones.hangUp(number);
        } else if (visit.typed("keys").matches("[0-9*#]{1,40}")) {
            visit.typed("keys").chars().forEach(each -> phones.key(number, (char) each));
        } else {
            visit.say(Mark.Kind.LOOK, "phone.keys");
        }
        return visit.home("voice");
    }
}
