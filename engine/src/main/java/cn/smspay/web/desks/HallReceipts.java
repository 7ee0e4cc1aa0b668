package cn.smspay.web.desks;

import cn.smspay.accounts.payments.Till;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.net.http.WebAnswer;
import cn.smspay.net.http.WebResponse;
import cn.smspay.web.page.DisplayFormat;
import cn.smspay.web.page.Fact;
import cn.smspay.web.page.Lang;
import cn.smspay.web.page.Link;
import cn.smspay.web.page.SlipView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** 回执: what was done at a hall, to be printed and signed by both (R 4.2). It has an address, so that reloading does nothing. */
final class HallReceipts {
    private static final String PAGE = "receipt";

    private HallReceipts() {}

    /** Of an act on a customer, with hall, clerk and time. */
    static SlipView of(DeskVisit visit, String page, Msisdn number, @Nullable Fen amount, List<Fact> about) {
        var w = visit.w();
        var facts = new ArrayList<Fact>(about);
        facts.add(Fact.of(w.t("slip.phone"), DisplayFormat.number(number.digits())));
        var till = visit.me().till();
        if (till != null) {
            facts.add(Fact.of(w.t("desk.nav.till"), place(visit, till)));
        }
        facts.add(Fact.of(w.t("desk.clerk"), visit.me().name()));
        facts.add(Fact.of(w.t("slip.time"), DisplayFormat.deskFull(visit.now())));
        return new SlipView(
                false,
                w.t(page + ".done"),
                true,
                w.t(page + ".done.lead"),
                amount,
                facts,
                null,
                List.of(new Link("/customer", w.t("cash.back"))));
    }

    private static String place(DeskVisit visit, Till till) {
        var province = visit.w().lang() == Lang.ZH
                ? till.province().chinese()
                : till.province().name();
        return visit.w().t("slip.till", "province", province, "till", till.name());
    }

    /** Keeps it under an address and leads there. */
    static WebResponse give(DeskVisit visit, SlipView slip) {
        var draft = visit.drafts().begin(PAGE, Map.of());
        visit.drafts().done(draft, slip);
        return visit.go("/receipt?d=" + draft.id());
    }

    static WebAnswer show(DeskVisit visit) {
        return visit.drafts()
                .find(PAGE, visit.query("d"))
                .flatMap(draft -> Optional.ofNullable(draft.slip()))
                .<WebAnswer>map(slip -> visit.slip("customer", slip))
                .orElseGet(() -> visit.go("/customer"));
    }
}
