package cn.smspay.web.console;

import cn.smspay.web.page.DeskView.Box;
import cn.smspay.web.page.DisplayFormat;
import cn.smspay.web.page.PageTable;
import cn.smspay.web.page.PageWords;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is wrong, with what to do about it. */
final class ConsoleAlarms {
    /** What an alarm is called begins with one of these; the words for it are under the key behind it. */
    private static final Map<String, String> ALARMS = alarms();

    private final PageWords w;
    private final ConsoleWords say;

    ConsoleAlarms(PageWords w) {
        this.w = w;
        this.say = new ConsoleWords(w);
    }

    private static Map<String, String> alarms() {
        var known = new LinkedHashMap<String, String>();
        known.put("database", "database");
        known.put("bind ", "bind");
        known.put("clock", "clock");
        known.put("answers", "answers");
        known.put("disk", "disk");
        known.put("log", "log");
        known.put("guessing", "guessing");
        known.put("billing files, sending on", "sending");
        known.put("billing files", "billing");
        known.put("trunk ", "trunk");
        known.put("certificate smsc ", "trusted");
        known.put("certificate ", "certificate");
        return known;
    }

    private static Optional<Map.Entry<String, String>> kind(EngineView.AlarmView alarm) {
        return ALARMS.entrySet().stream()
                .filter(known -> alarm.name().startsWith(known.getKey()))
                .findFirst();
    }

    String name(EngineView.AlarmView alarm) {
        return kind(alarm)
                .map(known -> w.t(
                        "console.alarm." + known.getValue(),
                        "name",
                        alarm.name().substring(known.getKey().length())))
                .orElse(alarm.name());
    }

    /** As the engine says it where these pages have no words of their own. */
    String advice(EngineView.AlarmView alarm) {
        return kind(alarm)
                .map(known -> w.t("console.advice." + known.getValue()))
                .orElse(alarm.advice());
    }

    ConsoleView view(EngineView truth) {
        var rows = truth.alarms().stream()
                .map(alarm -> List.of(
                        PageTable.Cell.of(name(alarm)),
                        PageTable.Cell.code(alarm.what()),
                        PageTable.Cell.of(DisplayFormat.desk(alarm.first())),
                        PageTable.Cell.of(DisplayFormat.desk(alarm.last())),
                        PageTable.Cell.of(times(alarm)),
                        PageTable.Cell.of(advice(alarm))))
                .toList();
        return ConsoleView.of(
                w.t("console.alarms"),
                Box.of(w.t("console.alarms"))
                        .first()
                        .table(new PageTable(
                                w.t("console.alarms"),
                                List.of(
                                        say.head("console.alarm.name"),
                                        say.head("console.alarm.what"),
                                        say.head("console.alarm.first"),
                                        say.head("console.alarm.last"),
                                        say.numbers("console.alarm.times"),
                                        say.head("console.alarm.advice")),
                                rows,
                                w.t("console.alarms.none"))));
    }

    private static String times(EngineView.AlarmView alarm) {
        var times = alarm.times();
        return times == null ? "" : ConsoleWords.count(times);
    }
}
