package cn.smspay.talk.reading;

import cn.smspay.base.yaml.Fault;
import cn.smspay.talk.script.Catalogue;
import cn.smspay.talk.script.Scripts;
import cn.smspay.talk.script.ValueKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** A small set of files without a mistake, for tests that put one in: two dialogues, one by message and one by voice. */
final class SmallFiles {
    private SmallFiles() {}

    static final Catalogue CATALOGUE = new Catalogue.Builder()
            .guards("rich", "late")
            .limit("most", 10)
            .action(Catalogue.action(
                    "look",
                    false,
                    List.of(),
                    Catalogue.outcome("ok", Catalogue.money("cash"), Catalogue.output("shop", ValueKind.TEXT, 40)),
                    Catalogue.outcome("nobody")))
            .action(Catalogue.action(
                    "send",
                    true,
                    List.of("amount", "pin?!"),
                    Catalogue.outcome("ok", Catalogue.password("key", 8)),
                    Catalogue.outcome("unknown")))
            .action(Catalogue.action(
                    "list",
                    false,
                    List.of(),
                    Catalogue.listing("ok", List.of(Catalogue.outcome("line", Catalogue.money("sum"))))))
            .notice("sent", Catalogue.money("amount"))
            .build();

    private static final String COMMON = """
            languages: [zh, en]
            cancel: ["0"]
            back: [B]
            help: [BZ]
            settings:
              site: "12"
            says:
              unknown: plain
              help: plain
              cancelled: plain
              replaced: plain
              late: plain
              updated: plain
              give_up: plain
              nothing_pending: plain
              nothing_open: plain
              fault: plain
            outcomes:
              nobody:
                say: plain
                end: failed
            refusals:
              amount:
                not_amount: plain
                too_small: plain
                too_big: plain
              pin:
                not_pin: plain
              confirm:
                not_confirm: plain
            replies:
              plain:
                zh: 好
                en: Fine
            """;

    private static final String NOTICES = """
            notices:
              sent:
                id: N1
                zh: 已付<amount>元
                en: <amount> sent
            """;

    private static final String SEND = """
            dialog: send
            title:
              zh: 付款
              en: payment
            commands:
              - words: [FK, 付款]
                take: amount
            slots:
              amount:
                type: amount
                min: "1"
                max: limits.most
              pin:
                type: pin
            steps:
              look:
                do: look
                outcomes:
                  ok:
                    next: amount
              amount:
                ask: amount
                say:
                  zh: 有<cash>元
                  en: You have <cash>
                next: pin
              pin:
                ask: pin
                when: rich
                say:
                  zh: 密码？
                  en: Password?
                next: send
              send:
                do: send
                outcomes:
                  ok:
                    say:
                      id: S1
                      zh: 成功<key>
                      en: Done <key>
                    end: done
                  unknown:
                    say: plain
                    end: pending
            """;

    private static final String CALL = """
            ivr: "12345"
            title:
              zh: 电话
              en: phone
            start: main
            no_input:
              zh: 请按键
              en: Press a key
            no_match:
              zh: 错
              en: Wrong
            give_up:
              zh: 再见
              en: Bye
            steps:
              main:
                menu:
                  - key: "1"
                    when: rich
                    next: list
                  - key: "1"
                    when: not rich
                    next: over
                say:
                  zh: 您好
                  en: Hello
              list:
                do: list
                outcomes:
                  ok:
                    say:
                      zh: 明细
                      en: Lines
                      rows:
                        line:
                          zh: <sum>元
                          en: <sum> yuan
                    next: main
              over:
                start_sms:
                  dialog: send
                say:
                  zh: 短信已发
                  en: Sent
                end: done
            """;

    /** The files by their names; a map of one's own. */
    static Map<String, String> files() {
        return new LinkedHashMap<>(Map.of(
                "dialogs/_common.yaml", COMMON,
                "dialogs/_notices.yaml", NOTICES,
                "dialogs/send.yaml", SEND,
                "ivr-scripts/call.yaml", CALL));
    }

    /**
     * The files with one text in place of another.
     *
     * @param file a part of its name
     * @param good {@code ~} stands for a new line
     */
    static Map<String, String> with(String file, String good, String bad) {
        var files = files();
        var name = files.keySet().stream()
                .filter(each -> each.contains(file))
                .findFirst()
                .orElseThrow();
        var text = Objects.requireNonNull(files.get(name));
        var from = good.replace('~', '\n');
        if (!text.contains(from)) {
            throw new AssertionError(file + " does not hold " + from);
        }
        files.put(
                name,
                text.replaceFirst(
                        Pattern.quote(from),
                        java.util.regex.Matcher.quoteReplacement("~".equals(bad) ? "" : bad.replace('~', '\n'))));
        return files;
    }

    /** What is said of them, faults and warnings. */
    static List<String> faults(Map<String, String> files) {
        return ScriptFiles.read(files, CATALOGUE).faults().stream()
                .map(Fault::toString)
                .toList();
    }

    /** The scripts of files without a fault. */
    static Scripts scripts(Map<String, String> files) {
        var loaded = ScriptFiles.read(files, CATALOGUE);
        var scripts = loaded.scripts();
        if (scripts == null) {
            throw new AssertionError(loaded.faults());
        }
        return scripts;
    }
}
