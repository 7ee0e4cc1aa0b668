package cn.smspay.tools.transcript;

import cn.smspay.accounts.Accounts;
import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.customers.Brand;
import cn.smspay.accounts.customers.CardState;
import cn.smspay.accounts.customers.Operator;
import cn.smspay.accounts.customers.PasswordKind;
import cn.smspay.accounts.customers.PhoneCondition;
import cn.smspay.accounts.customers.PhoneStatus;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.customers.Request;
import cn.smspay.accounts.customers.StopReason;
import cn.smspay.accounts.payments.CardStock.Card;
import cn.smspay.accounts.wallet.CardNo;
import cn.smspay.base.Channel;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.outside.simulator.DemoStock;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the lines {@code given} and {@code stock}: who is there before the conversation begins, and which cards exist. */
final class ChatCast {
    /** Any of these means that there is an account. */
    private static final Set<String> OF_ACCOUNTS = Set.of(
            "registered",
            "real_name",
            "card_bound",
            "cash",
            "card",
            "pin",
            "login",
            "frozen",
            "wallet",
            "pin_locked",
            "login_locked",
            "withdrawals");

    private static final String TAIL = "6222";
    private static final int WRONG_LOCK = 5;

    private final ChatScene scene;
    private final Accounts accounts;
    private int serial;

    ChatCast(ChatScene scene) {
        this.scene = scene;
        this.accounts = scene.accounts();
    }

    /** What a line {@code given} says of somebody. */
    private record Traits(Map<String, String> values) {
        boolean is(String name) {
            return values.containsKey(name);
        }

        Optional<String> get(String name) {
            return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
        }

        boolean hasAccount() {
            return values.keySet().stream().anyMatch(OF_ACCOUNTS::contains);
        }

        boolean isOfThePhone() {
            return is("profile") || is("status") || is("blacklisted");
        }

        Fen money(String name) {
            return get(name).map(ChatCast::fen).orElse(Fen.ZERO);
        }
    }

    /** Somebody is there. Returns the number. */
    String given(List<String> words) {
        var number = new Msisdn(words.get(0));
        var traits = traits(words.subList(1, words.size()));
        if (!traits.is("unknown")) {
            var who = scene.in(tx -> subscriber(tx, number, traits));
            if (traits.hasAccount()) {
                scene.in(tx -> account(tx, who, traits));
                lock(who, traits);
            }
            if (traits.isOfThePhone()) {
                scene.in(tx -> phone(tx, who, traits));
            }
        }
        return number.digits();
    }

    private static Traits traits(List<String> words) {
        var values = new HashMap<String, String>();
        for (String word : words) {
            int equals = word.indexOf('=');
            var name = equals < 0 ? word : word.substring(0, equals);
            if (!ChatValues.Traits.KNOWN.contains(name)) {
                throw new IllegalArgumentException(ChatValues.Traits.unknown(name));
            }
            if (values.put(name, equals < 0 ? "" : word.substring(equals + 1)) != null) {
                throw new IllegalArgumentException(name + " stands here twice");
            }
        }
        return new Traits(values);
    }

    private SubscriptionId subscriber(Tx tx, Msisdn number, Traits traits) {
        return accounts.subscribers()
                .feed(
                        tx,
                        number,
                        traits.is("offnet") ? Operator.CHINA_UNICOM : Operator.CHINA_MOBILE,
                        traits.get("province").map(ChatCast::province).orElse(Province.HUNAN),
                        traits.get("brand").map(ChatCast::brand).orElse(Brand.GOTONE),
                        traits.is("secondary"))
                .id();
    }

    private SubscriptionId account(Tx tx, SubscriptionId who, Traits traits) {
        var staging = accounts.staging();
        var now = now();
        staging.open(
                tx,
                who,
                new Secret(traits.get("login").orElse(DemoStock.LOGIN_PASSWORD)),
                new Secret(traits.get("pin").orElse(DemoStock.PAY_PASSWORD)),
                now);
        if (traits.is("real_name")) {
            staging.realName(tx, who, now);
        }
        if (traits.is("card_bound")) {
            var bank = traits.get("bank").flatMap(BankCode::read).orElse(BankCode.ICBC);
            staging.bindCard(tx, who, bank, traits.get("card_bound").orElse(TAIL));
        }
        money(tx, who, Pocket.CASH, traits.money("cash"));
        money(tx, who, Pocket.CARD, traits.money("card"));
        traits.get("withdrawals").ifPresent(count -> staging.withdrawals(tx, who, Integer.parseInt(count)));
        if (traits.is("wallet")) {
            wallet(tx, who);
        }
        if (traits.is("frozen")) {
            accounts.lifecycle().freeze(tx, who, true);
        }
        return who;
    }

    private void wallet(Tx tx, SubscriptionId who) {
        var request = new Request(who, Channel.HALL, "staging-wallet:" + who, Optional.empty(), now());
        var card = new CardNo(String.format(Locale.ROOT, "%016d", who.value()));
        accounts.wallet().wallets().open(tx, request, card).fold(opened -> opened, refusal -> {
            throw new IllegalArgumentException("no wallet can be opened: " + refusal.reason());
        });
    }

    private void money(Tx tx, SubscriptionId who, Pocket pocket, Fen amount) {
        if (amount.isPositive()) {
            accounts.staging().money(tx, who, pocket, amount, now());
        }
    }

    private void lock(SubscriptionId who, Traits traits) {
        if (traits.is("pin_locked")) {
            fail(who, PasswordKind.PAY, WRONG_LOCK);
        }
        if (traits.is("login_locked")) {
            fail(who, PasswordKind.LOGIN, WRONG_LOCK);
        }
    }

    /** So many wrong passwords, by the web. */
    void fail(SubscriptionId who, PasswordKind kind, int times) {
        for (int i = 0; i < times; i++) {
            scene.in(tx -> {
                var no = accounts.subscribers().get(tx, who).account();
                if (no == null) {
                    throw new IllegalArgumentException("there is no account");
                }
                return accounts.passwords().attempt(tx, no, kind, new Secret("wrong1"), now());
            });
        }
    }

    private SubscriptionId phone(Tx tx, SubscriptionId who, Traits traits) {
        if (traits.is("profile")) {
            accounts.staging().profile(tx, who);
        }
        traits.get("status").ifPresent(status -> accounts.subscribers().status(tx, who, phone(status)));
        if (traits.is("blacklisted")) {
            accounts.subscribers().blacklist(tx, who, true);
        }
        return who;
    }

    /** A condition of a phone: {@code lost}, or the name of a status. */
    static PhoneCondition phone(String text) {
        if (text.equals("lost")) {
            return new PhoneCondition(PhoneStatus.TWO_WAY, StopReason.LOST);
        }
        var status = PhoneStatus.read(text)
                .orElseThrow(() -> new IllegalArgumentException("there is no phone status " + text));
        return new PhoneCondition(status, status.isSuspended() ? StopReason.DEBT : StopReason.NONE);
    }

    static Province province(String text) {
        return Province.read(text).orElseThrow(() -> new IllegalArgumentException("there is no province " + text));
    }

    static Brand brand(String text) {
        return Brand.read(text).orElseThrow(() -> new IllegalArgumentException("there is no brand " + text));
    }

    static Fen fen(String yuan) {
        return Fen.readYuan(yuan).orElseThrow(() -> new IllegalArgumentException("not an amount: " + yuan));
    }

    private Instant now() {
        return scene.clock().instant();
    }

    /** A recharge card exists: PASSWORD FACE, then perhaps issuer, state and last day in any order. */
    void stock(List<String> words) {
        var issuer = Province.HUNAN;
        var state = CardState.ACTIVE;
        var lastDay = LocalDate.of(2012, 12, 31);
        for (String word : words.subList(2, words.size())) {
            if (word.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
                lastDay = LocalDate.parse(word);
            } else if (Province.read(word).isPresent()) {
                issuer = province(word);
            } else {
                state = CardState.readUnused(word)
                        .orElseThrow(() -> new IllegalArgumentException("there is no state of a new card " + word));
            }
        }
        var card = new Card(
                String.format(Locale.ROOT, "0911118%010d", ++serial), fen(words.get(1)), issuer, state, lastDay);
        scene.in(tx -> accounts.cardStock().add(tx, card, new Secret(words.get(0))));
    }
}
