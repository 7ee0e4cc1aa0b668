package cn.smspay.web.site;

import cn.smspay.accounts.entry.SecurityQuestion;
import cn.smspay.web.page.Choice;
import cn.smspay.web.page.Lang;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The fixed security questions by their number, as forms name them. */
final class Questions {
    static final List<Integer> ALL =
            IntStream.rangeClosed(1, SecurityQuestion.values().length).boxed().toList();

    private Questions() {}

    static int number(SecurityQuestion question) {
        return question.ordinal() + 1;
    }

    /** The first one for a number that no form offers. */
    static SecurityQuestion of(int number) {
        return SecurityQuestion.values()[ALL.contains(number) ? number - 1 : 0];
    }

    static String text(Lang lang, int number) {
        return lang == Lang.ZH ? of(number).chinese() : of(number).english();
    }

    static List<Choice> choices(Lang lang) {
        return Arrays.stream(SecurityQuestion.values())
                .map(question -> new Choice(Integer.toString(number(question)), text(lang, number(question))))
                .toList();
    }
}
