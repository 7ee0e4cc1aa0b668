package cn.smspay.outside.cards;

import static cn.smspay.outside.cards.MenuState.ask;
import static cn.smspay.outside.cards.MenuState.secret;
import static cn.smspay.outside.cards.MenuState.told;

import cn.smspay.base.Fen;
import cn.smspay.base.Secret;
import java.util.List;

/**
 * What the application 手机钱包 does with the wallet in the SIM. While the operation password is on nothing of it is reached without
 * it (S-170). One thread.
 */
final class WalletMenu {
    private static final String PIN = "[0-9]{6}";
    private static final String OPERATION = "[0-9]{4,12}";
    private static final String BLOCKED = "操作密码已锁定，请用本机拨10086转手机支付客服重置";

    private final WalletSim card;
    private final CardTalk talk;

    WalletMenu(WalletSim card, CardTalk talk) {
        this.card = card;
        this.talk = talk;
    }

    /** The way in. */
    MenuState enter() {
        if (card.isPasswordBlocked()) {
            return told(BLOCKED, Menu.ROOT);
        }
        return card.asksForPassword()
                ? secret("请输入操作密码", Menu.ROOT, this::entered)
                : new MenuState.Choosing(Menu.WALLET);
    }

    private MenuState entered(String text) {
        if (card.isPassword(text)) {
            return new MenuState.Choosing(Menu.WALLET);
        }
        return card.isPasswordBlocked()
                ? told("操作密码连续错误" + WalletSim.WRONG_MOST + "次，已锁定，请用本机拨10086转手机支付客服重置", Menu.ROOT)
                : secret("操作密码不正确，请重新输入", Menu.ROOT, this::entered);
    }

    MenuState mine(int choice) {
        return switch (choice) {
            case 1 -> told("钱包余额" + card.balance() + "元", Menu.MINE);
            case 2 -> ask("请输入充值金额（元）", Menu.MINE, this::amount);
            case 3 -> new MenuState.Showing(movements(), Menu.MINE);
            default -> told(SimMenu.outcome(talk.meet(card)), Menu.MINE);
        };
    }

    private MenuState amount(String text) {
        return Fen.readYuan(text)
                .filter(Fen::isPositive)
                .map(amount -> secret("请输入6位支付密码", Menu.MINE, pin -> load(amount, pin)))
                .orElseGet(() -> ask("金额不正确，请重新输入，如50或50.50", Menu.MINE, this::amount));
    }

    private MenuState load(Fen amount, String pin) {
        return pin.matches(PIN)
                ? told(SimMenu.outcome(talk.load(card, amount, new Secret(pin))), Menu.MINE)
                : secret("支付密码为6位数字，请重新输入", Menu.MINE, again -> load(amount, again));
    }

    private List<String> movements() {
        return card.records().isEmpty()
                ? List.of("没有交易记录")
                : card.records().stream()
                        .map(each -> each.at() + (each.purchase() ? " 消费-" : " 充值+") + each.amount() + "元 余额"
                                + each.after() + "元")
                        .toList();
    }

    MenuState limit() {
        return ask("请输入单次消费限额（元）", Menu.SERVICE, this::limit);
    }

    private MenuState limit(String text) {
        return Fen.readYuan(text)
                .map(limit -> told(SimMenu.outcome(talk.limit(card, limit)), Menu.SERVICE))
                .orElseGet(() -> ask("金额不正确，请重新输入，如20", Menu.SERVICE, this::limit));
    }

    MenuState close() {
        return told(SimMenu.outcome(talk.close(card)), Menu.ROOT);
    }

    MenuState calibrate() {
        return told(SimMenu.outcome(talk.calibrate(card)), Menu.SERVICE);
    }

    /** 【操作密码设置】 (S-165 to S-170). */
    MenuState password(int choice) {
        return switch (choice) {
            case 1 -> secret("请输入操作密码", Menu.PASSWORD, text -> switched(text, true));
            case 2 -> secret("请输入操作密码", Menu.PASSWORD, text -> switched(text, false));
            default -> secret("请输入旧操作密码", Menu.PASSWORD, this::oldPassword);
        };
    }

    private MenuState switched(String text, boolean on) {
        if (!card.isPassword(text)) {
            return wrong();
        }
        card.switchPassword(on);
        return told(on ? "操作密码已启用" : "操作密码已停用", Menu.SERVICE);
    }

    private MenuState wrong() {
        return card.isPasswordBlocked() ? told(BLOCKED, Menu.ROOT) : told("操作密码不正确", Menu.PASSWORD);
    }

    private MenuState oldPassword(String text) {
        return card.isPassword(text) ? secret("请输入新操作密码（4至12位数字）", Menu.PASSWORD, this::newPassword) : wrong();
    }

    private MenuState newPassword(String text) {
        return text.matches(OPERATION)
                ? secret("请再次输入新操作密码", Menu.PASSWORD, again -> repeated(text, again))
                : secret("操作密码为4至12位数字，请重新输入", Menu.PASSWORD, this::newPassword);
    }

    private MenuState repeated(String first, String again) {
        if (!first.equals(again)) {
            return secret("两次输入不一致，请重新输入新操作密码", Menu.PASSWORD, this::newPassword);
        }
        card.changePassword(first);
        return told("操作密码已修改", Menu.SERVICE);
    }
}
