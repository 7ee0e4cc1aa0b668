package cn.smspay.ops.admin;

import cn.smspay.accounts.customers.Brand;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.payments.Till;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.SubscriptionId;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Key;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Subject;
import cn.smspay.ops.control.Ask;
import cn.smspay.ops.control.ControlWord.Declined;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads what admin words have in common, and tells replies. */
final class AdminInput {
    static final String NUMBER = "number";
    static final String KEY = "key";
    static final String WHY = "why";
    static final String TILL = "till";
    /** Longer than a full lane takes. */
    private static final long PATIENCE_SECONDS = 60;

    private AdminInput() {}

    static Caller caller(Ask ask) {
        return Caller.operator(ask.user());
    }

    /** The key that was given, so that a script may try again; otherwise this is a request of its own. */
    static Key key(Ask ask) {
        return Key.of(
                caller(ask), ask.text(KEY).orElseGet(() -> UUID.randomUUID().toString()), ask.canonical());
    }

    static Msisdn number(Ask ask) {
        return ask.required(NUMBER, Msisdn::read, "eleven digits like 13800000001");
    }

    /** By number, or one whose number is gone by its subscription. */
    static Subject customer(Ask ask) {
        return ask.number("subscription")
                .map(id -> Subject.customer(new SubscriptionId(id)))
                .orElseGet(() -> Subject.number(number(ask)));
    }

    static String why(Ask ask) {
        return ask.text(WHY).orElse("");
    }

    static Fen amount(Ask ask, String name) {
        return ask.required(name, Fen::readYuan, "yuan like 50 or 50.25");
    }

    static Till till(Ask ask) {
        return ask.required(TILL, AdminInput::readTill, "a province and a desk like HUNAN:1");
    }

    private static Optional<Till> readTill(String text) {
        int colon = text.indexOf(':');
        return colon < 1 || colon == text.length() - 1
                ? Optional.empty()
                : Province.read(text.substring(0, colon))
                        .map(province -> new Till(province, text.substring(colon + 1)));
    }

    static Province province(Ask ask) {
        return ask.required("province", Province::read, "one like HUNAN or 湖南");
    }

    static Brand brand(Ask ask) {
        return ask.required("brand", Brand::read, "one like GOTONE or 全球通");
    }

    /** What is shown of a reply: the result, or the number of what is pending. */
    static <T> Object told(CompletableFuture<Reply<T>> reply) throws InterruptedException {
        return told(wait(reply));
    }

    static <T> Object told(Reply<T> reply) {
        return reply.fold(
                done -> done.value(),
                no -> {
                    throw declined(no);
                },
                pending -> Map.of("pending", pending.requestId()));
    }

    /** The same where there is nothing to show but that it was done. */
    static <T> Object done(CompletableFuture<Reply<T>> reply) throws InterruptedException {
        var shown = told(reply);
        return shown instanceof Map<?, ?> ? shown : Map.of("done", true);
    }

    /** A list under a name: every answer is an object. */
    static <T> Object listed(String name, CompletableFuture<Reply<List<T>>> reply) throws InterruptedException {
        return Map.of(name, told(reply));
    }

    static LocalDate day(Ask ask, String name) {
        return ask.required(name, AdminInput::readDay, "a day like 2010-01-31");
    }

    static Optional<LocalDate> readDay(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    static <T> Reply<T> wait(CompletableFuture<Reply<T>> reply) throws InterruptedException {
        try {
            return reply.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the engine could not do it", e.getCause());
        } catch (TimeoutException e) {
            throw new Declined(
                    "the engine has not answered within " + PATIENCE_SECONDS + " seconds; look whether it was done",
                    Map.of("reason", "timeout"));
        }
    }

    private static Declined declined(Reply.Refused<?> no) {
        var details = new LinkedHashMap<String, Object>();
        details.put("reason", no.reason());
        var told = new LinkedHashMap<String, Object>();
        no.facts().forEach((name, value) -> told.put(value instanceof Fen ? name + "_fen" : name, value));
        details.put("facts", told);
        var facts = new StringBuilder();
        no.facts()
                .forEach((name, value) -> facts.append(facts.isEmpty() ? " (" : ", ")
                        .append(name)
                        .append(' ')
                        .append(value));
        return new Declined(
                "not done: " + no.reason().replace('-', ' ') + facts + (facts.isEmpty() ? "" : ")"), details);
    }
}
