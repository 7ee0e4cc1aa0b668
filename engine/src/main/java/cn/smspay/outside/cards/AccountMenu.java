package cn.smspay.outside.cards;

import static cn.smspay.outside.cards.MenuState.ask;
import static cn.smspay.outside.cards.MenuState.secret;
import static cn.smspay.outside.cards.MenuState.told;

import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.outside.cards.WalletLine.LineReply;
import java.util.Optional;
import java.util.function.Function;

/**
 * What both applications of a SIM do with the account behind its number: balance, recharge card, bills, pay password. The wallet has
 * no part in it. One thread.
 */
final class AccountMenu {
    private static final String PIN = "[0-9]{6}";
    private static final String CARD = "[0-9]{18}";
    private static final String SURE = "1";

    private final AccountLine line;

    AccountMenu(AccountLine line) {
        this.line = line;
    }

    /** 【我的支付账户】 (S-066, S-093). */
    MenuState account(int choice) {
        return choice == 1
                ? told(said(line.balance(), it -> "现金账户" + it.cash() + "元，充值卡账户" + it.card() + "元"), Menu.ACCOUNT)
                : secret("请输入18位充值卡密码", Menu.ACCOUNT, this::card);
    }

    private MenuState card(String text) {
        var digits = text.replaceAll("[ -]", "");
        return digits.matches(CARD)
                ? told(said(line.topUp(new Secret(digits)), it -> "充值成功，" + it + "元已转入充值卡账户"), Menu.ACCOUNT)
                : secret("充值卡密码为18位数字，请重新输入", Menu.ACCOUNT, this::card);
    }

    /** 【我要缴费】 (S-101). */
    MenuState bills(int choice) {
        return choice == 1
                ? ask("请输入缴费金额（元）", Menu.BILLS, text -> amount(text, Optional.empty()))
                : ask("请输入对方手机号码", Menu.BILLS, this::payee);
    }

    private MenuState payee(String text) {
        var read = Msisdn.read(text);
        return read.isEmpty()
                ? ask("手机号码为11位数字，请重新输入", Menu.BILLS, this::payee)
                : ask("请再次输入对方手机号码", Menu.BILLS, again -> again(read.get(), again));
    }

    private MenuState again(Msisdn payee, String text) {
        return Msisdn.read(text).filter(payee::equals).isPresent()
                ? ask("请输入缴费金额（元）", Menu.BILLS, amount -> amount(amount, Optional.of(payee)))
                : ask("两次输入不一致，请重新输入对方手机号码", Menu.BILLS, this::payee);
    }

    private MenuState amount(String text, Optional<Msisdn> payee) {
        var read = Fen.readYuan(text).filter(Fen::isPositive);
        if (read.isEmpty()) {
            return ask("金额不正确，请重新输入，如50或50.50", Menu.BILLS, again -> amount(again, payee));
        }
        return payee.isPresent()
                ? secret("请输入6位支付密码", Menu.BILLS, pin -> forOther(payee.get(), read.get(), pin))
                : pay(payee, read.get(), false, Optional.empty());
    }

    private MenuState forOther(Msisdn payee, Fen amount, String pin) {
        return pin.matches(PIN)
                ? pay(Optional.of(payee), amount, false, Optional.of(new Secret(pin)))
                : secret("支付密码为6位数字，请重新输入", Menu.BILLS, again -> forOther(payee, amount, again));
    }

    private MenuState pay(Optional<Msisdn> payee, Fen amount, boolean sure, Optional<Secret> pin) {
        var heard = line.bill(payee, amount, sure, pin);
        if (!sure && heard instanceof LineReply.No<String> no && no.reason().equals("confirm-test")) {
            return ask(
                    "该省缴费正在试行，可能不成功，不成功会退回。确认请输入1",
                    Menu.BILLS,
                    text -> text.equals(SURE) ? pay(payee, amount, true, pin) : told("没有缴费", Menu.BILLS));
        }
        if (heard instanceof LineReply.No<String> no && no.reason().equals("insufficient")) {
            return told("充值卡账户和现金账户都不够付，两个账户不能合并付款", Menu.BILLS);
        }
        return told(said(heard, order -> "缴费" + amount + "元已受理，流水号" + order + "，结果将以短信通知"), Menu.BILLS);
    }

    /** 【支付密码设置】 (S-124). */
    MenuState payPassword() {
        return secret("请输入原支付密码", Menu.SERVICE, this::present);
    }

    private MenuState present(String text) {
        return text.matches(PIN)
                ? secret("请输入6位新支付密码", Menu.SERVICE, chosen -> chosen(text, chosen))
                : secret("支付密码为6位数字，请重新输入", Menu.SERVICE, this::present);
    }

    private MenuState chosen(String present, String text) {
        return text.matches(PIN)
                ? secret("请再次输入新支付密码", Menu.SERVICE, again -> repeated(present, text, again))
                : secret("支付密码为6位数字，请重新输入", Menu.SERVICE, again -> chosen(present, again));
    }

    private MenuState repeated(String present, String chosen, String again) {
        return chosen.equals(again)
                ? told(said(line.payPassword(new Secret(present), new Secret(chosen)), done -> "支付密码已修改"), Menu.SERVICE)
                : secret("两次输入不一致，请重新输入6位新支付密码", Menu.SERVICE, text -> chosen(present, text));
    }

    private static <T> String said(LineReply<T> heard, Function<T, String> done) {
        return heard.fold(done, SimMenu::outcome, SimMenu.outcome("no-answer"));
    }
}
