package cn.smspay.web.desks;

import cn.smspay.base.Secret;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.desks.PartnerDesk.KeyView;
import cn.smspay.counter.desks.PartnerDesk.ProfileView;
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
import cn.smspay.web.page.Mark;
import cn.smspay.web.page.Notice;
import cn.smspay.web.page.PageTable;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** 密钥: what a merchant's program signs with and where it is told; a new secret is shown once (R 4.13). */
final class KeysPage {
    private static final int ADDRESS_MOST = 200;
    /** An RSA key of 16,384 bits in PEM. */
    private static final int KEY_MOST = 4_000;
    /** Servers change one after the other. */
    private static final Duration GRACE = Duration.ofHours(24);

    private KeysPage() {}

    record AddressForm(String server, String back) {
        static AddressForm read(Form form, DeskVisit visit) {
            return new AddressForm(address(form, visit, "notify"), address(form, visit, "back"));
        }
    }

    /** Empty, or where a program or a browser may go: http or https, a host, no user. */
    private static String address(Form form, DeskVisit visit, String name) {
        var text = form.raw(name);
        if (!text.isEmpty() && !isAddress(text)) {
            form.fault(name, visit.w().t("keys.address.bad"));
        }
        return text;
    }

    private static boolean isAddress(String text) {
        try {
            var uri = new URI(text);
            boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            return web
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getFragment() == null
                    && text.length() <= ADDRESS_MOST;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    static WebAnswer show(DeskVisit visit) {
        return view(visit, visit.empty("keys"), null, List.of());
    }

    private static WebAnswer view(DeskVisit visit, Form form, @Nullable Notice notice, List<Fact> once) {
        return visit.done(
                visit.desks().partners().profile(visit.merchant()),
                profile -> visit.done(
                        visit.desks().partners().keys(visit.merchant()),
                        keys -> view(visit, profile, keys, form, notice, once)));
    }

    private static WebResponse view(
            DeskVisit visit,
            ProfileView profile,
            List<KeyView> keys,
            Form form,
            @Nullable Notice notice,
            List<Fact> once) {
        var w = visit.w();
        var list = Box.of(w.t("keys.title"))
                .first()
                .notice(notice)
                .facts(once)
                .texts(List.of(w.t("keys.lead")))
                .table(table(visit, keys));
        return visit.page("keys", new DeskView(w.t("keys.title"), List.of(list), acts(visit, profile, keys, form)));
    }

    private static List<Box> acts(DeskVisit visit, ProfileView profile, List<KeyView> keys, Form form) {
        var w = visit.w();
        var live = keys.stream()
                .filter(key -> isLive(visit, key))
                .map(key -> new Choice(key.id(), key.kind() + " " + key.id()))
                .toList();
        var publish = act(visit, "keys.rsa", "/keys/rsa")
                .field(form.field("public", Field.Kind.LONG))
                .field(form.field("rsa-test", Field.Kind.ONE_OF, null, kinds(visit)))
                .view();
        var add = act(visit, "keys.add", "/keys/add")
                .field(form.field("test", Field.Kind.ONE_OF, null, kinds(visit)))
                .view();
        var change = act(visit, "keys.rotate", "/keys/rotate")
                .field(form.field("rotate", Field.Kind.CHOICE, null, live))
                .view();
        var end = act(visit, "keys.end", "/keys/end")
                .ruin()
                .field(form.field("end", Field.Kind.CHOICE, null, live))
                .view();
        var places = act(visit, "keys.places", "/keys/addresses")
                .fact(Fact.of(w.t("keys.notify.now"), text(visit, profile.notifyUrl())))
                .fact(Fact.of(w.t("keys.back.now"), text(visit, profile.returnUrl())))
                .field(form.field("notify", Field.Kind.TEXT))
                .field(form.field("back", Field.Kind.TEXT))
                .view();
        var secret = act(visit, "keys.secret", "/keys/secret").view();
        return List.of(
                box(publish),
                box(add),
                box(change),
                box(end),
                Box.form(places).fold(),
                Box.form(secret).fold());
    }

    /** Open where something has to be corrected. */
    private static Box box(FormView form) {
        return form.wrong().isEmpty() ? Box.form(form).fold() : Box.form(form);
    }

    private static boolean isLive(DeskVisit visit, KeyView key) {
        return key.endsAt() == null || visit.now().isBefore(key.endsAt());
    }

    private static Mark state(DeskVisit visit, KeyView key) {
        var w = visit.w();
        var ends = key.endsAt();
        return ends == null
                ? new Mark(Mark.Kind.GOOD, w.t("keys.live"))
                : isLive(visit, key)
                        ? new Mark(Mark.Kind.LOOK, w.t("keys.ending", "until", DisplayFormat.desk(ends)))
                        : new Mark(Mark.Kind.OFF, w.t("keys.ended"));
    }

    /** An address as it stands now. */
    static String text(DeskVisit visit, @Nullable String url) {
        return url == null ? visit.w().t("fact.none") : url;
    }

    private static FormView.Builder act(DeskVisit visit, String key, String path) {
        var w = visit.w();
        return FormView.of(w.t(key + ".title"), path, w.t(key + ".do"))
                .lead(w.t(key + ".lead"))
                .hidden("k", visit.site().tokens().get());
    }

    private static List<Choice> kinds(DeskVisit visit) {
        return List.of(
                new Choice("test", visit.w().t("keys.kind.test")),
                new Choice("live", visit.w().t("keys.kind.live")));
    }

    static PageTable table(DeskVisit visit, List<KeyView> keys) {
        var w = visit.w();
        return new PageTable(
                w.t("keys.title"),
                List.of(
                        PageTable.Head.of(w.t("keys.id")),
                        PageTable.Head.of(w.t("keys.kind")),
                        PageTable.Head.of(w.t("keys.print")),
                        PageTable.Head.of(w.t("keys.made")),
                        PageTable.Head.of(w.t("orders.state"))),
                keys.stream()
                        .map(key -> List.of(
                                PageTable.Cell.code(key.id()),
                                PageTable.Cell.of(key.kind() + (key.test() ? " " + w.t("keys.test") : "")),
                                PageTable.Cell.code(print(key)),
                                PageTable.Cell.of(DisplayFormat.deskFull(key.madeAt())),
                                PageTable.Cell.mark(state(visit, key))))
                        .toList(),
                w.t("keys.none"));
    }

    /** In groups of eight, which eyes can compare. */
    private static String print(KeyView key) {
        var print = key.fingerprint();
        return print == null ? "" : print.replaceAll("(.{8})(?=.)", "$1 ");
    }

    /** A public key of the merchant's own; what belongs to it never leaves his server. */
    static WebAnswer publish(DeskVisit visit) {
        var form = visit.form("keys");
        var pem = form.raw("public");
        if (pem.isEmpty()) {
            form.fault("public", visit.w().t("keys.public.empty"));
        } else if (pem.contains("PRIVATE KEY")) {
            form.fault("public", visit.w().t("keys.public.private"));
        } else if (pem.length() > KEY_MOST) {
            form.fault("public", visit.w().t("refusal.bad-key"));
        }
        var kind = form.choice("rsa-test", kinds(visit));
        if (!form.isGood()) {
            return view(visit, pem.contains("PRIVATE KEY") ? form.without("public") : form, null, List.of());
        }
        return visit.when(
                visit.desks()
                        .partners()
                        .addKey(
                                visit.caller(),
                                visit.key(visit.word(), pem, kind),
                                Role.MERCHANT,
                                visit.merchant(),
                                pem,
                                kind.equals("test")),
                reply -> reply.fold(
                        done -> visit.go("/keys"),
                        no -> {
                            if (!no.reason().equals("bad-key")) {
                                return view(visit, form, visit.notice(no), List.of());
                            }
                            form.fault("public", visit.sentence(no));
                            return view(visit, form, null, List.of());
                        },
                        pending -> visit.go("/keys")));
    }

    /** The new one is there; the old one goes when programs have had a day to change. */
    static WebAnswer rotate(DeskVisit visit) {
        return ended(visit, "rotate", GRACE);
    }

    static WebAnswer add(DeskVisit visit) {
        var form = visit.form("keys");
        var kind = form.choice("test", kinds(visit));
        if (!form.isGood()) {
            return view(visit, form, null, List.of());
        }
        return visit.when(
                visit.desks()
                        .partners()
                        .addKey(
                                visit.caller(),
                                visit.key(visit.word(), kind),
                                Role.MERCHANT,
                                visit.merchant(),
                                null,
                                kind.equals("test")),
                reply -> reply.fold(
                        done -> once(visit, done.value().id(), done.value().secret()),
                        no -> view(visit, form, visit.notice(no), List.of()),
                        pending -> visit.go("/keys")));
    }

    private static WebAnswer once(DeskVisit visit, String id, @Nullable Secret secret) {
        var w = visit.w();
        return secret == null
                ? visit.go("/keys")
                : view(
                        visit,
                        visit.empty("keys"),
                        new Notice(Mark.Kind.GOOD, w.t("keys.made.first"), w.t("keys.made.then")),
                        List.of(Fact.code(w.t("keys.id"), id), Fact.code(w.t("keys.material"), secret.reveal())));
    }

    static WebAnswer end(DeskVisit visit) {
        return ended(visit, "end", Duration.ZERO);
    }

    /** @param field of the form, which names the key */
    private static WebAnswer ended(DeskVisit visit, String field, Duration grace) {
        var form = visit.form("keys");
        var id = form.text(field, 64);
        return form.isGood()
                ? after(
                        visit,
                        form,
                        visit.desks()
                                .partners()
                                .endKey(visit.caller(), visit.key(visit.word(), id), visit.merchant(), id, grace))
                : view(visit, form, null, List.of());
    }

    static WebAnswer addresses(DeskVisit visit) {
        var form = visit.form("keys");
        var typed = AddressForm.read(form, visit);
        return form.isGood()
                ? after(
                        visit,
                        form,
                        visit.desks()
                                .partners()
                                .addresses(
                                        visit.caller(),
                                        visit.key(visit.word(), typed),
                                        visit.merchant(),
                                        typed.server().isEmpty() ? null : typed.server(),
                                        typed.back().isEmpty() ? null : typed.back()))
                : view(visit, form, null, List.of());
    }

    private static <T> WebAnswer after(
            DeskVisit visit, Form form, java.util.concurrent.CompletionStage<Reply<T>> reply) {
        return visit.when(
                reply,
                it -> it.fold(
                        done -> visit.go("/keys"),
                        no -> view(visit, form, visit.notice(no), List.of()),
                        pending -> visit.go("/keys")));
    }

    /** What notifications are signed with; the one before is good for a day longer. */
    static WebAnswer secret(DeskVisit visit) {
        return visit.when(
                visit.desks().partners().notifySecret(visit.caller(), visit.key(visit.word()), visit.merchant()),
                reply -> reply.fold(
                        done -> once(
                                visit,
                                visit.w().t("keys.secret.title"),
                                done.value().secret()),
                        no -> view(visit, visit.empty("keys"), visit.notice(no), List.of()),
                        pending -> visit.go("/keys")));
    }
}
