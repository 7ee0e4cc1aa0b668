package cn.smspay.talk.reading;

import cn.smspay.base.yaml.Fault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;

/** Faults of one cause as one line: a placeholder that is unknown in many texts, perhaps because its setting is gone. */
final class FaultSummary {
    private static final Pattern PLACEHOLDER = Pattern.compile(
            "(?s).*(?:unknown placeholder (<[^>]*>)|(<[^>]*> (?:would say a secret back|may not be known yet))"
                    + "|(tells to send \"\\w+\")).*");

    private FaultSummary() {}

    static List<Fault> once(List<Fault> faults) {
        var same = new LinkedHashMap<String, List<Fault>>();
        for (Fault fault : faults) {
            if (isOfMarkup(fault, faults)) {
                continue;
            }
            var name = PLACEHOLDER.matcher(fault.text());
            var cause = !name.matches()
                    ? fault.toString()
                    : name.group(2) != null
                            ? fault.file() + name.group(2)
                            : name.group(1) == null ? name.group(3) : name.group(1);
            same.computeIfAbsent(cause, each -> new ArrayList<>()).add(fault);
        }
        return same.values().stream().map(FaultSummary::one).toList();
    }

    /** Whether it names a placeholder in a text of which is said already that its signs are none of placeholders. */
    private static boolean isOfMarkup(Fault fault, List<Fault> faults) {
        return fault.rule().equals("D09")
                && faults.stream()
                        .anyMatch(other ->
                                other.rule().equals("D22") && other.place().equals(fault.place()));
    }

    private static Fault one(List<Fault> faults) {
        var first = faults.get(0);
        long places = faults.stream().map(Fault::place).distinct().count();
        return places == 1
                ? first
                : new Fault(
                        first.place(),
                        first.rule(),
                        first.text() + " (and in " + (places - 1) + " more)",
                        first.warning());
    }
}
