package cn.smspay.web.site;

import cn.smspay.accounts.customers.BankCode;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.counter.Nothing;
import cn.smspay.counter.Reply;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One customer with some money, and what a test wants to be refused. Remembers what was done under which word. */
final class MemorySite implements SiteService {
    static final String NUMBER = "13800000001";
    static final String LOGIN = "Secret77";
    static final String PIN = "258036";
    static final String CODE = "135790";
    static final Fen HUNDRED = new Fen(100_00);
    static final Member MEMBER = new Member(new SubscriptionId(7), NUMBER, false);

    final Set<Function> functions = EnumSet.allOf(Function.class);
    final List<String> done = new ArrayList<>();
    /** What was asked for, as far as pages decide it, and under which word. */
    final List<String> asked = new ArrayList<>();

    final List<String> words = new ArrayList<>();

    /** What the next call of a function is answered with. */
    private final Map<String, Reply<?>> answers = new HashMap<>();

    private final Map<String, Reply<?>> replies = new HashMap<>();
    private final Clock clock;
    Fen cash = new Fen(1288_50);
    Fen card = new Fen(50_00);
    boolean realName = true;
    boolean mustChange;
    boolean frozen;
    boolean sure = true;
    boolean inTest;
    boolean payForTopUp;

    @Nullable
    Instant lockedUntil;

    @Nullable
    SiteCard bank = new SiteCard(BankCode.ICBC, "6789", "长沙五一路支行", "张*");

    String merchant = "星河书店";
    String subject = "《中国古代建筑史》等2件";
    String returnUrl = "https://book.example.cn/thanks";
    Fen price = new Fen(128_00);
    String orderState = "open";
    String alias = "xiaoming_88";
    String bankState = "created";
    boolean empty;
    boolean questionSet = true;
    Fen transit = HUNDRED;
    String orderNo = "20261130000020";

    MemorySite(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Set<Function> functions() {
        return functions;
    }

    /** The next call of a function is refused. */
    void refuse(String what, String reason, Map<String, Object> facts) {
        answers.put(what, Reply.refused(reason, facts));
    }

    /** The next call of a function is not decided yet. */
    void pend(String what) {
        answers.put(what, new Reply.Pending<>(7, false));
    }

    long count(String what) {
        return done.stream().filter(what::equals).count();
    }

    private <T> CompletionStage<Reply<T>> act(String what, String word, Supplier<Reply<T>> act) {
        synchronized (this) {
            words.add(what + " " + word);
            @SuppressWarnings("unchecked")
            var before = (Reply<T>) replies.get(word);
            if (before != null) {
                return CompletableFuture.completedFuture(before.again());
            }
            var reply = MemorySite.this.<T>wanted(what).orElseGet(act);
            if (reply instanceof Reply.Done<?>) {
                done.add(what);
            }
            replies.put(word, reply);
            return CompletableFuture.completedFuture(reply);
        }
    }

    @SuppressWarnings("unchecked")
    private <T> java.util.Optional<Reply<T>> wanted(String what) {
        return java.util.Optional.ofNullable((Reply<T>) answers.remove(what));
    }

    private <T> CompletionStage<Reply<T>> look(String what, Supplier<Reply<T>> look) {
        synchronized (this) {
            return CompletableFuture.completedFuture(this.<T>wanted(what).orElseGet(look));
        }
    }

    private <T> Reply<T> withPin(Secret pin, Supplier<T> done) {
        return pin.reveal().equals(PIN) ? Reply.done(done.get()) : Reply.refused("pin-wrong", Map.of("left", 4L));
    }

    @Override
    public CompletionStage<Reply<Nothing>> sendCode(Visitor from, Msisdn to, CodeFor purpose) {
        return look("code", () -> {
            done.add("code " + purpose + " " + to);
            return Reply.done(Nothing.NOTHING);
        });
    }

    @Override
    public CompletionStage<Reply<SiteLogin>> present(String session) {
        return look("present", () -> Reply.done(new SiteLogin(MEMBER, mustChange)));
    }

    @Override
    public CompletionStage<Reply<SiteLogin>> login(Visitor from, String name, Secret password) {
        return look(
                "login",
                () -> (name.equals(NUMBER) || name.equals(alias))
                                && password.reveal().equals(LOGIN)
                        ? Reply.done(new SiteLogin(MEMBER, mustChange))
                        : Reply.refused(name.equals(NUMBER) ? "login-wrong" : "no-account"));
    }

    @Override
    public CompletionStage<Reply<SiteLogin>> register(Visitor from, String word, SignUp wanted) {
        return act(
                "register",
                word,
                () -> wanted.code().reveal().equals(CODE)
                        ? Reply.done(new SiteLogin(MEMBER, false))
                        : Reply.refused("code-wrong", Map.of("left", 4L)));
    }

    @Override
    public CompletionStage<Reply<Nothing>> changeLogin(
            Member who, Visitor from, String word, Secret old, Secret chosen) {
        return act("change login", word, () -> Reply.done(Nothing.NOTHING));
    }

    @Override
    public CompletionStage<Reply<Nothing>> changePay(Member who, Visitor from, String word, Secret old, Secret chosen) {
        return act("change pay", word, () -> withPin(old, () -> Nothing.NOTHING));
    }

    @Override
    public List<Integer> questions() {
        return List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    }

    @Override
    public CompletionStage<Reply<Question>> question(Visitor from, Msisdn number) {
        return look("question", () -> Reply.done(new Question(3)));
    }

    @Override
    public CompletionStage<Reply<Nothing>> resetPay(Member who, Visitor from, String word, Reset wanted) {
        return resetLogin(from, word, wanted);
    }

    @Override
    public CompletionStage<Reply<Nothing>> resetLogin(Visitor from, String word, Reset wanted) {
        return act(
                "reset",
                word,
                () -> wanted.code().reveal().equals(CODE)
                        ? Reply.done(Nothing.NOTHING)
                        : Reply.refused("code-wrong", Map.of("left", 4L)));
    }

    @Override
    public CompletionStage<Reply<Nothing>> setQuestion(
            Member who, Visitor from, String word, int question, Secret answer, Secret pay) {
        return act("question", word, () -> withPin(pay, () -> Nothing.NOTHING));
    }

    @Override
    public CompletionStage<Reply<Nothing>> setAlias(Member who, Visitor from, String word, String chosen) {
        return act("alias", word, () -> {
            alias = chosen;
            return Reply.done(Nothing.NOTHING);
        });
    }

    @Override
    public CompletionStage<Reply<Overview>> overview(Member who, Visitor from) {
        return look(
                "overview",
                () -> Reply.done(new Overview(
                        cash,
                        card,
                        empty ? Fen.ZERO : transit,
                        functions.contains(Function.WALLET) ? shadow() : null,
                        realName,
                        realName ? "张*" : "",
                        bank,
                        2,
                        frozen,
                        lockedUntil,
                        questionSet,
                        alias,
                        empty ? List.of() : movements().subList(0, 3),
                        clock.instant())));
    }

    private WalletOverview shadow() {
        return new WalletOverview(
                new Fen(36_20),
                new Fen(20_00),
                clock.instant(),
                new Fen(50_00),
                empty
                        ? List.of()
                        : List.of(
                                new WalletMove(
                                        Instant.parse("2026-11-28T08:15:00Z"),
                                        "wallet-purchase",
                                        merchant,
                                        new Fen(-12_00)),
                                new WalletMove(
                                        Instant.parse("2026-11-27T01:05:00Z"), "wallet-load", "", new Fen(50_00))));
    }

    private List<SiteMovement> movements() {
        return List.of(
                move(
                        "20261130000006",
                        "2026-11-30T10:32:05",
                        "withdrawal",
                        "工商银行尾号6789",
                        "cash",
                        -100_00,
                        1288_50,
                        "waiting"),
                move("20261128000019", "2026-11-28T19:05:41", "purchase", merchant, "card", -45_80, 50_00, "done"),
                move("20261127000003", "2026-11-27T09:12:44", "cash-top-up", "长沙五一路", "cash", 500_00, 1388_50, "done"),
                move("20261125000044", "2026-11-25T21:40:00", "bill", "本机", "card", -50_00, 95_80, "done"),
                move("20261125000043", "2026-11-25T21:38:00", "card-top-up", "", "card", 100_00, 145_80, "done"),
                move(
                        "20261120000001",
                        "2026-11-20T08:01:00",
                        "withdrawal-returned",
                        "银行卡已注销",
                        "cash",
                        200_00,
                        888_50,
                        "done"),
                move(
                        "20261112000031",
                        "2026-11-12T14:22:00",
                        "withdrawal",
                        "建设银行尾号0031",
                        "cash",
                        -200_00,
                        688_50,
                        "returned"),
                move("20251102000009", "2025-11-02T11:11:00", "bank-top-up", "招商银行", "cash", 1_000_00, 888_50, "done"));
    }

    private static SiteMovement move(
            String number, String at, String kind, String with, String pocket, long fen, long balance, String state) {
        var when = java.time.LocalDateTime.parse(at)
                .atZone(ZoneId.of("Asia/Shanghai"))
                .toInstant();
        var card =
                with.contains("尾号") ? new SiteCard(BankCode.ICBC, with.substring(with.length() - 4), null, null) : null;
        return new SiteMovement(
                number, when, kind, card == null ? with : "", card, pocket, new Fen(fen), new Fen(balance), state);
    }

    @Override
    public CompletionStage<Reply<SiteHistory>> history(
            Member who, Visitor from, LocalDate first, LocalDate last, int skip, int most) {
        asked.add(first + " to " + last + ", " + most + " from " + skip);
        return look(
                "history",
                () -> Reply.done(
                        empty
                                ? new SiteHistory(Fen.ZERO, 0, Fen.ZERO, 0, List.of(), 0)
                                : new SiteHistory(new Fen(1_800_00), 4, new Fen(-395_80), 4, movements(), 45)));
    }

    @Override
    public CompletionStage<Reply<SiteMovement>> movement(Member who, Visitor from, String number) {
        return look(
                "movement",
                () -> movements().stream()
                        .filter(move -> move.number().equals(number))
                        .findFirst()
                        .<Reply<SiteMovement>>map(Reply::done)
                        .orElse(Reply.refused("not-found")));
    }

    @Override
    public CompletionStage<Reply<WalletOverview>> wallet(Member who, Visitor from) {
        return look("wallet", () -> Reply.done(shadow()));
    }

    @Override
    public boolean asksPayForTopUp() {
        return payForTopUp;
    }

    @Override
    public CompletionStage<Reply<CardToppedUp>> topUpByCard(
            Member who, Visitor from, String word, Secret password, @Nullable Secret pay) {
        return act("card", word, () -> {
            if (payForTopUp && (pay == null || !pay.reveal().equals(PIN))) {
                return Reply.refused("pin-wrong", Map.of("left", 4L));
            }
            if (!password.reveal().equals("180000000000000001")) {
                return Reply.refused("unknown-card", Map.of("left", 4L));
            }
            card = card.plus(HUNDRED);
            return Reply.done(new CardToppedUp("20261130000007", HUNDRED, card, clock.instant()));
        });
    }

    @Override
    public CompletionStage<Reply<BankOrder>> topUpByBank(
            Member who, Visitor from, String word, BankCode to, Fen amount, boolean toWallet) {
        asked.add(to + " " + amount + (toWallet ? " wallet" : " cash"));
        return act("bank", word, () -> Reply.done(order(to, amount)));
    }

    private BankOrder order(BankCode to, Fen amount) {
        return new BankOrder(
                "20261130000021",
                to,
                amount,
                false,
                bankState,
                clock.instant().plusSeconds(86_400),
                bankState.equals("created")
                        ? new BankPaymentForm(
                                "https://bank.example.cn",
                                "https://bank.example.cn/pay",
                                List.of(new BankField("order", "20261130000021"), new BankField("sign", "a\"b<c>")))
                        : null);
    }

    @Override
    public CompletionStage<Reply<BankOrder>> bankOrder(Member who, Visitor from, String order) {
        return look("bank order", () -> Reply.done(order(BankCode.ICBC, HUNDRED)));
    }

    @Override
    public CompletionStage<Reply<WithdrawalOffer>> withdrawalOffer(Member who, Visitor from, @Nullable Fen amount) {
        return look("offer", () -> {
            var to = bank;
            if (to == null) {
                return Reply.refused("no-bank-card");
            } else if (amount != null && !cash.covers(amount)) {
                return Reply.refused("too-much", Map.of("cash", cash, "amount", amount));
            }
            return Reply.done(new WithdrawalOffer(cash, to, LocalDate.of(2026, 12, 3), LocalDate.of(2026, 12, 9)));
        });
    }

    @Override
    public CompletionStage<Reply<WithdrawalTaken>> withdraw(
            Member who, Visitor from, String word, Fen amount, String tail, Secret pay) {
        asked.add(amount + " to " + tail);
        var to = bank;
        return act(
                "withdraw",
                word,
                () -> withPin(pay, () -> {
                    cash = cash.minus(amount);
                    return new WithdrawalTaken(
                            "20261130000006",
                            amount,
                            java.util.Objects.requireNonNull(to),
                            cash,
                            LocalDate.of(2026, 12, 3),
                            LocalDate.of(2026, 12, 9),
                            clock.instant());
                }));
    }

    @Override
    public CompletionStage<Reply<BillQuote>> billQuote(Member who, Visitor from, Msisdn payee, Fen amount) {
        return look(
                "quote",
                () -> card.covers(amount)
                        ? Reply.done(new BillQuote("card", card.minus(amount), inTest, "广东"))
                        : cash.covers(amount)
                                ? Reply.done(new BillQuote("cash", cash.minus(amount), inTest, "广东"))
                                : Reply.refused("insufficient", Map.of("cash", cash, "card", card, "amount", amount)));
    }

    @Override
    public CompletionStage<Reply<BillPaid>> payBill(
            Member who, Visitor from, String word, Msisdn payee, Fen amount, boolean testConfirmed, Secret pay) {
        asked.add(amount + " for " + payee + (testConfirmed ? " knowingly" : ""));
        return act(
                "bill",
                word,
                () -> withPin(pay, () -> {
                    card = card.minus(amount);
                    return new BillPaid("20261130000008", amount, "card", card, sure, clock.instant());
                }));
    }

    @Override
    public CompletionStage<Reply<SiteCard>> bind(Member who, Visitor from, String word, CardBinding wanted) {
        asked.add(wanted.bank() + " " + wanted.number().reveal());
        return act("bind", word, () -> {
            if (!wanted.holder().reveal().equals("张三")) {
                return Reply.refused("name-differs");
            }
            bank = new SiteCard(wanted.bank(), "0031", wanted.branch(), "张*");
            return Reply.done(bank);
        });
    }

    @Override
    public CompletionStage<Reply<Nothing>> unbind(Member who, Visitor from, String word, Secret pay) {
        return act(
                "unbind",
                word,
                () -> withPin(pay, () -> {
                    bank = null;
                    return Nothing.NOTHING;
                }));
    }

    @Override
    public CompletionStage<Reply<Nothing>> upgrade(Member who, Visitor from, String word, Secret code) {
        return act("upgrade", word, () -> {
            if (!code.reveal().equals(CODE)) {
                return Reply.refused("code-wrong", Map.of("left", 4L));
            }
            realName = true;
            return Reply.done(Nothing.NOTHING);
        });
    }

    @Override
    public CompletionStage<Reply<Nothing>> closable(Member who, Visitor from) {
        return look(
                "closable",
                () -> cash.isPositive()
                        ? Reply.refused(
                                "not-closable",
                                Map.of(
                                        "hindrances",
                                        List.of("balance", "wallet", "in-transit"),
                                        "cash",
                                        cash,
                                        "card",
                                        card,
                                        "total",
                                        cash.plus(card)))
                        : Reply.done(Nothing.NOTHING));
    }

    @Override
    public CompletionStage<Reply<Nothing>> close(Member who, Visitor from, String word, Secret pay) {
        return act("close", word, () -> withPin(pay, () -> Nothing.NOTHING));
    }

    @Override
    public CompletionStage<Reply<CheckoutOrder>> order(@Nullable Member who, Visitor from, String token) {
        return look("order", () -> {
            if (!token.equals("tok-128")) {
                return Reply.refused("not-found");
            }
            var pocket = card.covers(price) ? "card" : cash.covers(price) ? "cash" : "";
            return Reply.done(new CheckoutOrder(
                    orderNo,
                    merchant,
                    "book.example.cn",
                    subject,
                    "XH20261130-0417",
                    price,
                    clock.instant().plusSeconds(900),
                    orderState,
                    returnUrl,
                    pocket,
                    pocket.equals("card") ? card.minus(price) : cash.minus(price),
                    cash,
                    card,
                    price.compareTo(HUNDRED) > 0,
                    null));
        });
    }

    @Override
    public CompletionStage<Reply<CheckoutPaid>> pay(
            Member who, Visitor from, String word, String token, Secret pay, @Nullable Secret code) {
        return act("pay", word, () -> {
            if (price.compareTo(HUNDRED) > 0 && (code == null || !code.reveal().equals(CODE))) {
                return Reply.refused("code-wrong", Map.of("left", 4L));
            }
            return withPin(pay, () -> {
                cash = cash.minus(price);
                orderState = "paid";
                return new CheckoutPaid("20261130000009", "cash", cash, clock.instant());
            });
        });
    }
}
