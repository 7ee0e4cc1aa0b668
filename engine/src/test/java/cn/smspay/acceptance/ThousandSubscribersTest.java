package cn.smspay.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.customers.CardState;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.payments.CardStock.Card;
import cn.smspay.base.Fen;
import cn.smspay.base.Secret;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.store.Job;
import cn.smspay.store.Tx;
import cn.smspay.testing.Service;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A thousand subscribers at once, each with a conversation and amounts of their own, over one bind. */
@Timeout(240)
final class ThousandSubscribersTest {
    private static final int SUBSCRIBERS = 1_000;
    private static final String K01 = "您正申请开通手机支付，.*回复A，不同意请忽略。";
    private static final String K02 = "手机支付开通成功！初始登录密码(?<login>[A-Za-z0-9]+)，区分大小写，.*";
    private static final String K03 = "您的手机支付初始支付密码(?<pay>[0-9]{6})，.*";

    @TempDir
    private Path folder;

    @Test
    void everybodyGetsExactlyTheirOwnAnswersInOrderAndTheBooksAgree() throws Exception {
        try (var service = new Service(folder)) {
            stockCards(service);
            var talks = new ArrayList<Talk>();
            for (int i = 0; i < SUBSCRIBERS; i++) {
                talks.add(talk(service, i));
            }

            talks.forEach(Talk::start);
            CompletableFuture.allOf(talks.stream().map(talk -> talk.done).toArray(CompletableFuture<?>[]::new))
                    .get(200, TimeUnit.SECONDS);
            service.settle();

            long sent = talks.stream().mapToInt(Talk::sent).sum();
            assertEquals(sent, service.number("select count(*) from uplink"));
            assertEquals(sent, service.number("select count(*) from charge"));
            assertEquals(sent * 100, service.number("select sum(amount_li) from charge"));
            assertEquals(sent, service.smsc.counts().answeredOk(Service.NUMBER));
            assertEquals(0, service.number("select count(*) from downlink where state <> 'DELIVERED'"));
            for (Talk talk : talks) {
                assertEquals(
                        service.number(
                                "select count(*) from downlink where recipient = '" + talk.handset.number() + "'"),
                        talk.handset.texts().size());
            }
        }
    }

    /** Amounts differ from subscriber to subscriber, so that an answer that goes astray does not match. */
    private static Talk talk(Service service, int i) {
        var talk = new Talk(service.smsc.handset("1390731%04d".formatted(i)));
        talk.then("KT", K01).then("A", K02, K03);
        switch (i % 10) {
            case 0, 1, 2, 3 -> talk.then("CX", balance(0, 0, 0)).then("开户", "您的号码已开通手机支付，无需重复申请。.*");
            case 4, 5, 6 -> payBill(talk, i);
            case 7, 8 -> withdraw(service, talk, i);
            case 9 -> err(talk, i);
            default -> throw new AssertionError(i);
        }
        return talk;
    }

    private static void payBill(Talk talk, int i) {
        long bill = 100 + i;
        talk.then("CZK " + card(i), "充值成功：50.00元已存入充值卡账户，余额50.00元。该账户资金不可提现。")
                .then("HF" + yuan(bill), "为本机缴话费" + yuan(bill) + "元，由充值卡账户支付。请回复6位支付密码确认，.*")
                .then(
                        () -> talk.known("pay"),
                        "已为本机缴话费" + yuan(bill) + "元，由充值卡账户支付，该账户余额" + yuan(5000 - bill) + "元，流水号[0-9]+。")
                .then("CX", balance(0, 5000 - bill, 0));
    }

    private static void withdraw(Service service, Talk talk, int i) {
        long cash = 20_000 + i;
        long wanted = 10_000 + i;
        var number = talk.handset.number();
        talk.later(
                        () -> prepare(service, number, tx -> {
                                    var who = service.subscription(tx, number);
                                    var now = service.clock.instant();
                                    service.staging().realName(tx, who, now);
                                    service.staging().bindCard(tx, who, BankCode.ICBC, "%04d".formatted(i));
                                    service.staging().money(tx, who, Pocket.CASH, new Fen(cash), now);
                                })
                                .thenApply(done -> "TX"),
                        "可提现余额" + yuan(cash) + "元，转入工商银行尾号%04d。.*".formatted(i))
                .then(yuan(wanted), "提现" + yuan(wanted) + "元到工商银行尾号%04d。请回复6位支付密码确认，.*".formatted(i))
                .then(() -> wrong(talk.known("pay")), "支付密码错误，还可输入4次，.*")
                .then(
                        () -> talk.known("pay"),
                        "提现" + yuan(wanted)
                                + "元已受理，转入工商银行尾号%04d，.*现金余额%s元，流水号[0-9]+。".formatted(i, yuan(cash - wanted)))
                .then("CX", balance(cash - wanted, 0, wanted));
    }

    private static void err(Talk talk, int i) {
        talk.then("你好" + i, "未能识别您发送的内容。.*")
                .then("HF" + yuan(i + 100), "余额不足：充值卡账户0.00元，现金账户0.00元，均不够支付" + yuan(i + 100) + "元。请充值后重试。")
                .then("CZK 1812345678901234" + "%02d".formatted(i % 100), "充值卡密码不正确，请核对后重发，今日还可尝试[0-9]次。")
                .then("TX", "非实名账户不能提现。.*");
    }

    private static String balance(long cash, long card, long transit) {
        return "现金账户%s元，充值卡账户%s元，合计%s元，提现在途%s元。".formatted(yuan(cash), yuan(card), yuan(cash + card), yuan(transit));
    }

    private static String yuan(long fen) {
        return "%d.%02d".formatted(fen / 100, fen % 100);
    }

    private static String wrong(String pay) {
        return "%06d".formatted((Integer.parseInt(pay) + 1) % 1_000_000);
    }

    private static String card(int i) {
        return "1877%014d".formatted(i);
    }

    private static void stockCards(Service service) {
        service.in(tx -> {
            for (int i = 0; i < SUBSCRIBERS; i++) {
                var card = new Card(
                        "0911118%010d".formatted(i),
                        new Fen(50_00),
                        Province.HUNAN,
                        CardState.ACTIVE,
                        LocalDate.of(2012, 12, 31));
                service.engine().accounts().cardStock().add(tx, card, new Secret(card(i)));
            }
            return SUBSCRIBERS;
        });
    }

    private static CompletableFuture<Boolean> prepare(Service service, String key, Consumer<Tx> work) {
        return service.engine().lane().submit(Job.of(key, tx -> {
            work.accept(tx);
            return true;
        }));
    }
}
