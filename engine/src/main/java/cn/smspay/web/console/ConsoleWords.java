package cn.smspay.web.console;

import cn.smspay.web.page.PageTable;
import cn.smspay.web.page.PageWords;
import java.util.Locale;

/** What every page of the console says alike: heads of columns and numbers. */
record ConsoleWords(PageWords words) {
    PageTable.Head head(String key) {
        return PageTable.Head.of(words.t(key));
    }

    PageTable.Head numbers(String key) {
        return new PageTable.Head(words.t(key), true);
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
