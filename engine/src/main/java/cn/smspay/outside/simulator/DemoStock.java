package cn.smspay.outside.simulator;

import cn.smspay.accounts.Accounts;
import cn.smspay.accounts.Shortcuts;
import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.customers.Brand;
import cn.smspay.accounts.customers.CardState;
import cn.smspay.accounts.customers.Operator;
import cn.smspay.accounts.customers.PhoneCondition;
import cn.smspay.accounts.customers.PhoneStatus;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.customers.StopReason;
import cn.smspay.accounts.payments.CardStock.Card;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.SubscriptionId;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.store.Store;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;

/**
 * People and cards to try the service out with, the same ones every time. For demonstrations only: their passwords are in
 * this file. Filling a store that has them already changes nothing.
 */
public final class DemoStock {
    /** Of every demonstration account. */
    public static final String PAY_PASSWORD = "123456";

    /** Of every demonstration account. */
    public static final String LOGIN_PASSWORD = "Demo2009";

    private static final String CARD_TAIL = "6222";
    private static final int CARDS_PER_FACE = 5;
    private static final int YEARS_GOOD = 3;

    private final Store store;
    private final Accounts accounts;
    private final Shortcuts staging;

    public DemoStock(Store store, Accounts accounts) {
        this.store = store;
        this.accounts = accounts;
        this.staging = accounts.staging();
    }

    /** Somebody of the cast, in a few words. */
    public record DemoPerson(String msisdn, String description) {}

    /** Whom and what there is to play with. */
    public record Cast(List<DemoPerson> people, List<CardLine> cards) {}

    /** A recharge card: what it is worth and the password under its coating. */
    public record CardLine(Fen face, Province issuer, String password) {}

    private record Role(
            String msisdn,
            Province province,
            Brand brand,
            String description,
            BiConsumer<Tx, SubscriptionId> prepare) {}

    /** Puts people and cards in, as far as they are not there yet. */
    public Cast fill(Instant now) {
        var roles = roles(now);
        var people = new ArrayList<DemoPerson>();
        for (Role role : roles) {
            store.write(tx -> play(tx, role));
            people.add(new DemoPerson(role.msisdn(), role.description()));
        }
        return new Cast(people, store.write(tx -> cards(tx, now)));
    }

    private boolean play(Tx tx, Role role) {
        var msisdn = new Msisdn(role.msisdn());
        if (accounts.subscribers().find(tx, msisdn).isPresent()) {
            return false;
        }
        var operator = role.msisdn().startsWith("130") ? Operator.CHINA_UNICOM : Operator.CHINA_MOBILE;
        var who = accounts.subscribers()
                .feed(tx, msisdn, operator, role.province(), role.brand(), false)
                .id();
        role.prepare().accept(tx, who);
        return true;
    }

    private List<Role> roles(Instant now) {
        return List.of(
                new Role("13800000001", Province.HUNAN, Brand.GOTONE, "全球通 湖南，未开户，可发送KT", (tx, who) -> {}),
                new Role(
                        "13800000002",
                        Province.HUNAN,
                        Brand.GOTONE,
                        "实名账户，已绑定工商银行卡，现金500.00元",
                        (tx, who) -> realName(tx, who, 500_00, now)),
                new Role("13800000003", Province.SICHUAN, Brand.EASYOWN, "非实名账户，现金20.00元，未登记资料", (tx, who) -> {
                    open(tx, who, now);
                    cash(tx, who, 20_00, now);
                }),
                new Role("13800000004", Province.BEIJING, Brand.EASYOWN_STANDARD, "神州行标准卡 北京，不能开户", (tx, who) -> {}),
                new Role("13800000005", Province.HUNAN, Brand.MZONE, "单向停机(欠费)，有账户，现金50.00元", (tx, who) -> {
                    open(tx, who, now);
                    cash(tx, who, 50_00, now);
                    accounts.subscribers().status(tx, who, new PhoneCondition(PhoneStatus.ONE_WAY, StopReason.DEBT));
                }),
                new Role("13800000006", Province.GUANGDONG, Brand.GOTONE, "广东(测试省)，有账户，现金100.00元", (tx, who) -> {
                    open(tx, who, now);
                    cash(tx, who, 100_00, now);
                }),
                new Role("13800000007", Province.HUNAN, Brand.GOTONE, "一卡多号的副号码，不能开户", (tx, who) -> {
                    var it = accounts.subscribers().get(tx, who);
                    accounts.subscribers().feed(tx, it.msisdn(), it.operator(), it.province(), it.brand(), true);
                }),
                new Role("13800000008", Province.HUNAN, Brand.GOTONE, "非实名账户，营业厅已补齐资料，可发送GX", (tx, who) -> {
                    open(tx, who, now);
                    staging.profile(tx, who);
                }),
                new Role("13800000009", Province.HUNAN, Brand.GOTONE, "实名账户，已连续提现两次，现金300.00元", (tx, who) -> {
                    realName(tx, who, 300_00, now);
                    staging.withdrawals(tx, who, 2);
                }),
                new Role(
                        "13800000010",
                        Province.HUNAN,
                        Brand.EASYOWN,
                        "神州行 湖南，空账户，可发送XH",
                        (tx, who) -> open(tx, who, now)),
                new Role(
                        "13800000011",
                        Province.HUNAN,
                        Brand.GOTONE,
                        "因风险受限，不能开户",
                        (tx, who) -> accounts.subscribers().blacklist(tx, who, true)),
                new Role("13000000012", Province.HUNAN, Brand.OTHER, "中国联通号码，不能使用", (tx, who) -> {}));
    }

    private void open(Tx tx, SubscriptionId who, Instant now) {
        staging.open(tx, who, new Secret(LOGIN_PASSWORD), new Secret(PAY_PASSWORD), now);
    }

    private void realName(Tx tx, SubscriptionId who, long fen, Instant now) {
        open(tx, who, now);
        staging.realName(tx, who, now);
        staging.bindCard(tx, who, BankCode.ICBC, CARD_TAIL);
        cash(tx, who, fen, now);
    }

    private void cash(Tx tx, SubscriptionId who, long fen, Instant now) {
        staging.money(tx, who, Pocket.CASH, new Fen(fen), now);
    }

    /** Good cards of each face, and one of another province. */
    private List<CardLine> cards(Tx tx, Instant now) {
        var lines = new ArrayList<CardLine>();
        int serial = 0;
        for (int face : new int[] {10, 50, 100}) {
            for (int i = 1; i <= CARDS_PER_FACE; i++) {
                lines.add(card(tx, ++serial, face, Province.HUNAN, now));
            }
        }
        lines.add(card(tx, ++serial, 50, Province.GUANGDONG, now));
        return lines;
    }

    private CardLine card(Tx tx, int serial, int yuan, Province issuer, Instant now) {
        var face = new Fen(yuan * 100L);
        var password = new Secret(String.format(Locale.ROOT, "18%04d%012d", yuan, serial));
        var lastDay = ServiceDay.date(now).plusYears(YEARS_GOOD);
        var card =
                new Card(String.format(Locale.ROOT, "0911118%010d", serial), face, issuer, CardState.ACTIVE, lastDay);
        accounts.cardStock().add(tx, card, password);
        return new CardLine(face, issuer, password.reveal());
    }
}
