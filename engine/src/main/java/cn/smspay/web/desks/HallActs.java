package cn.smspay.web.desks;

import cn.smspay.accounts.customers.IdType;
import cn.smspay.accounts.wallet.CardNo;
import cn.smspay.accounts.wallet.CardReading;
import cn.smspay.accounts.wallet.Contact;
import cn.smspay.accounts.wallet.Terminal;
import cn.smspay.accounts.wallet.WalletStatus;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.counter.desks.CustomerDesk;
import cn.smspay.counter.desks.WalletDesk;
import cn.smspay.net.http.WebAnswer;
import cn.smspay.net.http.WebResponse;
import cn.smspay.web.page.Choice;
import cn.smspay.web.page.DeskView.Box;
import cn.smspay.web.page.Fact;
import cn.smspay.web.page.Field;
import cn.smspay.web.page.Form;
import cn.smspay.web.page.FormView;
import cn.smspay.web.page.Lang;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a hall registers of a person, and what it does with the card of his wallet (S-036, S-134, S-138, S-145, S-151). */
final class HallActs {
    /** What a card reader shows: balance in fen, on-line and off-line counter, flags, random number, MAC. */
    private static final Pattern LINE =
            Pattern.compile("([0-9]{1,9}) +([0-9]{1,5}) +([0-9]{1,5}) +([0-9]{1,3}) +([0-9A-F]{8}) +([0-9A-F]{8})");

    private static final int HEX = 16;
    private static final int COUNTER_MOST = 65_535;
    private static final int FLAGS_MOST = 255;
    private static final CardNo NO_CARD = new CardNo("0000000000000000");

    private HallActs() {}

    /** The number of a contact that is under way with a card, for what its reader shows next. */
    record Contacted(CardNo card, Terminal terminal) {}

    record ProfileForm(Secret name, IdType type, Secret number) {
        static ProfileForm read(Form form, DeskVisit visit) {
            var name = form.text("profile-name");
            var type = form.choice("profile-type", types(visit));
            return new ProfileForm(
                    new Secret(name),
                    IdType.read(type).orElse(IdType.ID_CARD),
                    new Secret(form.text("profile-number").replace(" ", "")));
        }
    }

    record WalletForm(CardNo card, CustomerDesk.PapersShown shown) {
        static WalletForm read(Form form, DeskVisit visit) {
            var digits = form.digits("wallet-card");
            if (!digits.isEmpty() && CardNo.read(digits).isEmpty()) {
                form.fault("wallet-card", visit.w().t("wallet-open.bad"));
            }
            return new WalletForm(
                    CardNo.read(digits).orElse(NO_CARD),
                    new CustomerDesk.PapersShown(form.tick("wallet-open-id"), form.tick("wallet-open-sim")));
        }
    }

    private static List<Choice> types(DeskVisit visit) {
        return Arrays.stream(IdType.values())
                .map(type -> new Choice(
                        type.name(),
                        visit.w().lang() == Lang.ZH
                                ? type.chinese()
                                : type.name().toLowerCase(Locale.ROOT).replace('_', ' ')))
                .toList();
    }

    static List<Box> boxes(DeskVisit visit, CustomerLook look, Optional<CustomerPage.WrongForm> wrong) {
        var boxes = new ArrayList<Box>();
        boxes.add(ActForms.box(visit, "profile", wrong, HallActs::profileForm).fold());
        if (look.card().account() == null) {
            return boxes;
        }
        var wallet = look.wallet();
        if (wallet == null || wallet.status() == WalletStatus.CLOSED) {
            boxes.add(ActForms.box(visit, "wallet-open", wrong, HallActs::openForm)
                    .fold());
            return boxes;
        }
        if (wallet.status() == WalletStatus.OPEN && visit.me().till() != null) {
            boxes.add(ActForms.box(visit, "wallet-cash", wrong, CashActs.WALLET::form)
                    .fold());
        }
        if (wallet.status() == WalletStatus.OPEN && !wallet.calibrated()) {
            boxes.add(ActForms.box(visit, "wallet-calibrate", wrong, (v, f) -> ofCard(v, "wallet-calibrate", wallet))
                    .fold());
        }
        boxes.addAll(WalletWriting.boxes(visit, wallet, wrong));
        boxes.add(ActForms.box(visit, "wallet-contact", wrong, (v, f) -> ofCard(v, "wallet-contact", wallet))
                .fold());
        if (contact(visit, wallet).isPresent()) {
            boxes.add(ActForms.box(visit, "wallet-read", wrong, (v, f) -> lineForm(v, "wallet-read", f))
                    .fold());
            boxes.add(ActForms.box(visit, "wallet-close", wrong, (v, f) -> lineForm(v, "wallet-close", f))
                    .fold());
        }
        boxes.add(ActForms.box(visit, "wallet-lost", wrong, (v, f) -> ActForms.led(v, "wallet-lost"))
                .fold());
        return boxes;
    }

    /** The contact with this customer's card, if one is under way in this session. */
    private static Optional<Contacted> contact(DeskVisit visit, WalletDesk.@Nullable WalletMovementPage wallet) {
        return visit.session()
                .get(Contacted.class)
                .filter(it -> wallet != null && it.card().equals(wallet.card()));
    }

    private static FormView.Builder profileForm(DeskVisit visit, Form form) {
        return ActForms.led(visit, "profile")
                .field(form.field("profile-name", Field.Kind.TEXT))
                .field(form.field("profile-type", Field.Kind.CHOICE, null, types(visit)))
                .field(form.field("profile-number", Field.Kind.PASSWORD));
    }

    private static FormView.Builder openForm(DeskVisit visit, Form form) {
        return ActForms.led(visit, "wallet-open")
                .field(form.field("wallet-card", Field.Kind.DIGITS))
                .field(form.field("wallet-open-id", Field.Kind.TICK))
                .field(form.field("wallet-open-sim", Field.Kind.TICK));
    }

    private static FormView.Builder ofCard(DeskVisit visit, String page, WalletDesk.WalletMovementPage wallet) {
        return ActForms.led(visit, page).hidden("card", wallet.card().digits());
    }

    private static FormView.Builder lineForm(DeskVisit visit, String page, Form form) {
        var terminal = visit.session()
                .get(Contacted.class)
                .map(it -> it.terminal().toString())
                .orElse("");
        return ActForms.form(visit, page)
                .lead(visit.w().t(page + ".lead", "terminal", terminal))
                .field(form.field(page + "-line", Field.Kind.TEXT));
    }

    /** The first step of the real-name upgrade. */
    static WebAnswer profile(DeskVisit visit) {
        var form = visit.form("profile");
        var typed = ProfileForm.read(form, visit);
        return ActForms.act(
                visit,
                "profile",
                form,
                number -> visit.desks()
                        .subscribers()
                        .profile(
                                visit.caller(),
                                visit.key(visit.word(), number, typed.name(), typed.type(), typed.number()),
                                number,
                                typed.name(),
                                typed.type(),
                                typed.number()));
    }

    static WebAnswer openWallet(DeskVisit visit) {
        var form = visit.form("wallet-open");
        var typed = WalletForm.read(form, visit);
        return ActForms.act(
                visit,
                "wallet-open",
                form,
                number -> visit.desks()
                        .wallets()
                        .open(
                                visit.caller(),
                                visit.key(visit.word(), number, typed),
                                number,
                                typed.card(),
                                typed.shown()),
                (number, done) -> HallReceipts.give(
                        visit,
                        HallReceipts.of(
                                visit,
                                "wallet-open",
                                number,
                                null,
                                List.of(Fact.code(
                                        visit.w().t("wallet-open.wallet-card"),
                                        done.card().digits())))));
    }

    private static CardNo card(DeskVisit visit) {
        return CardNo.read(visit.typed("card")).orElse(NO_CARD);
    }

    static WebAnswer calibrate(DeskVisit visit) {
        return ActForms.act(
                visit,
                "wallet-calibrate",
                visit.form("wallet-calibrate"),
                number -> visit.desks()
                        .wallets()
                        .calibrate(visit.caller(), visit.key(visit.word(), number, card(visit)), number, card(visit)));
    }

    static WebAnswer contact(DeskVisit visit) {
        var card = card(visit);
        return ActForms.act(
                visit,
                "wallet-contact",
                visit.form("wallet-contact"),
                number -> visit.desks().wallets().contact(visit.caller(), visit.key(visit.word(), card), card),
                (number, done) -> {
                    visit.session().put(Contacted.class, new Contacted(card, done.terminal()));
                    return visit.go("/customer");
                });
    }

    /** What the reader shows, for the contact under way; null once something of it is wrong. */
    private static @Nullable CardReading reading(DeskVisit visit, Form form, String field) {
        var text = form.text(field).toUpperCase(Locale.ROOT);
        var contact = visit.session().get(Contacted.class).orElse(null);
        var line = LINE.matcher(text.strip());
        boolean good = line.matches()
                && Integer.parseInt(line.group(2)) <= COUNTER_MOST
                && Integer.parseInt(line.group(3)) <= COUNTER_MOST
                && Integer.parseInt(line.group(4)) <= FLAGS_MOST;
        if (!good || contact == null) {
            form.fault(field, visit.w().t("wallet.line.bad"));
            return null;
        }
        return new CardReading(
                contact.card(),
                contact.terminal(),
                new Fen(Long.parseLong(line.group(1))),
                Integer.parseInt(line.group(2)),
                Integer.parseInt(line.group(3)),
                Integer.parseInt(line.group(4)),
                Integer.parseUnsignedInt(line.group(5), HEX),
                Integer.parseUnsignedInt(line.group(6), HEX));
    }

    static WebAnswer read(DeskVisit visit) {
        return withReading(visit, "wallet-read", false);
    }

    /** Closes with return (S-145, S-154): the card is told to obey, and its reading afterwards ends it. */
    static WebAnswer closeWallet(DeskVisit visit) {
        return withReading(visit, "wallet-close", true);
    }

    private static WebAnswer withReading(DeskVisit visit, String page, boolean close) {
        var form = visit.form(page);
        var reading = reading(visit, form, page + "-line");
        return ActForms.act(
                visit,
                page,
                form,
                number -> reading == null
                        ? java.util.concurrent.CompletableFuture.<cn.smspay.counter.Reply<Contact>>completedFuture(
                                cn.smspay.counter.Reply.refused("busy"))
                        : close
                                ? visit.desks()
                                        .wallets()
                                        .close(
                                                visit.caller(),
                                                visit.key(visit.word(), number, reading),
                                                number,
                                                reading)
                                : visit.desks()
                                        .wallets()
                                        .read(visit.caller(), visit.key(visit.word(), reading), reading),
                (number, done) -> told(visit, page, number, reading, done));
    }

    private static WebResponse told(
            DeskVisit visit, String page, Msisdn number, @Nullable CardReading reading, Contact contact) {
        var w = visit.w();
        var facts = new ArrayList<Fact>();
        if (reading != null) {
            visit.session().put(Contacted.class, new Contacted(reading.card(), contact.next()));
            WalletWriting.read(visit, reading.card(), contact);
            facts.add(Fact.of(w.t("wallet.on-card"), visit.show().money(reading.balance())));
        }
        facts.add(Fact.of(w.t("wallet.status"), w.t("wallet." + CustomerPage.word(contact.status()))));
        contact.orders()
                .forEach(ordered -> facts.add(Fact.code(
                        w.t("wallet.order"),
                        ordered.order() + " " + ordered.terminal() + " "
                                + String.format(Locale.ROOT, "%08X", ordered.mac()))));
        contact.waiting()
                .forEach(load ->
                        facts.add(Fact.of(w.t("wallet.waiting"), visit.show().money(load.amount()))));
        facts.add(Fact.code(w.t("wallet.terminal"), contact.next().toString()));
        return HallReceipts.give(visit, HallReceipts.of(visit, page, number, null, facts));
    }
}
