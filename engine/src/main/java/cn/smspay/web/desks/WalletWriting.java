package cn.smspay.web.desks;

import cn.smspay.accounts.wallet.CardNo;
import cn.smspay.accounts.wallet.Contact;
import cn.smspay.accounts.wallet.LoadOrder;
import cn.smspay.accounts.wallet.LoadProof;
import cn.smspay.accounts.wallet.LoadStart;
import cn.smspay.accounts.wallet.Terminal;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.OrderId;
import cn.smspay.counter.desks.WalletDesk;
import cn.smspay.net.http.WebAnswer;
import cn.smspay.net.http.WebResponse;
import cn.smspay.web.page.DeskView.Box;
import cn.smspay.web.page.Fact;
import cn.smspay.web.page.Field;
import cn.smspay.web.page.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes to a wallet's card what was paid in for it, with a reader whose messages are typed: the card begins, the service orders,
 * the card proves (S-150).
 */
final class WalletWriting {
    /** What a reader shows when a card begins: balance in fen, on-line and off-line counter, random number, MAC. */
    private static final Pattern BEGUN =
            Pattern.compile("([0-9]{1,9}) +([0-9]{1,5}) +([0-9]{1,5}) +([0-9A-F]{8}) +([0-9A-F]{8})");

    private static final Pattern TAC = Pattern.compile("[0-9A-F]{8}");
    private static final int HEX = 16;
    private static final int COUNTER_MOST = 65_535;

    private WalletWriting() {}

    /** The oldest load that waits for a card that was read in this session. */
    record ToWrite(CardNo card, Terminal terminal, OrderId load, Fen amount) {}

    /** A load that the card was told to book. */
    record ToProve(CardNo card, Terminal terminal, Fen amount) {}

    /** A card was read: what waits for it can be begun once it has done what it was told. */
    static void read(DeskVisit visit, CardNo card, Contact contact) {
        if (contact.orders().isEmpty() && !contact.waiting().isEmpty()) {
            var first = contact.waiting().get(0);
            visit.session().put(ToWrite.class, new ToWrite(card, contact.next(), first.load(), first.amount()));
        } else {
            visit.session().forget(ToWrite.class);
        }
    }

    static List<Box> boxes(
            DeskVisit visit, WalletDesk.WalletMovementPage wallet, Optional<CustomerPage.WrongForm> wrong) {
        var boxes = new ArrayList<Box>();
        toProve(visit)
                .filter(it -> it.card().equals(wallet.card()))
                .ifPresent(it -> boxes.add(ActForms.box(
                        visit,
                        "wallet-proved",
                        wrong,
                        (v, f) -> ActForms.form(v, "wallet-proved")
                                .lead(v.w().t(
                                                "wallet-proved.lead",
                                                "amount",
                                                v.show().money(it.amount())))
                                .field(f.field("wallet-proved-tac", Field.Kind.TEXT)))));
        toWrite(visit)
                .filter(it -> it.card().equals(wallet.card()))
                .ifPresent(it -> boxes.add(ActForms.box(
                        visit,
                        "wallet-write",
                        wrong,
                        (v, f) -> ActForms.form(v, "wallet-write")
                                .lead(v.w().t(
                                                "wallet-write.lead",
                                                "terminal",
                                                it.terminal(),
                                                "amount",
                                                v.show().money(it.amount())))
                                .field(f.field("wallet-write-line", Field.Kind.TEXT)))));
        return boxes;
    }

    private static Optional<ToWrite> toWrite(DeskVisit visit) {
        return visit.session().get(ToWrite.class);
    }

    private static Optional<ToProve> toProve(DeskVisit visit) {
        return visit.session().get(ToProve.class);
    }

    private static @Nullable LoadStart start(DeskVisit visit, Form form) {
        var line = BEGUN.matcher(form.text("wallet-write-line").toUpperCase(Locale.ROOT));
        var wanted = toWrite(visit).orElse(null);
        boolean good = line.matches()
                && Integer.parseInt(line.group(2)) <= COUNTER_MOST
                && Integer.parseInt(line.group(3)) <= COUNTER_MOST;
        if (!good || wanted == null) {
            form.fault("wallet-write-line", visit.w().t("wallet-write.bad"));
            return null;
        }
        return new LoadStart(
                wanted.card(),
                wanted.terminal(),
                new Fen(Long.parseLong(line.group(1))),
                Integer.parseInt(line.group(2)),
                Integer.parseInt(line.group(3)),
                Integer.parseUnsignedInt(line.group(4), HEX),
                wanted.amount(),
                Integer.parseUnsignedInt(line.group(5), HEX));
    }

    static WebAnswer write(DeskVisit visit) {
        var form = visit.form("wallet-write");
        var start = start(visit, form);
        var load = toWrite(visit).map(ToWrite::load).orElse(null);
        if (start == null || load == null) {
            return CustomerPage.show(visit, new CustomerPage.WrongForm("wallet-write", form, null));
        }
        return ActForms.act(
                visit,
                "wallet-write",
                form,
                number -> visit.desks()
                        .wallets()
                        .write(visit.caller(), visit.key(visit.word(), start, load), start, load),
                (number, order) -> ordered(visit, number, order));
    }

    /** The number of the contact is used up with this; the next load wants a new one. */
    private static WebResponse ordered(DeskVisit visit, Msisdn number, LoadOrder order) {
        visit.session().forget(ToWrite.class);
        visit.session().forget(HallActs.Contacted.class);
        visit.session().put(ToProve.class, new ToProve(order.card(), order.terminal(), order.amount()));
        var told = order.amount().fen() + " " + order.terminal() + " " + order.at() + " "
                + String.format(Locale.ROOT, "%08X", order.mac());
        return HallReceipts.give(
                visit,
                HallReceipts.of(
                        visit,
                        "wallet-write",
                        number,
                        order.amount(),
                        List.of(Fact.code(visit.w().t("wallet-write.order"), told))));
    }

    static WebAnswer proved(DeskVisit visit) {
        var form = visit.form("wallet-proved");
        var tac = form.text("wallet-proved-tac").toUpperCase(Locale.ROOT);
        var wanted = toProve(visit).orElse(null);
        if (!TAC.matcher(tac).matches() || wanted == null) {
            form.fault("wallet-proved-tac", visit.w().t("wallet-proved.bad"));
            return CustomerPage.show(visit, new CustomerPage.WrongForm("wallet-proved", form, null));
        }
        var proof = new LoadProof(wanted.card(), wanted.terminal(), Integer.parseUnsignedInt(tac, HEX));
        return ActForms.act(
                visit,
                "wallet-proved",
                form,
                number -> visit.desks().wallets().proved(visit.caller(), visit.key(visit.word(), proof), proof),
                (number, done) -> {
                    visit.session().forget(ToProve.class);
                    return HallReceipts.give(
                            visit, HallReceipts.of(visit, "wallet-proved", number, wanted.amount(), List.of()));
                });
    }
}
