package cn.smspay.web.handset;

import cn.smspay.net.http.WebResponse;
import cn.smspay.web.page.Fact;
import cn.smspay.web.page.Mark;
import cn.smspay.web.page.Notice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The menus of the SIM, 我的支付账户 and 手机钱包, and the wallet in it as the card itself says. */
public final class MenuPage {
    /** In fen; a card without a limit of its own has the most that it can hold. */
    private static final long LIMIT_MOST = 100_000_00;

    private MenuPage() {}

    /** @param press what the button sends */
    public record Choice(String press, String text) {}

    /**
     * The page.
     *
     * @param asks whether the menu waits for an entry
     */
    public record View(
            String title,
            @Nullable Notice notice,
            boolean open,
            List<String> lines,
            List<Choice> choices,
            boolean asks,
            boolean secret,
            List<Fact> card) {}

    static WebResponse show(HandsetVisit visit) {
        var w = visit.w();
        var screen = visit.phones().screen(visit.number());
        var title = w.t("menu.title", "number", visit.shown());
        int shown = screen.lines().size() - screen.choices().size();
        var choices = new ArrayList<Choice>();
        for (int i = 0; i < screen.choices().size(); i++) {
            choices.add(new Choice(Integer.toString(i + 1), screen.choices().get(i)));
        }
        var view = new View(
                title,
                visit.said(),
                screen.open(),
                screen.lines().subList(0, Math.max(0, shown)),
                choices,
                screen.open() && choices.isEmpty(),
                screen.secret(),
                card(visit));
        return visit.page("handset/menu", "menu", title, view);
    }

    /** The wallet, for every page that has to do with it. */
    static List<Fact> card(HandsetVisit visit) {
        var w = visit.w();
        var purse = visit.phones().purse(visit.number());
        if (!purse.present()) {
            return List.of(Fact.of(w.t("purse.title"), w.t("purse.none")));
        }
        return List.of(
                Fact.code(w.t("purse.card"), purse.card()),
                Fact.of(w.t("purse.balance"), visit.show().money(purse.balance())),
                Fact.of(
                        w.t("purse.limit"),
                        purse.limit().fen() > LIMIT_MOST
                                ? w.t("purse.no-limit")
                                : visit.show().money(purse.limit())),
                Fact.of(w.t("purse.distance"), w.t(purse.calibrated() ? "purse.measured" : "purse.unmeasured")));
    }

    static WebResponse press(HandsetVisit visit) {
        if (visit.typed("tear").equals("yes")) {
            visit.phones().tear();
        }
        var choice = visit.typed("press");
        var typed = visit.typed("typed").strip();
        if (visit.typed("open").equals("yes")) {
            visit.phones().press(visit.number(), "");
        } else if (!choice.isEmpty() || !typed.isEmpty()) {
            visit.phones().press(visit.number(), choice.isEmpty() ? typed : choice);
        } else {
            visit.say(Mark.Kind.LOOK, "menu.empty");
        }
        return visit.go("/menu#screen");
    }
}
