package cn.smspay.talk.dialogue;

import cn.smspay.base.ServiceDay;
import cn.smspay.talk.script.Catalogue;
import cn.smspay.talk.script.Common;
import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.ReplyTemplate;
import cn.smspay.talk.script.Scripts;
import cn.smspay.talk.script.Template;
import cn.smspay.talk.script.ValueKind;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts values into replies. A value that is missing is an alarm and a neutral text, never a placeholder (edge case 87). */
final class ReplyFiller {
    /** How actions give a time. */
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private static final int YEAR_DIGITS = 4;
    private static final String CHINESE = "zh";

    private final Scripts scripts;
    private final Facts facts;
    private final String language;
    private final boolean aloud;
    private final List<String> alarms = new ArrayList<>();

    /** {@code aloud}: each line of a listing is a sentence of its own. */
    ReplyFiller(Scripts scripts, Facts facts, String language, boolean aloud) {
        this.scripts = scripts;
        this.facts = facts;
        this.language = language;
        this.aloud = aloud;
    }

    /**
     * Where values come from, the first that has one.
     *
     * @param sort what the catalogue says of the outcome
     * @param extras values of the moment, like how many tries are left
     */
    record Scope(
            @Nullable Dialog dialog,
            Map<String, String> values,
            Catalogue.@Nullable ActionOutcome sort,
            @Nullable Outcome outcome,
            Map<String, String> extras) {}

    List<String> alarms() {
        return alarms;
    }

    List<Say> say(List<ReplyTemplate> replies, Scope scope) {
        var says = new ArrayList<Say>();
        for (ReplyTemplate reply : replies) {
            says.addAll(say(reply, scope));
        }
        return says;
    }

    List<Say> say(ReplyTemplate reply, Scope scope) {
        var lines = new ArrayList<Say>();
        for (Outcome.Row row : scope.outcome() == null
                ? List.<Outcome.Row>of()
                : scope.outcome().rows()) {
            var line = line(reply, row, scope);
            if (line != null) {
                lines.add(line);
            }
        }
        if (lines.isEmpty() || aloud) {
            lines.add(0, one(reply, scope));
            return lines;
        }
        var joined = new StringBuilder();
        for (Say line : lines) {
            joined.append(joined.length() == 0 ? "" : reply.join().getOrDefault(spoken(reply), ""))
                    .append(line.written());
        }
        var extras = new HashMap<>(scope.extras());
        extras.put("rows", joined.toString());
        return List.of(one(reply, new Scope(scope.dialog(), scope.values(), scope.sort(), scope.outcome(), extras)));
    }

    private @Nullable Say line(ReplyTemplate reply, Outcome.Row row, Scope scope) {
        var said = reply.rows().get(row.sort());
        if (said == null) {
            return null;
        }
        var sort = scope.sort() == null ? null : scope.sort().rows().get(row.sort());
        var outcome = new Outcome(row.sort(), row.values(), List.of());
        return one(said, new Scope(scope.dialog(), scope.values(), sort, outcome, Map.of()));
    }

    private Say one(ReplyTemplate reply, Scope scope) {
        var spoken = spoken(reply);
        var template = reply.texts().getOrDefault(spoken, Template.EMPTY);
        var values = new HashMap<String, Spoken.Value>();
        boolean secret = false;
        for (String name : template.names()) {
            var value = value(name, scope, spoken);
            if (value == null) {
                alarms.add("no value for <" + name + "> in reply " + reply.id() + " (" + reply.file() + ':'
                        + reply.line() + ")");
                return neutral();
            }
            values.put(name, value);
            secret |= isSecret(name, scope);
        }
        return new Say(reply.id(), spoken, template.text(), values, secret);
    }

    private Say neutral() {
        var reply = scripts.common().reply(Common.Role.FAULT);
        var spoken = spoken(reply);
        var template = reply.texts().getOrDefault(spoken, Template.EMPTY);
        return new Say(reply.id(), spoken, template.text(), Map.of(), false);
    }

    private String spoken(ReplyTemplate reply) {
        return reply.texts().containsKey(language)
                ? language
                : scripts.common().languages().get(0);
    }

    private static boolean isSecret(String name, Scope scope) {
        var output = scope.sort() == null ? null : scope.sort().outputs().get(name);
        return output != null && output.secret();
    }

    private Spoken.@Nullable Value value(String name, Scope scope, String spoken) {
        var output = scope.sort() == null ? null : scope.sort().outputs().get(name);
        if (output != null && scope.outcome() != null) {
            return typed(output.kind(), scope.outcome().values().get(name), spoken);
        }
        var extra = scope.extras().get(name);
        if (extra != null) {
            return new Spoken.Value(kindOfExtra(name), extra);
        }
        var dialog = scope.dialog();
        var held = scope.values().get(name);
        if (held != null && dialog != null) {
            return typed(dialog.kinds().getOrDefault(name, ValueKind.TEXT), held, spoken);
        }
        if (dialog != null && name.equals("op")) {
            return typed(ValueKind.TEXT, dialog.title().get(spoken), spoken);
        }
        if (dialog != null && name.equals("cmd")) {
            return typed(ValueKind.TEXT, dialog.word(), spoken);
        }
        if (dialog != null && name.equals("nothing_moved")) {
            return new Spoken.Value(ValueKind.TEXT, dialog.nothingMoved().getOrDefault(spoken, ""));
        }
        if (name.equals("tries")) {
            return typed(ValueKind.COUNT, Integer.toString(scripts.common().tries()), spoken);
        }
        if (scripts.common().settings().containsKey(name)) {
            return typed(ValueKind.TEXT, facts.setting(name), spoken);
        }
        return scripts.catalogue().limits().containsKey(name)
                ? typed(ValueKind.MONEY, facts.limit(name), spoken)
                : null;
    }

    /** A time as people write it, with the year only where it is another than this one (R 3.12). */
    private String time(String text, String spoken) {
        var at = LocalDateTime.parse(text, MINUTE);
        boolean thisYear = at.getYear()
                == LocalDate.ofInstant(facts.now(), ServiceDay.ZONE).getYear();
        if (!spoken.equals(CHINESE)) {
            return thisYear ? text.substring(YEAR_DIGITS + 1) : text;
        }
        return String.format(
                Locale.ROOT,
                "%s%d月%d日%02d:%02d",
                thisYear ? "" : at.getYear() + "年",
                at.getMonthValue(),
                at.getDayOfMonth(),
                at.getHour(),
                at.getMinute());
    }

    private static ValueKind kindOfExtra(String name) {
        return switch (name) {
            case "left" -> ValueKind.COUNT;
            case "min", "max" -> ValueKind.MONEY;
            default -> ValueKind.TEXT;
        };
    }

    private Spoken.@Nullable Value typed(ValueKind kind, @Nullable String text, String spoken) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        if (kind == ValueKind.TIME && !aloud) {
            return new Spoken.Value(kind, time(text, spoken));
        }
        if (kind != ValueKind.WORD) {
            return new Spoken.Value(kind, text);
        }
        var word = scripts.common().words().getOrDefault(text, Map.of()).get(spoken);
        return word == null ? null : new Spoken.Value(kind, word);
    }
}
