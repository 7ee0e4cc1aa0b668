package cn.smspay.outside.cards;

import cn.smspay.base.Fen;
import cn.smspay.base.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The wallet's menu of a SIM, 手机钱包: what it shows, and what a choice or an entry leads to. While the operation password is on
 * nothing else is reached without it (S-170). One thread.
 */
public final class SimMenu {
    private static final String BACK = "0";

    private final WalletSim card;
    private final CardTalk talk;
    private State state = new Closed();

    public SimMenu(WalletSim card, CardTalk talk) {
        this.card = card;
        this.talk = talk;
    }

    /** Where the menu stands. */
    private sealed interface State {}

    private record Closed() implements State {}

    private record Choosing(Menu menu) implements State {}

    /** An entry is asked for; {@code then} says where it leads. */
    private record Asking(String prompt, Function<String, State> then) implements State {}

    private record Showing(List<String> lines, @Nullable Menu next) implements State {}

    /** The menus, with their choices in order. */
    private enum Menu {
        ROOT("手机钱包", "我的钱包", "业务管理"),
        MINE("我的钱包", "钱包余额查询", "钱包充值", "钱包明细查询", "写入待充值金额"),
        SERVICE("业务管理", "单次消费限额", "操作密码设置", "距离校准", "注销钱包"),
        PASSWORD("操作密码设置", "启用操作密码", "停用操作密码", "修改操作密码");

        private final String title;
        private final List<String> choices;

        Menu(String title, String... choices) {
            this.title = title;
            this.choices = List.of(choices);
        }
    }

    /** Opens the menu. */
    public List<String> open() {
        if (card.isPasswordBlocked()) {
            return show(told("操作密码已锁定，请用本机拨10086转手机支付客服重置", null));
        }
        return show(card.asksForPassword() ? new Asking("请输入操作密码", this::enter) : new Choosing(Menu.ROOT));
    }

    private State enter(String text) {
        if (card.isPassword(text)) {
            return new Choosing(Menu.ROOT);
        }
        return card.isPasswordBlocked()
                ? told("操作密码连续错误" + WalletSim.WRONG_MOST + "次，已锁定，请用本机拨10086转手机支付客服重置", null)
                : new Asking("操作密码不正确，请重新输入", this::enter);
    }

    /** Whether the menu waits for something. */
    public boolean isOpen() {
        return !(state instanceof Closed);
    }

    /** A choice by its number, or what was asked for; {@code 0} goes back. */
    public List<String> press(String text) {
        if (state instanceof Choosing choosing) {
            return show(chosen(choosing.menu(), text));
        } else if (state instanceof Asking asking) {
            return show(
                    text.equals(BACK) ? new Choosing(Menu.ROOT) : asking.then().apply(text));
        }
        return open();
    }

    private List<String> show(State next) {
        state = next;
        var lines = new ArrayList<String>();
        if (next instanceof Choosing choosing) {
            lines.add("【" + choosing.menu().title + "】");
            for (int i = 0; i < choosing.menu().choices.size(); i++) {
                lines.add(i + 1 + " " + choosing.menu().choices.get(i));
            }
        } else if (next instanceof Asking asking) {
            lines.add(asking.prompt());
        } else if (next instanceof Showing showing) {
            lines.addAll(showing.lines());
            if (showing.next() == null) {
                state = new Closed();
            } else {
                lines.addAll(show(new Choosing(showing.next())));
            }
        }
        return lines;
    }

    private static State told(String line, @Nullable Menu next) {
        return new Showing(List.of(line), next);
    }

    private State chosen(Menu menu, String text) {
        if (text.equals(BACK)) {
            return menu == Menu.ROOT ? told("已退出", null) : new Choosing(Menu.ROOT);
        }
        if (!text.matches("[1-9]") || Integer.parseInt(text) > menu.choices.size()) {
            return told("请选择1至" + menu.choices.size() + "，0返回", menu);
        }
        int choice = Integer.parseInt(text);
        return switch (menu) {
            case ROOT -> new Choosing(choice == 1 ? Menu.MINE : Menu.SERVICE);
            case MINE -> mine(choice);
            case SERVICE -> service(choice);
            case PASSWORD -> password(choice);
        };
    }

    private State mine(int choice) {
        return switch (choice) {
            case 1 -> told("钱包余额" + card.balance() + "元", Menu.MINE);
            case 2 -> new Asking("请输入充值金额（元）", this::amount);
            case 3 -> new Showing(movements(), Menu.MINE);
            default -> told(outcome(talk.meet(card)), Menu.MINE);
        };
    }

    private State amount(String text) {
        return Fen.readYuan(text)
                .filter(Fen::isPositive)
                .<State>map(amount -> new Asking("请输入6位支付密码", pin -> load(amount, pin)))
                .orElseGet(() -> new Asking("金额不正确，请重新输入，如50或50.50", this::amount));
    }

    private State load(Fen amount, String pin) {
        return pin.matches("[0-9]{6}")
                ? told(outcome(talk.load(card, amount, new Secret(pin))), Menu.MINE)
                : new Asking("支付密码为6位数字，请重新输入", again -> load(amount, again));
    }

    private List<String> movements() {
        return card.records().isEmpty()
                ? List.of("没有交易记录")
                : card.records().stream()
                        .map(each -> each.at() + (each.purchase() ? " 消费-" : " 充值+") + each.amount() + "元 余额"
                                + each.after() + "元")
                        .toList();
    }

    private State service(int choice) {
        return switch (choice) {
            case 1 -> new Asking("请输入单次消费限额（元）", this::limit);
            case 2 -> new Choosing(Menu.PASSWORD);
            case 3 -> told(outcome(talk.calibrate(card)), Menu.SERVICE);
            default -> told(outcome(talk.close(card)), null);
        };
    }

    private State limit(String text) {
        return Fen.readYuan(text)
                .<State>map(limit -> told(outcome(talk.limit(card, limit)), Menu.SERVICE))
                .orElseGet(() -> new Asking("金额不正确，请重新输入，如20", this::limit));
    }

    private State password(int choice) {
        return switch (choice) {
            case 1 -> new Asking("请输入操作密码", text -> switched(text, true));
            case 2 -> new Asking("请输入操作密码", text -> switched(text, false));
            default -> new Asking("请输入旧操作密码", this::oldPassword);
        };
    }

    private State switched(String text, boolean on) {
        if (!card.isPassword(text)) {
            return wrong();
        }
        card.switchPassword(on);
        return told(on ? "操作密码已启用" : "操作密码已停用", Menu.SERVICE);
    }

    private State wrong() {
        return card.isPasswordBlocked() ? told("操作密码已锁定，请用本机拨10086转手机支付客服重置", null) : told("操作密码不正确", Menu.PASSWORD);
    }

    private State oldPassword(String text) {
        return card.isPassword(text) ? new Asking("请输入新操作密码（4至12位数字）", this::newPassword) : wrong();
    }

    private State newPassword(String text) {
        return text.matches("[0-9]{4,12}")
                ? new Asking("请再次输入新操作密码", again -> repeated(text, again))
                : new Asking("操作密码为4至12位数字，请重新输入", this::newPassword);
    }

    private State repeated(String first, String again) {
        if (!first.equals(again)) {
            return new Asking("两次输入不一致，请重新输入新操作密码", this::newPassword);
        }
        card.changePassword(first);
        return told("操作密码已修改", Menu.SERVICE);
    }

    /** For a screen. */
    static String outcome(String word) {
        return switch (word) {
            case CardTalk.DONE -> "办理成功";
            case "no-answer" -> "没有收到应答，请稍后用本菜单查询";
            case "insufficient" -> "现金账户余额不足";
            case "pin-wrong" -> "支付密码错误";
            case "pin-locked", "pin-just-locked" -> "支付密码已锁定";
            case "not-empty" -> "钱包余额不为0，请先消费，或到营业厅办理退回";
            case "no-wallet", "card-refused" -> "该钱包不能办理";
            case "card-full" -> "该卡不能再充值，请到营业厅换卡";
            case "contact-over" -> "会话已失效，请重新操作";
            default -> "暂不能办理（" + word + "）";
        };
    }
}
