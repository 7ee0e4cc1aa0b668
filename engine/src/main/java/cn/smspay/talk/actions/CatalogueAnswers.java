package cn.smspay.talk.actions;

import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.customers.BlockingState;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.base.ServiceDay;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Answers of {@code accounts} in the words of the catalogue: a reason of refusal has the name of its outcome, in capitals. */
public final class CatalogueAnswers {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ServiceDay.ZONE);

    private CatalogueAnswers() {}

    /** A value as the texts of dialogues take it up. */
    public static String written(Object value) {
        if (value instanceof Instant at) {
            return MINUTE.format(at);
        } else if (value instanceof BlockingState state) {
            return state.name().toLowerCase(Locale.ROOT);
        } else if (value instanceof BankCode bank) {
            return bank.chinese();
        }
        return value.toString();
    }

    static Action.Result checked(Optional<Refusal> refusal) {
        return refusal.map(CatalogueAnswers::refused).orElseGet(() -> ok(Map.of()));
    }

    static <T> Action.Result answered(Answer<T> answer, Function<T, Action.Result> done) {
        return answer.fold(done, CatalogueAnswers::refused);
    }

    static Action.Result ok(Map<String, Object> values) {
        return result("ok", values);
    }

    static Action.Result result(String outcome, Map<String, Object> values) {
        return new Action.Result(outcome, texts(values), List.of());
    }

    private static Action.Result refused(Refusal refusal) {
        if (refusal.reason() == Refusal.Reason.BAD_AMOUNT) {
            throw new IllegalArgumentException("the dialogue let an amount outside the limits pass");
        }
        var rows = refusal.hindrances().stream()
                .map(hindrance -> new Action.Row(name(hindrance.reason()), texts(hindrance.facts())))
                .toList();
        return new Action.Result(name(refusal.reason()), texts(refusal.facts()), rows);
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, String> texts(Map<String, Object> values) {
        var texts = new LinkedHashMap<String, String>();
        values.forEach((name, value) -> texts.put(name, written(value)));
        return texts;
    }
}
