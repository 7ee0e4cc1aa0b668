package cn.smspay.outside.cards;

import java.util.List;

/** The menus of a SIM with their choices in order: two applications, and what hangs below them. */
enum Menu {
    ROOT("SIM卡应用", "我的支付账户", "手机钱包"),
    ACCOUNT("我的支付账户", "余额查询", "充值卡充值"),
    WALLET("手机钱包", "我的钱包", "我要缴费", "业务管理"),
    MINE("我的钱包", "钱包余额查询", "钱包充值", "钱包明细查询", "写入待充值金额"),
    BILLS("我要缴费", "为本机缴费", "缴他人话费"),
    SERVICE("业务管理", "单次消费限额", "操作密码设置", "支付密码设置", "注销钱包", "距离校准"),
    PASSWORD("操作密码设置", "启用操作密码", "停用操作密码", "修改操作密码");

    private final String title;
    private final List<String> choices;

    Menu(String title, String... choices) {
        this.title = title;
        this.choices = List.of(choices);
    }

    String title() {
        return title;
    }

    List<String> choices() {
        return choices;
    }

    /** Where 0 leads; the root leads nowhere. */
    Menu parent() {
        return switch (this) {
            case ROOT, ACCOUNT, WALLET -> ROOT;
            case MINE, BILLS, SERVICE -> WALLET;
            case PASSWORD -> SERVICE;
        };
    }
}
