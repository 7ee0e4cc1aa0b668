package cn.smspay.outside.cards;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The menus of a SIM, 我的支付账户 and 手机钱包: what they show, and what a choice or an entry leads to. One thread.
 */
public final class SimMenu {
    private static final String BACK = "0";

    private final AccountMenu account;
    private final Optional<WalletMenu> wallet;
    private MenuState state = new MenuState.Closed();

    private SimMenu(AccountMenu account, Optional<WalletMenu> wallet) {
        this.account = account;
        this.wallet = wallet;
    }

    /** Of a SIM without a wallet. */
    public static SimMenu plain(AccountLine line) {
        return new SimMenu(new AccountMenu(line), Optional.empty());
    }

    /** Of a SIM with a wallet in it. */
    public static SimMenu of(AccountLine line, WalletSim card, CardTalk talk) {
        return new SimMenu(new AccountMenu(line), Optional.of(new WalletMenu(card, talk)));
    }

    /** Opens the menu. */
    public List<String> open() {
        return show(new MenuState.Choosing(Menu.ROOT));
    }

    /** Whether the menu waits for something. */
    public boolean isOpen() {
        return !(state instanceof MenuState.Closed);
    }

    /** What may be chosen now, in order; empty while an entry is asked for. */
    public List<String> choices() {
        return state instanceof MenuState.Choosing choosing ? choosing.menu().choices() : List.of();
    }

    /** Whether what is asked for should be hidden as it is entered. */
    public boolean asksForSecret() {
        return state instanceof MenuState.Asking asking && asking.secret();
    }

    /** A choice by its number, or what was asked for; {@code 0} goes back. */
    public List<String> press(String text) {
        if (state instanceof MenuState.Choosing choosing) {
            return show(chosen(choosing.menu(), text));
        } else if (state instanceof MenuState.Asking asking) {
            return show(
                    text.equals(BACK)
                            ? new MenuState.Choosing(asking.back())
                            : asking.then().apply(text));
        }
        return open();
    }

    private List<String> show(MenuState next) {
        state = next;
        var lines = new ArrayList<String>();
        if (next instanceof MenuState.Choosing choosing) {
            lines.add("【" + choosing.menu().title() + "】");
            for (int i = 0; i < choosing.menu().choices().size(); i++) {
                lines.add(i + 1 + " " + choosing.menu().choices().get(i));
            }
        } else if (next instanceof MenuState.Asking asking) {
            lines.add(asking.prompt());
        } else if (next instanceof MenuState.Showing showing) {
            lines.addAll(showing.lines());
            lines.addAll(after(showing.next()));
        }
        return lines;
    }

    private List<String> after(@Nullable Menu next) {
        if (next == null) {
            state = new MenuState.Closed();
            return List.of();
        }
        return show(new MenuState.Choosing(next));
    }

    private MenuState chosen(Menu menu, String text) {
        if (text.equals(BACK)) {
            return menu == Menu.ROOT ? MenuState.told("已退出", null) : new MenuState.Choosing(menu.parent());
        }
        if (!text.matches("[1-9]") || Integer.parseInt(text) > menu.choices().size()) {
            return MenuState.told("请选择1至" + menu.choices().size() + "，0返回", menu);
        }
        int choice = Integer.parseInt(text);
        return switch (menu) {
            case ROOT -> choice == 1 ? new MenuState.Choosing(Menu.ACCOUNT) : enterWallet();
            case ACCOUNT -> account.account(choice);
            case WALLET -> new MenuState.Choosing(choice == 1 ? Menu.MINE : choice == 2 ? Menu.BILLS : Menu.SERVICE);
            case BILLS -> account.bills(choice);
            case MINE, SERVICE, PASSWORD -> ofWallet(menu, choice);
        };
    }

    private MenuState enterWallet() {
        return wallet.map(WalletMenu::enter).orElseGet(() -> MenuState.told("本机的卡没有手机钱包，请带本人证件和手机到移动营业厅开通", Menu.ROOT));
    }

    private MenuState ofWallet(Menu menu, int choice) {
        var mine = wallet.orElseThrow();
        if (menu == Menu.MINE) {
            return mine.mine(choice);
        } else if (menu == Menu.PASSWORD) {
            return mine.password(choice);
        }
        return switch (choice) {
            case 1 -> mine.limit();
            case 2 -> new MenuState.Choosing(Menu.PASSWORD);
            case 3 -> account.payPassword();
            case 4 -> mine.close();
            default -> mine.calibrate();
        };
    }

    /** What the service said, for a screen. */
    static String outcome(String word) {
        return switch (word) {
            case CardTalk.DONE -> "办理成功";
            case "no-answer" -> "没有收到应答，请稍后用本菜单查询";
            case "insufficient" -> "现金账户余额不足";
            case "pin-wrong" -> "支付密码错误";
            case "pin-locked", "pin-just-locked" -> "支付密码已锁定";
            case "no-account" -> "本机尚未开通手机支付，请发送KT到10658888";
            case "not-empty" -> "钱包余额不为0，请先消费，或到营业厅办理退回";
            case "no-wallet", "card-refused" -> "该钱包不能办理";
            case "card-full" -> "该卡不能再充值，请到营业厅换卡";
            case "contact-over" -> "会话已失效，请重新操作";
            case "bad-amount" -> "金额不在允许的范围内";
            case "not-carriers" -> "该号码不是中国移动号码，不能缴费";
            case "payee-gone" -> "该号码已销号或改号，不能缴费";
            case "repeated" -> "相同的缴费刚刚办过，本次未扣款";
            case "province-closed" -> "该省暂不能缴话费";
            case "unknown-card" -> "充值卡密码错误";
            case "not-hunan" -> "该卡不是湖南移动发行，不能充值";
            case "not-active" -> "该卡未激活或已冻结";
            case "used" -> "该卡已使用";
            case "expired" -> "该卡已过有效期";
            case "too-many-wrong" -> "充值卡密码错误次数过多，今日暂停充值";
            case "bad-password" -> "新密码过于简单，请换一个";
            case "same-password" -> "新密码不能和原来的、也不能和登录密码一样";
            default -> "暂不能办理（" + word + "）";
        };
    }
}
