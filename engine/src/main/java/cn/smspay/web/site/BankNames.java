package cn.smspay.web.site;

import cn.smspay.accounts.customers.BankCode;
import cn.smspay.web.page.Choice;
import cn.smspay.web.page.PageWords;
import java.util.Arrays;
import java.util.List;

/** How banks are called on a page. */
final class BankNames {
    private BankNames() {}

    static String of(PageWords w, BankCode bank) {
        return w.t("bank." + bank.name());
    }

    /** 工商银行尾号6789. */
    static String tail(PageWords w, SiteService.SiteCard card) {
        return w.t("bank.tail", "bank", of(w, card.bank()), "tail", card.tail());
    }

    static List<Choice> choices(PageWords w) {
        return Arrays.stream(BankCode.values())
                .map(bank -> new Choice(bank.name(), of(w, bank)))
                .toList();
    }
}
