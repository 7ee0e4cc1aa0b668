package cn.smspay.web.desks;

import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.customers.Brand;
import cn.smspay.accounts.customers.PhoneStatus;
import cn.smspay.accounts.customers.Province;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.ServiceDay;
import cn.smspay.counter.desks.CustomerCard;
import cn.smspay.counter.desks.CustomerCard.AccountCard;
import cn.smspay.counter.desks.CustomerDesk;
import cn.smspay.counter.desks.WalletDesk;
import cn.smspay.net.http.WebAnswer;
import cn.smspay.net.http.WebResponse;
import cn.smspay.web.page.Choice;
import cn.smspay.web.page.DeskView;
import cn.smspay.web.page.DeskView.Box;
import cn.smspay.web.page.DisplayFormat;
import cn.smspay.web.page.Fact;
import cn.smspay.web.page.Field;
import cn.smspay.web.page.Form;
import cn.smspay.web.page.FormView;
import cn.smspay.web.page.Lang;
import cn.smspay.web.page.Mark;
import cn.smspay.web.page.Notice;
import cn.smspay.web.page.PageTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The customer's card, with a reason for every look: who he is to us, what he has, how his passwords stand, what happened, and
 * at the right what can be done for him by whoever is logged in.
 */
final class CustomerPage {
    private static final List<String> REASONS = List.of("visit", "call", "complaint", "check");
    private static final int ROWS_SHOWN = 30;
    private static final int MONTHS = 100;

    private CustomerPage() {}

    record SearchForm(String number, String why) {
        static SearchForm read(Form form, DeskVisit visit) {
            return new SearchForm(form.phone("number"), form.choice("why", reasons(visit)));
        }
    }

    /** What came back wrong, so that its form shows it. */
    record WrongForm(String page, Form form, @Nullable Notice notice) {}

    private static List<Choice> reasons(DeskVisit visit) {
        return REASONS.stream()
                .map(it -> new Choice(it, visit.w().t("search.why." + it)))
                .toList();
    }

    static WebAnswer search(DeskVisit visit) {
        var form = visit.form("search");
        var typed = SearchForm.read(form, visit);
        if (!form.isGood()) {
            return visit.page(
                    "customer",
                    DeskView.of(
                            visit.w().t("search.title"), searchBox(visit, form).first()));
        }
        visit.session().put(LookedUpCustomer.class, new LookedUpCustomer(new Msisdn(typed.number()), typed.why()));
        return visit.go("/customer");
    }

    private static Box searchBox(DeskVisit visit, Form form) {
        var w = visit.w();
        return Box.form(FormView.of(w.t("search.title"), "/customer", w.t("search.do"))
                        .field(form.field("number", Field.Kind.PHONE))
                        .field(form.field("why", Field.Kind.CHOICE, null, reasons(visit)))
                        .view())
                .inLine();
    }

    static WebAnswer show(DeskVisit visit) {
        return show(visit, null);
    }

    /** The page, with a form that has to be corrected if there is one. */
    static WebAnswer show(DeskVisit visit, @Nullable WrongForm wrong) {
        var looked = visit.session().get(LookedUpCustomer.class);
        var search = searchBox(visit, visit.empty("search"));
        if (looked.isEmpty()) {
            return visit.page("customer", DeskView.of(visit.w().t("search.title"), search.first()));
        }
        return visit.when(
                CustomerLook.of(visit, looked.get()),
                reply -> reply.fold(
                        done -> page(visit, search, done.value(), wrong),
                        no -> visit.page(
                                "customer",
                                DeskView.of(
                                        visit.w().t("search.title"),
                                        search.first().notice(visit.notice(no)))),
                        pending -> visit.go("/customer")));
    }

    private static WebResponse page(DeskVisit visit, Box search, CustomerLook look, @Nullable WrongForm wrong) {
        var w = visit.w();
        var card = look.card();
        var title = (card.name() == null ? "" : card.name() + " ") + DisplayFormat.number(card.msisdn());
        var left = new ArrayList<Box>();
        left.add(search);
        left.add(who(visit, title, card));
        if (!look.cases().isEmpty()) {
            left.add(Box.of(w.t("fact.cases")).table(CasesPage.table(visit, look.cases())));
        }
        if (look.moves() != null) {
            left.add(Box.of(w.t("moves.title")).table(table(visit, look.moves())));
        }
        left.add(Box.of(w.t("texts.title")).texts(List.of(w.t("texts.lead"))).table(texts(visit, look.messages())));
        var right = new ArrayList<Box>();
        var account = card.account();
        if (account != null) {
            right.add(Box.of(w.t("locks.title")).facts(locks(visit, card, account)));
        }
        if (look.wallet() != null) {
            right.add(Box.of(w.t("wallet.title")).facts(wallet(visit, look.wallet())));
        }
        right.addAll(CustomerActs.boxes(visit, look, Optional.ofNullable(wrong)));
        return visit.page("customer", new DeskView(title, left, right));
    }

    /** How far the last texts have come; what they say is not shown, for it may be a password. */
    private static PageTable texts(DeskVisit visit, List<CustomerDesk.MessageSeen> messages) {
        var w = visit.w();
        return new PageTable(
                w.t("texts.title"),
                List.of(
                        PageTable.Head.of(w.t("moves.time")),
                        PageTable.Head.of(w.t("texts.what")),
                        PageTable.Head.of(w.t("texts.state"))),
                messages.stream()
                        .map(it -> List.of(
                                PageTable.Cell.of(DisplayFormat.desk(it.at())),
                                PageTable.Cell.code(it.template()),
                                PageTable.Cell.mark(new Mark(
                                        kind(it.state()),
                                        w.t("texts." + it.state()) + (it.detail() == null ? "" : " " + it.detail())))))
                        .toList(),
                w.t("texts.none"));
    }

    private static Mark.Kind kind(String state) {
        return switch (state) {
            case "delivered" -> Mark.Kind.GOOD;
            case "queued", "sent" -> Mark.Kind.WAIT;
            case "unknown" -> Mark.Kind.LOOK;
            default -> Mark.Kind.BAD;
        };
    }

    private static List<Fact> wallet(DeskVisit visit, WalletDesk.WalletMovementPage it) {
        var w = visit.w();
        var limit = it.singleLimit();
        var facts = new ArrayList<Fact>();
        facts.add(Fact.code(w.t("wallet-open.wallet-card"), it.card().digits()));
        facts.add(Fact.of(w.t("wallet.status"), w.t("wallet." + word(it.status()))));
        facts.add(Fact.of(w.t("wallet.shadow"), visit.show().money(it.shadow()))
                .second(w.t("wallet.asof", "at", DisplayFormat.desk(it.asOf()))));
        facts.add(Fact.of(w.t("wallet.pending"), visit.show().money(it.pending())));
        facts.add(Fact.of(
                w.t("wallet.limit"),
                limit == null ? w.t("fact.none") : visit.show().money(limit)));
        facts.add(Fact.of(w.t("wallet.calibrated"), w.t(it.calibrated() ? "wallet.yes" : "wallet.no")));
        facts.add(
                Fact.of(w.t("wallet.op"), w.t(it.operationPasswordInitial() ? "wallet.op.initial" : "wallet.op.own")));
        if (it.loadOnItsWay()) {
            facts.add(Fact.of(w.t("wallet.load"), w.t("wallet.load.way")));
        }
        return facts;
    }

    private static Box who(DeskVisit visit, String title, CustomerCard card) {
        var account = card.account();
        return Box.of(title)
                .first()
                .notice(loudest(visit, card))
                .states(states(visit, card))
                .sums(account == null ? List.of() : sums(visit, account))
                .facts(facts(visit, card));
    }

    /** The lock or the loudest fact. */
    private static @Nullable Notice loudest(DeskVisit visit, CustomerCard card) {
        var w = visit.w();
        var account = card.account();
        if (account == null) {
            return new Notice(Mark.Kind.WAIT, w.t("card.none"), "");
        } else if (account.frozen()) {
            return new Notice(Mark.Kind.BAD, w.t("card.frozen"), w.t("card.frozen.then"));
        }
        return account.locks().stream()
                .filter(lock -> lock.until() != null)
                .findFirst()
                .map(lock -> new Notice(
                        Mark.Kind.LOOK,
                        w.t("card.locked", "kind", w.t("lock." + word(lock.kind()))),
                        w.t(
                                "card.locked.then",
                                "until",
                                visit.show().time(Objects.requireNonNull(lock.until()), visit.now()))))
                .orElse(null);
    }

    private static List<Mark> states(DeskVisit visit, CustomerCard card) {
        var w = visit.w();
        var states = new ArrayList<Mark>();
        var account = card.account();
        if (account != null) {
            states.add(
                    account.frozen()
                            ? new Mark(Mark.Kind.BAD, w.t("state.frozen"))
                            : account.status().equals("open")
                                    ? new Mark(Mark.Kind.GOOD, w.t("state.open"))
                                    : new Mark(Mark.Kind.LOOK, w.t("state.orphaned")));
        }
        boolean normal = card.phoneStatus().equals(PhoneStatus.NORMAL.code());
        states.add(new Mark(
                normal ? Mark.Kind.GOOD : Mark.Kind.LOOK,
                w.t(normal ? "state.phone" : "state.phone.other", "code", phone(visit, card.phoneStatus()))));
        if (account != null) {
            states.add(
                    account.realName()
                            ? new Mark(Mark.Kind.GOOD, w.t("state.real"))
                            : new Mark(Mark.Kind.OFF, w.t("state.real.no")));
        }
        return states;
    }

    private static List<Fact> sums(DeskVisit visit, AccountCard account) {
        var w = visit.w();
        return List.of(
                Fact.of(w.t("sum.cash"), DisplayFormat.amount(account.cash())),
                Fact.of(w.t("sum.card"), DisplayFormat.amount(account.card())),
                Fact.of(w.t("sum.transit"), DisplayFormat.amount(account.transit())),
                Fact.of(w.t("sum.wallet"), DisplayFormat.amount(account.wallet().plus(account.walletPending()))));
    }

    private static String way(DeskVisit visit, String channel) {
        var key = "way." + channel;
        return visit.w().has(key) ? visit.w().t(key) : channel;
    }

    private static List<Fact> facts(DeskVisit visit, CustomerCard card) {
        var w = visit.w();
        var facts = new ArrayList<Fact>();
        facts.add(Fact.of(
                w.t("fact.brand"),
                w.t("fact.brand.value", "brand", brand(visit, card), "province", province(visit, card))));
        facts.add(Fact.of(w.t("fact.profile"), w.t(card.profileComplete() ? "fact.profile.yes" : "fact.profile.no")));
        var account = card.account();
        if (account != null) {
            facts.add(Fact.of(
                    w.t("fact.opened"),
                    w.t(
                            "fact.by",
                            "at",
                            DisplayFormat.deskFull(account.openedAt()),
                            "way",
                            way(visit, account.openedBy()))));
            facts.add(Fact.of(
                    w.t("fact.bank"),
                    account.bank() == null
                            ? w.t("fact.none")
                            : w.t(
                                    "fact.card",
                                    "bank",
                                    bank(visit, account.bank()),
                                    "tail",
                                    String.valueOf(account.tail()))));
            facts.add(Fact.of(w.t("fact.orders"), Integer.toString(account.openOrders())));
        }
        facts.add(Fact.of(w.t("fact.cases"), Integer.toString(card.openCases())));
        return facts;
    }

    private static String phone(DeskVisit visit, String code) {
        return PhoneStatus.read(code)
                .map(status -> "phone." + word(status))
                .filter(visit.w()::has)
                .map(key -> visit.w().t(key))
                .orElse(code);
    }

    private static String brand(DeskVisit visit, CustomerCard card) {
        return Brand.read(card.brand())
                .filter(it -> visit.w().lang() == Lang.ZH)
                .map(Brand::chinese)
                .orElse(card.brand());
    }

    private static String province(DeskVisit visit, CustomerCard card) {
        return Province.read(card.province())
                .filter(it -> visit.w().lang() == Lang.ZH)
                .map(Province::chinese)
                .orElse(card.province());
    }

    private static String bank(DeskVisit visit, String name) {
        return BankCode.read(name)
                .filter(it -> visit.w().lang() == Lang.ZH)
                .map(BankCode::chinese)
                .orElse(name);
    }

    private static List<Fact> locks(DeskVisit visit, CustomerCard card, AccountCard account) {
        var w = visit.w();
        var facts = new ArrayList<Fact>();
        account.locks().stream()
                .map(lock -> Fact.of(
                        w.t("lock." + word(lock.kind())),
                        lock.until() != null
                                ? w.t("lock.until", "until", DisplayFormat.desk(lock.until()))
                                : lock.set() ? w.t("lock.wrong", "n", lock.wrong()) : w.t("lock.unset")))
                .forEach(facts::add);
        var today = ServiceDay.date(visit.now());
        boolean thisMonth = card.bindingMonth() == today.getYear() * MONTHS + today.getMonthValue();
        facts.add(Fact.of(w.t("count.withdrawals"), Integer.toString(card.withdrawals())));
        facts.add(Fact.of(w.t("count.bindings"), Integer.toString(thisMonth ? card.bindings() : 0)));
        return facts;
    }

    static String word(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static PageTable table(DeskVisit visit, CustomerDesk.MovementPage moves) {
        var w = visit.w();
        var heads = List.of(
                PageTable.Head.of(w.t("moves.time")),
                PageTable.Head.of(w.t("moves.what")),
                PageTable.Head.of(w.t("moves.number")),
                new PageTable.Head(w.t("moves.amount"), true),
                new PageTable.Head(w.t("moves.balance"), true));
        var rows = moves.movements().stream()
                .limit(ROWS_SHOWN)
                .map(move -> List.of(
                        PageTable.Cell.of(DisplayFormat.desk(move.at())),
                        PageTable.Cell.of(w.t("event." + move.event())),
                        PageTable.Cell.code(String.format(Locale.ROOT, "%014d", move.transfer())),
                        PageTable.Cell.of(DisplayFormat.signed(
                                move.side().equals("credit")
                                        ? move.amount()
                                        : new Fen(-move.amount().fen()))),
                        PageTable.Cell.of(DisplayFormat.amount(move.balance()))))
                .toList();
        return new PageTable(w.t("moves.title"), heads, rows, w.t("moves.none"));
    }

    /** Only who has looked somebody up may act for him. */
    static Optional<Msisdn> number(DeskVisit visit) {
        return visit.session().get(LookedUpCustomer.class).map(LookedUpCustomer::number);
    }
}
