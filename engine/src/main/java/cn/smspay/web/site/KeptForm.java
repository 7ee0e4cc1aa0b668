package cn.smspay.web.site;

import cn.smspay.base.Msisdn;
import cn.smspay.web.page.UnfinishedForms;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What somebody had begun when his session ended, or when we were started again: the check page brings it along, so that after
 * the login the same request goes on under the same key and is done once, whether or not it was done before (R 3.0.11). Holds no
 * secret.
 *
 * @param path of the page that does it
 */
record KeptForm(String path, UnfinishedForms.Draft draft) {
    /** What the fields of a check page begin with that are brought along. */
    static final String FIELD = "t.";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{16,64}");
    private static final Pattern ATTEMPT = Pattern.compile("[1-9][0-9]{0,2}");
    private static final Pattern VALUE = Pattern.compile("[^\\p{Cntrl}]{0,60}");
    private static final int FIELDS_MOST = 8;

    /** From a form whose session has ended; empty if it is of no check page of these, or has been tampered with. */
    static Optional<KeptForm> of(Visit visit, List<Steps> pages) {
        return pages.stream()
                .filter(steps -> visit.path().equals(steps.path() + "/check")
                        || visit.path().equals(steps.path()))
                .findFirst()
                .flatMap(steps -> of(visit, steps));
    }

    /** What a form says of its draft, where nothing is remembered of it; empty if it says nothing that can be. */
    static Optional<UnfinishedForms.Draft> draft(Visit visit, String page, Map<String, String> typed) {
        var id = visit.typed("d");
        var attempt = visit.typed("n");
        return ID.matcher(id).matches() && ATTEMPT.matcher(attempt).matches()
                ? Optional.of(new UnfinishedForms.Draft(id, page, Map.copyOf(typed), Integer.parseInt(attempt), null))
                : Optional.empty();
    }

    private static Optional<KeptForm> of(Visit visit, Steps steps) {
        var typed = new HashMap<String, String>();
        visit.typedNames().stream()
                .filter(name -> name.startsWith(FIELD))
                .limit(FIELDS_MOST)
                .forEach(name -> typed.put(name.substring(FIELD.length()), visit.typed(name)));
        boolean good =
                typed.values().stream().allMatch(value -> VALUE.matcher(value).matches()) && isNumber(typed, "payee");
        return good
                ? draft(visit, steps.page(), typed).map(draft -> new KeptForm(visit.path(), draft))
                : Optional.empty();
    }

    private static boolean isNumber(Map<String, String> typed, String name) {
        return !typed.containsKey(name) || Msisdn.read(typed.get(name)).isPresent();
    }

    /** To the check page again, in the session that has begun. */
    String goOn(Visit visit) {
        visit.drafts().restore(draft);
        return path + "?d=" + draft.id();
    }
}
